import { isRegistryError, TaskFailedError, type AnyRegistryError, type ErrorContext } from "../errors/index.ts";
import { mayHaveLanded } from "../may-have-landed.ts";
import { parseTaskId } from "../task-id.ts";
import { throwIfAborted } from "../transport/index.ts";
import type { SourcePath, Task } from "../types/index.ts";
import { pollTask, type TaskSource } from "./poll-task.ts";
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
 * A look that fails in a way that may pass (no connection, 408, 429, 500, 502, 503, 504) does not end the wait; a certificate
 * that is not trusted does. Throws {@link TaskFailedError} for a task that ended as `FAILURE` or `CANCELLED`, with the receipts of
 * what failed; {@link TaskTimeoutError} when it has not ended within `deadlineMs`; {@link ApiError} 404 when the source has no such
 * task; and {@link InvalidRequestError} for options that can't be right. An abort rejects with the signal's own reason.
 *
 * @example
 * const { status, taskId } = await registry.createResource(path, { data });
 * if (status === "ACCEPTED") await waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000 });
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
  let failed: Task | undefined;
  const wantsReceipts = (task: Task) => {
    if (task.status === "SUCCESS") return options.withReceipts === true;
    failed = { ...task, taskId };
    return true;
  };
  try {
    const { task, context } = await pollTask(registry, { sourceKey, taskId }, settings, {
      atEnd: wantsReceipts,
      atFirstLook: false,
    });
    if (task.status === "SUCCESS") return task;
    throw failure({ ...task, taskId }, context);
  } catch (error) {
    throwIfAborted(settings.signal);
    // Its receipts could not be read, and it has failed all the same.
    if (failed === undefined || !isRegistryError(error) || error instanceof TaskFailedError) throw error;
    throw failure(failed, error, error);
  }
}

function failure(task: Task, context: ErrorContext, cause?: AnyRegistryError): TaskFailedError {
  const { operationId, attempts, elapsedMs, requestId } = context;
  const outcome = isNothingDone(task) ? "not-done" : "unknown";
  return new TaskFailedError({ operationId, attempts, elapsedMs, requestId, outcome }, task, cause);
}

/** A bundle is all or nothing; a task that was cancelled is one all of whose operations were. */
function isNothingDone({ taskId, status, receipts = [] }: Task): boolean {
  if (receipts.some(({ action, error }) => mayHaveLanded(action, error?.type))) return false;
  if (status === "CANCELLED" || parseTaskId(taskId).kind === "bundle") return true;
  return receipts.length > 0 && receipts.every(({ status }) => status === "FAILURE" || status === "CANCELLED");
}
