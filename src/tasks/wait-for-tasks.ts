import { countFault, iterableFault } from "../client/resolve-options.ts";
import type { AnyRegistryError } from "../errors/index.ts";
import { throwFirst } from "../errors/registry-error.ts";
import type { Task } from "../generated/client.ts";
import { throwIfAborted } from "../transport/deadline.ts";
import type { SourcePath } from "../types.ts";
import { mapUnordered, type AnyIterable } from "./map-unordered.ts";
import { resolveWait } from "./options.ts";
import { isWaitError, type TaskSource } from "./poll-task.ts";
import { rawTaskId, targetFaults, waitForTask, type TaskReference, type WaitForTaskOptions } from "./wait-for-task.ts";

/** Options of {@link waitForTasks}. `deadlineMs` limits the wait for each task, from when it was read from the iterable. */
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
  registry: TaskSource,
  path: SourcePath,
  taskIds: AnyIterable<TaskReference>,
  options: WaitForTasksOptions,
): AsyncGenerator<TaskOutcome, void, undefined> {
  throwFirst(...targetFaults(registry, path, "getTask"));
  const { signal } = resolveWait(options, ["withReceipts", "concurrency"]);
  const { concurrency = 16, ...ofEach } = options;
  throwFirst(iterableFault("taskIds", taskIds), countFault("concurrency", concurrency));
  const source = withConcurrency(registry, concurrency);
  const stopped = new AbortController();
  const outcomeOf = async (reference: TaskReference): Promise<TaskOutcome> => {
    let taskId = "";
    try {
      taskId = rawTaskId(reference);
      const task = await waitForTask(source, { ...path, taskId }, { ...ofEach, signal: stopped.signal });
      return { taskId, ok: true, task };
    } catch (error) {
      if (!isWaitError(error)) throw error;
      return { taskId, ok: false, error };
    }
  };
  return mapUnordered(taskIds, outcomeOf, { concurrency: maxTasks, signal, stopped });
}

/** Polls a limited number of tasks at a time. A task whose wait has ended before its turn is not polled any more. */
function withConcurrency(source: TaskSource, concurrency: number): TaskSource {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async getTask(path, options) {
      if (running === concurrency) await new Promise<void>((go) => waiting.push(go));
      else running += 1;
      try {
        throwIfAborted(options?.signal);
        return await source.getTask(path, options);
      } finally {
        // The place passes to the next poll.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
