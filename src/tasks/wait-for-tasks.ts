import { checkCount, checkIterable } from "../client/option-rules.ts";
import type { AnyRegistryError } from "../errors/index.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import type { Task } from "../generated/client.ts";
import type { SourcePath } from "../types.ts";
import { mapUnordered, type AnyIterable } from "./map-unordered.ts";
import { resolveWait } from "./options.ts";
import { isWaitError, type TaskClient } from "./poll-task.ts";
import { createSemaphore } from "./semaphore.ts";
import { awaitTask, rawTaskId, checkTarget, type TaskReference, type WaitForTaskOptions } from "./wait-for-task.ts";

/**
 * Options of {@link waitForTasks}. `deadlineMs` limits the wait for each task, from its first poll, so that each is polled at least
 * once. Use a `signal` to limit the time for all tasks.
 */
export interface WaitForTasksOptions extends WaitForTaskOptions {
  /** The maximum number of concurrent polls. Default: 16. */
  concurrency?: number | undefined;
}

/** The maximum number of concurrent waits. */
const maxTasks = 10_000;

/** The outcome of one task: the task, or the error that {@link waitForTask} would throw. */
export type TaskOutcome =
  | { readonly taskId: string; readonly ok: true; readonly task: Task }
  | { readonly taskId: string; readonly ok: false; readonly error: AnyRegistryError };

/**
 * Waits for many tasks of a source, and yields the outcome of each, in order of completion. Waits for up to 10,000 tasks at a time,
 * and reads more of the iterable as tasks end. `concurrency` limits the polls.
 *
 * Throws {@link InvalidRequestError} at once for invalid options. When one task fails, the others continue. An item without a taskId
 * yields an error with the taskId `""`. Exiting the loop early ends all waits; an abort ends them too, and throws the signal's reason.
 *
 * @example
 * for await (const { taskId, ok } of waitForTasks(registry, { sourceKey }, taskIds, { deadlineMs: 600_000 })) {
 *   console.log(taskId, ok);
 * }
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export function waitForTasks(
  registry: TaskClient,
  path: SourcePath,
  taskIds: AnyIterable<TaskReference>,
  options: WaitForTasksOptions,
): AsyncGenerator<TaskOutcome, void, undefined> {
  throwIfInvalid(...checkTarget(registry, path, "getTask"));
  const wait = resolveWait(options, ["withReceipts", "concurrency"]);
  const { concurrency = 16, withReceipts = false } = options;
  throwIfInvalid(checkIterable("taskIds", taskIds), checkCount("concurrency", concurrency));
  const stopped = new AbortController();
  const settings = { ...wait, signal: stopped.signal, semaphore: createSemaphore(concurrency) };
  const outcomeOf = async (reference: TaskReference): Promise<TaskOutcome> => {
    let taskId = "";
    try {
      taskId = rawTaskId(reference);
      const task = await awaitTask(registry, { ...path, taskId }, settings, withReceipts);
      return { taskId, ok: true, task };
    } catch (error) {
      if (!isWaitError(error)) throw error;
      return { taskId, ok: false, error };
    }
  };
  return mapUnordered(taskIds, outcomeOf, { concurrency: maxTasks, signal: wait.signal, stopped });
}
