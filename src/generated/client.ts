// Generated from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change
// the contract and generate again. `npm test` fails if this file does not match the contract.

import type { RegistryHttp } from "../client/http.ts";
import type { CallOptions } from "../client/options.ts";
import type { TaskId } from "../task-id.ts";
import type { Data, DataObject, ErrorBody, WithoutNull } from "../types.ts";
import type { components, operations } from "./types.ts";

type Schemas = components["schemas"];

/**
 * A typed client for the registry of one workspace, with one method for each operation of the contract.
 *
 * A call that fails rejects with a {@link RegistryError}. Its `outcome` says whether a write may have happened. An aborted call
 * rejects with the reason of its signal. If an `apiKey` function throws, the call rejects with that error.
 */
export interface RegistryClient {
  /**
   * Creates a resource. Its id is generated unless the body contains one.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The resource to create.
   *
   * @example
   * const result = await registry.createResource(
   *   { sourceKey: "ehr-prod", resourceType: "patient" },
   *   { data: { name: [{ family: "Tremblay", given: ["Alice"] }] } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
   */
  createResource<D extends DataObject = Data>(
    path: CreateResourcePath,
    body: CreateResourceRequest<D>,
    options?: CallOptions,
  ): Promise<CreateResourceResult<D>>;

  /**
   * Returns a stored resource.
   *
   * @example
   * const result = await registry.getResource({ sourceKey: "ehr-prod", resourceType: "patient", id: "patient-0001" });
   *
   * @see https://docs.clinia.com/api-reference/resources/retrieve-a-resource-from-a-data-partition
   */
  getResource<D extends DataObject = Data>(path: GetResourcePath, options?: CallOptions): Promise<GetResourceResult<D>>;

  /**
   * Creates the resource with the id in the path, or replaces the existing one. Retrying is safe.
   *
   * @param body The resource to store.
   *
   * @example
   * const result = await registry.upsertResource(
   *   { sourceKey: "ehr-prod", resourceType: "patient", id: "patient-0001" },
   *   { data: { name: [{ family: "Bouchard", given: ["Rosalie"] }], birthDate: "1975-06-24" } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
   */
  upsertResource<D extends DataObject = Data>(
    path: UpsertResourcePath,
    body: UpsertResourceRequest<D>,
    options?: CallOptions,
  ): Promise<UpsertResourceResult<D>>;

  /**
   * Deletes a resource and [its contained resources](https://docs.clinia.com/explanation/sources/profile).
   *
   * @example
   * const result = await registry.deleteResource({ sourceKey: "ehr-prod", resourceType: "patient", id: "patient-0001" });
   *
   * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
   */
  deleteResource(path: DeleteResourcePath, options?: CallOptions): Promise<DeleteResourceResult>;

  /**
   * Creates or replaces the contained resource. Retrying is safe. The response contains the top-level resource.
   *
   * @param body The contained resource to store.
   *
   * @example
   * const result = await registry.upsertContainedResource(
   *   {
   *     sourceKey: "ehr-prod",
   *     resourceType: "patient",
   *     id: "patient-0001",
   *     containKey: "contact",
   *     containedResourceId: "contact-1",
   *   },
   *   {
   *     type: "contact",
   *     data: { name: [{ family: "Bouchard", given: ["Hugo"] }], telecom: [{ system: "phone", value: "555-0101" }] },
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
   */
  upsertContainedResource<D extends DataObject = Data>(
    path: UpsertContainedResourcePath,
    body: UpsertContainedResourceRequest<D>,
    options?: CallOptions,
  ): Promise<UpsertContainedResourceResult>;

