import type { CallRate } from "./calls/measure.ts";
import { clients, type ClientFile, type Column } from "./cases/index.ts";
import { concurrenciesOf, megabytes, rateOf } from "./goals.ts";
import type { Versions } from "./machine.ts";
import type { Results } from "./results.ts";
import type { Rounds } from "./statistics.ts";

/** Results as they stand in the README, in Markdown. */
export function tablesOf(results: Results): string {
  const { machine, date } = results;
  const on = `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node.js ${machine.node}`;
  return [
    `Measured on ${date}, on ${on}. When it began, the load was ${machine.loadBefore.toFixed(1)}.`,
    table(
      ["goal", "", "measured", ""],
      results.goals.map(({ what, goal, measured, isMet }) => [what, goal, measured, isMet ? "met" : "**missed**"]),
    ),
    callsTable("calls per second, stubbed fetch", results.stubbed, results.versions),
    ...concurrenciesOf(results.overHttp).map((concurrency) => {
      const rates = results.overHttp.filter((rate) => rate.concurrency === concurrency);
      return callsTable(`calls per second, HTTP, ${concurrency} at a time`, rates, results.versions);
    }),
    sizesTable(results),
    writesTable(results),
  ].join("\n\n");
}

/** Calls per second, with the slowest and the fastest round; and how many of bare fetch's those with limits are. */
function callsTable(title: string, rates: readonly CallRate[], versions: Versions): string {
  const bare = rateOf(rates, "bare-fetch", "as-it-comes").median;
  const rows = clients.map(({ file, name }) => {
    const limited = rateOf(rates, file, "with-limits");
    return [
      nameOf(file, name, versions[file]),
      withExtremes(rateOf(rates, file, "as-it-comes")),
      withExtremes(limited),
      (limited.median / bare).toFixed(2),
    ];
  });
  return table([title, "as it comes", "with limits", "of bare fetch"], rows);
}

function sizesTable({ weights, versions }: Results): string {
  const bytesOf = (client: ClientFile, column: Column) => {
    const weight = weights.find((each) => each.client === client && each.column === column);
    return [kilobytes(weight?.minifiedBytes ?? 0), kilobytes(weight?.gzippedBytes ?? 0)];
  };
  const head = ["kB", "minified", "gzipped", "with limits, minified", "gzipped"];
  const rows = clients.map(({ file, name }) => [
    nameOf(file, name, versions[file]),
    ...bytesOf(file, "as-it-comes"),
    ...bytesOf(file, "with-limits"),
  ]);
  return table(head, rows);
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
