import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../child-process.ts";
import { buildFolder } from "../paths.ts";
import { summarize, summarizeRatios, toPrecision, type Summary } from "../statistics.ts";
import type { ImportWorkload } from "../workload.ts";
import { withWriteServer } from "../writes/measure.ts";
import { compress, lineBytes, writeLines } from "./lines.ts";

type ImportWay = "write" | "import" | "check" | "dryRun";

/** What the program sends. */
export interface ImportRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

export interface ImportCost {
  readonly recordsPerSecond: Summary;
  /** The records per second divided by those of its baseline in the same round. */
  readonly relativeRate: Summary;
  /** User and system time of the process. */
  readonly cpuSeconds: Summary;
  readonly relativeCpu: Summary;
  /** The maximum of all rounds. */
  readonly peakBytes: number;
}

/** The results of the section `import`. */
export interface ImportResults {
  readonly records: number;
  readonly lineBytes: number;
  /** Split, parsed, and given to `writeResources`. */
  readonly baseline: ImportCost;
  readonly importFiles: ImportCost;
  readonly gzip: ImportCost;
  /** The records per second of the gzip file divided by those of the plain file in the same round. */
  readonly gzipRelativeToPlain: Summary;
  /** Split, parsed, and checked with profiles. */
  readonly checkBaseline: ImportCost;
  readonly dryRun: ImportCost;
}

type Runs = Record<"baseline" | "importFiles" | "gzip" | "checkBaseline" | "dryRun", ImportRun[]>;

/** Measures each way in a new process, in turns, against a server in another process. */
export async function measureImports({ records, rounds }: ImportWorkload): Promise<ImportResults> {
  const runs = await withImports(async ({ file, run }) => {
    await writeLines(file, records);
    await compress(file, `${file}.gz`);
    const runs: Runs = { baseline: [], importFiles: [], gzip: [], checkBaseline: [], dryRun: [] };
    for (let round = 0; round < rounds; round++) {
      runs.baseline.push(await run("write", file, records));
      runs.importFiles.push(await run("import", file, records));
      runs.gzip.push(await run("import", `${file}.gz`, records));
      runs.checkBaseline.push(await run("check", file, records));
      runs.dryRun.push(await run("dryRun", file, records));
    }
    return runs;
  });
  const { baseline, importFiles, gzip, checkBaseline, dryRun } = runs;
  return {
    ...{ records, lineBytes },
    ...{ baseline: toCost(baseline, baseline, records), importFiles: toCost(importFiles, baseline, records) },
    gzip: toCost(gzip, baseline, records),
    gzipRelativeToPlain: summarizeRatios(secondsOf(importFiles), secondsOf(gzip)),
    checkBaseline: toCost(checkBaseline, checkBaseline, records),
    dryRun: toCost(dryRun, checkBaseline, records),
  };
}

export interface Imports {
  /** The path of a file of records, which does not exist yet. */
  readonly file: string;
  /** Reads a file in a new process. Each run has a new journal, unless it is named. */
  readonly run: (way: ImportWay, file: string, records: number, journal?: string) => Promise<ImportRun>;
}

/** Runs `work` with a temporary folder and a server. */
export async function withImports<Result>(work: (imports: Imports) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-bench-"));
  let journals = 0;
  try {
    return await withWriteServer((url) => {
      const run: Imports["run"] = async (way, file, records, journal = join(folder, `${++journals}.import`)) => {
        const parameters = [way, url, file, String(records), journal];
        return (await runProgram(join(buildFolder, "import/programs.js"), parameters)) as ImportRun;
      };
      return work({ file: join(folder, "patients.ndjson"), run });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function toCost(runs: readonly ImportRun[], baseline: readonly ImportRun[], records: number): ImportCost {
  return {
    recordsPerSecond: summarize(secondsOf(runs).map((seconds) => records / seconds)),
    relativeRate: summarizeRatios(secondsOf(baseline), secondsOf(runs)),
    cpuSeconds: summarize(cpuSecondsOf(runs)),
    relativeCpu: summarizeRatios(cpuSecondsOf(runs), cpuSecondsOf(baseline)),
    peakBytes: toPrecision(Math.max(...runs.map(({ peakBytes }) => peakBytes))),
  };
}

function secondsOf(runs: readonly ImportRun[]): number[] {
  return runs.map(({ seconds }) => seconds);
}

function cpuSecondsOf(runs: readonly ImportRun[]): number[] {
  return runs.map(({ cpuSeconds }) => cpuSeconds);
}
