import { join } from "node:path";
import { runChild, startChild } from "../child.ts";
import type { Extent } from "../extent.ts";
import { built } from "../places.ts";
import { rounded, roundsOf, type Rounds } from "../statistics.ts";
import type { Written } from "./report.ts";

export interface WriteRates {
  readonly operations: number;
  /** `writeResources`. */
  readonly ours: Rounds;
  /** The least that can be done: the loop of limit.ts. */
  readonly limit: Rounds;
  readonly singleCreates: number;
  /** Creates one by one. */
  readonly single: Rounds;
}

/** The most memory that the process of `writeResources` has had, in bytes. */
export interface WriteMemory {
  readonly few: { readonly operations: number; readonly peakBytes: number };
  readonly many: { readonly operations: number; readonly peakBytes: number };
}

/** Writing many operations, each time by a new process, to a server that is a process too. */
export async function measureWrites(extent: Extent): Promise<{ rates: WriteRates; memory: WriteMemory }> {
  const { writeRounds, fewOperations, manyOperations, singleCreates } = extent;
  const [server, url] = await startChild(join(built, "writes/server.js"), []);
  const written = async (program: string, operations: number) =>
    (await runChild(join(built, `writes/${program}.js`), [url as string, String(operations)])) as Written;
  const rounds: Record<"ours" | "limit" | "single" | "few", Written[]> = { ours: [], limit: [], single: [], few: [] };
  try {
    for (let round = 0; round < writeRounds; round++) {
      rounds.limit.push(await written("limit", manyOperations));
      rounds.ours.push(await written("ours", manyOperations));
      rounds.few.push(await written("ours", fewOperations));
      rounds.single.push(await written("single", singleCreates));
    }
  } finally {
    server.kill();
  }
  return {
    rates: {
      operations: manyOperations,
      ours: ratesOf(rounds.ours),
      limit: ratesOf(rounds.limit),
      singleCreates,
      single: ratesOf(rounds.single),
    },
    memory: {
      few: { operations: fewOperations, peakBytes: peakOf(rounds.few) },
      many: { operations: manyOperations, peakBytes: peakOf(rounds.ours) },
    },
  };
}

function ratesOf(written: readonly Written[]): Rounds {
  return roundsOf(written.map(({ operationsPerSecond }) => operationsPerSecond));
}

/** Of all rounds. */
function peakOf(written: readonly Written[]): number {
  return rounded(Math.max(...written.map(({ peakBytes }) => peakBytes)));
}
