import {
  isRegistryError,
  isUntrusted,
  TaskTimeoutError,
  type AnyRegistryError,
  type ErrorContext,
} from "../errors/index.ts";
import { taskStatuses } from "../generated/constants.ts";
import type { RegistryClient } from "../registry-client.ts";
import { bounded, isRepeatableAfterStatus, leftOf, sleep, throwIfAborted } from "../transport/index.ts";
import type { GetTaskResult, Task, TaskPath, TaskStatus } from "../types/index.ts";
import type { WaitSettings } from "./wait-options.ts";

/** What looks at a task: a client, or what stands in for one. */
export type TaskSource = Pick<RegistryClient, "getTask">;

/** When receipts are asked for. Those of a large bulk are large: never at each look. */
export interface ReceiptWishes {
  /** Whether a task that has ended is looked at once more, with its receipts. */
  readonly atEnd: (task: Task) => boolean;
  /** Whether the first look has them already, because the task may have ended by then. */
  readonly atFirstLook: boolean;
}

/** A task that has ended, and what an error of it tells. */
export interface EndedTask {
  readonly task: Task;
  readonly context: ErrorContext;
}

/** A wait, as it goes on. */
interface Wait {
  readonly startedAt: number;
  looks: number;
  seen: Task | undefined;
  /** The error of the last look that ended, if it failed. A look that the deadline cuts off does not count. */
  lastError: AnyRegistryError | undefined;
}

/**
 * Looks at a task until it has ended. Rejects with {@link TaskTimeoutError}, with the error of a look that is not safe to repeat, and with the signal's reason.
 */
export async function pollTask(
  source: TaskSource,
  path: TaskPath,
  settings: WaitSettings,
  receipts: ReceiptWishes,
): Promise<EndedTask> {
  const { clock, signal, deadlineMs } = settings;
  throwIfAborted(signal);
  const wait: Wait = { startedAt: clock.now(), looks: 0, seen: undefined, lastError: undefined };
  const late = () => {
    const { seen, lastError } = wait;
    const context = contextOf(wait, settings);
    return new TaskTimeoutError(context, { taskId: path.taskId, deadlineMs, status: seen?.status, lastError });
  };
  const task = await bounded({ clock, ms: deadlineMs, signal, late }, (ending) =>
    lookUntilEnded(source, path, { ...settings, signal: ending }, wait, receipts),
  );
  return { task, context: contextOf(wait, settings) };
}

async function lookUntilEnded(
  source: TaskSource,
  path: TaskPath,
  settings: WaitSettings,
  wait: Wait,
  receipts: ReceiptWishes,
): Promise<Task> {
  const { clock, signal } = settings;
  let limitMs = settings.backoffMs;
  let withReceipts = receipts.atFirstLook;
  for (;;) {
    const result = await look(source, path, settings, wait, withReceipts);
    throwIfAborted(signal);
    if (result !== undefined && isFinal(result.status)) {
      if (withReceipts || !receipts.atEnd(result)) return result;
      withReceipts = true;
      continue;
    }
    if (result !== undefined) withReceipts = false;
    const askedMs =
      result?.retryAfterMs ?? (wait.lastError?.name === "ApiError" ? wait.lastError.retryAfterMs : 0) ?? 0;
    const jittered = limitMs * (0.5 + settings.random() / 2);
    await sleep(signal, clock, beforeDeadline(Math.max(jittered, askedMs), wait, settings));
    limitMs = Math.min(settings.maxBackoffMs, limitMs * settings.backoffFactor);
  }
}

/** Looks once: at the task, or at an error that does not end the wait. */
async function look(
  source: TaskSource,
  path: TaskPath,
  settings: WaitSettings,
  wait: Wait,
  withReceipts: boolean,
): Promise<GetTaskResult | undefined> {
  const { signal, headers, timeoutMs, retry, clock } = settings;
  wait.looks += 1;
  let task: GetTaskResult | undefined;
  try {
    task = await source.getTask(path, { query: { withReceipts }, signal, headers, timeoutMs, retry });
    wait.seen = task;
    wait.lastError = undefined;
  } catch (error) {
    if (!isRegistryError(error) || !isPassing(error, wait, settings)) throw error;
    wait.lastError = error;
  }
  // What stands in for a client may not heed the signal.
  throwIfAborted(signal);
  const elapsedMs = Math.max(0, clock.now() - wait.startedAt);
  await settings.onPoll({ taskId: path.taskId, look: wait.looks, elapsedMs, task, error: wait.lastError });
  return task;
}

/** Whether a status of a task or operation is final. An unknown status is not. */
export function isFinal(status: TaskStatus): boolean {
  return status !== "PENDING" && taskStatuses.some((known) => known === status);
}

/** Whether the next look may go better. */
function isPassing(error: AnyRegistryError, { startedAt }: Wait, { clock, notFoundGraceMs }: WaitSettings): boolean {
  if (error.name === "ConnectionError" || error.name === "TimeoutError") return !isUntrusted(error.cause);
  if (error.name !== "ApiError") return false;
  if (error.status === 404) return clock.now() - startedAt < notFoundGraceMs;
  return isRepeatableAfterStatus("GET", error.status);
}

/** A wait that would go past the deadline ends a little before it, so that there is time for one more look. */
function beforeDeadline(ms: number, { startedAt }: Wait, { clock, deadlineMs, backoffMs }: WaitSettings): number {
  const leftMs = leftOf({ startedAt, deadlineMs }, clock.now());
  if (ms < leftMs) return ms;
  return leftMs > backoffMs ? leftMs - backoffMs : Infinity;
}

function contextOf({ startedAt, looks }: Wait, { clock }: WaitSettings): ErrorContext {
  const elapsedMs = Math.max(0, clock.now() - startedAt);
  return { operationId: "getTask", attempts: looks, elapsedMs, outcome: "unknown", requestId: undefined };
}
