/** The median and the range of several measurements. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  return { median: toPrecision(median), min: toPrecision(sorted[0] ?? 0), max: toPrecision(sorted.at(-1) ?? 0) };
}

/** Divides each value by that of the same round: the speed of a machine changes less within a round than between rounds. */
export function summarizeRatios(values: readonly number[], divisors: readonly number[]): Summary {
  return summarize(values.map((value, round) => value / (divisors[round] ?? 0)));
}

/** Rounds to four significant digits: measurements differ by more than that. */
export function toPrecision(value: number): number {
  return Number(value.toPrecision(4));
}
