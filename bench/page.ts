import { format } from "prettier";
import { findCost } from "./calls/measure.ts";
import { clients, type ClientFile } from "./cases/index.ts";
import { formatCount, formatMegabytes, formatWithRange, table } from "./format.ts";
import { importGoals } from "./import/goals.ts";
import { renderImports } from "./import/table.ts";
import { describeMachine } from "./machine.ts";
import { concurrenciesOf, type Results } from "./results.ts";
import type { Summary } from "./statistics.ts";

const start = "<!-- benchmarks: written by npm run bench -->";
const end = "<!-- /benchmarks -->";

/** Returns the page with these results between its two marker comments. */
export async function replaceResults(page: string, results: string): Promise<string> {
  const [before, rest] = splitAt(page, start);
  const [, after] = splitAt(rest, end);
  return format(`${before}${start}\n\n${results}\n\n${end}${after}`, { parser: "markdown", printWidth: 120 });
}

function splitAt(text: string, marker: string): [string, string] {
  const index = text.indexOf(marker);
  if (index === -1) throw new Error(`docs/benchmarks.md has no line ${marker}`);
  return [text.slice(0, index), text.slice(index + marker.length)];
}

/** Returns the results as Markdown. */
export function renderResults(results: Results): string {
  const { date, commit, machine } = results;
  return [
    `Measured on ${date}, commit ${commit}, on ${describeMachine(machine)}.`,
    section("CPU time per call", callsTable(results)),
    section("Bundle size", sizesTable(results)),
    section("Writing many resources", writesTable(results)),
    section("Profiles", profilesTables(results)),
    ...(results.imports === undefined ? [] : [section("Imports", renderImports(results.imports))]),
    section("Goals", goalsTable(results)),
  ].join("\n\n");
}

/** Returns the results of imports, and their goals, as Markdown. */
export function renderSection({ imports }: Results): string {
  return imports === undefined
    ? ""
    : [renderImports(imports), goalsTable({ goals: importGoals(imports) })].join("\n\n");
}

function section(title: string, content: string): string {
  return `### ${title}\n\n${content}`;
}

function callsTable({ calls, versions }: Results): string {
  const concurrencies = concurrenciesOf(calls);
  const rows = clients.map(({ file, name }) => [
    nameWithVersion(file, name, versions[file]),
    ...concurrencies.flatMap((concurrency) => {
      const { relativeToBareFetch, cpuMicroseconds } = findCost(calls, file, concurrency);
      const { median, min, max } = relativeToBareFetch;
      return [`${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`, formatCount(cpuMicroseconds.median)];
    }),
  ]);
  const header = concurrencies.flatMap((concurrency) => [`concurrency ${concurrency}`, "µs"]);
  return table(["relative to bare fetch", ...header], rows);
}

function sizesTable({ sizes, versions }: Results): string {
  const rows = clients.map(({ file, name }) => {
    const size = sizes.find(({ client }) => client === file);
    const cells = [size?.minifiedBytes ?? 0, size?.gzippedBytes ?? 0].map(formatKilobytes);
    return [nameWithVersion(file, name, versions[file]), ...cells];
  });
  return table(["kB", "minified", "gzipped"], rows);
}

function writesTable({ writes, memory }: Results): string {
  const { operations, writeResources, baseline, singleCreates, single } = writes;
  const row = (name: string, count: number, rate: Summary, peakBytes?: number) => [
    ...[name, formatCount(count), formatWithRange(rate), (rate.median / baseline.median).toFixed(2)],
    peakBytes === undefined ? "" : formatMegabytes(peakBytes),
  ];
  return table(
    ["", "operations", "operations per second", "relative to the baseline", "peak memory"],
    [
      row("baseline: bare fetch, bulks in a loop", operations, baseline),
      row("**`writeResources`**", operations, writeResources, memory.many.peakBytes),
      ["**`writeResources`**", formatCount(memory.few.operations), "", "", formatMegabytes(memory.few.peakBytes)],
      row("bare fetch, creates one after the other", singleCreates, single),
    ],
  );
}

function profilesTables({ profiles }: Results): string {
  const { checks, checkedWrites, generatedFile } = profiles;
  const check = (name: string, rate: Summary) => [
    ...[name, formatWithRange(rate), (rate.median / checks.parse.median).toFixed(2)],
  ];
  const cost = (name: string, { median, min, max }: Summary, unit: string) => [
    ...[name, `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)}) ${unit}`],
  ];
  return [
    table(
      [`documents of ${checks.documentBytes} bytes`, "per second", "relative to `JSON.parse`"],
      [
        check("`JSON.parse`", checks.parse),
        check("**`profiles.check`**", checks.check),
        check("ajv, with the JSON Schema of the profiles", checks.ajv),
      ],
    ),
    table(
      ["", "median"],
      [
        cost("`writeResources` without profiles, CPU time per operation", checkedWrites.withoutProfiles, "µs"),
        cost("**`writeResources` with profiles**, CPU time per operation", checkedWrites.withProfiles, "µs"),
        cost("`profiles generate`, 200 profiles of 60 fields", generatedFile.generateSeconds, "s"),
        cost("`tsc` with the generated file and a program", generatedFile.typeCheckSeconds, "s"),
      ],
    ),
  ].join("\n\n");
}

function goalsTable({ goals }: Pick<Results, "goals">): string {
  const rows = goals.map(({ name, target, measured, isReached }) => [
    ...[name, target, measured],
    isReached ? "reached" : "**missed**",
  ]);
  return table(["goal", "target", "measured", "result"], rows);
}

function nameWithVersion(file: ClientFile, name: string, version: string | undefined): string {
  const title = version === undefined ? name : `${name} ${version}`;
  return file === "ours" ? `**${title}**` : title;
}

function formatKilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
