/**
 * Imports files on several machines, by a BullMQ queue on Redis, Valkey or PostgreSQL. Node.js only.
 *
 * @module clinia-registry-client/bullmq
 */
export { createImportWorker } from "./create-worker.ts";
export {
  enqueueImport,
  type EnqueuedImport,
  type EnqueuedPartition,
  type EnqueueOptions,
  type ImportQueue,
  type ImportQueueJob,
} from "./enqueue.ts";
export { ImportWorkerError, type ImportWorkerErrorReason } from "./errors.ts";
export type { ImportJobData, ImportJobOptions } from "./job-data.ts";
export type { ImportWorker, ImportWorkerEvent, ImportWorkerOptions, PartitionName } from "./options.ts";
export { importReport } from "../import/index.ts";
