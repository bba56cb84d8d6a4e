import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { clients } from "../cases/index.ts";
import { runProgram } from "../child-process.ts";
import { readVersions, type Versions } from "../machine.ts";
import { benchFolder, buildFolder } from "../paths.ts";
import { summarize, summarizeRatios, type Summary } from "../statistics.ts";
import type { CallWorkload } from "../workload.ts";
import { measureSizes, type BundleSize } from "./sizes.ts";

/** A client to measure: a case, or the index.js of another build of this client. */
export interface MeasuredClient {
  readonly client: string;
  readonly file: string;
}

/** The CPU time of one call over HTTP with keep-alive. */
export interface CallCost {
  readonly client: string;
  /** The number of concurrent calls. */
  readonly concurrency: number;
  readonly cpuMicroseconds: Summary;
  /** The CPU time divided by that of bare fetch in the same run. */
  readonly relativeToBareFetch: Summary;
}

/** The results of the section `calls`. */
export interface CallResults {
  readonly versions: Versions;
  readonly costs: readonly CallCost[];
  readonly sizes: readonly BundleSize[];
}

interface RunCost {
  readonly client: string;
  readonly concurrency: number;
  readonly cpuMicroseconds: number;
}

/** Measures each client of `cases/`, as `build.mjs` has bundled it. */
export async function measureCalls(workload: CallWorkload): Promise<CallResults> {
  const cases = clients.map(({ file }) => ({ client: file, file: join(buildFolder, "node", `${file}.js`) }));
  return { versions: await readVersions(), costs: await measureCosts(cases, workload), sizes: await measureSizes() };
}

/** Each run is a new process, because the engine optimizes the code differently in each process. */
export async function measureCosts(measured: readonly MeasuredClient[], workload: CallWorkload): Promise<CallCost[]> {
  const { concurrencies } = workload;
  const cases = measured.map(({ client, file }) => ({ client, file: pathToFileURL(file).href }));
  const parameter = JSON.stringify({ ...workload, clients: cases });
  const runs: RunCost[][] = [];
  for (let run = 0; run < workload.runs; run++) {
    runs.push((await runProgram(join(benchFolder, "calls/run.mjs"), [parameter])) as RunCost[]);
  }
  return concurrencies.flatMap((concurrency) =>
    measured.map(({ client }) => {
      const costIn = (run: readonly RunCost[], name: string) => findCost(run, name, concurrency).cpuMicroseconds;
      const cpuMicroseconds = summarize(runs.map((run) => costIn(run, client)));
      const relativeToBareFetch = summarizeRatios(
        runs.map((run) => costIn(run, client)),
        runs.map((run) => costIn(run, "bare-fetch")),
      );
      return { client, concurrency, cpuMicroseconds, relativeToBareFetch };
    }),
  );
}

/** Returns the cost of a client's calls at a concurrency. Throws when it was not measured. */
export function findCost<Cost extends Pick<CallCost, "client" | "concurrency">>(
  costs: readonly Cost[],
  client: string,
  concurrency: number,
): Cost {
  const cost = costs.find((each) => each.client === client && each.concurrency === concurrency);
  if (cost === undefined) throw new Error(`${client} was not measured.`);
  return cost;
}

/** Returns the measured concurrencies, each once. */
export function concurrenciesOf(costs: readonly CallCost[]): number[] {
  return [...new Set(costs.map(({ concurrency }) => concurrency))];
}
