import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ImportWorkerError, refusalOf } from "./errors.ts";
import type { BullMQ, QueueWorker } from "./module.ts";
import type { QueueHealth, Timing } from "./health.ts";

/** Where the jobs of a worker come from. */
export interface QueuePlace {
  readonly queueName: string;
  readonly backend: "redis" | "postgres";
  readonly connection: string | object;
  readonly migrate: boolean;
  readonly lockDurationMs: number;
}

/**
 * Connects to a queue. Waits for its server, until the tenth error. Resolves with undefined if the worker is closed meanwhile.
 *
 * @throws {@link ImportWorkerError} When the queue can't be used.
 */
export async function connect(
  bullmq: BullMQ,
  place: QueuePlace,
  health: QueueHealth,
  timing: Timing,
  closing: AbortSignal,
  warn: (message: string) => void,
): Promise<QueueWorker | undefined> {
  while (!closing.aborted) {
    const worker = createWorker(bullmq, place);
    worker.on("error", health.failed);
    const ended = new AbortController();
    try {
      const isClosed = once(closing, "abort", ended).then(() => false);
      if (await Promise.race([isReady(worker, warn), health.ended, isClosed])) {
        health.succeeded();
        return worker;
      }
      await closeWorker(worker, timing);
    } catch (error) {
      await closeWorker(worker, timing);
      throwRefusal(error);
      health.failed(error);
    } finally {
      ended.abort();
    }
    // PostgreSQL responds at once while it starts, and refuses.
    await Promise.race([pause(timing.retryMs, closing), health.ended]);
  }
  return undefined;
}

/** Ends the connections of a worker. Does not wait for a server that does not respond. */
export async function closeWorker(worker: QueueWorker, { closeMs }: Timing): Promise<void> {
  await withinMs(closeMs, worker.close(true));
}

/** Waits, but not longer than a time: the driver of PostgreSQL waits for the server when it closes a connection. */
export async function withinMs(ms: number, end: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  try {
    await Promise.race([end, pause(ms, ended.signal)]);
  } finally {
    ended.abort();
  }
}

/** Waits, but not longer than until a signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

async function isReady(worker: QueueWorker, warn: (message: string) => void): Promise<true> {
  await worker.waitUntilReady();
  await checkRedis(worker, warn);
  return true;
}

/** A worker without a processor fetches no job itself: BullMQ's own loop repeats some errors of PostgreSQL without a pause. */
function createWorker(bullmq: BullMQ, place: QueuePlace): QueueWorker {
  const { queueName, backend, migrate, lockDurationMs } = place;
  const settings = {
    lockDuration: lockDurationMs,
    // A job is moved at the second check that finds it without a lock.
    stalledInterval: Math.ceil(lockDurationMs / 6),
    maxStalledCount: 1_000,
    // BullMQ would print to the console.
    skipVersionCheck: true,
  };
  if (backend === "redis") {
    const connection = typeof place.connection === "string" ? { url: place.connection } : place.connection;
    return new bullmq.Worker(queueName, null, { ...settings, connection });
  }
  const connection = postgresConnection(place.connection, migrate);
  return new bullmq.Worker(queueName, null, { ...settings, connection }, bullmq.createPostgresBackend);
}

/** `pg` waits without a limit for a server that does not respond, and a pool that waits can't be closed. */
const connectionTimeoutMillis = 10_000;

/** BullMQ can't migrate with a pool, so its tables must exist. */
function postgresConnection(connection: string | object, migrate: boolean): object {
  if (typeof connection === "string") return { connectionString: connection, connectionTimeoutMillis, migrate };
  return "connect" in connection ? connection : { connectionTimeoutMillis, ...connection, migrate };
}

const migrationAdvice =
  "Create them once: start a worker with migrate: true (clinia-registry worker --migrate), or open the queue with new Queue(name, " +
  "{ connection: { ...connection, migrate: true } }, createPostgresBackend).";

/** Throws {@link ImportWorkerError} for an error that a retry can't resolve. */
function throwRefusal(error: unknown): void {
  if (error instanceof ImportWorkerError) throw error;
  const { name } = error as { readonly name?: unknown };
  if (name === "SchemaMigrationRequiredError") {
    throw new ImportWorkerError(
      `The tables of the queue do not exist in PostgreSQL. ${migrationAdvice}`,
      "migrations",
      error,
    );
  }
  if (name === "SchemaVersionMismatchError") {
    throw new ImportWorkerError(
      "The tables of the queue were created by a later version of BullMQ. Run: npm install bullmq@latest",
      "version",
      error,
    );
  }
  if (name === "UnsupportedPostgresVersionError") {
    throw new ImportWorkerError("The queue needs PostgreSQL 13 or later. Upgrade the server.", "version", error);
  }
  const refusal = refusalOf(error);
  if (refusal !== undefined) throw new ImportWorkerError(refusal, "refused", error);
}

/** Refuses a Redis that is too old, and warns about one that may remove jobs. PostgreSQL has no such client. */
async function checkRedis(worker: QueueWorker, warn: (message: string) => void): Promise<void> {
  const client = await worker.getBackend().client;
  if (client === undefined) return;
  const info = await client.info();
  const valueOf = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];
  const version = String(valueOf("redis_version"));
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    throw new ImportWorkerError(
      `The queue needs Redis 6.2 or later, and the server has ${version}. Upgrade the server.`,
      "version",
    );
  }
  const policy = valueOf("maxmemory_policy");
  if (policy === undefined || policy === "noeviction") return;
  warn(
    `Redis may remove jobs when its memory is full: maxmemory-policy is ${policy}. Run: redis-cli config set maxmemory-policy noeviction. ` +
      "If jobs are lost, enqueue the import again.",
  );
}
