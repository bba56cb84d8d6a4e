import { formatMegabytes, formatRatio, formatSeconds, formatShortRatio } from "./format.ts";

/** A target for one measurement, and whether it was reached. */
export interface Goal {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  readonly isReached: boolean;
}

/** Formats what was measured with more digits than the limit, so that a narrowly missed goal does not look reached. */
interface Unit {
  readonly limit: (value: number) => string;
  readonly measured: (value: number) => string;
}

export const ratio: Unit = { limit: formatShortRatio, measured: formatRatio };
export const seconds: Unit = { limit: (value) => `${value} s`, measured: formatSeconds };
export const bytes: Unit = { limit: formatMegabytes, measured: formatMegabytes };

export function atLeast(name: string, measured: number, min: number, unit: Unit): Goal {
  return { name, target: `at least ${unit.limit(min)}`, measured: unit.measured(measured), isReached: measured >= min };
}

export function atMost(name: string, measured: number, max: number, unit: Unit): Goal {
  return { name, target: `at most ${unit.limit(max)}`, measured: unit.measured(measured), isReached: measured <= max };
}

export function under(name: string, measured: number, limit: number, unit: Unit): Goal {
  return {
    ...{ name, target: `under ${unit.limit(limit)}`, measured: unit.measured(measured) },
    isReached: measured < limit,
  };
}
