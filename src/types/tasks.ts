import type { components } from "../generated/types.ts";
import type { ErrorBody } from "./errors.ts";
import type { Present } from "./resources.ts";

type Schemas = components["schemas"];

/**
 * A purge, as it stands.
 *
 * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
 */
export type PurgeOperation = Schemas["PurgeOperation"];

/**
 * The status of a task. `PENDING` may mean that it waits for a person. Treat an unknown status as not final.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type TaskStatus = Schemas["TaskStatus"];

/**
 * A task, as it stands; with its receipts when they were asked for.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface Task extends Omit<Schemas["Task"], "receipts"> {
  /** What became of each operation; undefined when the receipts were not asked for. */
  receipts?: Receipt[];
}

/**
 * A task, as it was when it was looked at.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
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
export interface Receipt extends Omit<Present<Schemas["Receipt"]>, "error"> {
  /** Why the operation failed. */
  error?: ErrorBody;
}