  /**
   * Applies many operations on resources, in the given order. Actions and resource types can be mixed.
   *
   * The request is [validated as a whole](https://clinia.readme.io/docs/using-the-bulk-api) first. If it is invalid, no
   * operation is applied, and the response lists the problems. If it is valid, each operation is independent: a failed
   * operation does not stop the others. The receipts of the task contain the outcome of each operation.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The operations, up to [5 GB](https://docs.clinia.com/guides/managing-data/tasks).
   *
   * @example
   * const result = await registry.bulkResources(
   *   { sourceKey: "ehr-prod" },
   *   {
   *     operations: [
   *       {
   *         action: "CREATE",
   *         create: { type: "patient", id: "patient-0002", data: { name: [{ family: "Pelletier", given: ["Olivia"] }] } },
   *       },
   *       {
   *         action: "UPSERT",
   *         upsert: { id: "patient-0001", type: "patient", data: { name: [{ family: "Bouchard", given: ["Rose"] }] } },
   *       },
   *       { action: "DELETE", delete: { id: "patient-0003", type: "patient" } },
   *     ],
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
   */
  bulkResources<D extends DataObject = Data>(
    path: BulkResourcesPath,
    body: BulkRequest<D>,
    options?: CallOptions,
  ): Promise<BulkResourcesResult>;

  /**
   * Applies operations on resources and relationships atomically: if one fails, the others are rolled back.
   * Operations on resources are applied first. Each resource or relationship can be the target of
   * [only one operation](https://docs.clinia.com/docs/bundle-operation).
   *
   * The tokens `@rootId`, `@rootId1`, `@rootId2` and so on stand for the ids of resources that the bundle creates. Set a token
   * as the `id` of one create, and use it in any property of type reference and in `from` and `to` of a relationship.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The operations, up to [500 KB](https://docs.clinia.com/guides/managing-data/tasks).
   *
   * @example
   * const result = await registry.submitBundle(
   *   { sourceKey: "ehr-prod" },
   *   {
   *     resourceOperations: [
   *       { action: "CREATE", create: { type: "patient", id: "@rootId1", data: {} } },
   *       { action: "CREATE", create: { type: "patient", id: "@rootId2", data: {} } },
   *     ],
   *     relationshipOperations: [
   *       {
   *         action: "CREATE",
   *         create: { type: "parent-of", from: { id: "@rootId1", type: "patient" }, to: { id: "@rootId2", type: "patient" } },
   *       },
   *     ],
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
   */
  submitBundle<D extends DataObject = Data>(
    path: SubmitBundlePath,
    body: BundleRequest<D>,
    options?: CallOptions,
  ): Promise<SubmitBundleResult>;

  /**
   * Deletes all records of one profile, relationship definition or object collection of a source, in the background.
   * When the status of the purge is `SUCCESS`, all records have been deleted from the registry. They are deleted from
   * [data partitions](https://docs.clinia.com/guides/managing-data/purge) later.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The collection to purge.
   *
   * @example
   * const result = await registry.purgeCollection(
   *   { sourceKey: "ehr-prod" },
   *   { collectionType: "resources", collectionKey: "patient" },
   * );
   *
   * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
   */
  purgeCollection(path: PurgeCollectionPath, body: PurgeRequest, options?: CallOptions): Promise<PurgeCollectionResult>;

  /**
   * Returns the status of a purge and, once it has succeeded, the number of deleted records.
   *
   * @example
   * const result = await registry.getPurge({ sourceKey: "ehr-prod", purgeId: "pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc" });
   *
   * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
   */
  getPurge(path: GetPurgePath, options?: CallOptions): Promise<GetPurgeResult>;

  /**
   * Returns the status of a task of any kind. With `withReceipts`, the response also contains the outcome of each operation.
   *
   * @example
   * const result = await registry.getTask(
   *   { sourceKey: "ehr-prod", taskId: "bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs" },
   *   { query: { withReceipts: true } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
   */
  getTask(path: GetTaskPath, options?: GetTaskOptions): Promise<GetTaskResult>;

  /** The underlying openapi-fetch client, with the same API key, checks, retries and time limits as the methods. */
  readonly http: RegistryHttp;
}

