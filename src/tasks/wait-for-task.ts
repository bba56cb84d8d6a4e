import { TaskFailedError, TaskTimeoutError } from "../errors/index.ts";
import { parseTaskId } from "../task-id.ts";
import type { SourcePath, Task, TaskStatus } from "../types/index.ts";
import { pollTask, type EndedTask, type TaskSource } from "./poll-task.ts";
import { rawTaskId, type TaskReference } from "./task-reference.ts";
import { resolveWait, type WaitOptions } from "./wait-options.ts";

/** How {@link waitForTask} waits. */
export interface WaitForTaskOptions extends WaitOptions {
  /** Whether the task comes with the receipt of each of its operations. Default: false. */
  withReceipts?: boolean | undefined;
}

/**
 * Waits until a task has ended, and resolves with it when it is `SUCCESS`. The task is one of the source `sourceKey`.
 *
 * A look that fails in a way that may pass (no connection, 408, 429, 500, 502, 503, 504) does not end the wait. Throws
 * {@link TaskFailedError} for a task that ended as `FAILURE` or `CANCELLED`, with the receipts of what failed;
 * {@link TaskTimeoutError} when it has not ended within `deadlineMs`; {@link ApiError} 404 when the source has no such task; and
 * {@link InvalidRequestError} for options that can't be right. An abort rejects with the signal's own reason.
 *
 * @example
 * const { task } = await registry.createResource(path, { data });
 * await waitForTask(registry, { sourceKey, taskId: task }, { deadlineMs: 60_000 });
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export async function waitForTask(
  registry: TaskSource,
  path: SourcePath & { readonly taskId: TaskReference },
  options: WaitForTaskOptions,
): Promise<Task> {
  const settings = resolveWait(options);
  const { sourceKey } = path;
  const taskId = rawTaskId(path.taskId);
  const wantsReceipts = ({ status }: Task) => options.withReceipts === true || status !== "SUCCESS";
  try {
    const ended = await pollTask(registry, { sourceKey, taskId }, settings, wantsReceipts);
    if (ended.task.status === "SUCCESS") return ended.task;
    throw failure({ ...ended, task: { ...ended.task, taskId } });
  } catch (error) {
    // It has failed, and only its receipts did not come in time.
    if (!(error instanceof TaskTimeoutError) || error.status === undefined || !failed.has(error.status)) throw error;
    throw failure({ task: { taskId, status: error.status }, context: error });
  }
}

const failed: ReadonlySet<TaskStatus> = new Set(["FAILURE", "CANCELLED"]);

function failure({ task, context }: EndedTask): TaskFailedError {
  const { operationId, attempts, elapsedMs, requestId } = context;
  const outcome = isNothingDone(task) ? "not-done" : "unknown";
  return new TaskFailedError({ operationId, attempts, elapsedMs, requestId, outcome }, task);
}

/** A bundle is all or nothing; a task that was cancelled is one all of whose operations were. */
function isNothingDone({ taskId, status, receipts = [] }: Task): boolean {
  if (status === "CANCELLED" || parseTaskId(taskId).kind === "bundle") return true;
  return receipts.length > 0 && receipts.every(({ status }) => status === "FAILURE" || status === "CANCELLED");
}
