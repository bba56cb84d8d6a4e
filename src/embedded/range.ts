import { described } from "./described.ts";

/**
 * Throws a RangeError for a value that is not an integer from `least` to `most`. `usage` shows how the function is called, for
 * where an argument was left out.
 */
export function checkRange(name: string, value: unknown, least: number, most: number, usage?: string): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
  const next = usage === undefined ? "" : `: call ${usage}`;
  throw new RangeError(`The ${name} is ${described(value)}, and must be an integer from ${least} to ${most}${next}.`);
}