/**
 * The path parameters of {@link RegistryClient.createResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type CreateResourcePath = operations["createResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.createResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type CreateResourceResult<D extends DataObject = Data> = ResourceSubmission<D>;

/**
 * The path parameters of {@link RegistryClient.getResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/retrieve-a-resource-from-a-data-partition
 */
export type GetResourcePath = operations["getResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.getResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/retrieve-a-resource-from-a-data-partition
 */
export type GetResourceResult<D extends DataObject = Data> = Resource<D>;

/**
 * The path parameters of {@link RegistryClient.upsertResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
 */
export type UpsertResourcePath = operations["upsertResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.upsertResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
 */
export type UpsertResourceResult<D extends DataObject = Data> = ResourceSubmission<D>;

/**
 * The path parameters of {@link RegistryClient.deleteResource}.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type DeleteResourcePath = operations["deleteResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.deleteResource}.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type DeleteResourceResult = TaskSubmission;

/**
 * The path parameters of {@link RegistryClient.upsertContainedResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export type UpsertContainedResourcePath = operations["upsertContainedResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.upsertContainedResource}.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export type UpsertContainedResourceResult = ResourceSubmission;

/**
 * The path parameters of {@link RegistryClient.bulkResources}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type BulkResourcesPath = operations["bulkResources"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.bulkResources}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type BulkResourcesResult = BulkAccepted;

/**
 * The path parameters of {@link RegistryClient.submitBundle}.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type SubmitBundlePath = operations["submitBundle"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.submitBundle}.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type SubmitBundleResult = TaskSubmission;

/**
 * The path parameters of {@link RegistryClient.purgeCollection}.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type PurgeCollectionPath = operations["purgeCollection"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.purgeCollection}.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type PurgeCollectionResult = PurgeAccepted;

/**
 * The path parameters of {@link RegistryClient.getPurge}.
 *
 * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
 */
export type GetPurgePath = operations["getPurge"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.getPurge}.
 *
 * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
 */
export type GetPurgeResult = PurgeOperation;

/**
 * The path parameters of {@link RegistryClient.getTask}.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type GetTaskPath = operations["getTask"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.getTask}.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface GetTaskOptions extends CallOptions {
  /** The query parameters. */
  query?: operations["getTask"]["parameters"]["query"];
}

/**
 * The result of {@link RegistryClient.getTask}.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type GetTaskResult = Task & {
  /** The time to wait before the next request, in milliseconds, from the `Retry-After` header. */
  retryAfterMs?: number;
};

/**
 * Id of the resource (optional). When not provided or equal to the special `@rootId` token, the id will be generated. When
 * provided and not equal to `@rootId`, `id` must follow pattern: `^[a-zA-Z0-9-][\w-]{1,92}$`.
 *
 * The `@rootId` token can be used in any properties of type reference and, when provided, will be replaced by the actual id
 * of the created resource.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type NewResourceId = Schemas["NewResourceId"];

/**
 * A resource to create.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface CreateResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["CreateResourceRequest"],
  "id" | "data" | "meta" | "contained"
> {
  /**
   * Id of the resource (optional). When not provided or equal to the special `@rootId` token, the id will be generated. When
   * provided and not equal to `@rootId`, `id` must follow pattern: `^[a-zA-Z0-9-][\w-]{1,92}$`.
   */
  id?: NewResourceId | undefined;
  /** Dynamic data attributes, based on the resource type. */
  data: D;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
  /**
   * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
   * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
   */
  contained?: ContainedInput | undefined;
}

/**
 * A resource to store under the id in the path.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
 */
export interface UpsertResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["UpsertResourceRequest"],
  "data" | "meta" | "contained"
> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
  /**
   * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
   * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
   */
  contained?: ContainedInput | undefined;
}

