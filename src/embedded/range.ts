/**
 * Throws a RangeError for a value that is not an integer from `least` to `most`. `call` is how what it was given to is called,
 * where it could be another argument that was left out.
 */
export function checkRange(name: string, value: unknown, least: number, most: number, call?: string): void {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
  const next = call === undefined ? "" : `: call ${call}`;
  throw new RangeError(
    `The ${name} is ${said(value)}, and must be an integer from ${String(least)} to ${String(most)}${next}.`,
  );
}

/** A number as it is, and of anything else what it is. */
export function said(value: unknown): string {
  return typeof value === "number" || value === undefined ? String(value) : `of type ${typeof value}`;
}
