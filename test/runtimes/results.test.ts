import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { clientScenarioCount } from "./inside/run-scenarios.ts";
import { countResults, isCurrent, type RuntimeResult } from "./results.ts";
import { pinnedVersions } from "./runtime.ts";

const page = await readFile("docs/runtimes.md", "utf8");

function result(name: string, ...errors: (string | undefined)[]): RuntimeResult {
  const scenarios = errors.map((error) => ({ name: "a scenario", ...(error !== undefined && { error }) }));
  return { runtime: { name, version: "1.2.3", isPinned: true }, report: { scenarios, connections: undefined } };
}

const both = [result("Bun", undefined, undefined), result("Chromium", undefined, "it took over 20000 ms")];
const one = [result("Bun", undefined, undefined)];
const skippedInBrowser = clientScenarioCount;

test.each([
  { name: "every runtime", results: both, isPageCurrent: true, hasBrowser: true, passed: 4, failed: 1, skipped: 0 },
  { name: "another page", results: both, isPageCurrent: false, hasBrowser: true, passed: 3, failed: 2, skipped: 0 },
  {
    ...{ name: "no browser", results: one, isPageCurrent: true, hasBrowser: false },
    ...{ passed: 3, failed: 0, skipped: skippedInBrowser },
  },
])("counts each scenario of a run with $name", (row) => {
  const { results, isPageCurrent, hasBrowser, passed, failed, skipped } = row;
  expect(countResults(results, isPageCurrent, hasBrowser)).toStrictEqual({ passed, failed, skipped });
});

test("skips as many scenarios without a browser as docs/runtimes.md shows for Chromium", () => {
  const cell = `${clientScenarioCount} of ${clientScenarioCount}`;
  expect(page).toMatch(new RegExp(`^\\| Chromium \\d+ +\\| ${cell} `, "m"));
});

const header = "| runtime    | refused        |\n| ---------- | -------------- |\n";
const written = `\n${header}| Node.js 20 | not-done       |\n| Deno 2.9.6 | unknown        |\n| Chromium 156 | failed |\n\n`;

describe("a table with one difference to the page is current", () => {
  test.each([
    { name: "none", change: (table: string) => table, current: true },
    { name: "wider columns", change: (table: string) => table.replaceAll(" | ", "     | "), current: true },
    { name: "another Chromium", change: (table: string) => table.replace("156", "157"), current: true },
    { name: "no Chromium", change: (table: string) => table.replace(/\| Chromium.*\n/, ""), current: true },
    { name: "another Deno", change: (table: string) => table.replace("2.9.6", "2.9.7"), current: false },
    {
      name: "another result of Deno",
      change: (table: string) => table.replace("2.9.6 | unknown", "2.9.6 | not-done"),
      current: false,
    },
    {
      name: "one more runtime",
      change: (table: string) => `${table.trim()}\n| Bun 1.4.5 | not-done |`,
      current: false,
    },
  ])("$name: $current", ({ change, current }) => {
    expect(isCurrent(change(written), written)).toBe(current);
  });
});

test("docs/runtimes.md shows each version of the runtimes' package.json", () => {
  expect(Object.keys(pinnedVersions).length).toBeGreaterThan(4);
  for (const version of Object.values(pinnedVersions)) {
    expect(page).toMatch(new RegExp(`^\\| \\S+ ${version.replaceAll(".", "\\.")} `, "m"));
  }
});
