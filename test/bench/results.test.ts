import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { clients } from "../../bench/cases/index.ts";
import type { ImportResults } from "../../bench/import/measure.ts";
import { renderResults, replaceResults } from "../../bench/page.ts";
import { pageFile, resultsFile } from "../../bench/paths.ts";
import { evaluateGoals, type Results } from "../../bench/results.ts";
import { fullWorkload } from "../../bench/workload.ts";

const results = JSON.parse(await readFile(resultsFile, "utf8")) as Results;

const number = expect.any(Number) as number;
const string = expect.any(String) as string;
const summary = { median: number, min: number, max: number };
const machine = {
  ...{ processor: string, cores: number, memoryBytes: number },
  ...{ system: string, node: string, loadBefore: number },
};
const importCost = { recordsPerSecond: summary, cpuSeconds: summary, peakBytes: number };
const measuredImports = {
  ...{ date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string, commit: string, machine },
  ...{ records: fullWorkload.importRecords, lineBytes: 315 },
  ...{ baseline: importCost, importFiles: importCost, gzip: importCost, checkBaseline: importCost, dryRun: importCost },
  // With --large there is one more.
  large: expect.arrayContaining(
    fullWorkload.largeImports.map((records) => ({
      ...{ records, recordsPerSecond: number, peakBytes: number, resumeSeconds: number },
    })),
  ) as object[],
};

describe("bench/results.json", () => {
  test("has the results of a full run: every client, the machine, the commit and the versions", () => {
    const callsAt = (concurrency: number) =>
      clients.map(({ file }) => ({
        ...{ client: file, concurrency },
        ...{ cpuMicroseconds: summary, relativeToBareFetch: summary },
      }));
    const versions = clients.flatMap(({ file, packageName }) => (packageName === undefined ? [] : [[file, string]]));
    const peak = (operations: number) => ({ operations, peakBytes: number });
    expect(results).toStrictEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      commit: string,
      machine,
      versions: Object.fromEntries(versions) as object,
      workload: fullWorkload,
      goals: evaluateGoals(results),
      calls: fullWorkload.concurrencies.flatMap(callsAt),
      sizes: clients.map(({ file }) => ({ client: file, minifiedBytes: number, gzippedBytes: number })),
      writes: {
        ...{ operations: fullWorkload.manyOperations, writeResources: summary, baseline: summary },
        ...{ singleCreates: fullWorkload.singleCreates, single: summary },
      },
      memory: { few: peak(fullWorkload.fewOperations), many: peak(fullWorkload.manyOperations) },
      profiles: {
        checks: { documentBytes: 855, check: summary, parse: summary, ajv: summary },
        checkedWrites: {
          ...{ withProfiles: summary, withoutProfiles: summary, addedRelativeToAjv: summary },
        },
        generatedFile: {
          ...{ profiles: 200, fieldsPerProfile: 60, generateSeconds: summary, typeCheckSeconds: summary },
        },
      },
      ...(results.imports !== undefined && { imports: measuredImports }),
    });
  });

  test("has the versions that the bench installs", async () => {
    const { devDependencies } = JSON.parse(await readFile("bench/package.json", "utf8")) as {
      devDependencies: Record<string, string>;
    };
    for (const { file, packageName } of clients) {
      const installed = devDependencies[packageName ?? ""];
      if (installed !== undefined)
        expect({ file, version: results.versions[file] }).toStrictEqual({ file, version: installed });
    }
  });

  test("has the results that docs/benchmarks.md shows", async () => {
    const page = await readFile(pageFile, "utf8");
    expect(await replaceResults(page, renderResults(results))).toBe(page);
  });
});

