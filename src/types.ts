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
export type ErrorBody = Schemas["ErrorBody"];
