import { performance } from "node:perf_hooks";
import { inspect } from "node:util";
import { escapeControlCharacters } from "./escape-control-characters.ts";

/** Runs a step, and prints its title and duration. */
export async function step<Result>(title: string, work: () => Promise<Result> | Result): Promise<Result> {
  const start = performance.now();
  const result = await work();
  console.log(`${title.padEnd(56)} ${(performance.now() - start).toFixed(0).padStart(6)} ms`);
  return result;
}

/** Prints a result of a step, indented below it. */
export function show(title: string, value: unknown): void {
  const lines = inspect(value, { depth: Infinity, breakLength: 100 }).split("\n").map(escapeControlCharacters);
  console.log([`  ${title}:`, ...lines].join("\n    "));
}
