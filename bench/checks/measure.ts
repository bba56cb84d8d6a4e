import { join } from "node:path";
import { runProgram, startProgram } from "../child-process.ts";
import { buildFolder } from "../paths.ts";
import { summarize, summarizeRatios, type Summary } from "../statistics.ts";
import type { CheckWorkload } from "../workload.ts";
import { measureGeneratedFile, type GeneratedFileCost } from "./generated-file.ts";

/** Documents per second of CPU time. */
export interface CheckRates {
  readonly documentBytes: number;
  readonly check: Summary;
  readonly parse: Summary;
  /** ajv with the JSON Schema of the profiles. */
  readonly ajv: Summary;
  readonly checkRelativeToParse: Summary;
  readonly ajvRelativeToParse: Summary;
}

/** What the program sends. */
type CheckRun = Readonly<Record<"documentBytes" | "check" | "parse" | "ajv", number>>;

/** The CPU time of `writeResources` per operation, in microseconds. */
export interface CheckedWrites {
  readonly withProfiles: Summary;
  readonly withoutProfiles: Summary;
  /** What profiles add, divided by the CPU time of ajv for the same documents. */
  readonly addedRelativeToAjv: Summary;
}

/** The results of the section `checks`. */
export interface CheckResults {
  readonly checks: CheckRates;
  readonly checkedWrites: CheckedWrites;
  readonly generatedFile: GeneratedFileCost;
}

/** Measures the section `checks`. Each run is a new process. */
export async function measureChecking(workload: CheckWorkload): Promise<CheckResults> {
  return {
    checks: await measureChecks(workload),
    checkedWrites: await measureCheckedWrites(workload),
    generatedFile: await measureGeneratedFile(workload.runs),
  };
}

async function measureChecks({ runs: count, warmUpRounds, rounds }: CheckWorkload): Promise<CheckRates> {
  const runs: CheckRun[] = [];
  for (let run = 0; run < count; run++) {
    const parameters = [warmUpRounds, rounds].map(String);
    runs.push((await runProgram(programFile("checks"), parameters)) as CheckRun);
  }
  const ratesOf = (name: keyof CheckRun) => runs.map((run) => run[name]);
  const [first] = runs;
  return {
    documentBytes: first?.documentBytes ?? 0,
    check: summarize(ratesOf("check")),
    parse: summarize(ratesOf("parse")),
    ajv: summarize(ratesOf("ajv")),
    checkRelativeToParse: summarizeRatios(ratesOf("check"), ratesOf("parse")),
    ajvRelativeToParse: summarizeRatios(ratesOf("ajv"), ratesOf("parse")),
  };
}

async function measureCheckedWrites({
  runs: count,
  warmUpRounds,
  rounds,
  operations,
}: CheckWorkload): Promise<CheckedWrites> {
  const [server, url] = await startProgram(join(buildFolder, "writes/server.js"), []);
  const parameters = [url as string, ...[operations, warmUpRounds, rounds].map(String)];
  const runs: Record<"withProfiles" | "withoutProfiles" | "addedRelativeToAjv", number>[] = [];
  try {
    for (let run = 0; run < count; run++)
      runs.push((await runProgram(programFile("writes"), parameters)) as (typeof runs)[number]);
  } finally {
    server.kill();
  }
  return {
    withProfiles: summarize(runs.map(({ withProfiles }) => withProfiles)),
    withoutProfiles: summarize(runs.map(({ withoutProfiles }) => withoutProfiles)),
    addedRelativeToAjv: summarize(runs.map(({ addedRelativeToAjv }) => addedRelativeToAjv)),
  };
}

function programFile(name: string): string {
  return join(buildFolder, "checks", `${name}.js`);
}
