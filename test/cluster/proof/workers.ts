import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ended, inheritedEnvironment, type Run } from "../../support/run.ts";
import type { InterruptionEvent } from "../../import/crash/run-import.ts";
import { queueName, type Stage } from "./stage.ts";

/** How the workers of a proof run. */
export interface WorkerSettings {
  /** How long a program locks its job, in milliseconds. Default: the built command `clinia-registry worker`, with its own 30 s. */
  readonly lockDurationMs?: number;
  readonly batchSize: number;
}

/** Where the first worker freezes: at the event with this number, from 1. */
export interface Freezing {
  readonly event: InterruptionEvent;
  readonly number: number;
  /** The file that the event is written to. */
  readonly happened: string;
}

/** Several workers, each in a process of its own. */
export interface Workers {
  /** Starts more workers. */
  add(count: number): void;
  /** Kills a worker that is not frozen, and starts another one in its place. `random` is from 0 to 1. */
  kill(random: number): Promise<void>;
  /** Freezes a worker. Returns a function that continues it. */
  freeze(random: number): () => void;
  /** The workers that ended although none had killed them. */
  readonly endedThemselves: readonly Run[];
  /** Continues frozen workers, and ends all. Resolves with the exit codes and the output of all, also of those that were killed. */
  stop(): Promise<readonly Run[]>;
}

interface Worker {
  readonly child: ChildProcess;
  readonly run: Promise<Run>;
  isExpectedToEnd: boolean;
  isFrozen: boolean;
}

/** Starts workers. Each is replaced when it ends. */
export function startWorkers(count: number, start: () => ChildProcess): Workers {
  const alive = new Set<Worker>();
  const runs: Promise<Run>[] = [];
  const endedThemselves: Run[] = [];
  const addOne = () => {
    const child = start();
    const worker: Worker = { child, run: ended(child), isExpectedToEnd: false, isFrozen: false };
    alive.add(worker);
    runs.push(worker.run);
    void worker.run.then((run) => {
      alive.delete(worker);
      if (worker.isExpectedToEnd) return;
      endedThemselves.push(run);
      addOne();
    });
  };
  const end = (worker: Worker, signal: NodeJS.Signals) => {
    worker.isExpectedToEnd = true;
    worker.child.kill(signal);
    return worker.run;
  };
  const pick = (random: number) => {
    const running = [...alive].filter(({ isFrozen }) => !isFrozen);
    const picked = running[Math.floor(random * running.length)];
    if (picked === undefined) throw new Error("No worker runs.");
    return picked;
  };
  const add = (more: number) => {
    for (let index = 0; index < more; index++) addOne();
  };
  add(count);
  return {
    add,
    endedThemselves,
    async kill(random) {
      await end(pick(random), "SIGKILL");
      addOne();
    },
    freeze(random) {
      const worker = pick(random);
      worker.isFrozen = true;
      worker.child.kill("SIGSTOP");
      return () => {
        worker.isFrozen = false;
        worker.child.kill("SIGCONT");
      };
    },
    async stop() {
      for (const { child } of alive) child.kill("SIGCONT");
      await Promise.all([...alive].map((worker) => end(worker, "SIGTERM")));
      return Promise.all(runs);
    },
  };
}

/** Returns a function that starts a worker of a stage. Only the first one freezes. */
export function workerStarter(
  stage: Stage,
  registryUrl: string,
  settings: WorkerSettings,
  freezing?: Freezing,
): () => ChildProcess {
  let next = freezing;
  return () => {
    const own = next;
    next = undefined;
    return settings.lockDurationMs === undefined
      ? startCommand(stage, registryUrl, settings)
      : startProgram(stage, registryUrl, settings, own);
  };
}

const paths = { sourceKey: "ehr-prod", type: "patient" };

function startCommand(stage: Stage, registryUrl: string, { batchSize }: WorkerSettings): ChildProcess {
  const { engine, queueUrl, journalsAt } = stage;
  const isInFolder = "folder" in journalsAt;
  const parameters = [
    ...["worker", "--queue", queueName, "--backend", engine],
    ...["--source", paths.sourceKey, "--type", paths.type, "--batch-size", String(batchSize)],
    ...(isInFolder ? ["--journals", journalsAt.folder] : []),
  ];
  return startNode([resolve("dist/cli/index.js"), ...parameters], {
    CLINIA_API_KEY: "key-of-the-proof",
    CLINIA_BASE_URL: registryUrl,
    CLINIA_QUEUE_URL: queueUrl,
    ...(isInFolder ? {} : { CLINIA_JOURNALS_URL: journalsAt.url }),
  });
}

function startProgram(
  { engine, queueUrl, journalsAt }: Stage,
  registryUrl: string,
  { batchSize, lockDurationMs }: WorkerSettings,
  freezing: Freezing | undefined,
): ChildProcess {
  const settings = { engine, queueUrl, queueName, journalsAt, registryUrl, ...paths, batchSize, lockDurationMs };
  const preload = ["--import", pathToFileURL(resolve("test/import/crash/interruption.mjs")).href];
  const program = [resolve("test/cluster/proof/worker-child.mjs"), JSON.stringify(settings)];
  return startNode([...(freezing === undefined ? [] : preload), ...program], {
    IMPORT_INTERRUPTION: JSON.stringify({ ...freezing, signal: "SIGSTOP" }),
  });
}

function startNode(parameters: readonly string[], environment: Record<string, string>): ChildProcess {
  const env = { ...inheritedEnvironment(), ...environment };
  return spawn(process.execPath, parameters, { env, stdio: ["ignore", "pipe", "pipe"] });
}
