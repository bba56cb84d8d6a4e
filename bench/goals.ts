import { costOf, type CallCost } from "./calls/measure.ts";
import { clients } from "./cases/index.ts";
import type { Measured } from "./results.ts";
import { rounded } from "./statistics.ts";

/** Something to reach, and whether it is. */
export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const ofBareFetch = 1.15;
const ofLimit = 0.8;
const mostPeakBytes = 200_000_000;
/** By which the memory of two runs of the same program differs too. */
const samePeak = 1.15;

export function goalsOf({ calls, writes, memory }: Measured): Goal[] {
  return [
    ...concurrenciesOf(calls).flatMap((concurrency) => {
      const what = `CPU per call, ${concurrency} at a time, of`;
      return [
        ofBare(`${what} bare fetch's`, calls, concurrency),
        ofPeers(`${what} the best peer's`, calls, concurrency),
      ];
    }),
    {
      what: "`writeResources`, of the limit",
      goal: `at least ${ofLimit.toFixed(2)}`,
      measured: ratio(writes.ours.median / writes.limit.median),
      isMet: writes.ours.median / writes.limit.median >= ofLimit,
    },
    {
      what: "`writeResources`, most memory",
      goal: `at most ${megabytes(mostPeakBytes)}`,
      measured: megabytes(memory.many.peakBytes),
      isMet: memory.many.peakBytes <= mostPeakBytes,
    },
    sameMemory(memory),
  ];
}

function ofBare(what: string, calls: readonly CallCost[], concurrency: number): Goal {
  const measured = costOf(calls, "ours", concurrency).ofBareFetch.median;
  return { what, goal: `under ${ofBareFetch.toFixed(2)}`, measured: ratio(measured), isMet: measured < ofBareFetch };
}

/** This client's cost beside the least of the others'. */
function ofPeers(what: string, calls: readonly CallCost[], concurrency: number): Goal {
  const ours = costOf(calls, "ours", concurrency).ofBareFetch.median;
  const peers = clients.filter(({ file }) => file !== "ours" && file !== "bare-fetch");
  const [least] = peers
    .map(({ file, name }) => ({ name, cost: costOf(calls, file, concurrency).ofBareFetch.median }))
    .toSorted((a, b) => a.cost - b.cost);
  const { name = "", cost = 0 } = least ?? {};
  return {
    what,
    goal: "under 1.00",
    measured: `${ratio(ours / cost)}, ${name}`,
    isMet: ours < cost,
  };
}

function sameMemory({ few, many }: Measured["memory"]): Goal {
  const measured = many.peakBytes / few.peakBytes;
  return {
    what: `Its memory for ${many.operations.toLocaleString("en")} operations, of that for ${few.operations.toLocaleString("en")}`,
    goal: `the same, at most ${samePeak.toFixed(2)}`,
    measured: ratio(measured),
    isMet: measured <= samePeak,
  };
}

/** How many calls there were at a time, each number once. */
export function concurrenciesOf(calls: readonly CallCost[]): number[] {
  return [...new Set(calls.map(({ concurrency }) => concurrency))];
}

/** One digit more than a goal has, so that one that is just missed does not look met. */
function ratio(value: number): string {
  return value.toFixed(3);
}

export function megabytes(bytes: number): string {
  const megabyte = 1_000_000;
  return `${String(rounded(Math.round(bytes / megabyte)))} MB`;
}
