import { formatCount } from "../format.ts";
import { atMost, bytes, seconds, under, type Goal } from "../goal.ts";
import type { ImportSizeCost, LargeResults } from "./measure.ts";

const maxPeakBytes = 250_000_000;
/** The sizes that the goals for the memory apply to. */
const limitedSizes = [1_000_000, 10_000_000];
const maxResumeSeconds = 3;
/** The size that `maxResumeSeconds` applies to. */
const resumedSize = 1_000_000;

export function largeGoals({ importFiles }: LargeResults): Goal[] {
  return importFiles.flatMap((cost) => [...memoryGoal(cost), ...resumeGoal(cost)]);
}

function memoryGoal({ operations, peakBytes }: ImportSizeCost): Goal[] {
  const name = `\`importFiles\`: peak memory of ${formatCount(operations)} records`;
  return limitedSizes.includes(operations) ? [under(name, peakBytes.max, maxPeakBytes, bytes)] : [];
}

function resumeGoal({ operations, resumeSeconds }: ImportSizeCost): Goal[] {
  const name = `\`importFiles\`: second run after ${formatCount(operations)} records`;
  return operations === resumedSize ? [atMost(name, resumeSeconds.median, maxResumeSeconds, seconds)] : [];
}
