import { formatCount, formatMegabytes, formatRatio, formatSeconds } from "../format.ts";
import type { Goal } from "../results.ts";
import type { ImportResults, LargeImport } from "./measure.ts";

const minRelativeToBaseline = 0.8;
const maxRelativeCpu = 1.25;
/** Two runs of the same program differ by more than what remains to 1. */
const minGzipRelativeToPlain = 0.95;
const maxPeakBytes = 250_000_000;
const maxResumeSeconds = 3;
/** The number of records that `maxResumeSeconds` applies to. */
const resumedRecords = 1_000_000;

export function importGoals(results: ImportResults): Goal[] {
  const { baseline, importFiles, gzip, checkBaseline, dryRun, large } = results;
  const rate = (of: typeof baseline, to: typeof baseline) => of.recordsPerSecond.median / to.recordsPerSecond.median;
  const cpu = importFiles.cpuSeconds.median / baseline.cpuSeconds.median;
  return [
    atLeast("records per second relative to the baseline", rate(importFiles, baseline), minRelativeToBaseline),
    {
      name: "`importFiles`: CPU time relative to the baseline",
      target: `at most ${maxRelativeCpu.toFixed(2)}`,
      measured: formatRatio(cpu),
      isReached: cpu <= maxRelativeCpu,
    },
    atLeast(
      "records per second of a gzip file relative to a plain one",
      rate(gzip, importFiles),
      minGzipRelativeToPlain,
    ),
    atLeast(
      "records per second of a dry run relative to its baseline",
      rate(dryRun, checkBaseline),
      minRelativeToBaseline,
    ),
    ...large.flatMap(largeGoals),
  ];
}

function atLeast(what: string, measured: number, min: number): Goal {
  return {
    name: `\`importFiles\`: ${what}`,
    target: `at least ${min.toFixed(2)}`,
    measured: formatRatio(measured),
    isReached: measured >= min,
  };
}

function largeGoals({ records, peakBytes, resumeSeconds }: LargeImport): Goal[] {
  const memory = {
    name: `\`importFiles\`: peak memory of ${formatCount(records)} records`,
    target: `under ${formatMegabytes(maxPeakBytes)}`,
    measured: formatMegabytes(peakBytes),
    isReached: peakBytes < maxPeakBytes,
  };
  const resume = {
    name: `\`importFiles\`: second run after ${formatCount(records)} records`,
    target: `at most ${maxResumeSeconds} s`,
    measured: formatSeconds(resumeSeconds),
    isReached: resumeSeconds <= maxResumeSeconds,
  };
  return records === resumedRecords ? [memory, resume] : [memory];
}
