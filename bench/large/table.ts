import { formatCount, formatMegabytes, formatSeconds, formatWithRange, table } from "../format.ts";
import type { LargeResults, SizeCost } from "./measure.ts";

/** Returns the plot and the same numbers as a table, as Markdown. */
export function largeTable(results: LargeResults, plot: string): string {
  const { writeResources, importFiles } = results;
  return [
    `![${describe(results)}](${plot})`,
    table(
      ["", "operations", "operations per second", "peak memory", "second run"],
      [
        ...writeResources.map((cost) => [...row("`writeResources`", cost), ""]),
        ...importFiles.map((cost) => [...row("`importFiles`", cost), formatSeconds(cost.resumeSeconds.median)]),
      ],
    ),
  ].join("\n\n");
}

function row(name: string, { operations, operationsPerSecond, peakBytes }: SizeCost): string[] {
  return [name, formatCount(operations), formatWithRange(operationsPerSecond), formatMegabytes(peakBytes.max)];
}

/** The text alternative of the plot. */
export function describe({ writeResources, importFiles }: LargeResults): string {
  const parts = [describeSeries("writeResources", writeResources), describeSeries("importFiles", importFiles)];
  return `Operations per second and peak memory by the number of operations. ${parts.join(" ")}`.trim();
}

function describeSeries(name: string, costs: readonly SizeCost[]): string {
  const [first, last] = [costs.at(0), costs.at(-1)];
  if (first === undefined || last === undefined) return "";
  return `${name}: ${describeCost(first)}; ${describeCost(last)}.`;
}

function describeCost({ operations, operationsPerSecond, peakBytes }: SizeCost): string {
  const rate = formatCount(operationsPerSecond.median);
  return `${rate} per second and ${formatMegabytes(peakBytes.max)} for ${formatCount(operations)}`;
}
