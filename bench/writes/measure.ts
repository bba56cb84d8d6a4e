import { join } from "node:path";
import { runProgram, startProgram } from "../child-process.ts";
import { buildFolder } from "../paths.ts";
import { summarize, toPrecision, type Summary } from "../statistics.ts";
import type { Workload } from "../workload.ts";
import type { WriteResult, WriterName } from "./writers.ts";

/** Operations per second. */
export interface WriteRates {
  readonly operations: number;
  readonly writeResources: Summary;
  /** Bare fetch, bulks in a loop. */
  readonly baseline: Summary;
  readonly singleCreates: number;
  /** Bare fetch, creates one after the other. */
  readonly single: Summary;
}

/** The peak memory of a process that runs `writeResources`: the maximum of all rounds. */
export interface WriteMemory {
  readonly few: { readonly operations: number; readonly peakBytes: number };
  readonly many: { readonly operations: number; readonly peakBytes: number };
}

/** Measures each way of writing in a new process, in turns, against a server in another process. */
export async function measureWrites(workload: Workload): Promise<{ rates: WriteRates; memory: WriteMemory }> {
  const { writeRounds, fewOperations, manyOperations, singleCreates } = workload;
  const [server, url] = await startProgram(join(buildFolder, "writes/server.js"), []);
  const write = async (writer: WriterName, operations: number) => {
    const parameters = [writer, url as string, String(operations)];
    return (await runProgram(join(buildFolder, "writes/writers.js"), parameters)) as WriteResult;
  };
  const baseline: WriteResult[] = [];
  const many: WriteResult[] = [];
  const few: WriteResult[] = [];
  const single: WriteResult[] = [];
  try {
    for (let round = 0; round < writeRounds; round++) {
      baseline.push(await write("bulks", manyOperations));
      many.push(await write("writeResources", manyOperations));
      few.push(await write("writeResources", fewOperations));
      single.push(await write("creates", singleCreates));
    }
  } finally {
    server.kill();
  }
  return {
    rates: {
      operations: manyOperations,
      writeResources: summarizeRates(many),
      baseline: summarizeRates(baseline),
      singleCreates,
      single: summarizeRates(single),
    },
    memory: {
      few: { operations: fewOperations, peakBytes: maxPeak(few) },
      many: { operations: manyOperations, peakBytes: maxPeak(many) },
    },
  };
}

function summarizeRates(results: readonly WriteResult[]): Summary {
  return summarize(results.map(({ operationsPerSecond }) => operationsPerSecond));
}

function maxPeak(results: readonly WriteResult[]): number {
  return toPrecision(Math.max(...results.map(({ peakBytes }) => peakBytes)));
}
