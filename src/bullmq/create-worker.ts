import { ImportInputError } from "../import/index.ts";
import { connect } from "./connect.ts";
import { checkConnectionString } from "./connection-string.ts";
import { createHealth, defaultTiming, type Timing } from "./health.ts";
import { loadBullMQ } from "./module.ts";
import type { ImportWorker, ImportWorkerEvent, ImportWorkerOptions } from "./options.ts";
import { runJobs } from "./run-jobs.ts";

/**
 * Starts a worker, which runs the jobs of `enqueueImport`, one at a time. Each job imports a partition, and records its progress in the journal
 * of the partition. Start a worker on each machine. Resolves once the worker is connected.
 *
 * - When a worker dies, another one resumes its partition after `lockDurationMs`, and resubmits the bulks without a confirmed outcome. A worker
 *   that was frozen stops when it wakes.
 * - A job is retried after ten seconds, by any worker, when the registry can't be reached, when the journal can't be written, when records
 *   have no outcome yet, and when it can't start, such as on a machine without the files.
 * - A job fails without a retry when the registry refuses it, when more records than `rejectLimit` are rejected in its partition, and when the
 *   partition has started five times in a row without progress. Correct the cause, and enqueue the import again.
 * - The worker ends itself at the tenth error of the queue in a row, and after three jobs in a row that can't start on its machine.
 *
 * @throws {@link ImportWorkerError} When the queue can't be used: PostgreSQL before 13 or without the tables, Redis before 6.2.
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
  const { queueName, backend, connection, migrate = false, lockDurationMs = 30_000, onEvent } = options;
  checkOptions(options, lockDurationMs);
  const emit = (event: ImportWorkerEvent) => {
    try {
      onEvent?.(event);
    } catch {
      // An exception of the caller's function must not stop the worker.
    }
  };
  const health = createHealth((message) => {
    emit({ event: "error", message });
  }, timing);
  const bullmq = await loadBullMQ(options.bullmq);
  const place = { queueName, backend, connection, migrate, lockDurationMs };
  const worker = await connect(bullmq, place, health, timing, (message) => {
    emit({ event: "warning", message });
  });
  const closing = new AbortController();
  const stop = () => {
    closing.abort();
  };
  const closed = runJobs({ options, lockDurationMs, health, closing: closing.signal, worker, timing, emit }, stop);
  return {
    closed,
    async close() {
      stop();
      await closed.catch(() => undefined);
    },
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
  if (lockDurationMs >= 1_000) return;
  throw new ImportInputError("lockDurationMs is invalid. Expected 1,000 milliseconds or more.");
}
