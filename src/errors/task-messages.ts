import type { ErrorType, Receipt, TaskStatus } from "../generated/client.ts";
import { taskStatuses } from "../generated/contract.ts";
import { taskIdShape } from "../task-id.ts";
import type { AnyRegistryError, EarlierBulk } from "./index.ts";
import { knownErrorType, noun } from "./messages.ts";
import type { Outcome } from "./outcome.ts";
import type { ErrorContext } from "./registry-error.ts";

/* The messages of tasks and bulks. They consist of the same as those of `messages.ts`. */

/** Names a task by its taskId, if that may be printed. */
function task(taskId: string, noun = "task"): string {
  return taskIdShape.test(taskId) ? `${noun} ${taskId}` : noun;
}

export interface FailedTask {
  readonly taskId: string;
  readonly status: TaskStatus;
  /** The receipts of all operations; undefined when they could not be read. */
  readonly receipts?: readonly Receipt[];
}

export function taskFailed(
  { taskId, status, receipts }: FailedTask,
  failed: readonly Receipt[],
  outcome: Outcome,
): string {
  const ended = `The ${task(taskId)} ended as ${status === "CANCELLED" ? status : "FAILURE"}`;
  if (receipts === undefined) return `${ended}, and its receipts could not be read. Get them with getTask.`;
  if (failed.length === 0 && outcome === "unknown") {
    return `${ended}, but no receipt shows a failure. Check the registry before you retry.`;
  }
  const counts = `: ${failed.length} of ${receipts.length} operations failed (${countedReasons(failed)})`;
  return `${ended}${failed.length === 0 ? "" : counts}. ${taskAdvice(outcome, failed.length < receipts.length)}`;
}

function taskAdvice(outcome: Outcome, hasOthers: boolean): string {
  if (outcome === "not-done") return "Nothing was written: fix the failed operations and retry.";
  if (hasOthers) return "The others were applied: fix the failed operations and retry only those.";
  return "An earlier request may have applied them. Check the registry before you retry.";
}

/** Such as "2 ALREADY_EXISTS, 1 INVALID_ARGUMENT", the most frequent first. */
function countedReasons(failed: readonly Receipt[]): string {
  const counts = new Map<string, number>();
  for (const { error, status } of failed) {
    const unknown = error?.type === undefined ? "without a reason" : "of an unknown type";
    const reason = knownErrorType(error?.type) ?? (status === "CANCELLED" && !error?.type ? "CANCELLED" : unknown);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(", ");
}

function knownStatus(status: TaskStatus): string {
  return taskStatuses.find((known) => known === status) ?? "unknown";
}

export interface ExpiredWait {
  readonly taskId: string;
  readonly deadlineMs: number;
  /** The status in the last response; undefined when there was none. */
  readonly status: TaskStatus | undefined;
  /** The error of the last poll that ended; undefined when it succeeded, or when none ended. */
  readonly lastError: AnyRegistryError | undefined;
}

export function taskTimedOut({ taskId, deadlineMs, status, lastError }: ExpiredWait): string {
  const late = `The ${task(taskId)} did not end within ${deadlineMs} ms (deadlineMs)`;
  const http = lastError?.name === "ApiError" ? lastError.status : undefined;
  if (status === undefined && http === 404) {
    return `${late}: the source has no such task (404). Check sourceKey and taskId: a task belongs to the source that it was submitted to.`;
  }
  const reason = lastError === undefined ? "" : ` (${lastError.name}${http === undefined ? "" : ` ${http}`})`;
  const seen = status === undefined ? `no poll succeeded${reason}` : `its last status was ${knownStatus(status)}`;
  return `${late}: ${seen}. It may still complete: wait again with its taskId.`;
}

export function operationFailed(
  { operationId, outcome }: ErrorContext,
  taskId: string,
  type: ErrorType | undefined,
  status: string,
): string {
  const reason = type ?? (status === "CANCELLED" ? "CANCELLED" : "see its receipt");
  const advice =
    outcome === "unknown"
      ? `It may have been applied: read the ${noun(operationId)} before you retry.`
      : "It was not applied: fix it and retry.";
  return `The operation failed in the ${task(taskId, "bulk")}: ${reason}. ${advice}`;
}

export function operationNotSent({ taskId, from, to }: EarlierBulk): string {
  return (
    `The operation was not sent, because the outcome of an earlier operation with the same id is unknown ` +
    `(${task(taskId ?? "", "bulk")}, operations ${from} to ${to}). Check that bulk, then retry.`
  );
}

export function operationStopped(): string {
  return "The operation was not applied, because the load stopped. Fix the cause, then retry.";
}

/** Why a load stopped: the registry refused a bulk, was not available, or left the outcomes of too many operations unknown. */
export type WriteStopReason = "refused" | "unavailable" | "unresolved";

const stopReasons: Readonly<Record<WriteStopReason, string>> = {
  refused: "every further bulk would fail in the same way",
  unavailable: "the registry is not available",
  unresolved: "the outcomes of more than 100,000 resources or relationships are unknown",
};

export function writeStopped({ name }: Pick<Error, "name">, reason: WriteStopReason, read: number): string {
  return (
    `The load stopped, because ${stopReasons[reason]} (${name}). Fix \`error.cause\`, ` +
    `retry the failed operations among the first ${read}, and continue at index ${read}.`
  );
}

export function receiptMissing({ operationId }: ErrorContext, taskId: string, problem: string): string {
  return `The outcome of the operation in the ${task(taskId, "bulk")} is unknown: ${problem}. Read the ${noun(operationId)} before you retry.`;
}
