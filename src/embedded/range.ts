/** Throws a RangeError for a value that is not an integer from `least` to `most`. */
export function checkRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(
    `The ${name} is ${String(value)}, and must be an integer from ${String(least)} to ${String(most)}.`,
  );
}
