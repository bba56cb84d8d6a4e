import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runProgram } from "../child-process.ts";
import { benchFolder } from "../paths.ts";
import { summarize, type Summary } from "../statistics.ts";
import type { Workload } from "../workload.ts";

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

interface RunCost {
  readonly client: string;
  readonly concurrency: number;
  readonly cpuMicroseconds: number;
}

/** Each run is a new process, because the engine optimizes the code differently in each process. */
export async function measureCalls(clients: readonly MeasuredClient[], workload: Workload): Promise<CallCost[]> {
  const { callRuns, concurrencies } = workload;
  const cases = clients.map(({ client, file }) => ({ client, file: pathToFileURL(file).href }));
  const parameter = JSON.stringify({ ...workload, clients: cases });
  const runs: RunCost[][] = [];
  for (let run = 0; run < callRuns; run++) {
    runs.push((await runProgram(join(benchFolder, "calls/run.mjs"), [parameter])) as RunCost[]);
  }
  return concurrencies.flatMap((concurrency) =>
    clients.map(({ client }) => {
      const costIn = (run: readonly RunCost[], name: string) => findCost(run, name, concurrency).cpuMicroseconds;
      const cpuMicroseconds = summarize(runs.map((run) => costIn(run, client)));
      const relativeToBareFetch = summarize(runs.map((run) => costIn(run, client) / costIn(run, "bare-fetch")));
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
