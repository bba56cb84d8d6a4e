import { costOf } from "./calls/measure.ts";
import { clients, type ClientFile } from "./cases/index.ts";
import { concurrenciesOf, megabytes } from "./goals.ts";
import { machineLine } from "./machine.ts";
import type { Results } from "./results.ts";
import type { Rounds } from "./statistics.ts";

/** Results as they stand in the README, in Markdown. */
export function tablesOf(results: Results): string {
  const { machine, date } = results;
  return [
    `Measured on ${date}, on ${machineLine(machine)}. When it began, the load was ${machine.loadBefore.toFixed(1)}.`,
    table(
      ["goal", "", "measured", ""],
      results.goals.map(({ what, goal, measured, isMet }) => [what, goal, measured, isMet ? "met" : "**missed**"]),
    ),
    callsTable(results),
    sizesTable(results),
    writesTable(results),
  ].join("\n\n");
}

/** CPU per call of bare fetch's, with the least and the most of the runs, and in microseconds. */
function callsTable({ calls, versions }: Results): string {
  const concurrencies = concurrenciesOf(calls);
  const rows = clients.map(({ file, name }) => [
    nameOf(file, name, versions[file]),
    ...concurrencies.flatMap((concurrency) => {
      const { ofBareFetch, cpuMicroseconds } = costOf(calls, file, concurrency);
      const { median, least, most } = ofBareFetch;
      return [`${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`, thousands(cpuMicroseconds.median)];
    }),
  ]);
  const head = concurrencies.flatMap((concurrency) => [`${concurrency} at a time`, "µs"]);
  return table(["CPU per call, of bare fetch's", ...head], rows);
}

function sizesTable({ weights, versions }: Results): string {
  const rows = clients.map(({ file, name }) => {
    const weight = weights.find(({ client }) => client === file);
    const sizes = [weight?.minifiedBytes ?? 0, weight?.gzippedBytes ?? 0].map(kilobytes);
    return [nameOf(file, name, versions[file]), ...sizes];
  });
  return table(["kB", "minified", "gzipped"], rows);
}

function writesTable({ writes, memory }: Results): string {
  const { operations, ours, limit, singleCreates, single } = writes;
  const row = (what: string, count: number, rate: Rounds, peakBytes?: number) => [
    ...[what, thousands(count), withExtremes(rate), (rate.median / limit.median).toFixed(2)],
    peakBytes === undefined ? "" : megabytes(peakBytes),
  ];
  return table(
    ["writing many", "operations", "operations per second", "of the limit", "most memory"],
    [
      row("the limit: bare fetch in a loop, bulk after bulk", operations, limit),
      row("**`writeResources`**", operations, ours, memory.many.peakBytes),
      ["**`writeResources`**, fewer", thousands(memory.few.operations), "", "", megabytes(memory.few.peakBytes)],
      row("bare fetch in a loop, create after create", singleCreates, single),
    ],
  );
}

function nameOf(file: ClientFile, name: string, version: string | undefined): string {
  const whole = version === undefined ? name : `${name} ${version}`;
  return file === "ours" ? `**${whole}**` : whole;
}

function withExtremes({ median, least, most }: Rounds): string {
  return `${thousands(median)} (${thousands(least)}–${thousands(most)})`;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function kilobytes(bytes: number): string {
  const kilobyte = 1_000;
  return (bytes / kilobyte).toFixed(1);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map(() => "---");
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
