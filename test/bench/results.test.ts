import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { clients } from "../../bench/cases/index.ts";
import { renderPlot } from "../../bench/large/plot.ts";
import { renderResults, replaceResults } from "../../bench/page.ts";
import { resultFiles } from "../../bench/paths.ts";
import type { Results } from "../../bench/results.ts";
import { sectionNames } from "../../bench/sections.ts";
import { allSections } from "./fixture.ts";

const results = JSON.parse(await readFile(resultFiles.results, "utf8")) as Results;

describe("bench/results.json", () => {
  test.each(sectionNames)("has the fields that %s measures, and when and where it was measured", (name) => {
    const section = results[name];
    expect(section === undefined || fieldsOf(section)).toStrictEqual(
      section === undefined || fieldsOf(allSections[name]),
    );
    expect(section?.measuredOn.date ?? "2026-01-31").toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test("has every client, and the versions that the bench installs", async () => {
    const { devDependencies } = JSON.parse(await readFile("bench/package.json", "utf8")) as {
      devDependencies: Record<string, string>;
    };
    const { costs = [], sizes = [], versions = {} } = results.calls?.results ?? {};
    for (const { file, packageName } of clients) {
      expect(costs.filter(({ client }) => client === file).map(({ concurrency }) => concurrency)).toStrictEqual([
        1, 64,
      ]);
      expect(sizes.filter(({ client }) => client === file)).toHaveLength(1);
      const installed = devDependencies[packageName ?? ""] ?? versions[file];
      expect({ file, version: versions[file] }).toStrictEqual({ file, version: installed });
    }
  });

  test("has the results that docs/benchmarks.md and its plot show", async () => {
    const page = await readFile(resultFiles.page, "utf8");
    expect(await replaceResults(page, renderResults(results))).toBe(page);
    const { large } = results;
    const plot = large === undefined ? undefined : await readFile(resultFiles.plot, "utf8");
    expect(plot).toBe(large === undefined ? undefined : renderPlot(large.results));
  });
});

/** The names of all fields at every depth. The elements of a list have the same fields. Versions differ by client. */
function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return fieldsOf(value[0]);
  if (typeof value !== "object" || value === null) return typeof value;
  const entries = Object.entries(value).filter(([name]) => name !== "versions");
  return Object.fromEntries(entries.map(([name, field]) => [name, fieldsOf(field)]));
}
