import {
  isRegistryError,
  TaskTimeoutError,
  type AnyRegistryError,
  type ErrorContext,
  type RegistryError,
} from "../errors/index.ts";
import { endOfStatus, isRetryable } from "../errors/outcome.ts";
import type { GetTaskPath, GetTaskResult, RegistryClient, Task, TaskStatus } from "../generated/client.ts";
import { taskStatuses } from "../generated/contract.ts";
import { bounded, isAborted, sleep, throwIfAborted, timeLeft, type Clock } from "../transport/deadline.ts";
import { isUntrusted } from "../transport/platform-errors.ts";
import { spreadMs } from "../transport/retry.ts";
import type { WaitSettings } from "./options.ts";
import type { Semaphore } from "./semaphore.ts";
import { waitHook, type WaitHookClient } from "./wait-hook.ts";

/** The part of a client that polls tasks. Tests can pass a stub. */
export type TaskClient = Pick<RegistryClient, "getTask">;

/** When receipts are requested. Not with each poll, because those of a large bulk are large. */
export interface ReceiptPolicy {
  /** Whether a task that has ended is polled once more, with its receipts. */
  readonly atEnd: (task: Task) => boolean;
  /** Whether the first poll requests them, because the task may have ended already. */
  readonly atFirstPoll: boolean;
}

/** How a task is polled. */
export interface PollSettings extends WaitSettings {
  /** Limits concurrent polls. Default: no limit. */
  readonly semaphore?: Semaphore;
  /** The clock of `deadlineMs`. Default: that of the polls. */
  readonly deadlineClock?: Clock;
}

/** A task that has ended, and the context of an error about it. */
export interface EndedTask {
  readonly task: Task;
  readonly context: ErrorContext;
}

interface Wait {
  readonly startedAt: number;
  /** The remaining time of `deadlineMs`. */
  readonly leftMs: () => number;
  /** Ends the turn of the poll in progress. */
  release: (() => void) | undefined;
  polls: number;
  seen: Task | undefined;
  /** The error of the last poll that ended, if it failed. A poll that the deadline cuts off does not count. */
  lastError: AnyRegistryError | undefined;
}

/**
 * Polls a task until it has ended. Rejects with {@link TaskTimeoutError}, with an error of a poll that is not transient, or with the
 * signal's reason.
 */
export async function pollTask(
  registry: TaskClient & WaitHookClient,
  path: GetTaskPath,
  settings: PollSettings,
  receipts: ReceiptPolicy,
): Promise<EndedTask> {
  const wait = () => pollWithinLimits(registry, path, settings, receipts);
  return registry[waitHook] === undefined ? wait() : registry[waitHook](path, wait);
}

async function pollWithinLimits(
  registry: TaskClient,
  path: GetTaskPath,
  settings: PollSettings,
  receipts: ReceiptPolicy,
): Promise<EndedTask> {
  const { clock, signal, deadlineMs, semaphore, deadlineClock = clock } = settings;
  throwIfAborted(signal);
  // `deadlineMs` starts with the first poll, and not while it waits for its turn.
  const release = await semaphore?.acquire();
  if (isAborted(signal)) release?.();
  throwIfAborted(signal);
  const deadlineStart = deadlineClock.now();
  const leftMs = () => timeLeft(deadlineStart, deadlineMs, deadlineClock.now());
  const wait: Wait = { startedAt: clock.now(), leftMs, release, polls: 0, seen: undefined, lastError: undefined };
  const context = (): ErrorContext => {
    const elapsedMs = Math.max(0, clock.now() - wait.startedAt);
    return { operationId: "getTask", attempts: wait.polls, elapsedMs, outcome: "unknown", requestId: undefined };
  };
  const onTimeout = () => {
    const { seen, lastError } = wait;
    throw new TaskTimeoutError(context(), { taskId: path.taskId, deadlineMs, status: seen?.status, lastError });
  };
  const onAborted = () => {
    throw signal?.reason;
  };
  const limits = { clock: deadlineClock, ms: deadlineMs, signal, onTimeout, onAborted };
  try {
    const task = await bounded<Task>(limits, (ending) =>
      pollUntilEnded(registry, path, { ...settings, signal: ending }, wait, receipts),
    );
    return { task, context: context() };
  } finally {
    // A stub may never end the poll.
    releaseTurn(wait);
  }
}

