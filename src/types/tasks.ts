import type { components } from "../generated/types.ts";

type Schemas = components["schemas"];

/**
 * A purge, as it stands.
 *
 * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
 */
export type PurgeOperation = Schemas["PurgeOperation"];

/**
 * How far a task has come. `PENDING` may mean that it waits for a person.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type TaskStatus = Schemas["TaskStatus"];

/**
 * A task, as it stands; with its receipts when they were asked for.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type Task = Schemas["Task"];

/** A task, as it was when it was looked at. */
export type GetTaskResult = Task & {
  /** How long the registry asks to wait before the next look (`Retry-After`), in milliseconds. */
  retryAfterMs?: number;
};

/**
 * What became of one operation of a task. Its `action`, `status` and `targetType` are those that Clinia documents, or ones
 * that came later.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type Receipt = Schemas["Receipt"];
