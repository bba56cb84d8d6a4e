import type { components } from "../generated/types.ts";
import type { TaskId } from "../task-id.ts";
import type { Data, DataObject, Resource } from "./resources.ts";
import type { PurgeOperation } from "./tasks.ts";

type Schemas = components["schemas"];

/**
 * What became of a write: carried out (`PERSISTED`), or accepted as a task that runs in the background (`ACCEPTED`).
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type TaskSubmissionStatus = Schemas["TaskSubmission"]["status"];

/** The write was carried out at once: `resource` is the resource as it is stored. */
export interface ResourcePersisted<D extends DataObject = Data> extends Omit<Schemas["ResourcePersisted"], "resource"> {
  resource: Resource<D>;
  /** The taskId, parsed. */
  task: TaskId;
}

/** The write was accepted as a task that runs in the background: follow it by its `taskId`. */
export interface ResourceAccepted<D extends DataObject = Data> extends Omit<Schemas["ResourceAccepted"], "resource"> {
  /** Clinia's page shows one, and does not say when it is there. */
  resource?: Resource<D> | undefined;
  /** The taskId, parsed. */
  task: TaskId;
}

/**
 * The answer to the write of a resource: `status` tells its two forms apart. `taskId` is as the registry sent it.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type ResourceResult<D extends DataObject = Data> = ResourcePersisted<D> | ResourceAccepted<D>;

/** The answer to a resource that was created. */
export type CreateResourceResult<D extends DataObject = Data> = ResourceResult<D>;

/** The answer to a resource that was upserted. */
export type UpsertResourceResult<D extends DataObject = Data> = ResourceResult<D>;

/**
 * The answer to a write of which no resource comes back, such as a delete or a bundle: `status` tells whether it was
 * carried out at once. `taskId` is as the registry sent it.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type TaskSubmissionResult = (Schemas["TaskPersisted"] | Schemas["TaskAccepted"]) & {
  /** The taskId, parsed. */
  task: TaskId;
};

/**
 * The answer to a bulk, which is always accepted as a task: follow it by its `taskId`.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type BulkResult = Schemas["BulkAccepted"] & {
  /** The taskId, parsed. */
  task: TaskId;
};

/**
 * The answer to a purge, which is always accepted as a task: follow it by its `taskId`.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type PurgeResult = Omit<Schemas["PurgeAccepted"], "purgeOperation"> & {
  /** The purge; undefined when the response does not contain it. */
  purgeOperation?: PurgeOperation;
  /** The taskId, parsed. */
  task: TaskId;
};
