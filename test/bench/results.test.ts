import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { clients, columns } from "../../bench/cases/index.ts";
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
const cases = columns.flatMap((column) => clients.map(({ file }) => ({ client: file, column })));

describe("bench/results.json", () => {
  test("is of a whole run, with each client as it comes and with limits, and the machine and the versions named", () => {
    const callsOf = (concurrency: number) => cases.map((each) => ({ ...each, concurrency, callsPerSecond: rounds }));
    const named = clients.flatMap(({ file, packageName }) => (packageName === undefined ? [] : [[file, text]]));
    const peak = (operations: number) => ({ operations, peakBytes: number });
    expect(results).toStrictEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
      machine: { processor: text, cores: number, memoryBytes: number, system: text, node: text, loadBefore: number },
      versions: Object.fromEntries(named) as object,
      extent: whole,
      goals: goalsOf(results),
      stubbed: callsOf(1),
      overHttp: whole.concurrencies.flatMap(callsOf),
      weights: cases.map((each) => ({ ...each, minifiedBytes: number, gzippedBytes: number })),
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
    { fastest: 900, want: { measured: "1.111 of the fastest, wretch", isMet: true } },
    { fastest: 1_100, want: { measured: "0.909 of the fastest, wretch", isMet: false } },
    { fastest: 1_000, want: { measured: "1.000 of the fastest, wretch", isMet: false } },
  ])("at 1,000 calls a second, beside a peer at $fastest, it is $want.measured", ({ fastest, want }) => {
    const rates: Partial<Record<string, number>> = { ours: 1_000, wretch: fastest };
    const stubbed = results.stubbed.map((each) => ({ ...each, callsPerSecond: roundsAt(rates[each.client] ?? 1) }));
    expect(goalOf({ ...results, stubbed }, "A call, with limits on")).toMatchObject(want);
  });

  function roundsAt(rate: number) {
    return { median: rate, least: rate, most: rate };
  }
});
