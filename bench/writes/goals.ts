import { formatCount } from "../format.ts";
import { atLeast, atMost, bytes, ratio, under, type Goal } from "../goal.ts";
import type { WriteResults } from "./measure.ts";

const minRelativeToBaseline = 0.8;
const maxPeakBytes = 200_000_000;
const maxRelativePeak = 1.05;

export function writeGoals({ writeResources, few, relativePeak }: WriteResults): Goal[] {
  const { operations, relativeToBaseline, peakBytes } = writeResources;
  const peakOf = `\`writeResources\`: peak memory of ${formatCount(operations)} operations`;
  return [
    atLeast(
      "`writeResources`: operations per second relative to the baseline",
      relativeToBaseline.median,
      minRelativeToBaseline,
      ratio,
    ),
    // No run may need more, so it is the maximum that counts.
    under(peakOf, peakBytes.max, maxPeakBytes, bytes),
    atMost(`${peakOf} relative to ${formatCount(few.operations)}`, relativePeak.median, maxRelativePeak, ratio),
  ];
}
