import { expected } from "../client/option-rules.ts";
import { InvalidRequestError, TaskFailedError, type AnyRegistryError, type ErrorContext } from "../errors/index.ts";
import { mayHaveHappened } from "../errors/outcome.ts";
import { throwIfInvalid, type InputProblem } from "../errors/registry-error.ts";
import type { GetTaskPath, Task } from "../generated/client.ts";
import { isJsonObject } from "../json.ts";
import { parseTaskId, type TaskId } from "../task-id.ts";
import { throwIfAborted } from "../transport/deadline.ts";
import type { OperationId, SourcePath } from "../types.ts";
import { resolveWait, type WaitOptions } from "./options.ts";
import { isWaitError, pollTask, type PollSettings, type TaskClient } from "./poll-task.ts";

/** The taskId of a task: the string from the registry, a parsed taskId, or the result of a call that contains one. */
export type TaskReference = string | Pick<TaskId, "raw"> | { readonly taskId: string };

/** Options of {@link waitForTask}. */
export interface WaitForTaskOptions extends WaitOptions {
  /** Whether the task contains the receipts of its operations. Default: `false`. */
  withReceipts?: boolean | undefined;
}

/**
 * Waits until a task has ended. Resolves with the task when its status is `SUCCESS`. The task must belong to the source `sourceKey`.
 *
 * Polling continues after a transient error: no connection, a timeout, 408, 429, 500, 502, 503, 504 or 520 to 530. An untrusted
 * certificate ends the wait.
 *
 * Throws {@link TaskFailedError}, with the receipts of the operations that failed, when the task ended as `FAILURE` or `CANCELLED`;
 * {@link TaskTimeoutError} when it has not ended within `deadlineMs`; {@link ApiError} 404 when the source has no such task; and
 * {@link InvalidRequestError} for invalid options. An abort rejects with the signal's reason.
 *
 * @example
 * const { status, taskId } = await registry.createResource(path, { data });
 * if (status === "ACCEPTED") await waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000 });
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export async function waitForTask(
  registry: TaskClient,
  path: SourcePath & { readonly taskId: TaskReference },
  options: WaitForTaskOptions,
): Promise<Task> {
  throwIfInvalid(...checkTarget(registry, path, "getTask"));
  const settings = resolveWait(options, ["withReceipts"]);
  const { sourceKey } = path;
  return awaitTask(registry, { sourceKey, taskId: rawTaskId(path.taskId) }, settings, options.withReceipts === true);
}

/** Waits until a task has ended, with checked options. */
export async function awaitTask(
  registry: TaskClient,
  path: GetTaskPath,
  settings: PollSettings,
  withReceipts: boolean,
): Promise<Task> {
  const { taskId } = path;
  let failed: Task | undefined;
  const atEnd = (task: Task) => {
    if (task.status === "SUCCESS") return withReceipts;
    failed = { ...task, taskId };
    return true;
  };
  try {
    const { task, context } = await pollTask(registry, path, settings, { atEnd, atFirstPoll: false });
    if (task.status === "SUCCESS") return task;
    throw failure({ ...task, taskId }, context);
  } catch (error) {
    throwIfAborted(settings.signal);
    // The task failed, and its receipts could not be read.
    if (failed === undefined || !isWaitError(error) || error instanceof TaskFailedError) throw error;
    throw failure(failed, error, error);
  }
}

function failure(task: Task, context: ErrorContext, cause?: AnyRegistryError): TaskFailedError {
  const { operationId, attempts, elapsedMs, requestId } = context;
  const outcome = isNothingDone(task) ? "not-done" : "unknown";
  return new TaskFailedError({ operationId, attempts, elapsedMs, requestId, outcome }, task, cause);
}

/** Unless a receipt says otherwise, a bundle is applied as a whole or not at all, and a cancelled task applied nothing. */
function isNothingDone({ taskId, status, receipts = [] }: Task): boolean {
  if (receipts.some(({ status }) => status !== "FAILURE" && status !== "CANCELLED")) return false;
  const mayBeDone = receipts.some(({ action, error }) =>
    mayHaveHappened(error?.type, { creates: action !== "DELETE", deletes: action === "DELETE" || action === "BUNDLE" }),
  );
  if (mayBeDone) return false;
  if (status === "CANCELLED" || parseTaskId(taskId).kind === "bundle") return true;
  return receipts.length > 0;
}

/** Checks the first two arguments of a function that takes a client. */
export function checkTarget(registry: unknown, path: unknown, method: OperationId): (InputProblem | undefined)[] {
  const isClient = typeof (Object(registry) as Partial<Record<string, unknown>>)[method] === "function";
  return [
    expected(
      "registry",
      "a client as the first argument, and the path as the second: (registry, { sourceKey, … }, …)",
      isClient,
    ),
    expected("path", "an object with sourceKey as the second argument", isJsonObject(path)),
  ];
}

/** The taskId as the registry sent it. Throws {@link InvalidRequestError}. */
export function rawTaskId(reference: TaskReference): string {
  const given: unknown = reference;
  if (typeof given === "string") return given;
  const { raw, taskId } = isJsonObject(given) ? given : {};
  const found = [raw, taskId].find((each) => typeof each === "string");
  if (found !== undefined) return found;
  const reason =
    given instanceof Promise
      ? "it is a promise. Put await before the call that returns it."
      : "it is not a taskId. Expected the registry's string, a parsed taskId, or a result that contains one.";
  throw new InvalidRequestError({ field: "taskId", reason });
}
