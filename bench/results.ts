import { findCost, type CallCost } from "./calls/measure.ts";
import { clients } from "./cases/index.ts";
import { formatCount, formatMegabytes, formatRatio, formatSeconds } from "./format.ts";
import { importGoals } from "./import/goals.ts";
import type { ImportResults } from "./import/measure.ts";
import type { Machine, Versions } from "./machine.ts";
import type { ProfileCosts } from "./profiles/measure.ts";
import type { BundleSize } from "./sizes.ts";
import type { Workload } from "./workload.ts";
import type { WriteMemory, WriteRates } from "./writes/measure.ts";

export interface Measurements {
  readonly calls: readonly CallCost[];
  readonly sizes: readonly BundleSize[];
  readonly writes: WriteRates;
  readonly memory: WriteMemory;
  readonly profiles: ProfileCosts;
  /** Undefined until they were measured. */
  readonly imports?: ImportResults | undefined;
}

/** A target for one measurement, and whether it was reached. */
export interface Goal {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  readonly isReached: boolean;
}

/** The content of results.json. */
export interface Results extends Measurements {
  /** The day of the run, as `2026-01-31`. */
  readonly date: string;
  /** The measured commit. */
  readonly commit: string;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly workload: Workload;
  readonly goals: readonly Goal[];
}

const maxRelativeToBareFetch = 1.15;
const minRelativeToBaseline = 0.8;
const maxPeakBytes = 200_000_000;
/** The ratio by which two runs of the same program can differ. */
const maxRelativePeak = 1.15;
const minRelativeToParse = 1;
const maxRelativeToAjv = 1.2;
const maxGenerateSeconds = 1;
const maxTypeCheckSeconds = 3;

export function evaluateGoals({ calls, writes, memory, profiles, imports }: Measurements): Goal[] {
  const throughput = writes.writeResources.median / writes.baseline.median;
  const { few, many } = memory;
  const relativePeak = many.peakBytes / few.peakBytes;
  return [
    ...concurrenciesOf(calls).flatMap((concurrency) => [
      relativeToBareFetch(calls, concurrency),
      relativeToFastest(calls, concurrency),
    ]),
    {
      name: "`writeResources`: operations per second relative to the baseline",
      target: `at least ${minRelativeToBaseline.toFixed(2)}`,
      measured: formatRatio(throughput),
      isReached: throughput >= minRelativeToBaseline,
    },
    {
      name: "`writeResources`: peak memory",
      target: `at most ${formatMegabytes(maxPeakBytes)}`,
      measured: formatMegabytes(many.peakBytes),
      isReached: many.peakBytes <= maxPeakBytes,
    },
    {
      name: `\`writeResources\`: peak memory of ${formatCount(many.operations)} operations relative to ${formatCount(few.operations)}`,
      target: `at most ${maxRelativePeak.toFixed(2)}`,
      measured: formatRatio(relativePeak),
      isReached: relativePeak <= maxRelativePeak,
    },
    ...profileGoals(profiles),
    ...(imports === undefined ? [] : importGoals(imports)),
  ];
}

function profileGoals(profiles: ProfileCosts): Goal[] {
  const { checks, checkedWrites, generatedFile } = profiles;
  const relativeToParse = checks.check.median / checks.parse.median;
  const ofAjv = checkedWrites.addedRelativeToAjv.median;
  return [
    {
      name: "checks of profiles per second relative to `JSON.parse`",
      target: `at least ${minRelativeToParse.toFixed(2)}`,
      measured: formatRatio(relativeToParse),
      isReached: relativeToParse >= minRelativeToParse,
    },
    {
      name: "`writeResources`: CPU time that profiles add, relative to that of ajv",
      target: `at most ${maxRelativeToAjv.toFixed(2)}`,
      measured: formatRatio(ofAjv),
      isReached: ofAjv <= maxRelativeToAjv,
    },
    secondsGoal("generate", generatedFile.generateSeconds.median, maxGenerateSeconds),
    secondsGoal("check the types", generatedFile.typeCheckSeconds.median, maxTypeCheckSeconds),
  ];
}

function secondsGoal(what: string, seconds: number, maxSeconds: number): Goal {
  return {
    name: `200 profiles of 60 fields: ${what}`,
    target: `under ${maxSeconds} s`,
    measured: formatSeconds(seconds),
    isReached: seconds < maxSeconds,
  };
}

function relativeToBareFetch(calls: readonly CallCost[], concurrency: number): Goal {
  const measured = findCost(calls, "ours", concurrency).relativeToBareFetch.median;
  return {
    name: `CPU time per call relative to bare fetch, concurrency ${concurrency}`,
    target: `under ${maxRelativeToBareFetch.toFixed(2)}`,
    measured: formatRatio(measured),
    isReached: measured < maxRelativeToBareFetch,
  };
}

/** Returns the goal for the CPU time of this client relative to the fastest other client. */
function relativeToFastest(calls: readonly CallCost[], concurrency: number): Goal {
  const ours = findCost(calls, "ours", concurrency).relativeToBareFetch.median;
  const others = clients.filter(({ file }) => file !== "ours" && file !== "bare-fetch");
  const [fastest] = others
    .map(({ file, name }) => ({ name, cost: findCost(calls, file, concurrency).relativeToBareFetch.median }))
    .toSorted((a, b) => a.cost - b.cost);
  const { name = "", cost = 0 } = fastest ?? {};
  return {
    name: `CPU time per call relative to the fastest other client, concurrency ${concurrency}`,
    target: "under 1.00",
    measured: `${formatRatio(ours / cost)} (${name})`,
    isReached: ours < cost,
  };
}

/** Returns the measured concurrencies, each once. */
export function concurrenciesOf(calls: readonly CallCost[]): number[] {
  return [...new Set(calls.map(({ concurrency }) => concurrency))];
}
