import { join } from "node:path";
import { runProgram, startProgram } from "../child-process.ts";
import { buildFolder } from "../paths.ts";
import { summarize, summarizeRatios, type Summary } from "../statistics.ts";
import type { WriteWorkload } from "../workload.ts";
import type { WriteResult, WriterName } from "./writers.ts";

export interface WriteCost {
  readonly operations: number;
  readonly operationsPerSecond: Summary;
  /** The operations per second divided by those of the baseline in the same round. */
  readonly relativeToBaseline: Summary;
  /** The peak memory of the process. */
  readonly peakBytes: Summary;
}

/** The results of the section `writes`. */
export interface WriteResults {
  /** Bare fetch, bulks in a loop. */
  readonly baseline: WriteCost;
  readonly writeResources: WriteCost;
  /** `writeResources` with fewer operations. */
  readonly few: WriteCost;
  /** Bare fetch, creates one after the other. */
  readonly single: WriteCost;
  /** The peak memory of `writeResources` divided by that with fewer operations in the same round. */
  readonly relativePeak: Summary;
}

/** Measures each way of writing in a new process, in turns, against a server in another process. */
export async function measureWrites(workload: WriteWorkload): Promise<WriteResults> {
  const { operations, fewOperations, singleCreates } = workload;
  const ways = {
    baseline: { writer: "bulks", operations },
    writeResources: { writer: "writeResources", operations },
    few: { writer: "writeResources", operations: fewOperations },
    single: { writer: "creates", operations: singleCreates },
  } as const;
  const runs = { baseline: [], writeResources: [], few: [], single: [] } as Record<keyof typeof ways, WriteResult[]>;
  const names = Object.keys(ways) as (keyof typeof ways)[];
  await withWriteServer(async (url) => {
    for (let round = 0; round < workload.rounds; round++) {
      for (const name of names) runs[name].push(await runWriter(ways[name].writer, url, ways[name].operations));
    }
  });
  const costOf = (name: keyof typeof ways): WriteCost => ({
    operations: ways[name].operations,
    operationsPerSecond: summarize(ratesOf(runs[name])),
    relativeToBaseline: summarizeRatios(ratesOf(runs[name]), ratesOf(runs.baseline)),
    peakBytes: summarize(peaksOf(runs[name])),
  });
  return {
    ...{ baseline: costOf("baseline"), writeResources: costOf("writeResources") },
    ...{ few: costOf("few"), single: costOf("single") },
    relativePeak: summarizeRatios(peaksOf(runs.writeResources), peaksOf(runs.few)),
  };
}

/** Runs `work` with the URL of a server that accepts writes. The server is a process of its own, which ends with `work`. */
export async function withWriteServer<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const [server, url] = await startProgram(join(buildFolder, "writes/server.js"), []);
  try {
    return await work(url as string);
  } finally {
    server.kill();
  }
}

/** Writes in a new process. */
export async function runWriter(writer: WriterName, url: string, operations: number): Promise<WriteResult> {
  const parameters = [writer, url, String(operations)];
  return (await runProgram(join(buildFolder, "writes/writers.js"), parameters)) as WriteResult;
}

function ratesOf(runs: readonly WriteResult[]): number[] {
  return runs.map(({ operationsPerSecond }) => operationsPerSecond);
}

function peaksOf(runs: readonly WriteResult[]): number[] {
  return runs.map(({ peakBytes }) => peakBytes);
}