/**
 * A contained resource to store under the key and the id in the path.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export interface UpsertContainedResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["UpsertContainedResourceRequest"],
  "data" | "contained"
> {
  /** Dynamic data attributes, based on the type. */
  data: D;
  /**
   * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
   * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
   */
  contained?: ContainedInput | undefined;
}

/**
 * Operations on resources, each independent of the others.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface BulkRequest<D extends DataObject = Data> extends Omit<Schemas["BulkRequest"], "operations"> {
  /** The operations, in the order in which they are applied. */
  operations: readonly ResourceOperation<D>[];
}

/**
 * One operation on a resource. The field named after its `action` contains the resource: `create`, `upsert` or `delete`.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type ResourceOperation<D extends DataObject = Data> = CreateOperation<D> | UpsertOperation<D> | DeleteOperation;

/**
 * Creates a resource. Fails if the id is already taken.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface CreateOperation<D extends DataObject = Data> extends Omit<Schemas["CreateOperation"], "create"> {
  /** A resource to create, with its type. The id is generated if it is omitted, or if it is a token such as `@rootId`. */
  create: ResourceToCreate<D>;
}

/**
 * Creates a resource, or replaces the existing one with the same id.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface UpsertOperation<D extends DataObject = Data> extends Omit<Schemas["UpsertOperation"], "upsert"> {
  /** A resource to store, with its id and type. */
  upsert: ResourceToUpsert<D>;
}

/**
 * Deletes a resource. Fails if the resource does not exist.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface DeleteOperation extends Omit<Schemas["DeleteOperation"], "delete"> {
  /** The resource to delete. */
  delete: ResourceToDelete;
}

/**
 * A resource to create, with its type. The id is generated if it is omitted, or if it is a token such as `@rootId`.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface ResourceToCreate<D extends DataObject = Data> extends Omit<
  Schemas["ResourceToCreate"],
  "data" | "meta" | "contained"
> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
  /**
   * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
   * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
   */
  contained?: ContainedInput | undefined;
}

/**
 * A resource to store, with its id and type.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface ResourceToUpsert<D extends DataObject = Data> extends Omit<
  Schemas["ResourceToUpsert"],
  "data" | "meta" | "contained"
> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
  /**
   * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
   * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
   */
  contained?: ContainedInput | undefined;
}

/**
 * The resource to delete.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export type ResourceToDelete = Schemas["ResourceToDelete"];

/**
 * Operations that are applied atomically (all or none). [Both lists are required](https://clinia.readme.io/reference/bundleoperations).
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface BundleRequest<D extends DataObject = Data> extends Omit<
  Schemas["BundleRequest"],
  "resourceOperations" | "relationshipOperations"
> {
  /** The operations on resources, one per resource. They are applied first. */
  resourceOperations: readonly ResourceOperation<D>[];
  /** The operations on relationships, one per relationship. */
  relationshipOperations?: readonly RelationshipOperation[] | undefined;
}

/**
 * One operation on a relationship. The field named after its `action` contains the relationship: `create`, `upsert` or `delete`.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type RelationshipOperation =
  CreateRelationshipOperation | UpsertRelationshipOperation | DeleteRelationshipOperation;

/**
 * Creates a relationship. Fails if the relationship exists.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface CreateRelationshipOperation extends Omit<Schemas["CreateRelationshipOperation"], "create"> {
  /** A relationship between two resources. */
  create: RelationshipToWrite;
}

/**
 * Creates a relationship, or replaces the existing one between the same resources.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface UpsertRelationshipOperation extends Omit<Schemas["UpsertRelationshipOperation"], "upsert"> {
  /** A relationship between two resources. */
  upsert: RelationshipToWrite;
}

/**
 * Deletes a relationship. Fails if the relationship does not exist.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface DeleteRelationshipOperation extends Omit<Schemas["DeleteRelationshipOperation"], "delete"> {
  /** The relationship to delete. Its id consists of the ids of both ends, `{fromID}.{toID}`. */
  delete: RelationshipToDelete;
}

