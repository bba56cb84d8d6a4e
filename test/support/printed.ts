import { inspect } from "node:util";

/** Returns everything that a program could print of a value. */
export function printed(value: unknown): string {
  const own = value instanceof Error ? [value.message, String(value), String(value.stack), inspect(value.cause)] : [];
  return [...own, inspect(value, { depth: 10, showHidden: true }), JSON.stringify(value)].join("\n");
}
