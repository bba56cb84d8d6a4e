import { taskStatuses } from "../generated/constants.ts";
import type { TaskStatus } from "../types/index.ts";
import type { AnyRegistryError } from "./is-registry-error.ts";
import { RegistryError, type ErrorContext } from "./registry-error.ts";

interface Waited {
  readonly taskId: string;
  readonly deadlineMs: number;
  /** As it was last seen; undefined when it was not seen. */
  readonly status: TaskStatus | undefined;
  /** The error of the last look that ended; undefined when that look succeeded, or none ended. */
  readonly lastError: AnyRegistryError | undefined;
}

/**
 * Thrown when a task has not ended within `deadlineMs`. It may still complete: wait for it again by its `taskId`. A task that
 * stays `PENDING` may wait for a person to review it.
 *
 * `cause` is the error of the last look that ended, if that look failed.
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export class TaskTimeoutError extends RegistryError {
  override get name() {
    return "TaskTimeoutError" as const;
  }

  /** The task that was waited for: by it the wait can go on. */
  readonly taskId: string;
  /** The time that there was, in milliseconds. */
  readonly deadlineMs: number;
  readonly #status: TaskStatus | undefined;

  constructor(context: ErrorContext, { taskId, deadlineMs, status, lastError }: Waited) {
    super(
      `The task ${taskId} did not end within ${String(deadlineMs)} ms (deadlineMs): ${seenAs(status, lastError)}`,
      context,
      lastError,
    );
    this.taskId = taskId;
    this.deadlineMs = deadlineMs;
    this.#status = status;
  }

  /** The status in the last response; undefined when there was none. Printed in the message if it is known. */
  get status(): TaskStatus | undefined {
    return this.#status;
  }
}

function seenAs(status: TaskStatus | undefined, lastError: AnyRegistryError | undefined): string {
  if (status === undefined && lastError?.name === "ApiError" && lastError.status === 404) {
    return "the source had no such task (404). Check its sourceKey and taskId: a task is one of the source that it was submitted to.";
  }
  // An unknown status could be any string.
  const shown = taskStatuses.find((known) => known === status) ?? "an unknown status";
  const seen = status === undefined ? `it could not be looked at${reason(lastError)}` : `it was last seen as ${shown}`;
  return `${seen}. It may still complete: wait for it again by its taskId.`;
}

function reason(error: AnyRegistryError | undefined): string {
  if (error === undefined) return "";
  return ` (${error.name}${error.name === "ApiError" ? ` ${String(error.status)}` : ""})`;
}
