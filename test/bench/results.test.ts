import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { clients } from "../../bench/cases/index.ts";
import { whole } from "../../bench/extent.ts";
import { goalsOf } from "../../bench/goals.ts";
import { readmeFile, resultsFile } from "../../bench/places.ts";
import { withTables } from "../../bench/readme.ts";
import type { Results } from "../../bench/results.ts";
import { tablesOf } from "../../bench/tables.ts";

const results = JSON.parse(await readFile(resultsFile, "utf8")) as Results;

const number = expect.any(Number) as number;
const text = expect.any(String) as string;
const rounds = { median: number, least: number, most: number };

describe("bench/results.json", () => {
  test("is of a whole run, with each client, and the machine and the versions named", () => {
    const callsOf = (concurrency: number) =>
      clients.map(({ file }) => ({ client: file, concurrency, cpuMicroseconds: rounds, ofBareFetch: rounds }));
    const named = clients.flatMap(({ file, packageName }) => (packageName === undefined ? [] : [[file, text]]));
    const peak = (operations: number) => ({ operations, peakBytes: number });
    expect(results).toStrictEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      machine: { processor: text, cores: number, memoryBytes: number, system: text, node: text, loadBefore: number },
      versions: Object.fromEntries(named) as object,
      extent: whole,
      goals: goalsOf(results),
      calls: whole.concurrencies.flatMap(callsOf),
      weights: clients.map(({ file }) => ({ client: file, minifiedBytes: number, gzippedBytes: number })),
      writes: {
        ...{ operations: whole.manyOperations, ours: rounds, limit: rounds },
        ...{ singleCreates: whole.singleCreates, single: rounds },
      },
      memory: { few: peak(whole.fewOperations), many: peak(whole.manyOperations) },
    });
  });

  test("is of the versions that the bench installs", async () => {
    const { devDependencies } = JSON.parse(await readFile("bench/package.json", "utf8")) as {
      devDependencies: Record<string, string>;
    };
    for (const { file, packageName } of clients) {
      const installed = devDependencies[packageName ?? ""];
      if (installed !== undefined)
        expect({ file, version: results.versions[file] }).toStrictEqual({ file, version: installed });
    }
  });

  test("is what the tables of the README are made from", async () => {
    const readme = await readFile(readmeFile, "utf8");
    expect(await withTables(readme, tablesOf(results))).toBe(readme);
  });
});

describe("goals", () => {
  const goalOf = (measured: Results, name: string) => goalsOf(measured).find(({ what }) => what === name);

  test.each([
    { rate: 800, want: { measured: "0.800", isMet: true } },
    { rate: 799, want: { measured: "0.799", isMet: false } },
  ])("writing at $rate of 1,000 is $want.measured of the limit", ({ rate, want }) => {
    const writes = { ...results.writes, ours: roundsAt(rate), limit: roundsAt(1_000) };
    expect(goalOf({ ...results, writes }, "`writeResources`, of the limit")).toMatchObject(want);
  });

  test.each([
    { ofBareFetch: 1.149, want: { measured: "1.149", isMet: true } },
    { ofBareFetch: 1.15, want: { measured: "1.150", isMet: false } },
  ])("CPU of $ofBareFetch of bare fetch's is met: $want.isMet", ({ ofBareFetch, want }) => {
    const calls = callsAt({ ours: ofBareFetch });
    expect(goalOf({ ...results, calls }, "CPU per call, 1 at a time, of bare fetch's")).toMatchObject(want);
  });

  test.each([
    { least: 1.25, want: { measured: "0.800, wretch", isMet: true } },
    { least: 0.8, want: { measured: "1.250, wretch", isMet: false } },
    { least: 1, want: { measured: "1.000, wretch", isMet: false } },
  ])("CPU of 1, beside a peer's of $least, is $want.measured", ({ least, want }) => {
    const calls = callsAt({ ours: 1, wretch: least });
    expect(goalOf({ ...results, calls }, "CPU per call, 64 at a time, of the best peer's")).toMatchObject(want);
  });

  function callsAt(ratios: Partial<Record<string, number>>) {
    return results.calls.map((each) => ({ ...each, ofBareFetch: roundsAt(ratios[each.client] ?? 2) }));
  }

  function roundsAt(rate: number) {
    return { median: rate, least: rate, most: rate };
  }
});
