import { join } from "node:path";
import { runProgram, startProgram } from "../child-process.ts";
import { buildFolder } from "../paths.ts";
import { summarize, type Summary } from "../statistics.ts";
import type { Workload } from "../workload.ts";
import { measureGeneratedFile, type GeneratedFileCost } from "./generated-file.ts";

/** Documents per second of CPU time. */
export interface CheckRates {
  readonly documentBytes: number;
  readonly check: Summary;
  readonly parse: Summary;
  /** ajv with the JSON Schema of the profiles. */
  readonly ajv: Summary;
}

/** The CPU time of `writeResources` per operation, in microseconds. */
export interface CheckedWrites {
  readonly withProfiles: Summary;
  readonly withoutProfiles: Summary;
  /** What profiles add, divided by the CPU time of ajv for the same documents. */
  readonly addedRelativeToAjv: Summary;
}

export interface ProfileCosts {
  readonly checks: CheckRates;
  readonly checkedWrites: CheckedWrites;
  readonly generatedFile: GeneratedFileCost;
}

/** Each run is a new process. */
export async function measureProfiles(workload: Workload): Promise<ProfileCosts> {
  return {
    checks: await measureChecks(workload),
    checkedWrites: await measureCheckedWrites(workload),
    generatedFile: await measureGeneratedFile(workload.profileRuns),
  };
}

async function measureChecks({ profileRuns, warmUpRounds, rounds }: Workload): Promise<CheckRates> {
  const runs: Record<keyof CheckRates, number>[] = [];
  for (let run = 0; run < profileRuns; run++) {
    const parameters = [warmUpRounds, rounds].map(String);
    runs.push((await runProgram(programFile("checks"), parameters)) as Record<keyof CheckRates, number>);
  }
  const ratesOf = (name: "check" | "parse" | "ajv") => summarize(runs.map((run) => run[name]));
  const [first] = runs;
  return {
    documentBytes: first?.documentBytes ?? 0,
    check: ratesOf("check"),
    parse: ratesOf("parse"),
    ajv: ratesOf("ajv"),
  };
}

async function measureCheckedWrites({
  profileRuns,
  warmUpRounds,
  rounds,
  profileOperations,
}: Workload): Promise<CheckedWrites> {
  const [server, url] = await startProgram(join(buildFolder, "writes/server.js"), []);
  const parameters = [url as string, ...[profileOperations, warmUpRounds, rounds].map(String)];
  const runs: Record<"withProfiles" | "withoutProfiles" | "addedRelativeToAjv", number>[] = [];
  try {
    for (let run = 0; run < profileRuns; run++)
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
  return join(buildFolder, "profiles", `${name}.js`);
}
