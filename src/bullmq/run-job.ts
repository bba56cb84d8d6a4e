import { setTimeout as sleep } from "node:timers/promises";
import {
  ImportInputError,
  importFiles,
  ImportStoppedError,
  JournalError,
  type ImportSummary,
} from "../import/index.ts";
import { isRegistryError } from "../index.ts";
import type { QueueHealth } from "./health.ts";
import type { ImportJobData } from "./job-data.ts";
import type { QueueJob } from "./module.ts";
import type { ImportWorkerOptions } from "./options.ts";
import { hashOf, OtherFilesError } from "./same-files.ts";
import { requireSameOptions } from "./same-options.ts";

/** How a job ended. */
export type JobOutcome =
  | { readonly kind: "finished"; readonly summary: ImportSummary }
  /** `isStart`: it could not start on this machine. */
  | { readonly kind: "failed"; readonly message: string; readonly isRetried: boolean; readonly isStart: boolean }
  | { readonly kind: "released" }
  | { readonly kind: "lost" };

/** What a job needs of its worker. */
export interface JobContext {
  readonly options: ImportWorkerOptions;
  readonly lockDurationMs: number;
  readonly health: QueueHealth;
  /** Aborted when the worker is closed, or ends itself. */
  readonly closing: AbortSignal;
}

/** How many times in a row a partition may start without progress, such as with a record that crashes the process. */
const startLimit = 5;

/** Imports the partition of a job. Stops when the worker is closed, and when another worker has the job. */
export async function runJob(
  job: QueueJob,
  token: string,
  data: ImportJobData,
  context: JobContext,
): Promise<JobOutcome> {
  const { health, lockDurationMs, closing } = context;
  const lost = new AbortController();
  const ended = new AbortController();
  // Not awaited at the end: the server may not respond.
  void (async () => {
    while (!ended.signal.aborted) {
      await sleep(lockDurationMs / 3, undefined, { signal: ended.signal });
      if (await isLocked(job, token, lockDurationMs, health)) continue;
      lost.abort();
      return;
    }
  })().catch(() => undefined);
  try {
    const summary = await importPartition(data, context, AbortSignal.any([closing, lost.signal]));
    return { kind: "finished", summary };
  } catch (error) {
    if (lost.signal.aborted) return { kind: "lost" };
    return closing.aborted ? { kind: "released" } : failureOf(error);
  } finally {
    ended.abort();
  }
}

/** Extends the lock of a job. Returns false once another worker may have the job. An error says nothing about the lock. */
async function isLocked(job: QueueJob, token: string, durationMs: number, health: QueueHealth): Promise<boolean> {
  try {
    const extended = await job.extendLock(token, durationMs);
    health.succeeded();
    return extended === 1;
  } catch (error) {
    health.failed(error);
    return true;
  }
}

async function importPartition(
  { import: name, partition, partitions, files: paths, expectedFiles }: ImportJobData,
  { options }: JobContext,
  signal: AbortSignal,
): Promise<ImportSummary> {
  const { registry, path, journals } = options;
  const defined = (await journals.list()).find((each) => each.name === name);
  if (defined?.partitions !== partitions) {
    throw new ImportInputError(
      `${journals.place} has no import ${name} with ${partitions} partitions. Use the same place of the journals in enqueueImport and in each worker.`,
    );
  }
  const content = hashOf(expectedFiles);
  // Enqueueing compares the files too, but two processes can add the jobs of different files at the same time.
  if ((await journals.begin(name, content)).files !== content) throw new OtherFilesError(name);
  const opened = await journals.open(name, partition);
  const journal = requireSameOptions(opened, journals, defined);
  try {
    return await importFiles(registry, path, paths, {
      ...options,
      ...notForImport,
      ...{ journal, expectedFiles, startLimit, signal },
      shard: `${partition}/${partitions}`,
    });
  } finally {
    await journal.close();
  }
}

/** The options of a worker that `importFiles` does not know. */
const notForImport = {
  ...{ queueName: undefined, backend: undefined, connection: undefined, migrate: undefined, bullmq: undefined },
  ...{ registry: undefined, path: undefined, journals: undefined, lockDurationMs: undefined, onEvent: undefined },
};

/** The reasons of stops that a retry can't resolve. */
const finalReasons: readonly string[] = ["refused", "reject-limit", "start-limit"];

function failureOf(error: unknown): JobOutcome {
  const message = safeMessage(error);
  if (error instanceof ImportStoppedError) {
    return { kind: "failed", message, isRetried: !finalReasons.includes(error.reason), isStart: false };
  }
  // It is the job that is wrong, and not this machine.
  const isOfOthers = error instanceof OtherFilesError;
  return { kind: "failed", message, isRetried: !isOfOthers, isStart: !isOfOthers };
}

/** Returns the message of an error that is known to contain no data; otherwise its name. */
function safeMessage(error: unknown): string {
  const isOfImport = [ImportStoppedError, ImportInputError, JournalError].some((type) => error instanceof type);
  if (error instanceof Error && (isOfImport || isRegistryError(error))) return error.message;
  return `The import stopped because of an unexpected ${error instanceof Error ? error.name : "error"}.`;
}
