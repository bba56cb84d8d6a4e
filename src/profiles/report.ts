import type { ProfileCheckOptions, ProfileProblem } from "../resource-check.ts";
import { formatKey } from "./definitions.ts";

/** A reported problem. */
export interface FoundProblem {
  /** The keys and indices of its path, last first: they are added on the way back to the root. */
  readonly keys: (string | number)[];
  readonly message: string;
}

/** The problems of one check. */
export interface Report {
  readonly problems: FoundProblem[];
  readonly allowsUnknownFields: boolean;
  readonly allowsOtherTypes: boolean;
}

/** Returns a report without problems. */
export function createReport({ unknownFields, otherTypes }: ProfileCheckOptions = {}): Report {
  return { problems: [], allowsUnknownFields: unknownFields === "allow", allowsOtherTypes: otherTypes === "allow" };
}

/** The maximum number of problems that are reported. */
const maxProblems = 20;

/** Reports a problem of the value at hand, or of its field. */
export function report({ problems }: Report, message: string, ...keys: string[]): void {
  if (problems.length < maxProblems) problems.push({ keys, message });
}

/** Whether further problems would not be reported. */
export function isFull({ problems }: Report): boolean {
  return problems.length >= maxProblems;
}

/** Adds a key to the paths of the problems since the first `from`. */
export function addKey({ problems }: Report, from: number, key: string | number): void {
  for (const { keys } of problems.slice(from)) keys.push(key);
}

/** Returns `1 item` or `2 items`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Returns a problem with its path as text, such as `data.name[0].family`. */
export function formatProblem({ keys, message }: FoundProblem): ProfileProblem {
  const path = keys.toReversed().map((key) => (typeof key === "number" ? `[${key}]` : formatKey(key)));
  return { path: path.join("").replace(/^\./, ""), message };
}
