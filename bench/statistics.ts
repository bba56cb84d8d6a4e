/** What several rounds gave: the one in the middle, and how far they went. */
export interface Rounds {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Rounds to so many digits as mean something. */
const digits = 4;

export function roundsOf(values: readonly number[]): Rounds {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { median: rounded(median), least: rounded(sorted[0] ?? 0), most: rounded(sorted.at(-1) ?? 0) };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(digits));
}