describe("goals", () => {
  const findGoal = (measured: Results, name: string) => evaluateGoals(measured).find((goal) => goal.name === name);

  test.each([
    { rate: 800, want: { measured: "0.800", isReached: true } },
    { rate: 799, want: { measured: "0.799", isReached: false } },
  ])("$rate operations per second with a baseline of 1,000 are $want.measured", ({ rate, want }) => {
    const writes = { ...results.writes, writeResources: constant(rate), baseline: constant(1_000) };
    const name = "`writeResources`: operations per second relative to the baseline";
    expect(findGoal({ ...results, writes }, name)).toMatchObject(want);
  });

  test.each([
    { ratio: 1.149, want: { measured: "1.149", isReached: true } },
    { ratio: 1.15, want: { measured: "1.150", isReached: false } },
  ])("$ratio of the CPU time of bare fetch reaches the goal: $want.isReached", ({ ratio, want }) => {
    const calls = callsWith({ ours: ratio });
    const name = "CPU time per call relative to bare fetch, concurrency 1";
    expect(findGoal({ ...results, calls }, name)).toMatchObject(want);
  });

  test.each([
    { fastest: 1.25, want: { measured: "0.800 (wretch)", isReached: true } },
    { fastest: 0.8, want: { measured: "1.250 (wretch)", isReached: false } },
    { fastest: 1, want: { measured: "1.000 (wretch)", isReached: false } },
  ])("a CPU time of 1, with $fastest for the fastest other client, is $want.measured", ({ fastest, want }) => {
    const calls = callsWith({ ours: 1, wretch: fastest });
    const name = "CPU time per call relative to the fastest other client, concurrency 64";
    expect(findGoal({ ...results, calls }, name)).toMatchObject(want);
  });

  test.each([
    { check: 1_000, want: { measured: "1.000", isReached: true } },
    { check: 999, want: { measured: "0.999", isReached: false } },
  ])("$check checks per second with 1,000 of JSON.parse are $want.measured", ({ check, want }) => {
    const checks = { ...results.profiles.checks, check: constant(check), parse: constant(1_000) };
    const name = "checks of profiles per second relative to `JSON.parse`";
    expect(findGoal({ ...results, profiles: { ...results.profiles, checks } }, name)).toMatchObject(want);
  });

  test.each([
    { ratio: 1.2, want: { measured: "1.200", isReached: true } },
    { ratio: 1.21, want: { measured: "1.210", isReached: false } },
  ])("checks that add $ratio of the CPU time of ajv reach the goal: $want.isReached", ({ ratio, want }) => {
    const checkedWrites = { ...results.profiles.checkedWrites, addedRelativeToAjv: constant(ratio) };
    const name = "`writeResources`: CPU time that profiles add, relative to that of ajv";
    expect(findGoal({ ...results, profiles: { ...results.profiles, checkedWrites } }, name)).toMatchObject(want);
  });

  const cost = (rate: number, cpuSeconds = 1) => ({
    ...{ recordsPerSecond: constant(rate), cpuSeconds: constant(cpuSeconds), peakBytes: 100_000_000 },
  });
  const large = { records: 1_000_000, recordsPerSecond: 1_000, peakBytes: 249_000_000, resumeSeconds: 3 };
  const imports: ImportResults = {
    ...{ date: "2026-01-31", commit: "abc", machine: results.machine, records: 200_000, lineBytes: 315 },
    ...{ baseline: cost(1_000), importFiles: cost(800, 1.25), gzip: cost(760) },
    ...{ checkBaseline: cost(1_000), dryRun: cost(800), large: [large, { ...large, records: 10_000_000 }] },
  };

  test.each([
    {
      ...{ name: "records per second relative to the baseline", measured: "0.800", missed: "0.799" },
      missing: { importFiles: cost(799) },
    },
    {
      ...{ name: "CPU time relative to the baseline", measured: "1.250", missed: "1.260" },
      missing: { importFiles: cost(800, 1.26) },
    },
    {
      ...{ name: "records per second of a gzip file relative to a plain one", measured: "0.950", missed: "0.949" },
      missing: { gzip: cost(759) },
    },
    {
      ...{ name: "records per second of a dry run relative to its baseline", measured: "0.800", missed: "0.799" },
      missing: { dryRun: cost(799) },
    },
    {
      ...{ name: "peak memory of 10,000,000 records", measured: "249 MB", missed: "250 MB" },
      missing: { large: [{ ...large, records: 10_000_000, peakBytes: 250_000_000 }] },
    },
    {
      ...{ name: "second run after 1,000,000 records", measured: "3.00 s", missed: "3.10 s" },
      missing: { large: [{ ...large, resumeSeconds: 3.1 }] },
    },
  ])("imports: $name of $measured reach the goal, and $missed miss it", ({ name, measured, missed, missing }) => {
    const goalOf = (imports: ImportResults) => findGoal({ ...results, imports }, `\`importFiles\`: ${name}`);
    expect(goalOf(imports)).toMatchObject({ measured, isReached: true });
    expect(goalOf({ ...imports, ...missing })).toMatchObject({ measured: missed, isReached: false });
  });

  test("shows imports on the page, with their own date and commit", () => {
    const page = renderResults({ ...results, imports });
    expect(page).toContain("### Imports\n\nMeasured on 2026-01-31, commit abc");
    expect(page).toContain("| **`importFiles`** | 800 (800–800) | 0.80 | 1.25 s | 1.25 | 100 MB |");
  });

  function callsWith(ratios: Partial<Record<string, number>>) {
    return results.calls.map((call) => ({ ...call, relativeToBareFetch: constant(ratios[call.client] ?? 2) }));
  }

  function constant(value: number) {
    return { median: value, min: value, max: value };
  }
});
