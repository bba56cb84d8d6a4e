import { atLeast, atMost, ratio, type Goal } from "../goal.ts";
import type { ImportResults } from "./measure.ts";

const minRelativeToBaseline = 0.8;
const maxRelativeCpu = 1.25;
/** Two runs of the same program differ by more than what remains to 1. */
const minGzipRelativeToPlain = 0.95;

export function importGoals({ importFiles, gzipRelativeToPlain, dryRun }: ImportResults): Goal[] {
  const title = (what: string) => `\`importFiles\`: ${what}`;
  return [
    atLeast(
      title("records per second relative to the baseline"),
      importFiles.relativeRate.median,
      minRelativeToBaseline,
      ratio,
    ),
    atMost(title("CPU time relative to the baseline"), importFiles.relativeCpu.median, maxRelativeCpu, ratio),
    atLeast(
      title("records per second of a gzip file relative to a plain one"),
      gzipRelativeToPlain.median,
      minGzipRelativeToPlain,
      ratio,
    ),
    atLeast(
      title("records per second of a dry run relative to its baseline"),
      dryRun.relativeRate.median,
      minRelativeToBaseline,
      ratio,
    ),
  ];
}
