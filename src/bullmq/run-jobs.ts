import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { closeWorker, pause } from "./connect.ts";
import { ImportWorkerError } from "./errors.ts";
import type { Timing } from "./health.ts";
import { readJobData } from "./job-data.ts";
import type { QueueJob, QueueWorker } from "./module.ts";
import type { ImportWorkerEvent, PartitionName } from "./options.ts";
import { runJob, type JobContext, type JobOutcome } from "./run-job.ts";

/** A running worker. */
export interface WorkerContext extends JobContext {
  readonly worker: QueueWorker;
  readonly timing: Timing;
  readonly emit: (event: ImportWorkerEvent) => void;
}

/** How many jobs in a row may be unable to start. */
const maxFailedStarts = 3;

/** Runs jobs until the worker is closed, or ends itself. `stop` aborts `closing`. */
export async function runJobs(context: WorkerContext, stop: () => void): Promise<void> {
  const { worker, health, timing, emit } = context;
  health.ended.catch(stop);
  try {
    await worker.startStalledCheckTimer();
    emit({ event: "ready" });
    let failedStarts = 0;
    for (;;) {
      const token = randomUUID();
      const job = await nextJob(context, token);
      if (job === undefined) break;
      const outcome = await processJob(job, token, context);
      failedStarts = outcome.kind === "failed" && outcome.isStart ? failedStarts + 1 : 0;
      if (outcome.kind === "failed" && failedStarts === maxFailedStarts) throw tooManyFailedStarts(outcome.message);
    }
  } finally {
    await closeWorker(worker, timing);
  }
  const error = health.error();
  if (error !== undefined) throw error;
}

/** Fetches the next job, and waits for one. Returns undefined once the worker is closed. */
async function nextJob(context: WorkerContext, token: string): Promise<QueueJob | undefined> {
  const { worker, health, closing, timing } = context;
  while (!closing.aborted) {
    let pauseMs = timing.pollMs;
    try {
      const job = await untilClosed(worker.getNextJob(token, { block: false }), context);
      health.succeeded();
      if (job !== undefined) return job;
    } catch (error) {
      health.failed(error);
      pauseMs = timing.retryMs;
    }
    await pause(pauseMs, closing);
  }
  return undefined;
}

async function processJob(job: QueueJob, token: string, context: WorkerContext): Promise<JobOutcome> {
  const { emit } = context;
  const data = readJobData(job.data);
  if (data === undefined) {
    await settle(job, token, foreignJob, context);
    return foreignJob;
  }
  const { import: name, partition, partitions } = data;
  const place = { import: name, partition, partitions };
  emit({ event: "started", ...place });
  const outcome = await runJob(job, token, data, context);
  await settle(job, token, outcome, context);
  emit(eventOf(outcome, place));
  return outcome;
}

/**
 * Stores in the queue how a job ended, with retries while its lock lasts: the server may restart. When it can't, the job is given to a
 * worker again, which finds in the journal what is left.
 */
async function settle(job: QueueJob, token: string, outcome: JobOutcome, context: WorkerContext): Promise<void> {
  const { health, timing, lockDurationMs, closing } = context;
  const lockedUntil = performance.now() + lockDurationMs;
  for (;;) {
    try {
      await store(job, token, outcome, context);
      return;
    } catch (error) {
      if (isRefusal(error)) return;
      health.failed(error);
    }
    if (closing.aborted || performance.now() + timing.retryMs > lockedUntil) return;
    await pause(timing.retryMs, closing);
  }
}

/** Whether the queue has responded that the job is not this worker's any more. Errors of a connection have other codes. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "number";
}

async function store(job: QueueJob, token: string, outcome: JobOutcome, context: WorkerContext): Promise<unknown> {
  switch (outcome.kind) {
    case "finished":
      return untilClosed(job.moveToCompleted(null, token, false), context);
    case "failed":
      return untilClosed(job.moveToFailed(queueError(outcome), token, false), context);
    case "released":
      return untilClosed(job.moveToWait(token), context);
    case "lost":
      return undefined;
  }
}

/** Waits for the response of a queue; only for a short time once the worker is closed, because its server may be away. */
async function untilClosed<Result>(
  response: Promise<Result>,
  { closing, timing }: WorkerContext,
): Promise<Result | undefined> {
  const ended = new AbortController();
  const isClosed = async () => {
    const signal = ended.signal;
    if (!closing.aborted) await once(closing, "abort", { signal });
    await sleep(timing.closeMs, undefined, { signal });
    return undefined;
  };
  try {
    return await Promise.race([response, isClosed()]);
  } finally {
    ended.abort();
  }
}

type Failure = Extract<JobOutcome, { readonly kind: "failed" }>;

const foreignJob: Failure = {
  kind: "failed",
  message: "The job was not added by enqueueImport. Use a separate queue for imports.",
  isRetried: false,
  isStart: false,
};

/** BullMQ recognizes the name of an error that it does not retry. */
function queueError({ message, isRetried }: Failure): Error {
  return Object.assign(new Error(message), { name: isRetried ? "Error" : "UnrecoverableError" });
}

function eventOf(outcome: JobOutcome, place: PartitionName): ImportWorkerEvent {
  switch (outcome.kind) {
    case "finished":
      return { event: "finished", ...place, summary: outcome.summary };
    case "failed":
      return { event: "failed", ...place, message: outcome.message, retried: outcome.isRetried };
    case "released":
    case "lost":
      return { event: outcome.kind, ...place };
  }
}

function tooManyFailedStarts(message: string): ImportWorkerError {
  return new ImportWorkerError(
    `${maxFailedStarts} jobs in a row could not start here, so this worker ends. ${message}`,
    "jobs",
  );
}
