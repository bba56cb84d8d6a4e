import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { renderResults } from "../../bench/page.ts";
import type { Results } from "../../bench/results.ts";
import { chooseSections } from "../../bench/sections.ts";
import { storeResults } from "../../bench/store.ts";
import { allSections, measured, measuredOn, sectionOf } from "./fixture.ts";

const page = "# Benchmarks\n\n<!-- benchmarks: written by npm run bench -->\n\nold\n\n<!-- /benchmarks -->\n\nText.\n";

async function newFiles(results: Results, pageText = page) {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-bench-test-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = { results: join(folder, "r.json"), page: join(folder, "p.md"), plot: join(folder, "p.svg") };
  await writeFile(files.results, JSON.stringify(results));
  await writeFile(files.page, pageText);
  return files;
}

test.each([
  { title: "without options", named: [], isLarge: false, want: ["calls", "writes", "checks", "import"] },
  { title: "--section checks", named: ["checks"], isLarge: false, want: ["checks"] },
  { title: "--section twice", named: ["import", "calls"], isLarge: false, want: ["calls", "import"] },
  { title: "--large", named: [], isLarge: true, want: ["large"] },
  { title: "--large --section writes", named: ["writes"], isLarge: true, want: ["writes", "large"] },
  {
    ...{ title: "an unknown section", named: ["calls", "speed"], isLarge: false },
    want: "Invalid --section: speed. Expected calls, writes, checks, import.",
  },
])("npm run bench measures, $title: $want", ({ named, isLarge, want }) => {
  expect(chooseSections(named, isLarge)).toStrictEqual(want);
});

describe("a run of one section", () => {
  test("replaces only its results, each section with the day and commit of its own run", async () => {
    const files = await newFiles({ calls: sectionOf("calls"), import: sectionOf("import") });
    const later = { ...sectionOf("import"), measuredOn: { ...measuredOn, date: "2026-02-28", commit: "def" } };
    await storeResults({ import: later }, files);
    const stored = JSON.parse(await readFile(files.results, "utf8")) as Results;
    expect(stored).toStrictEqual({ calls: sectionOf("calls"), import: later });
    const text = await readFile(files.page, "utf8");
    expect(text).toContain("### CPU time per call\n\nMeasured on 2026-01-31, commit abc, on CPU, 2 cores, ");
    expect(text).toContain("### Imports\n\nMeasured on 2026-02-28, commit def, on CPU, 2 cores, ");
    expect(text).not.toContain("old");
    expect(text.endsWith("<!-- /benchmarks -->\n\nText.\n")).toBe(true);
    await expect(readFile(files.plot)).rejects.toThrow("ENOENT");
  });

  test("writes nothing when the page has no place for the results", async () => {
    const files = await newFiles({}, "# Benchmarks\n");
    await expect(storeResults({ writes: sectionOf("writes") }, files)).rejects.toThrow(
      "docs/benchmarks.md has no line <!-- benchmarks: written by npm run bench -->",
    );
    expect(await readFile(files.results, "utf8")).toBe("{}");
  });

  test("draws the plot with --large", async () => {
    const files = await newFiles({});
    await storeResults({ large: sectionOf("large") }, files);
    expect(await readFile(files.plot, "utf8")).toMatch(/^<svg /);
    expect(await readFile(files.page, "utf8")).toContain("](benchmarks.svg)");
  });
});

test("the page shows medians and ranges, the ratio to the baseline, and missed goals in bold", () => {
  const text = renderResults(allSections);
  expect(text).toContain("| **clinia-registry-client 0.1.0** | 1.05 (1.05–1.05) | 300 | 1.05 (1.05–1.05) | 300 |");
  expect(text).toContain("| **`writeResources`** | 1,000,000 | 800 (800–800) | 0.80 (0.80–0.80) | 199 MB |");
  expect(text).toContain("| **`profiles.check`** | 1,000 (1,000–1,000) | 1.00 (1.00–1.00) |");
  expect(text).toContain("| **`importFiles`** | 800 (800–800) | 0.80 | 1.25 s | 1.25 | 100 MB |");
  expect(text).toContain("| `importFiles` | 10,000 | 20,000 (20,000–20,000) | 140 MB | 3.00 s |");
  expect(text).not.toContain("**missed**");
  const missed = { ...measured.writes, writeResources: measured.writes.single };
  expect(renderResults({ writes: sectionOf("writes", missed) })).toContain("| at least 0.80 | 0.020 | **missed** |");
});
