import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram, startProgram } from "../child-process.ts";
import { readCommit, readMachine, type Machine } from "../machine.ts";
import { buildFolder } from "../paths.ts";
import { summarize, toPrecision, type Summary } from "../statistics.ts";
import type { Workload } from "../workload.ts";
import { compress, lineBytes, writeLines } from "./lines.ts";

type ImportWay = "write" | "import" | "check" | "dryRun";

/** What the program sends. */
interface ImportRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

export interface ImportCost {
  readonly recordsPerSecond: Summary;
  /** User and system time of the process. */
  readonly cpuSeconds: Summary;
  /** The maximum of all rounds. */
  readonly peakBytes: number;
}

/** An import of many records, and a second run after it, which finds that everything is written. */
export interface LargeImport {
  readonly records: number;
  readonly recordsPerSecond: number;
  readonly peakBytes: number;
  readonly resumeSeconds: number;
}

/** They have a date and a commit of their own, because they can be measured without the other parts. */
export interface ImportResults {
  /** The day of the run, as `2026-01-31`. */
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly records: number;
  readonly lineBytes: number;
  /** Split, parsed, and given to `writeResources`. */
  readonly baseline: ImportCost;
  readonly importFiles: ImportCost;
  readonly gzip: ImportCost;
  /** Split, parsed, and checked with profiles. */
  readonly checkBaseline: ImportCost;
  readonly dryRun: ImportCost;
  readonly large: readonly LargeImport[];
}

/** Measures each way in a new process, in turns, against a server in another process. */
export async function measureImports(workload: Workload): Promise<ImportResults> {
  const { importRecords: records, importRounds, largeImports } = workload;
  const [machine, commit] = [readMachine(), readCommit()];
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-bench-"));
  const file = join(folder, "patients.ndjson");
  const [server, url] = await startProgram(join(buildFolder, "writes/server.js"), []);
  const run = startRuns(url as string, folder);
  try {
    await writeLines(file, records);
    await compress(file, `${file}.gz`);
    const ways = {
      baseline: { way: "write", file },
      importFiles: { way: "import", file },
      gzip: { way: "import", file: `${file}.gz` },
      checkBaseline: { way: "check", file },
      dryRun: { way: "dryRun", file },
    } as const;
    const names = Object.keys(ways) as (keyof typeof ways)[];
    const runs = new Map(names.map((name) => [name, [] as ImportRun[]]));
    for (let round = 0; round < importRounds; round++) {
      for (const name of names) runs.get(name)?.push(await run(ways[name].way, ways[name].file, records));
    }
    const costOf = (name: keyof typeof ways) => toCost(runs.get(name) ?? [], records);
    const large: LargeImport[] = [];
    for (const count of largeImports) large.push(await measureLarge(run, file, count));
    return {
      date: new Date().toISOString().slice(0, "2026-01-31".length),
      ...{ commit, machine, records, lineBytes },
      ...{ baseline: costOf("baseline"), importFiles: costOf("importFiles"), gzip: costOf("gzip") },
      ...{ checkBaseline: costOf("checkBaseline"), dryRun: costOf("dryRun"), large },
    };
  } finally {
    server.kill();
    await rm(folder, { recursive: true });
  }
}

type Run = (way: ImportWay, file: string, records: number, journal?: string) => Promise<ImportRun>;

function startRuns(url: string, folder: string): Run {
  let journals = 0;
  return async (way, file, records, journal = join(folder, `${++journals}.import`)) => {
    const parameters = [way, url, file, String(records), journal];
    return (await runProgram(join(buildFolder, "import/programs.js"), parameters)) as ImportRun;
  };
}

async function measureLarge(run: Run, file: string, records: number): Promise<LargeImport> {
  const journal = `${file}.${records}.import`;
  await writeLines(file, records);
  const first = await run("import", file, records, journal);
  const resumed = await run("import", file, records, journal);
  return {
    records,
    recordsPerSecond: toPrecision(records / first.seconds),
    peakBytes: toPrecision(Math.max(first.peakBytes, resumed.peakBytes)),
    resumeSeconds: toPrecision(resumed.seconds),
  };
}

function toCost(runs: readonly ImportRun[], records: number): ImportCost {
  return {
    recordsPerSecond: summarize(runs.map(({ seconds }) => records / seconds)),
    cpuSeconds: summarize(runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: toPrecision(Math.max(...runs.map(({ peakBytes }) => peakBytes))),
  };
}
