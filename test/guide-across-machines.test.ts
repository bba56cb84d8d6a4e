import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { EnqueueOptions, ImportWorkerOptions } from "../src/bullmq/index.ts";
import type { ImportOptions } from "../src/import/index.ts";
import { runIn } from "./support/command.ts";
import { readPage } from "./support/guide-page.ts";

/** The part of `bench/results.json` that the page has a number of. */
interface BenchResults {
  readonly import: {
    readonly results: { readonly importFiles: { readonly recordsPerSecond: { readonly median: number } } };
  };
}

const page = await readPage("docs/across-machines.md");

type Names<Options> = Record<keyof Options, true>;
const enqueueOptions: Names<EnqueueOptions> = {
  files: true,
  name: true,
  partitions: true,
  journals: true,
  format: true,
  encoding: true,
  cwd: true,
};
const workerOptions: Names<Omit<ImportWorkerOptions, Exclude<keyof ImportOptions, "signal">>> = {
  queueName: true,
  backend: true,
  connection: true,
  migrate: true,
  registry: true,
  path: true,
  journals: true,
  lockDurationMs: true,
  signal: true,
  onEvent: true,
  bullmq: true,
};

/** The names in the first column of the table that follows `heading`. */
function rowsOf(heading: string): string[] {
  const [, table = ""] = page.text.split(heading);
  const [rows = ""] = /(?:^\|.*\n)+/m.exec(table) ?? [];
  const names = [...rows.matchAll(/^\|([^|]+)\|/gm)].map(([, name = ""]) => name);
  return names.flatMap((text) => [...text.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
}

async function flagsOf(command: string): Promise<string[]> {
  const { stdout } = await runIn(".", `${command} --help`);
  return [...stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = ""]) => flag);
}

describe("docs/across-machines.md", () => {
  test.each([
    { heading: "Options of `enqueueImport(queue, options)`", names: Object.keys(enqueueOptions) },
    { heading: "Options of `createImportWorker(options)`", names: Object.keys(workerOptions) },
  ])("has a row for each option. $heading", ({ heading, names }) => {
    expect(rowsOf(heading).sort()).toStrictEqual(names.sort());
  });

  test.each(["enqueue", "worker", "report"])(
    "documents every flag of the command %s that import lacks",
    async (name) => {
      const own = await flagsOf(name);
      const shared = await flagsOf("import");
      expect(own).toContain("--journals");
      expect(own.filter((flag) => !shared.includes(flag) && !page.text.includes(`\`${flag}`))).toStrictEqual([]);
    },
  );

  test("names a rate near the median of the benchmark", async () => {
    const [, rate = ""] = /imports about ([\d,]+) records per second/.exec(page.text) ?? [];
    const { import: section } = JSON.parse(await readFile("bench/results.json", "utf8")) as BenchResults;
    const relative = Number(rate.replaceAll(",", "")) / section.results.importFiles.recordsPerSecond.median;
    expect(relative).toBeGreaterThan(0.75);
    expect(relative).toBeLessThan(1.25);
  });

  test("has at most 250 lines", () => {
    expect(page.text.trimEnd().split("\n").length).toBeLessThanOrEqual(250);
  });
});