async function pollUntilEnded(
  registry: TaskClient,
  path: GetTaskPath,
  settings: PollSettings,
  wait: Wait,
  receipts: ReceiptPolicy,
): Promise<Task> {
  const { clock, signal, semaphore } = settings;
  let limitMs = settings.backoffMs;
  let withReceipts = receipts.atFirstPoll;
  for (;;) {
    wait.release ??= await semaphore?.acquire();
    const task = await poll(registry, path, settings, wait, withReceipts);
    throwIfAborted(signal);
    if (task !== undefined && isFinal(task.status)) {
      if (withReceipts || !receipts.atEnd(task)) return task;
      withReceipts = true;
      continue;
    }
    if (task !== undefined) withReceipts = false;
    const requestedMs =
      task?.retryAfterMs ?? (wait.lastError?.name === "ApiError" ? wait.lastError.retryAfterMs : 0) ?? 0;
    const jittered = limitMs * (0.5 + settings.random() / 2);
    const waitMs = Math.max(jittered, spreadMs(requestedMs, Infinity, settings.random));
    await sleep(signal, clock, beforeDeadline(waitMs, wait.leftMs(), settings.backoffMs));
    limitMs = Math.min(settings.maxBackoffMs, limitMs * settings.backoffFactor);
  }
}

function releaseTurn(wait: Wait): void {
  wait.release?.();
  wait.release = undefined;
}

/** Polls once. Returns undefined for an error that does not end the wait. */
async function poll(
  registry: TaskClient,
  path: GetTaskPath,
  { signal, headers, timeoutMs, retry, clock, onPoll, notFoundGraceMs }: WaitSettings,
  wait: Wait,
  withReceipts: boolean,
): Promise<GetTaskResult | undefined> {
  const elapsedMs = () => Math.max(0, clock.now() - wait.startedAt);
  let task: GetTaskResult | undefined;
  try {
    throwIfAborted(signal);
    wait.polls += 1;
    task = await registry.getTask(path, { query: { withReceipts }, signal, headers, timeoutMs, retry });
    wait.seen = task;
    wait.lastError = undefined;
  } catch (error) {
    if (!isRegistryError(error) || !isTransient(error, elapsedMs() < notFoundGraceMs)) throw error;
    wait.lastError = error;
  } finally {
    releaseTurn(wait);
  }
  // A stub may ignore the signal.
  throwIfAborted(signal);
  try {
    await onPoll({ taskId: path.taskId, attempt: wait.polls, elapsedMs: elapsedMs(), task, error: wait.lastError });
  } catch (error) {
    if (isRegistryError(error)) thrownByHooks.add(error);
    throw error;
  }
  return task;
}

const thrownByHooks = new WeakSet<RegistryError>();

/** Whether a wait itself failed. `onPoll` can throw an error of this client too, such as that of a call that it made. */
export function isWaitError(error: unknown): error is AnyRegistryError {
  return isRegistryError(error) && !thrownByHooks.has(error);
}

/** Whether a status of a task or operation is final. An unknown status is not. */
export function isFinal(status: TaskStatus): boolean {
  return status !== "PENDING" && taskStatuses.some((known) => known === status);
}

/** Whether the next poll may succeed. */
function isTransient(error: AnyRegistryError, isNew: boolean): boolean {
  if (error.name !== "ApiError")
    return (error.name === "ConnectionError" || error.name === "TimeoutError") && !isUntrusted(error);
  return error.status === 404 ? isNew : isRetryable(endOfStatus(error.status), "read");
}

/** Shortens a wait that would pass the deadline, to leave time for one more poll. */
function beforeDeadline(ms: number, leftMs: number, backoffMs: number): number {
  if (ms < leftMs) return ms;
  return leftMs > backoffMs ? leftMs - backoffMs : Infinity;
}
