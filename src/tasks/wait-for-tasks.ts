import { countFault, iterableFault } from "../client/option-rules.ts";
import type { AnyRegistryError } from "../errors/index.ts";
import { throwFirst } from "../errors/registry-error.ts";
import type { Task } from "../generated/client.ts";
import type { SourcePath } from "../types.ts";
import { mapUnordered, type AnyIterable } from "./map-unordered.ts";
import { resolveWait } from "./options.ts";
import { isWaitError, type TaskClient } from "./poll-task.ts";
import { createSlots } from "./slots.ts";
import { awaitTask, rawTaskId, targetFaults, type TaskReference, type WaitForTaskOptions } from "./wait-for-task.ts";

/**
 * Options of {@link waitForTasks}. `deadlineMs` limits the wait for each task, from its first poll: each is polled at least once. A
 * `signal` limits the time of all.
 */
export interface WaitForTasksOptions extends WaitForTaskOptions {
  /** The maximum number of concurrent polls. Default: 16. */
  concurrency?: number | undefined;
}

/** The maximum number of tasks that are waited for at a time. */
const maxTasks = 10_000;

/** The outcome of one task: what {@link waitForTask} resolves with, or the error that it throws. */
export type TaskOutcome =
  | { readonly taskId: string; readonly ok: true; readonly task: Task }
  | { readonly taskId: string; readonly ok: false; readonly error: AnyRegistryError };

/**
 * Waits for many tasks of a source, and yields each once, in order of completion. Up to 10,000 tasks are waited for at a time; of a
 * longer iterable the rest is read as they end. `concurrency` limits the polls.
 *
 * Throws {@link InvalidRequestError} at once for invalid options. The failure of one task does not end the others; an item that has
 * no taskId fails with the taskId `""`. Exiting the loop early ends all waits, and so does an abort, with the signal's own reason.
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
  throwFirst(...targetFaults(registry, path, "getTask"));
  const wait = resolveWait(options, ["withReceipts", "concurrency"]);
  const { concurrency = 16, withReceipts = false } = options;
  throwFirst(iterableFault("taskIds", taskIds), countFault("concurrency", concurrency));
  const stopped = new AbortController();
  const settings = { ...wait, signal: stopped.signal, slots: createSlots(concurrency) };
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
