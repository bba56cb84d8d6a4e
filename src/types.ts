import type { components, operations } from "./generated/types.ts";
import type { TaskId } from "./task-id.ts";

type Schemas = components["schemas"];

/** The name of an operation of the contract, which is the name of its method too. */
export type OperationId = keyof operations;

/**
 * What a resource's `data` is when nothing more is known of it.
 *
 * @see https://docs.clinia.com/explanation/sources/profile
 */
export type Data = Schemas["Data"];

/**
 * What may be sent as `data`: any object that JSON writes as an object. An array, a `Map`, a `Set` or a promise is none; an
 * interface of your own is.
 */
export type DataObject = object & { readonly [Symbol.iterator]?: never; readonly then?: never };

/**
 * Which source and which resource type a call is about.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type CreateResourcePath = operations["createResource"]["parameters"]["path"];

/**
 * Which resource of a source a call is about. The id may be any text that is one segment of a path.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
 */
export type ResourcePath = operations["upsertResource"]["parameters"]["path"];

/**
 * Which source a call is about.
 *
 * @see https://docs.clinia.com/explanation/sources/data-source
 */
export type SourcePath = operations["bulkResources"]["parameters"]["path"];

/**
 * Which contained resource a call is about. Its id, and the key that it is contained under, may be any text that is one
 * segment of a path.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export type ContainedResourcePath = operations["upsertContainedResource"]["parameters"]["path"];

/**
 * Which task of a source a call is about: `taskId` is as the registry sent it.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type TaskPath = operations["getTask"]["parameters"]["path"];

/**
 * Which purge of a source a call is about: `purgeId` is its taskId.
 *
 * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
 */
export type PurgePath = operations["getPurge"]["parameters"]["path"];

/**
 * A resource to create. Only `data` is required.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface CreateResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["CreateResourceRequest"],
  "data"
> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
}

/**
 * A resource to store under the id in the path. Only `data` is required.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
 */
export interface UpsertResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["UpsertResourceRequest"],
  "data"
> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
}

/**
 * A contained resource to store under the key and the id in the path.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export interface ContainedResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["UpsertContainedResourceRequest"],
  "data"
> {
  /** Dynamic data attributes, based on the type of the contained resource. */
  data: D;
}

/**
 * Operations on resources, which are carried out in their order, each on its own.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface BulkRequest<D extends DataObject = Data> {
  /** The operations, in the order in which they are carried out. */
  operations: readonly ResourceOperation<D>[];
}

/**
 * One operation on a resource: `action` names it, and the field that it comes in.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type ResourceOperation<D extends DataObject = Data> = CreateOperation<D> | UpsertOperation<D> | DeleteOperation;

/**
 * Creates a resource. It fails with `ALREADY_EXISTS` when the id is taken.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface CreateOperation<D extends DataObject = Data> extends Omit<Schemas["CreateOperation"], "create"> {
  /** The resource. Its id is generated unless it names one. */
  create: ResourceToCreate<D>;
}

/**
 * A resource to create, with its type, which no path gives. Only `type` and `data` are required.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface ResourceToCreate<D extends DataObject = Data> extends Omit<Schemas["ResourceToCreate"], "data"> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
}

/**
 * Stores a resource under its id, whether there is one or not.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface UpsertOperation<D extends DataObject = Data> extends Omit<Schemas["UpsertOperation"], "upsert"> {
  /** The resource, with its id. */
  upsert: ResourceToUpsert<D>;
}

/**
 * A resource to store, with its id and type, which no path gives.
 *
 * @see https://docs.clinia.com/docs/bundle-operation
 */
export interface ResourceToUpsert<D extends DataObject = Data> extends Omit<Schemas["ResourceToUpsert"], "data"> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
}

/**
 * Deletes a resource. It fails with `NOT_FOUND` when there is none.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type DeleteOperation = Schemas["DeleteOperation"];

/**
 * Operations that are carried out all together or not at all: those on resources first, then those on relationships.
 *
 * The tokens `@rootId`, `@rootId1`, `@rootId2` and so on stand for the ids of resources that the bundle creates.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface BundleRequest<D extends DataObject = Data> {
  /** The operations on resources, one for each resource. */
  resourceOperations: readonly ResourceOperation<D>[];
  /** The operations on relationships, one for each relationship. */
  relationshipOperations?: readonly RelationshipOperation[];
}

/**
 * One operation on a relationship: `action` names it, and the field that it comes in.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type RelationshipOperation = Schemas["RelationshipOperation"];

/**
 * The collection to purge: everything that a source has of one profile, relationship definition or collection of objects.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type PurgeRequest = Schemas["PurgeRequest"];

/**
 * What is known of a resource from before: dates, and how other systems identify it.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type MetaInput = Schemas["MetaInput"];

/**
 * How another system identifies the resource, as a request sends it.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type IdentifierInput = Schemas["IdentifierInput"];

/**
 * A resource as the registry stores it.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface Resource<D extends DataObject = Data> extends Omit<Schemas["Resource"], "data"> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
}

/**
 * What the registry knows of a resource besides its data.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type Meta = Schemas["Meta"];

/**
 * How another system identifies the resource.
 *
 * @see https://docs.clinia.com/explanation/data-types/clinia-types
 */
export type Identifier = Schemas["Identifier"];

/**
 * The time during which an identifier is or was in use.
 *
 * @see https://docs.clinia.com/explanation/data-types/clinia-types
 */
export type Period = Schemas["Period"];

/**
 * Resources that exist only within another one: for each key of the profile, an array.
 *
 * @see https://clinia.readme.io/docs/send-data-to-the-registry
 */
export type Contained = Schemas["Contained"];

/**
 * A resource that exists only within another one.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export type ContainedResource = Schemas["ContainedResource"];

/**
 * What became of a write: carried out (`PERSISTED`), or accepted as a task that runs in the background (`ACCEPTED`).
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type TaskSubmissionStatus = Schemas["TaskSubmissionStatus"];

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
export type PurgeResult = Schemas["PurgeAccepted"] & {
  /** The taskId, parsed. */
  task: TaskId;
};

/**
 * A purge, as it stands.
 *
 * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
 */
export interface PurgeOperation extends Omit<Schemas["PurgeOperation"], "status"> {
  status: TaskStatus;
}

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
export interface Task extends Omit<Schemas["Task"], "receipts"> {
  /** What became of each operation; undefined when the receipts were not asked for. */
  receipts?: Receipt[];
}

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
export interface Receipt extends Omit<Schemas["Receipt"], "error"> {
  /** Why the operation failed. */
  error?: ErrorBody;
}

/**
 * What kind of error it is: one of those that Clinia documents, or one that came later.
 *
 * @see https://docs.clinia.com/explanation/errors
 */
export type ErrorType = Schemas["ErrorType"];

/**
 * An error as the registry describes it.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface ErrorBody extends Omit<Schemas["ErrorBody"], "details"> {
  /** The errors that it is made of, such as one for each field. */
  details?: ErrorBody[];
}