/**
 * A relationship between two resources.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface RelationshipToWrite extends Omit<Schemas["RelationshipToWrite"], "from" | "to" | "data" | "meta"> {
  /** The resource at one end of a relationship. In a bundle its id may be a token, such as `@rootId1`. */
  from: RelationshipEnd;
  /** The resource at one end of a relationship. In a bundle its id may be a token, such as `@rootId1`. */
  to: RelationshipEnd;
  /** Dynamic data attributes, based on the type. */
  data?: Data | undefined;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
}

/**
 * The resource at one end of a relationship. In a bundle its id may be a token, such as `@rootId1`.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type RelationshipEnd = Schemas["RelationshipEnd"];

/**
 * The relationship to delete. Its id consists of the ids of both ends, `{fromID}.{toID}`.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export type RelationshipToDelete = Schemas["RelationshipToDelete"];

/**
 * The collection to purge.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type PurgeRequest = Schemas["PurgeRequest"];

/**
 * Dates and identifiers of a resource imported from another system.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export interface MetaInput extends Omit<Schemas["MetaInput"], "identifier"> {
  /** The identifiers of the resource in other systems. Each combination of system, use and value must be unique. */
  identifier?: readonly IdentifierInput[] | undefined;
}

/**
 * An identifier of the resource in another system.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface IdentifierInput extends Omit<Schemas["IdentifierInput"], "period"> {
  /** The validity period of an identifier. */
  period?: PeriodInput | undefined;
}

/**
 * The validity period of an identifier.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type PeriodInput = Schemas["PeriodInput"];

/**
 * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
 * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
 *
 * @see https://clinia.readme.io/docs/send-data-to-the-registry
 */
export type ContainedInput = Record<string, readonly ContainedResourceInput[]>;

/**
 * A resource that exists only within the context of a top-level resource.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface ContainedResourceInput extends Omit<Schemas["ContainedResourceInput"], "data" | "contained"> {
  /** Dynamic data attributes, based on the type. */
  data: Data;
  /**
   * Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
   * resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
   */
  contained?: ContainedInput | undefined;
}

/**
 * The status of a task, or of one of its operations. Other values may be added. Treat unknown values as not final.
 *
 * - `SUCCESS`: Every operation succeeded or was [rejected by a reviewer](https://docs.clinia.com/changelog/registry-ingestion-pipelines-and-task-api).
 * - `PENDING`: At least one operation is running or is in review.
 * - `CANCELLED`: All operations were cancelled.
 * - `FAILURE`: All operations finished. At least one failed or was cancelled.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type TaskStatus = Schemas["TaskStatus"];

/**
 * The [type of the error](https://docs.clinia.com/explanation/errors). Other values may be added.
 *
 * - `INVALID_ARGUMENT`: The request is invalid, regardless of the state of the registry.
 * - `FAILED_PRECONDITION`: The registry is not in the state that the request requires.
 * - `OUT_OF_RANGE`: A value in the request is outside its valid range.
 * - `UNAUTHENTICATED`: The request has no valid API key.
 * - `PERMISSION_DENIED`: The API key has no permission for the request.
 * - `NOT_FOUND`: The source or the target of the request does not exist.
 * - `ALREADY_EXISTS`: The given id is already taken.
 * - `INTERNAL`: The registry failed.
 * - `UNIMPLEMENTED`: The operation is not implemented or not configured.
 * - `CONTENT_TOO_LARGE`: The request is too large.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type ErrorType = Schemas["ErrorType"];

/**
 * The individual errors, such as one per field.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type ErrorDetails = ErrorBody[];

/**
 * One execution of an ingestion pipeline.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export type PipelineExecution = Schemas["PipelineExecution"];

/**
 * The outcome of one operation of a task.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface Receipt extends Omit<WithoutNull<Schemas["Receipt"]>, "status" | "error" | "pipelineExecution"> {
  /** The status of a task, or of one of its operations. Other values may be added. Treat unknown values as not final. */
  status: TaskStatus;
  /** The error of a failed operation. */
  error?: ErrorBody;
  /** The pipeline execution that processes the operation. */
  pipelineExecution?: PipelineExecution;
}

