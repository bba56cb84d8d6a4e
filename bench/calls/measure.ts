import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runChild } from "../child.ts";
import type { Extent } from "../extent.ts";
import { bench } from "../places.ts";
import { roundsOf, type Rounds } from "../statistics.ts";

/** A client to measure: a case, or the index.js of another build of this client. */
export interface MeasuredClient {
  readonly client: string;
  readonly file: string;
}

/** The CPU time of a client's call over HTTP with keep-alive, in each run, with `concurrency` calls at a time. */
export interface CallCost {
  readonly client: string;
  readonly concurrency: number;
  readonly cpuMicroseconds: Rounds;
  /** The same, divided by that of bare fetch in the same run. */
  readonly ofBareFetch: Rounds;
}

interface RunCost {
  readonly client: string;
  readonly concurrency: number;
  readonly cpuMicroseconds: number;
}

/** Each run is a new process, so that no result depends on how the engine compiled the code once. */
export async function measureCalls(clients: readonly MeasuredClient[], extent: Extent): Promise<CallCost[]> {
  const { callRuns, concurrencies } = extent;
  const cases = clients.map(({ client, file }) => ({ client, file: pathToFileURL(file).href }));
  const parameter = JSON.stringify({ ...extent, clients: cases });
  const runs: RunCost[][] = [];
  for (let run = 0; run < callRuns; run++) {
    runs.push((await runChild(join(bench, "calls/run.mjs"), [parameter])) as RunCost[]);
  }
  return concurrencies.flatMap((concurrency) =>
    clients.map(({ client }) => {
      const inRun = (run: readonly RunCost[], each: string) => costOf(run, each, concurrency).cpuMicroseconds;
      const cpuMicroseconds = roundsOf(runs.map((run) => inRun(run, client)));
      const ofBareFetch = roundsOf(runs.map((run) => inRun(run, client) / inRun(run, "bare-fetch")));
      return { client, concurrency, cpuMicroseconds, ofBareFetch };
    }),
  );
}

/** The cost of a client's calls at this concurrency. */
export function costOf<Cost extends Pick<CallCost, "client" | "concurrency">>(
  costs: readonly Cost[],
  client: string,
  concurrency: number,
): Cost {
  const cost = costs.find((each) => each.client === client && each.concurrency === concurrency);
  if (cost === undefined) throw new Error(`${client} was not measured.`);
  return cost;
}
