import { isRegistryError, type AnyRegistryError } from "../errors/index.ts";
import { checkCount, checkIterable, inOrderOfCompletion, type AnyIterable } from "../in-order-of-completion.ts";
import { throwIfAborted } from "../transport/index.ts";
import type { SourcePath, Task } from "../types/index.ts";
import { createGate } from "./gate.ts";
import type { TaskSource } from "./poll-task.ts";
import { rawTaskId, type TaskReference } from "./task-reference.ts";
import { waitForTask, type WaitForTaskOptions } from "./wait-for-task.ts";
import { resolveWait } from "./wait-options.ts";

/** How {@link waitForTasks} waits. `deadlineMs` is each task's, from when it was taken from the iterable. */
export interface WaitForTasksOptions extends WaitForTaskOptions {
  /** How many tasks are looked at at the same time, at most. Default: 16. */
  concurrency?: number | undefined;
}

/** The most tasks that are waited for at the same time: of a longer iterable the rest is read as they end. */
const mostTasks = 10_000;

/**
 * What became of one task: as {@link waitForTask} resolves, or the error that it throws. `taskId` is empty for what is no taskId.
 */
export type TaskOutcome =
  | { readonly taskId: string; readonly ok: true; readonly task: Task }
  | { readonly taskId: string; readonly ok: false; readonly error: AnyRegistryError };

/**
 * Waits for many tasks of a source, and yields each of them once, as it ends. They are waited for at the same time, up to
 * 10,000; `concurrency` bounds the looks that are under way.
 *
 * Throws {@link InvalidRequestError} at once for options that can't be right, and as soon as the iterable gives what has no
 * taskId. What becomes of one task does not end the others; leaving the loop ends all of them, and so does an abort, with the
 * signal's own reason.
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
  const { signal } = resolveWait(options);
  const { concurrency = 16 } = options;
  checkIterable("taskIds", taskIds);
  checkCount("concurrency", concurrency, "how many tasks are looked at at a time");
  return outcomes(boundedLooks(registry, concurrency), path.sourceKey, taskIds, { ...options, signal });
}

/** Looks at a few tasks at a time. One whose wait has ended before its turn is not looked at any more. */
function boundedLooks(registry: TaskSource, concurrency: number): TaskSource {
  const gate = createGate(concurrency);
  return {
    getTask: (path, options) =>
      gate(async () => {
        throwIfAborted(options?.signal);
        return registry.getTask(path, options);
      }),
  };
}

async function* outcomes(
  source: TaskSource,
  sourceKey: string,
  tasks: AnyIterable<TaskReference>,
  options: WaitForTaskOptions,
): AsyncGenerator<TaskOutcome, void, undefined> {
  const left = new AbortController();
  const outcomeOf = async (reference: TaskReference): Promise<TaskOutcome> => {
    let taskId = "";
    try {
      taskId = rawTaskId(reference);
      const task = await waitForTask(source, { sourceKey, taskId }, { ...options, signal: left.signal });
      return { taskId, ok: true, task };
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      return { taskId, ok: false, error };
    }
  };
  yield* inOrderOfCompletion(tasks, outcomeOf, { concurrency: mostTasks, signal: options.signal, left });
}