/**
 * The status of a task and, if requested, the outcome of each of its operations.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface Task extends Omit<Schemas["Task"], "status" | "receipts"> {
  /** The status of a task, or of one of its operations. Other values may be added. Treat unknown values as not final. */
  status: TaskStatus;
  /** The outcome of each operation, in the order of the operations. Present only with `withReceipts`. */
  receipts?: Receipt[];
}

/**
 * The validity period of an identifier.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type Period = Schemas["Period"];

/**
 * An identifier of the resource in another system.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface Identifier extends Omit<Schemas["Identifier"], "period"> {
  /** The validity period of the identifier. */
  period?: Period;
}

/**
 * Dates and identifiers of a resource.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface Meta extends Omit<Schemas["Meta"], "identifier"> {
  /** The identifiers of the resource in other systems. */
  identifier?: Identifier[];
}

/**
 * A resource that exists only within the context of a top-level resource.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface ContainedResource extends Omit<Schemas["ContainedResource"], "data" | "contained"> {
  /** Dynamic data attributes, based on the type. */
  data?: Data;
  /** The resources contained in this resource, as an array for each key. */
  contained?: Contained;
}

/**
 * The resources contained in this resource, as an array for each key.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type Contained = Record<string, ContainedResource[]>;

/**
 * A stored resource.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface Resource<D extends DataObject = Data> extends Omit<
  Schemas["Resource"],
  "meta" | "data" | "contained"
> {
  /** Dates and identifiers of the resource. */
  meta?: Meta;
  /** Dynamic data attributes, based on the resource type. */
  data: D;
  /** The resources contained in this resource, as an array for each key. */
  contained?: Contained;
}

/**
 * The collection and the status of a purge.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export interface PurgeOperation extends Omit<Schemas["PurgeOperation"], "status"> {
  /** The status of a task, or of one of its operations. Other values may be added. Treat unknown values as not final. */
  status: TaskStatus;
}

/**
 * Response when a task has been executed synchronously and the results are immediately persisted.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface ResourcePersisted<D extends DataObject = Data> extends Omit<
  Schemas["ResourcePersisted"],
  "resource" | "task"
> {
  /** A stored resource. */
  resource: Resource<D>;
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * Response when a task has been accepted for asynchronous processing.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface ResourceAccepted<D extends DataObject = Data> extends Omit<
  Schemas["ResourceAccepted"],
  "resource" | "task"
> {
  /** A stored resource. */
  resource?: Resource<D>;
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * The response to a write of a resource. Its `status` is `PERSISTED` or `ACCEPTED`.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type ResourceSubmission<D extends DataObject = Data> = ResourcePersisted<D> | ResourceAccepted<D>;

/**
 * Response without a resource when a task has been executed synchronously.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export interface TaskPersisted extends Omit<Schemas["TaskPersisted"], "task"> {
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * Response without a resource when a task has been accepted for asynchronous processing.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export interface TaskAccepted extends Omit<Schemas["TaskAccepted"], "task"> {
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * The response to a write that returns no resource. Its `status` is `PERSISTED` or `ACCEPTED`.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type TaskSubmission = TaskPersisted | TaskAccepted;

/**
 * Response when a bulk has been accepted for asynchronous processing.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export interface BulkAccepted extends Omit<Schemas["BulkAccepted"], "task"> {
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * Response when a purge has been accepted for asynchronous processing.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export interface PurgeAccepted extends Omit<Schemas["PurgeAccepted"], "purgeOperation" | "task"> {
  /** The collection and the status of a purge. */
  purgeOperation?: PurgeOperation;
  /** The parsed taskId. */
  task: TaskId;
}
