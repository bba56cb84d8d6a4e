import { formatCount, formatMegabytes, formatShortRatio, formatWithRange, table } from "../format.ts";
import type { WriteCost, WriteResults } from "./measure.ts";

/** Returns the results of writing many resources as Markdown. */
export function writesTable({ writeResources, baseline, few, single }: WriteResults): string {
  return table(
    ["", "operations", "operations per second", "relative to the baseline", "peak memory"],
    [
      row("baseline: bare fetch, bulks in a loop", baseline),
      row("**`writeResources`**", writeResources),
      row("**`writeResources`**", few),
      row("bare fetch, creates one after the other", single),
    ],
  );
}

function row(name: string, { operations, operationsPerSecond, relativeToBaseline, peakBytes }: WriteCost): string[] {
  return [
    name,
    formatCount(operations),
    formatWithRange(operationsPerSecond),
    formatWithRange(relativeToBaseline, formatShortRatio),
    formatMegabytes(peakBytes.max),
  ];
}
