import { access } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../../scripts/soak/random.ts";
import { enqueueImport } from "../../../src/bullmq/index.ts";
import { importReport, type ImportReport } from "../../../src/import/index.ts";
import type { CrashRegistries, CrashReport } from "../../import/crash/registries.ts";
import type { Run } from "../../support/run.ts";
import { writeInput, type ProofInput } from "./input.ts";
import { createStage, type Engine, type Stage } from "./stage.ts";
import { startWorkers, workerStarter, type Freezing, type Workers, type WorkerSettings } from "./workers.ts";

/** A divided import, and what happens to its workers and servers meanwhile. */
export interface ProofPlan extends WorkerSettings {
  readonly engine: Engine;
  readonly journalsIn: "files" | "postgres";
  readonly lineCount: number;
  readonly seed: number;
  readonly workerCount: number;
  /** How long the registry needs to apply a bulk. */
  readonly taskDurationMs: number;
  /** How many workers are killed, if the import lasts long enough, and how often. */
  readonly kills?: { readonly count: number; readonly everyMs: number };
  /** At which shares of the lines all servers are killed and restarted. */
  readonly restartsAt?: readonly number[];
  /** At which shares of the lines the queue loses every job, and the import is enqueued again. */
  readonly wipesAt?: readonly number[];
  /** At which share of the lines a worker is frozen, and for how long. */
  readonly freezes?: readonly { readonly at: number; readonly forMs: number }[];
  /** The event at which the first worker is frozen until the others have finished. */
  readonly freezing?: Pick<Freezing, "event" | "number">;
  readonly maxMs: number;
  /** Called with each thing that happens. */
  readonly log?: (text: string) => void;
}

/** What happened in a proof, and what it left. */
export interface ProofResult {
  readonly input: ProofInput;
  readonly report: ImportReport;
  readonly stored: CrashReport;
  readonly seconds: number;
  readonly kills: number;
  readonly endedThemselves: readonly Run[];
  readonly runs: readonly Run[];
  /** Whether the first worker was frozen at the event of the plan. */
  readonly wasFrozen: boolean;
  /** All that the queue and the journals stored at some time. */
  readonly dumps: string;
}

const partitions = 4;
const pollMs = 100;

/** Imports a file by several workers on a queue of its own, and does to them what the plan says. */
export async function runProof(registries: CrashRegistries, plan: ProofPlan): Promise<ProofResult> {
  const { engine, journalsIn, lineCount, seed, workerCount, taskDurationMs } = plan;
  const stage = await createStage(engine, journalsIn);
  try {
    const registry = await registries.open(taskDurationMs);
    const input = await writeInput(join(stage.folder, "patients.ndjson"), lineCount, seed);
    await enqueue(stage, input);
    const firstDump = await stage.dump();
    const startedAt = performance.now();
    const freezing = plan.freezing && { ...plan.freezing, happened: join(stage.folder, "happened") };
    const starter = workerStarter(stage, registry.url, plan, freezing);
    // The worker that is to freeze starts alone, so that it gets a partition.
    const workers = startWorkers(freezing === undefined ? workerCount : 1, starter);
    const imported = async () => {
      if (freezing !== undefined) {
        await untilExists(freezing.happened, plan.maxMs);
        workers.add(workerCount - 1);
      }
      return disturb({ stage, workers, input, plan }).untilFinished();
    };
    const { report, kills, dumps } = await imported().catch(async (error: unknown) => {
      throw new Error(`${(error as Error).message}\n${outputOf(await workers.stop())}`, { cause: error });
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    const runs = await workers.stop();
    return {
      ...{ input, report, seconds, kills, runs, endedThemselves: workers.endedThemselves },
      stored: await registry.report(),
      wasFrozen: freezing !== undefined && (await exists(freezing.happened)),
      dumps: [firstDump, ...dumps, await stage.dump()].join("\n"),
    };
  } finally {
    await stage.stop();
  }
}

async function untilExists(path: string, maxMs: number): Promise<void> {
  const deadline = performance.now() + maxMs;
  while (!(await exists(path))) {
    if (performance.now() > deadline) throw new Error(`No worker was frozen after ${maxMs / 1_000} s.`);
    await sleep(pollMs);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function outputOf(runs: readonly Run[]): string {
  return runs.map(({ code, stdout, stderr }) => `exit code ${code ?? "none"}\n${stdout}${stderr}`).join("\n");
}

/** Enqueues the import, also again. */
async function enqueue({ queue, journals }: Stage, { file }: ProofInput): Promise<void> {
  await enqueueImport(queue, { files: [file], partitions, journals });
}

interface Running {
  readonly stage: Stage;
  readonly workers: Workers;
  readonly input: ProofInput;
  readonly plan: ProofPlan;
}

function disturb({ stage, workers, input, plan }: Running) {
  const { kills = { count: 0, everyMs: 0 } } = plan;
  const random = seededRandom(plan.seed);
  const dumps: string[] = [];
  const wakes: { readonly at: number; readonly wake: () => void }[] = [];
  let [killed, nextKillAt] = [0, Infinity];
  const due = [
    ...(plan.restartsAt ?? []).map((at) => ({ at, act: restart })),
    ...(plan.wipesAt ?? []).map((at) => ({ at, act: wipe })),
    ...(plan.freezes ?? []).map(({ at, forMs }) => ({ at, act: (share: number) => freeze(share, forMs) })),
  ].sort((one, other) => one.at - other.at);

  function log(share: number, text: string) {
    plan.log?.(`${Math.round(100 * share)} %: ${text}`);
  }

  async function restart(share: number) {
    log(share, "restarts the servers");
    await stage.restart();
  }

  async function wipe(share: number) {
    dumps.push(await stage.dump());
    log(share, "removes every job of the queue, and enqueues the import again");
    await stage.wipe();
    await enqueue(stage, input);
  }

  function freeze(share: number, forMs: number) {
    log(share, `freezes a worker for ${forMs / 1_000} s`);
    wakes.push({ at: performance.now() + forMs, wake: workers.freeze(random()) });
    return Promise.resolve();
  }

  async function killIfDue(share: number) {
    if (killed >= kills.count || performance.now() < nextKillAt) return;
    log(share, "kills a worker");
    await workers.kill(random());
    killed += 1;
    nextKillAt = performance.now() + kills.everyMs;
  }

  function wakeIfDue() {
    while ((wakes[0]?.at ?? Infinity) <= performance.now()) {
      plan.log?.("continues the frozen worker");
      wakes.shift()?.wake();
    }
  }

  return {
    async untilFinished() {
      const deadline = performance.now() + plan.maxMs;
      for (;;) {
        const report = await reportOf(stage);
        const share = report.read / input.lineCount;
        if (share > 0 && nextKillAt === Infinity) nextKillAt = performance.now() + kills.everyMs;
        const isFinished = report.partitions.every(({ state }) => state === "finished");
        if (isFinished && due.length > 0) throw new Error("The import finished before everything had happened to it.");
        while (due[0] !== undefined && due[0].at <= share) await due.shift()?.act(share);
        await killIfDue(share);
        wakeIfDue();
        if (isFinished && wakes.length === 0) return { report, kills: killed, dumps };
        if (performance.now() > deadline) throw new Error(`Not finished after ${plan.maxMs / 1_000} s.`);
        await sleep(pollMs);
      }
    },
  };
}

/** Resolves with the report, also while PostgreSQL restarts. */
async function reportOf({ journals }: Stage): Promise<ImportReport> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await importReport({ journals });
    } catch (error) {
      if (attempts === 100) throw error;
      await sleep(pollMs);
    }
  }
}
