import { join } from "node:path";
import { startChild, type Child } from "../child.ts";
import { clients, columns, type ClientFile, type Column } from "../cases/index.ts";
import type { Extent } from "../extent.ts";
import { built } from "../places.ts";
import { roundsOf, type Rounds } from "../statistics.ts";

/** How the calls of a client go: to a stubbed fetch, or over HTTP, so many at a time. */
export interface CallRate {
  readonly client: ClientFile;
  readonly column: Column;
  readonly concurrency: number;
  readonly callsPerSecond: Rounds;
}

interface Runner {
  readonly client: ClientFile;
  readonly column: Column;
  readonly child: Child;
}

/** The cost of a call: of all that is done around a fetch that answers at once. */
export function measureStubbed(extent: Extent): Promise<CallRate[]> {
  return withRunners([], (runners) => rates(runners, 1, extent));
}

/** The same over HTTP with keep-alive, to a server that is a process of its own. */
export async function measureOverHttp(extent: Extent): Promise<CallRate[]> {
  const [server, url] = await startChild(join(built, "calls/server.js"), []);
  try {
    return await withRunners([url as string], async (runners) => {
      const measured: CallRate[] = [];
      for (const concurrency of extent.concurrencies) {
        measured.push(...(await rates(runners, concurrency, extent)));
      }
      return measured;
    });
  } finally {
    server.end();
  }
}

/** A process for each case, so that none runs on what another one left in the engine. */
async function withRunners<Result>(
  parameters: readonly string[],
  work: (runners: readonly Runner[]) => Promise<Result>,
): Promise<Result> {
  const runners: Runner[] = [];
  try {
    for (const column of columns) {
      for (const { file } of clients) {
        const program = join(built, "run", column, `${file}.js`);
        const [child] = await startChild(join(built, "calls/caller.js"), [program, ...parameters]);
        runners.push({ client: file, column, child });
      }
    }
    return await work(runners);
  } finally {
    for (const { child } of runners) child.end();
  }
}

/** Interleaved: each round is one of every case, one after the other, and each begins with another one. */
async function rates(runners: readonly Runner[], concurrency: number, extent: Extent): Promise<CallRate[]> {
  const { warmUpMs, callRounds, callMs: ms } = extent;
  const measured = runners.map((): number[] => []);
  for (const { child } of runners) await child.ask({ concurrency, ms: warmUpMs });
  for (let round = 0; round < callRounds; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      const place = (round + turn) % runners.length;
      measured[place]?.push((await runners[place]?.child.ask({ concurrency, ms })) as number);
    }
  }
  return runners.map(({ client, column }, place) => ({
    client,
    column,
    concurrency,
    callsPerSecond: roundsOf(measured[place] ?? []),
  }));
}
