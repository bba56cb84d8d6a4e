import { ImportInputError } from "../import/index.ts";
import { connect } from "./connect.ts";
import { checkConnectionString } from "./connection-string.ts";
import { createHealth, defaultTiming, type Timing } from "./health.ts";
import { loadBullMQ } from "./module.ts";
import type { ImportWorker, ImportWorkerEvent, ImportWorkerOptions } from "./options.ts";
import { runJobs } from "./run-jobs.ts";

/**
 * Starts a worker, which runs the jobs of `enqueueImport`, one at a time. Each job imports a partition, and records its progress in the journal
 * of the partition. Start a worker on each machine. Resolves once the worker is connected, or closed by `signal`.
 *
 * - When a worker dies, another one resumes its partition after 20 to 40 seconds (see `lockDurationMs`), and resubmits the bulks without a
 *   confirmed outcome. A worker that was frozen stops when it wakes.
 * - A job is retried after ten seconds, by any worker, when the registry can't be reached, when the journal can't be written, when records
 *   have no outcome yet, and when it can't start, such as on a machine without the files.
 * - A job fails without a retry when the registry refuses it, when more records than `rejectLimit` are rejected in its partition, when its
 *   import has begun with other files, and when the partition has started five times in a row without progress. Correct the cause, and
 *   enqueue the import again.
 * - The worker ends itself at the tenth error of the queue in a row, and after three jobs in a row that can't start on its machine.
 *
 * @throws {@link ImportWorkerError} When the queue can't be used: PostgreSQL before 13, without the tables or without rights, or Redis before
 * 6.2.
 * @throws `ImportInputError` When an option is invalid.
 *
 * @example
 * const worker = await createImportWorker({
 *   queueName: "imports", backend: "redis", connection: "redis://localhost",
 *   registry, path: { sourceKey: "ehr-prod" }, journals, type: "patient",
 * });
 * process.once("SIGTERM", () => void worker.close());
 * await worker.closed;
 */
export function createImportWorker(options: ImportWorkerOptions): Promise<ImportWorker> {
  return startWorker(options, defaultTiming);
}

/** {@link createImportWorker} with other times. */
export async function startWorker(options: ImportWorkerOptions, timing: Timing): Promise<ImportWorker> {
  const { queueName, backend, connection, migrate = false, lockDurationMs = 30_000 } = options;
  checkOptions(options, lockDurationMs);
  const emit = emitterOf(options);
  const health = createHealth((message) => {
    emit({ event: "error", message });
  }, timing);
  const bullmq = await loadBullMQ(options.bullmq);
  const place = { queueName, backend, connection, migrate, lockDurationMs };
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
  };
  const closing = AbortSignal.any([controller.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const warn = (message: string) => {
    emit({ event: "warning", message });
  };
  const worker = await connect(bullmq, place, health, timing, closing, warn);
  const context = { options, lockDurationMs, health, closing, timing, emit };
  const closed = worker === undefined ? Promise.resolve() : runJobs({ ...context, worker }, stop);
  return {
    closed,
    async close() {
      stop();
      await closed.catch(() => undefined);
    },
  };
}

/** Returns a function that calls `onEvent`. Its exceptions must not stop the worker. */
function emitterOf({ onEvent }: ImportWorkerOptions): (event: ImportWorkerEvent) => void {
  return (event) => {
    try {
      onEvent?.(event);
    } catch {
      // The worker continues.
    }
  };
}

function checkOptions({ queueName, backend, connection }: ImportWorkerOptions, lockDurationMs: number): void {
  const isName = typeof queueName === "string" && queueName !== "" && !queueName.includes(":");
  if (!isName) throw new ImportInputError("queueName is invalid. Expected a string without a colon.");
  if (!["redis", "postgres"].includes(backend)) {
    throw new ImportInputError("backend is invalid. Expected redis or postgres.");
  }
  const isConnection = (typeof connection === "string" && connection !== "") || Object(connection) === connection;
  if (!isConnection) throw new ImportInputError("connection is invalid. Expected a connection string or an object.");
  if (typeof connection === "string") checkConnectionString(connection, "connection");
  if (Number.isInteger(lockDurationMs) && lockDurationMs >= 1_000 && lockDurationMs <= maxLockMs) return;
  throw new ImportInputError("lockDurationMs is invalid. Expected a whole number from 1,000 to 2,147,483,647.");
}

/** A longer timer would fire at once. Redis refuses fractions. */
const maxLockMs = 2 ** 31 - 1;
