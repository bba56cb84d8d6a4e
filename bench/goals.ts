import type { CallRate } from "./calls/measure.ts";
import { clients, type ClientFile, type Column } from "./cases/index.ts";
import type { Measured } from "./results.ts";
import { rounded, type Rounds } from "./statistics.ts";

/** Something to reach, and whether it is. */
export interface Goal {
  readonly what: string;
  readonly goal: string;
  readonly measured: string;
  readonly isMet: boolean;
}

const ofBare = 0.6;
const ofBareWithTimeout = 0.7;
const ofBareOverHttp = 0.95;
const ofLimit = 0.8;
const mostPeakBytes = 200_000_000;
/** By which the memory of two runs of the same program differs too. */
const samePeak = 1.15;

export function goalsOf({ stubbed, overHttp, writes, memory }: Measured): Goal[] {
  return [
    ahead("A call, with limits on", stubbed),
    share("A call, of bare fetch", stubbed, "as-it-comes", ofBare),
    share("A call, of bare fetch with a timeout", stubbed, "with-limits", ofBareWithTimeout),
    ...concurrenciesOf(overHttp).flatMap((concurrency) => {
      const rates = overHttp.filter((rate) => rate.concurrency === concurrency);
      const how = `over HTTP, ${concurrency} at a time`;
      return [
        ahead(`A call ${how}, with limits on`, rates),
        share(`A call ${how}, of bare fetch`, rates, "as-it-comes", ofBareOverHttp),
      ];
    }),
    atLeast("`writeResources`, of the limit", writes.ours.median / writes.limit.median, ofLimit),
    {
      what: "`writeResources`, most memory",
      goal: `at most ${megabytes(mostPeakBytes)}`,
      measured: megabytes(memory.many.peakBytes),
      isMet: memory.many.peakBytes <= mostPeakBytes,
    },
    sameMemory(memory),
  ];
}

/** This client's rate beside that of the fastest of the others, each with a timeout and retries where it has them. */
function ahead(what: string, rates: readonly CallRate[]): Goal {
  const ours = rateOf(rates, "ours", "with-limits").median;
  const peers = clients.filter(({ file }) => file !== "ours" && file !== "bare-fetch");
  const [fastest] = peers
    .map(({ file, name }) => ({ name, rate: rateOf(rates, file, "with-limits").median }))
    .toSorted((a, b) => b.rate - a.rate);
  const { name = "", rate = 0 } = fastest ?? {};
  return {
    what,
    goal: "ahead of every peer",
    measured: `${ratio(ours / rate)} of the fastest, ${name}`,
    isMet: ours > rate,
  };
}

/** This client with limits on, beside bare fetch without or with a timeout. */
function share(what: string, rates: readonly CallRate[], column: Column, least: number): Goal {
  return atLeast(what, rateOf(rates, "ours", "with-limits").median / rateOf(rates, "bare-fetch", column).median, least);
}

function atLeast(what: string, measured: number, least: number): Goal {
  return { what, goal: `at least ${least.toFixed(2)}`, measured: ratio(measured), isMet: measured >= least };
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

/** A client's calls per second. */
export function rateOf(rates: readonly CallRate[], client: ClientFile, column: Column): Rounds {
  const rate = rates.find((each) => each.client === client && each.column === column);
  if (rate === undefined) throw new Error(`${client}, ${column}, was not measured.`);
  return rate.callsPerSecond;
}

/** How many calls there were at a time, each number once. */
export function concurrenciesOf(rates: readonly CallRate[]): number[] {
  return [...new Set(rates.map(({ concurrency }) => concurrency))];
}

/** One digit more than a goal has, so that one that is just missed does not look met. */
function ratio(value: number): string {
  return value.toFixed(3);
}

export function megabytes(bytes: number): string {
  const megabyte = 1_000_000;
  return `${rounded(Math.round(bytes / megabyte))} MB`;
}
