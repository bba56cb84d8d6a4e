import { formatCount, formatMegabytes, formatSeconds, formatShortRatio, formatWithRange, table } from "../format.ts";
import type { ImportCost, ImportResults } from "./measure.ts";

/** Returns the results of imports as Markdown. */
export function importsTable(results: ImportResults): string {
  const { records, lineBytes, baseline, importFiles, gzip, checkBaseline, dryRun } = results;
  return table(
    [
      `${formatCount(records)} lines of ${lineBytes} bytes`,
      ...["records per second", "relative", "CPU time", "relative", "peak memory"],
    ],
    [
      row("baseline: split, parsed, written by `writeResources`", baseline),
      row("**`importFiles`**", importFiles),
      row("**`importFiles`**, gzip", gzip),
      row("baseline: split, parsed, checked with profiles", checkBaseline),
      row("**`importFiles`**, dry run with profiles", dryRun),
    ],
  );
}

function row(name: string, { recordsPerSecond, relativeRate, cpuSeconds, relativeCpu, peakBytes }: ImportCost) {
  return [
    ...[name, formatWithRange(recordsPerSecond), formatShortRatio(relativeRate.median)],
    ...[formatSeconds(cpuSeconds.median), formatShortRatio(relativeCpu.median), formatMegabytes(peakBytes)],
  ];
}
