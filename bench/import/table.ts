import { formatCount, formatMegabytes, formatSeconds, formatWithRange, table } from "../format.ts";
import { describeMachine } from "../machine.ts";
import type { ImportCost, ImportResults, LargeImport } from "./measure.ts";

/** Returns the results of imports as Markdown. */
export function renderImports(results: ImportResults): string {
  const { date, commit, machine, records, lineBytes, baseline, importFiles, gzip, checkBaseline, dryRun } = results;
  const row = (name: string, cost: ImportCost, to: ImportCost) => [
    name,
    formatWithRange(cost.recordsPerSecond),
    (cost.recordsPerSecond.median / to.recordsPerSecond.median).toFixed(2),
    formatSeconds(cost.cpuSeconds.median),
    (cost.cpuSeconds.median / to.cpuSeconds.median).toFixed(2),
    formatMegabytes(cost.peakBytes),
  ];
  const lines = `${formatCount(records)} lines of ${lineBytes} bytes`;
  return [
    `Measured on ${date}, commit ${commit}, on ${describeMachine(machine)}.`,
    table(
      [lines, "records per second", "relative", "CPU time", "relative", "peak memory"],
      [
        row("baseline: split, parsed, written by `writeResources`", baseline, baseline),
        row("**`importFiles`**", importFiles, baseline),
        row("**`importFiles`**, gzip", gzip, baseline),
        row("baseline: split, parsed, checked with profiles", checkBaseline, checkBaseline),
        row("**`importFiles`**, dry run with profiles", dryRun, checkBaseline),
      ],
    ),
    table(["records", "records per second", "peak memory", "second run"], results.large.map(largeRow)),
  ].join("\n\n");
}

function largeRow({ records, recordsPerSecond, peakBytes, resumeSeconds }: LargeImport): string[] {
  return [
    formatCount(records),
    formatCount(recordsPerSecond),
    formatMegabytes(peakBytes),
    formatSeconds(resumeSeconds),
  ];
}
