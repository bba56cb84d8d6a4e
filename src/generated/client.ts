// Generated from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change
// the contract and generate again. `npm test` fails if this file does not match the contract.

import type { RegistryHttp } from "../client/http.ts";
import type { CallOptions } from "../client/options.ts";
import type { ProfileEntries, ResourceCheck } from "../resource-check.ts";
import type { TaskId } from "../task-id.ts";
import type { AnyResourceOperation, Checked, ResourceType, TypedBody, TypedPath, TypedResult } from "../typed-data.ts";
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
   * Adds a contained resource to a top-level resource, one level below it. Its id is generated unless the body contains one.
   * The response contains the top-level resource.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The contained resource to create.
   *
   * @example
   * const result = await registry.createContainedResource(
   *   { sourceKey: "ehr-prod", resourceType: "patient", id: "patient-0001", containKey: "contact" },
   *   {
   *     type: "contact",
   *     data: { name: [{ family: "Bouchard", given: ["Agathe"] }], telecom: [{ system: "phone", value: "555-0102" }] },
   *   },
   * );
   *
   * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
   */
  createContainedResource<D extends DataObject = Data>(
    path: CreateContainedResourcePath,
    body: CreateContainedResourceRequest<D>,
    options?: CallOptions,
  ): Promise<CreateContainedResourceResult>;

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
   * Deletes a contained resource, one level below its top-level resource, and the resources that it contains.
   *
   * @example
   * const result = await registry.deleteContainedResource({
   *   sourceKey: "ehr-prod",
   *   resourceType: "patient",
   *   id: "patient-0001",
   *   containKey: "contact",
   *   containedResourceId: "contact-1",
   * });
   *
   * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
   */
  deleteContainedResource(
    path: DeleteContainedResourcePath,
    options?: CallOptions,
  ): Promise<DeleteContainedResourceResult>;

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
   * Returns one page of the records of collections, and a cursor. To read the next page, send the same request with the cursor. 5
   * minutes after the request that returned it, a cursor expires: the response is then `NOT_FOUND`. Retrying is safe.
   *
   * @param body The collections to browse, and the parameters of the browse session.
   *
   * @example
   * const result = await registry.browse(
   *   { sourceKey: "ehr-prod" },
   *   { collectionKeys: ["patient"], params: { perPage: 500 } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
   */
  browse<D extends DataObject = Data>(
    path: BrowsePath,
    body: BrowseRequest,
    options?: CallOptions,
  ): Promise<BrowseResult<D>>;

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
   * Uploads a file, and stores it as an object with a generated id. The response is usually `ACCEPTED`.
   *
   * The body is a form with the file, and with the other fields as JSON in the part
   * [`data`](https://docs.clinia.com/guides/managing-data/historical-import).
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * `timeoutMs` and `deadlineMs` include the upload: pass higher values for a large file or a slow connection. On Node.js,
   * `fs.openAsBlob(path)` opens a file without reading it into memory.
   *
   * @param body The file, and the data and metadata of its object.
   *
   * @example
   * const result = await registry.createObject(
   *   { sourceKey: "ehr-prod", collectionKey: "referrals" },
   *   { file: new File(["The referral of a made-up patient."], "file.txt", { type: "text/plain" }) },
   * );
   *
   * @see https://docs.clinia.com/api-reference/objects/create-an-object
   */
  createObject<D extends DataObject = Data>(
    path: CreateObjectPath,
    body: CreateObjectRequest<D>,
    options?: CreateObjectOptions,
  ): Promise<CreateObjectResult<D>>;

  /**
   * Returns the data and metadata of a stored object, but not the content of its file.
   *
   * @example
   * const result = await registry.getObject({
   *   sourceKey: "ehr-prod",
   *   collectionKey: "referrals",
   *   id: "2wil5EkPs9UvGfLt3RwXcZb1NdQ",
   * });
   *
   * @see https://docs.clinia.com/api-reference/objects/get-an-object-from-the-registry
   */
  getObject<D extends DataObject = Data>(path: GetObjectPath, options?: CallOptions): Promise<GetObjectResult<D>>;

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

  /**
   * Creates a source, or updates the existing one. A source must exist before anything can be written to it. Retrying is safe.
   *
   * @param body The source to store.
   *
   * @example
   * const result = await registry.putSource({ sourceKey: "ehr-prod" }, { type: "registry" });
   *
   * @see https://docs.clinia.com/guides/managing-data/historical-import
   */
  putSource(path: PutSourcePath, body: SourceInput, options?: CallOptions): Promise<PutSourceResult>;

  /**
   * Creates the profile of a resource type, or replaces the existing one. A profile defines the properties of the `data` of its
   * resources, and the rules for them. A changed profile applies [only to later writes](https://docs.clinia.com/explanation/data-model/profiles-relationships).
   * Retrying is safe.
   *
   * @param body The profile to store.
   *
   * @example
   * const result = await registry.putProfile(
   *   { sourceKey: "ehr-prod", profileKey: "patient" },
   *   { properties: { name: { type: "array", items: { type: "humanname" } }, birthDate: { type: "date" } } },
   * );
   *
   * @see https://docs.clinia.com/guides/managing-data/historical-import
   */
  putProfile(path: PutProfilePath, body: ProfileInput, options?: CallOptions): Promise<PutProfileResult>;

  /**
   * Creates the definition of a relationship type, or replaces the existing one. A relationship definition names the profiles of
   * both ends, and defines the properties of the `data` of its relationships. Retrying is safe.
   *
   * @param body The relationship definition to store.
   *
   * @example
   * const result = await registry.putRelationshipDefinition(
   *   { sourceKey: "ehr-prod", relationshipDefinitionKey: "treated-by" },
   *   {
   *     from: { profileKey: "patient", includeKey: "treatedBy", includeCardinality: "0:*" },
   *     to: { profileKey: "practitioner", includeKey: "patients", includeCardinality: "0:*" },
   *     properties: { since: { type: "date" } },
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/relationship-definitions/create-a-relationship-definition-in-the-registry
   */
  putRelationshipDefinition(
    path: PutRelationshipDefinitionPath,
    body: RelationshipDefinitionInput,
    options?: CallOptions,
  ): Promise<PutRelationshipDefinitionResult>;

  /**
   * Returns a collection, with the profile of its records and its ingestion pipeline. The collection key is shared with the profile
   * key or relationship definition key.
   *
   * @example
   * const result = await registry.getCollection({ sourceKey: "ehr-prod", collectionKey: "clinic" });
   *
   * @see https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry
   */
  getCollection(path: GetCollectionPath, options?: CallOptions): Promise<GetCollectionResult>;

  /**
   * Creates a collection with the profile of its records, or updates the existing one. Retrying is safe.
   *
   * @param body The collection to store.
   *
   * @example
   * const result = await registry.putCollection(
   *   { sourceKey: "ehr-prod", collectionKey: "clinic" },
   *   {
   *     type: "resources",
   *     profile: {
   *       description: "A clinic of the made-up village",
   *       properties: { name: { type: "symbol", rules: [{ required: true }] }, about: { type: "markdown" } },
   *     },
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
   */
  putCollection(path: PutCollectionPath, body: CollectionInput, options?: CallOptions): Promise<PutCollectionResult>;

  /**
   * Returns the ingestion pipeline of a collection. Without a query, this is the latest version.
   *
   * @example
   * const result = await registry.getPipeline({ sourceKey: "ehr-prod", collectionKey: "clinic" }, { query: { version: 2 } });
   *
   * @see https://docs.clinia.com/api-reference/collections/get-the-pipeline-definition-of-a-collection
   */
  getPipeline(path: GetPipelinePath, options?: GetPipelineOptions): Promise<GetPipelineResult>;

  /**
   * Stores the ingestion pipeline of a collection. Each call adds a version, such as `clinic.2`. Writes that are in progress finish
   * on the version with which they began. Clinia is still introducing this operation, and gives early access on request.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The pipeline to store.
   *
   * @example
   * const result = await registry.putPipeline(
   *   { sourceKey: "ehr-prod", collectionKey: "clinic" },
   *   {
   *     steps: [
   *       { type: "SEGMENTER", segmenter: { inputProperty: "about", modelId: "clinia-chunk.1", propertyKey: "passages" } },
   *       {
   *         type: "VECTORIZER",
   *         vectorizer: { inputProperty: "about.passages", modelId: "mte-base-knowledge.1", propertyKey: "vector" },
   *       },
   *     ],
   *   },
   * );
   *
   * @see https://docs.clinia.com/explanation/ingestion-pipeline/basics
   */
  putPipeline(path: PutPipelinePath, body: PipelineInput, options?: CallOptions): Promise<PutPipelineResult>;

  /**
   * Returns the status of one execution of an ingestion pipeline, and of each of its steps. A receipt contains its id.
   *
   * @example
   * const result = await registry.getPipelineExecution(
   *   { sourceKey: "ehr-prod", pipelineExecutionId: "2wil4OrVx8DaIo1Nq5TfBu3GySe" },
   *   { query: { withOperationBody: true } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
   */
  getPipelineExecution(
    path: GetPipelineExecutionPath,
    options?: GetPipelineExecutionOptions,
  ): Promise<GetPipelineExecutionResult>;

  /**
   * Returns the status of a bulk of resources. With `withReceipts`, the response also contains the outcome of each operation.
   *
   * @example
   * const result = await registry.getResourceBulk(
   *   { sourceKey: "ehr-prod", bulkId: "bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs" },
   *   { query: { withReceipts: true } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-resource-request
   */
  getResourceBulk(path: GetResourceBulkPath, options?: GetResourceBulkOptions): Promise<GetResourceBulkResult>;

  /**
   * Creates a relationship. Its id consists of the ids of both resources, `{fromID}.{toID}`.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The relationship to create.
   *
   * @example
   * const result = await registry.createRelationship(
   *   { sourceKey: "ehr-prod", relationshipType: "treated-by" },
   *   {
   *     from: { id: "patient-0001", type: "patient" },
   *     to: { id: "practitioner-0001", type: "practitioner" },
   *     data: { since: "2024", notes: ["Made-up referral"] },
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
   */
  createRelationship<D extends DataObject = Data>(
    path: CreateRelationshipPath,
    body: CreateRelationshipRequest<D>,
    options?: CallOptions,
  ): Promise<CreateRelationshipResult<D>>;

  /**
   * Returns a stored relationship.
   *
   * @example
   * const result = await registry.getRelationship({
   *   sourceKey: "ehr-prod",
   *   relationshipType: "treated-by",
   *   id: "patient-0001.practitioner-0001",
   * });
   *
   * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
   */
  getRelationship<D extends DataObject = Data>(
    path: GetRelationshipPath,
    options?: GetRelationshipOptions,
  ): Promise<GetRelationshipResult<D>>;

  /**
   * Deletes a relationship. The two resources remain.
   *
   * @example
   * const result = await registry.deleteRelationship({
   *   sourceKey: "ehr-prod",
   *   relationshipType: "treated-by",
   *   id: "patient-0001.practitioner-0001",
   * });
   *
   * @see https://docs.clinia.com/api-reference/relationships/delete-a-relationship-between-two-resources-in-the-registry
   */
  deleteRelationship(path: DeleteRelationshipPath, options?: CallOptions): Promise<DeleteRelationshipResult>;

  /**
   * Applies a list of changes to the `data` of a relationship, in the given order. A retry may apply them twice: for example,
   * it would append an item to an array again.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The changes.
   *
   * @example
   * const result = await registry.updateRelationship(
   *   { sourceKey: "ehr-prod", relationshipType: "treated-by", id: "patient-0001.practitioner-0001" },
   *   [
   *     { op: "replace", path: "/since", value: "2023" },
   *     { op: "add", path: "/notes/-", value: "Made-up follow-up" },
   *   ],
   * );
   *
   * @see https://docs.clinia.com/api-reference/relationships/update-a-relationship-between-two-resources-in-the-registry
   */
  updateRelationship<D extends DataObject = Data>(
    path: UpdateRelationshipPath,
    body: RelationshipPatch,
    options?: CallOptions,
  ): Promise<UpdateRelationshipResult<D>>;

  /**
   * Applies many operations on relationships, in the given order. Actions and types can be mixed.
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
   * const result = await registry.bulkRelationships(
   *   { sourceKey: "ehr-prod" },
   *   {
   *     operations: [
   *       {
   *         action: "CREATE",
   *         create: { type: "parent-of", from: { id: "p-1", type: "patient" }, to: { id: "p-2", type: "patient" } },
   *       },
   *       {
   *         action: "UPSERT",
   *         upsert: { type: "parent-of", from: { id: "p-1", type: "patient" }, to: { id: "p-3", type: "patient" } },
   *       },
   *       { action: "DELETE", delete: { id: "p-4.p-3", type: "parent-of" } },
   *     ],
   *   },
   * );
   *
   * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
   */
  bulkRelationships(
    path: BulkRelationshipsPath,
    body: RelationshipBulkRequest,
    options?: CallOptions,
  ): Promise<BulkRelationshipsResult>;

  /**
   * Returns the status of a bulk of relationships. With `withReceipts`, the response also contains the outcome of each operation.
   *
   * @example
   * const result = await registry.getRelationshipBulk(
   *   { sourceKey: "ehr-prod", bulkId: "bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs" },
   *   { query: { withReceipts: true } },
   * );
   *
   * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
   */
  getRelationshipBulk(
    path: GetRelationshipBulkPath,
    options?: GetRelationshipBulkOptions,
  ): Promise<GetRelationshipBulkResult>;

  /** The underlying openapi-fetch client, with the same API key, checks, retries and time limits as the methods. */
  readonly http: RegistryHttp;
}

/**
 * A client whose resources have the types of profiles: see {@link createRegistryClient}. `P` maps resource types to their
 * {@link ProfileEntry}. A type without a profile, or a string that is not known at compile time, has plain {@link Data}.
 *
 * Write the path of a call inline, or with `as const`: in a variable, TypeScript widens `resourceType` to `string`.
 */
export interface TypedRegistryClient<P extends ProfileEntries<P>> extends Omit<
  RegistryClient,
  | "createResource"
  | "getResource"
  | "upsertResource"
  | "createContainedResource"
  | "upsertContainedResource"
  | "bulkResources"
  | "browse"
  | "submitBundle"
> {
  /**
   * Creates a resource. Its id is generated unless the body contains one.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The resource to create.
   *
   * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
   */
  createResource<T extends ResourceType<P>>(
    path: TypedPath<CreateResourcePath, T>,
    body: TypedBody<CreateResourceRequest, P, T>,
    options?: CallOptions,
  ): Promise<TypedResult<CreateResourceResult, P, T>>;

  /**
   * Returns a stored resource.
   *
   * @see https://docs.clinia.com/api-reference/resources/retrieve-a-resource-from-a-data-partition
   */
  getResource<T extends ResourceType<P>>(
    path: TypedPath<GetResourcePath, T>,
    options?: CallOptions,
  ): Promise<TypedResult<GetResourceResult, P, T>>;

  /**
   * Creates the resource with the id in the path, or replaces the existing one. Retrying is safe.
   *
   * @param body The resource to store.
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
   */
  upsertResource<T extends ResourceType<P>>(
    path: TypedPath<UpsertResourcePath, T>,
    body: TypedBody<UpsertResourceRequest, P, T>,
    options?: CallOptions,
  ): Promise<TypedResult<UpsertResourceResult, P, T>>;

  /**
   * Adds a contained resource to a top-level resource, one level below it. Its id is generated unless the body contains one.
   * The response contains the top-level resource.
   *
   * The client retries this operation only when the request was certainly not executed.
   *
   * @param body The contained resource to create.
   *
   * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
   */
  createContainedResource<T extends ResourceType<P>, C extends ResourceType<P>>(
    path: TypedPath<CreateContainedResourcePath, T>,
    body: TypedBody<CreateContainedResourceRequest, P, C> & { type: C },
    options?: CallOptions,
  ): Promise<TypedResult<CreateContainedResourceResult, P, T>>;

  /**
   * Creates or replaces the contained resource. Retrying is safe. The response contains the top-level resource.
   *
   * @param body The contained resource to store.
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
   */
  upsertContainedResource<T extends ResourceType<P>, C extends ResourceType<P>>(
    path: TypedPath<UpsertContainedResourcePath, T>,
    body: TypedBody<UpsertContainedResourceRequest, P, C> & { type: C },
    options?: CallOptions,
  ): Promise<TypedResult<UpsertContainedResourceResult, P, T>>;

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
   * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
   */
  bulkResources<O extends readonly AnyResourceOperation[] | []>(
    path: BulkResourcesPath,
    body: Omit<BulkRequest, "operations"> & { operations: Checked<P, O> },
    options?: CallOptions,
  ): Promise<BulkResourcesResult>;

  /**
   * Returns one page of the records of collections, and a cursor. To read the next page, send the same request with the cursor. 5
   * minutes after the request that returned it, a cursor expires: the response is then `NOT_FOUND`. Retrying is safe.
   *
   * @param body The collections to browse, and the parameters of the browse session.
   *
   * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
   */
  browse<T extends ResourceType<P>>(
    path: BrowsePath,
    body: Omit<BrowseRequest, "collectionKeys"> & { collectionKeys: readonly T[] },
    options?: CallOptions,
  ): Promise<TypedResult<BrowseResult, P, T>>;

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
   * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
   */
  submitBundle<O extends readonly AnyResourceOperation[] | []>(
    path: SubmitBundlePath,
    body: Omit<BundleRequest, "resourceOperations"> & { resourceOperations: Checked<P, O> },
    options?: CallOptions,
  ): Promise<SubmitBundleResult>;

  /** The checks of the profiles: for example, `registry.profiles.check("patient", { data })`. */
  readonly profiles: ResourceCheck<P>;
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
 * The path parameters of {@link RegistryClient.createContainedResource}.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type CreateContainedResourcePath = operations["createContainedResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.createContainedResource}.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type CreateContainedResourceResult = ResourceSubmission;

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
 * The path parameters of {@link RegistryClient.deleteContainedResource}.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type DeleteContainedResourcePath = operations["deleteContainedResource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.deleteContainedResource}.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export type DeleteContainedResourceResult = TaskSubmission;

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
 * The path parameters of {@link RegistryClient.browse}.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export type BrowsePath = operations["browse"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.browse}.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export type BrowseResult<D extends DataObject = Data> = BrowsePage<D>;

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
 * The path parameters of {@link RegistryClient.createObject}.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export type CreateObjectPath = operations["createObject"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.createObject}.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export interface CreateObjectOptions extends CallOptions {
  /** The name of the form field with the file, which Clinia's documentation does not mention. Default: `file`. */
  fileField?: string | undefined;
}

/**
 * The result of {@link RegistryClient.createObject}.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export type CreateObjectResult<D extends DataObject = Data> = ObjectSubmission<D>;

/**
 * The path parameters of {@link RegistryClient.getObject}.
 *
 * @see https://docs.clinia.com/api-reference/objects/get-an-object-from-the-registry
 */
export type GetObjectPath = operations["getObject"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.getObject}.
 *
 * @see https://docs.clinia.com/api-reference/objects/get-an-object-from-the-registry
 */
export type GetObjectResult<D extends DataObject = Data> = RegistryObject<D>;

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
 * The path parameters of {@link RegistryClient.putSource}.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PutSourcePath = operations["putSource"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.putSource}.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PutSourceResult = Source;

/**
 * The path parameters of {@link RegistryClient.putProfile}.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PutProfilePath = operations["putProfile"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.putProfile}.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PutProfileResult = Profile;

/**
 * The path parameters of {@link RegistryClient.putRelationshipDefinition}.
 *
 * @see https://docs.clinia.com/api-reference/relationship-definitions/create-a-relationship-definition-in-the-registry
 */
export type PutRelationshipDefinitionPath = operations["putRelationshipDefinition"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.putRelationshipDefinition}.
 *
 * @see https://docs.clinia.com/api-reference/relationship-definitions/create-a-relationship-definition-in-the-registry
 */
export type PutRelationshipDefinitionResult = RelationshipDefinition;

/**
 * The path parameters of {@link RegistryClient.getCollection}.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry
 */
export type GetCollectionPath = operations["getCollection"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.getCollection}.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry
 */
export type GetCollectionResult = Collection;

/**
 * The path parameters of {@link RegistryClient.putCollection}.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
 */
export type PutCollectionPath = operations["putCollection"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.putCollection}.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
 */
export type PutCollectionResult = Collection;

/**
 * The path parameters of {@link RegistryClient.getPipeline}.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-the-pipeline-definition-of-a-collection
 */
export type GetPipelinePath = operations["getPipeline"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.getPipeline}.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-the-pipeline-definition-of-a-collection
 */
export interface GetPipelineOptions extends CallOptions {
  /** The query parameters. */
  query?: operations["getPipeline"]["parameters"]["query"];
}

/**
 * The result of {@link RegistryClient.getPipeline}.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-the-pipeline-definition-of-a-collection
 */
export type GetPipelineResult = Pipeline;

/**
 * The path parameters of {@link RegistryClient.putPipeline}.
 *
 * @see https://docs.clinia.com/explanation/ingestion-pipeline/basics
 */
export type PutPipelinePath = operations["putPipeline"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.putPipeline}.
 *
 * @see https://docs.clinia.com/explanation/ingestion-pipeline/basics
 */
export type PutPipelineResult = StoredPipeline;

/**
 * The path parameters of {@link RegistryClient.getPipelineExecution}.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export type GetPipelineExecutionPath = operations["getPipelineExecution"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.getPipelineExecution}.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export interface GetPipelineExecutionOptions extends CallOptions {
  /** The query parameters. */
  query?: operations["getPipelineExecution"]["parameters"]["query"];
}

/**
 * The result of {@link RegistryClient.getPipelineExecution}.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export type GetPipelineExecutionResult = PipelineExecutionDetails;

/**
 * The path parameters of {@link RegistryClient.getResourceBulk}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-resource-request
 */
export type GetResourceBulkPath = operations["getResourceBulk"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.getResourceBulk}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-resource-request
 */
export interface GetResourceBulkOptions extends CallOptions {
  /** The query parameters. */
  query?: operations["getResourceBulk"]["parameters"]["query"];
}

/**
 * The result of {@link RegistryClient.getResourceBulk}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-resource-request
 */
export type GetResourceBulkResult = BulkResult;

/**
 * The path parameters of {@link RegistryClient.createRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export type CreateRelationshipPath = operations["createRelationship"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.createRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export type CreateRelationshipResult<D extends DataObject = Data> = RelationshipSubmission<D>;

/**
 * The path parameters of {@link RegistryClient.getRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export type GetRelationshipPath = operations["getRelationship"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.getRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export interface GetRelationshipOptions extends CallOptions {
  /** The query parameters. */
  query?: operations["getRelationship"]["parameters"]["query"];
}

/**
 * The result of {@link RegistryClient.getRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export type GetRelationshipResult<D extends DataObject = Data> = Relationship<D>;

/**
 * The path parameters of {@link RegistryClient.deleteRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/delete-a-relationship-between-two-resources-in-the-registry
 */
export type DeleteRelationshipPath = operations["deleteRelationship"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.deleteRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/delete-a-relationship-between-two-resources-in-the-registry
 */
export type DeleteRelationshipResult = TaskSubmission;

/**
 * The path parameters of {@link RegistryClient.updateRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/update-a-relationship-between-two-resources-in-the-registry
 */
export type UpdateRelationshipPath = operations["updateRelationship"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.updateRelationship}.
 *
 * @see https://docs.clinia.com/api-reference/relationships/update-a-relationship-between-two-resources-in-the-registry
 */
export type UpdateRelationshipResult<D extends DataObject = Data> = RelationshipSubmission<D>;

/**
 * The path parameters of {@link RegistryClient.bulkRelationships}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export type BulkRelationshipsPath = operations["bulkRelationships"]["parameters"]["path"];

/**
 * The result of {@link RegistryClient.bulkRelationships}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export type BulkRelationshipsResult = BulkAccepted;

/**
 * The path parameters of {@link RegistryClient.getRelationshipBulk}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export type GetRelationshipBulkPath = operations["getRelationshipBulk"]["parameters"]["path"];

/**
 * The options of {@link RegistryClient.getRelationshipBulk}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export interface GetRelationshipBulkOptions extends CallOptions {
  /** The query parameters. */
  query?: operations["getRelationshipBulk"]["parameters"]["query"];
}

/**
 * The result of {@link RegistryClient.getRelationshipBulk}.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export type GetRelationshipBulkResult = BulkResult;

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
 * A contained resource to create under the key in the path.
 *
 * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
 */
export interface CreateContainedResourceRequest<D extends DataObject = Data> extends Omit<
  Schemas["CreateContainedResourceRequest"],
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
 * A relationship to create between two resources.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export interface CreateRelationshipRequest<D extends DataObject = Data> extends Omit<
  Schemas["CreateRelationshipRequest"],
  "from" | "to" | "data" | "meta"
> {
  /** The resource at one end of a relationship. */
  from: RelationshipEnd;
  /** The resource at one end of a relationship. */
  to: RelationshipEnd;
  /** Dynamic data attributes, based on the relationship definition. */
  data?: D | undefined;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
}

/**
 * The changes to a relationship, in the order in which they are applied.
 *
 * @see https://docs.clinia.com/api-reference/relationships/update-a-relationship-between-two-resources-in-the-registry
 */
export type RelationshipPatch = readonly RelationshipChange[];

/**
 * One change to the `data` of a relationship.
 *
 * @see https://docs.clinia.com/api-reference/relationships/update-a-relationship-between-two-resources-in-the-registry
 */
export type RelationshipChange = Schemas["RelationshipChange"];

/**
 * Operations on relationships, each independent of the others.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-relationship-request
 */
export interface RelationshipBulkRequest extends Omit<Schemas["RelationshipBulkRequest"], "operations"> {
  /** The operations, in the order in which they are applied. */
  operations: readonly RelationshipOperation[];
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
  /** The resource at one end of a relationship. */
  from: RelationshipEnd;
  /** The resource at one end of a relationship. */
  to: RelationshipEnd;
  /** Dynamic data attributes, based on the type. */
  data?: Data | undefined;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
}

/**
 * The resource at one end of a relationship.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type RelationshipEnd = Schemas["RelationshipEnd"];

/**
 * The relationship to delete. Its id consists of the ids of both ends, `{fromID}.{toID}`.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type RelationshipToDelete = Schemas["RelationshipToDelete"];

/**
 * A file to store as an object, with the data and metadata of the object.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export interface CreateObjectRequest<D extends DataObject = Data> extends ObjectInput<D> {
  /** The file. */
  file: Blob;
}

/**
 * The data and metadata of an object.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export interface ObjectInput<D extends DataObject = Data> extends Omit<Schemas["ObjectInput"], "data" | "meta"> {
  /** Dynamic data attributes, based on the resource type. */
  data?: D | undefined;
  /** Dates and identifiers of a resource imported from another system. */
  meta?: MetaInput | undefined;
}

/**
 * The collection to purge.
 *
 * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
 */
export type PurgeRequest = Schemas["PurgeRequest"];

/**
 * A source to store.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type SourceInput = Schemas["SourceInput"];

/**
 * A profile to store.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export interface ProfileInput extends Omit<Schemas["ProfileInput"], "properties" | "contained"> {
  /** The properties by their keys. */
  properties: PropertyDefinitionsInput;
  /** The contained resources by their keys. */
  contained?: ContainedDefinitionsInput | undefined;
}

/**
 * The properties by their keys.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PropertyDefinitionsInput = Record<string, PropertyDefinitionInput>;

/**
 * The definition of one property. It may contain fields that are not described here.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export interface PropertyDefinitionInput extends Omit<
  Schemas["PropertyDefinitionInput"],
  "type" | "description" | "rules" | "items" | "properties" | "binding"
> {
  /**
   * The [data type](https://docs.clinia.com/explanation/data-types/base-types) of a property. `symbol` is a string, and `code` is a
   * string from a set of codes. The type of an array's items is in `items`, and the properties of an object are in `properties`.
   */
  type: PropertyType;
  /** Description of the property. */
  description?: Schemas["PropertyDefinitionInput"]["description"] | undefined;
  /**
   * The [rules](https://docs.clinia.com/explanation/field-validation/basic) for values, evaluated in order. A rule of an array
   * is for the array itself. Rules in `items` are for each item. Objects and complex types support only `required`.
   */
  rules?: readonly PropertyRuleInput[] | undefined;
  /** The definition of one property. It may contain fields that are not described here. */
  items?: PropertyDefinitionInput | undefined;
  /** The properties by their keys. */
  properties?: PropertyDefinitionsInput | undefined;
  /** Binds a `code` or `coding` to a [vocabulary](https://docs.clinia.com/explanation/field-validation/vocabulary). */
  binding?: BindingInput | undefined;
}

/**
 * The [data type](https://docs.clinia.com/explanation/data-types/base-types) of a property. `symbol` is a string, and `code` is a
 * string from a set of codes. The type of an array's items is in `items`, and the properties of an object are in `properties`.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-a-collection-in-the-mdm
 */
export type PropertyType = Schemas["PropertyType"];

/**
 * A rule for the values of a property.
 *
 * @see https://docs.clinia.com/explanation/field-validation/basic
 */
export type PropertyRuleInput = Schemas["PropertyRuleInput"];

/**
 * Binds a `code` or `coding` to a [vocabulary](https://docs.clinia.com/explanation/field-validation/vocabulary).
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type BindingInput = Schemas["BindingInput"];

/**
 * The number of values: `0:1` at most one, `1:1` exactly one, `0:*` any number, `1:*` at least one.
 *
 * @see https://docs.clinia.com/explanation/field-validation/advanced
 */
export type Cardinality = Schemas["Cardinality"];

/**
 * The contained resources by their keys.
 *
 * @see https://clinia.readme.io/docs/managing-profiles
 */
export type ContainedDefinitionsInput = Record<string, ContainedDefinitionInput>;

/**
 * The resources that may be contained under one key.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export interface ContainedDefinitionInput extends Omit<Schemas["ContainedDefinitionInput"], "cardinality"> {
  /** The number of values: `0:1` at most one, `1:1` exactly one, `0:*` any number, `1:*` at least one. */
  cardinality: Cardinality;
}

/**
 * A relationship definition to store.
 *
 * @see https://docs.clinia.com/api-reference/relationship-definitions/create-a-relationship-definition-in-the-registry
 */
export interface RelationshipDefinitionInput extends Omit<
  Schemas["RelationshipDefinitionInput"],
  "from" | "to" | "properties"
> {
  /** The profile at one end of a relationship, and the name of the relationship as seen from this end. */
  from: RelationshipDefinitionEndInput;
  /** The profile at one end of a relationship, and the name of the relationship as seen from this end. */
  to: RelationshipDefinitionEndInput;
  /** The properties by their keys. */
  properties?: PropertyDefinitionsInput | undefined;
}

/**
 * The profile at one end of a relationship, and the name of the relationship as seen from this end.
 *
 * @see https://clinia.readme.io/docs/defining-relationships-between-profiles
 */
export interface RelationshipDefinitionEndInput extends Omit<
  Schemas["RelationshipDefinitionEndInput"],
  "includeCardinality"
> {
  /** The number of values: `0:1` at most one, `1:1` exactly one, `0:*` any number, `1:*` at least one. */
  includeCardinality: Cardinality;
}

/**
 * A collection to store. Its `type` is `resources`, `relationships` or `objects`.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
 */
export type CollectionInput = RecordCollectionInput | ObjectCollectionInput;

/**
 * A collection of resources or relationships.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
 */
export interface RecordCollectionInput extends Omit<Schemas["RecordCollectionInput"], "profile"> {
  /** The profile of the collection. */
  profile: CollectionProfileInput;
}

/**
 * The profile of the collection.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
 */
export interface CollectionProfileInput extends Omit<Schemas["CollectionProfileInput"], "properties" | "contained"> {
  /** The properties by their keys. */
  properties: PropertyDefinitionsInput;
  /** The contained resources by their keys. */
  contained?: ContainedDefinitionsInput | undefined;
}

/**
 * A collection of objects, which are files.
 *
 * @see https://docs.clinia.com/guides/how-to/file-ingestion-ocr
 */
export interface ObjectCollectionInput extends Omit<Schemas["ObjectCollectionInput"], "objectDefinition"> {
  /** The properties of the `data` of the objects. */
  objectDefinition: ObjectDefinitionInput;
}

/**
 * The properties of the `data` of the objects.
 *
 * @see https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection
 */
export interface ObjectDefinitionInput extends Omit<Schemas["ObjectDefinitionInput"], "properties"> {
  /** The properties by their keys. */
  properties: PropertyDefinitionsInput;
}

/**
 * A pipeline to store.
 *
 * @see https://docs.clinia.com/explanation/ingestion-pipeline/basics
 */
export interface PipelineInput extends Omit<Schemas["PipelineInput"], "steps"> {
  /** The steps, in the order in which they run. A step that fails stops the pipeline, and the write fails. */
  steps: readonly PipelineStepInput[];
}

/**
 * One step of a pipeline. The field named after its type contains the settings of the step, such as `segmenter`. It may contain
 * fields that are not described here.
 *
 * @see https://docs.clinia.com/explanation/ingestion-pipeline/built-in-processors
 */
export interface PipelineStepInput extends Omit<
  Schemas["PipelineStepInput"],
  "type" | "segmenter" | "vectorizer" | "opticalCharacterRecognition" | "trigger"
> {
  /** The kind of the step. Other kinds exist. */
  type: Schemas["PipelineStepInput"]["type"];
  /** Splits long text into passages: `inputProperty`, `modelId`, `propertyKey` and `propertyDescription`. */
  segmenter?: Schemas["PipelineStepInput"]["segmenter"] | undefined;
  /** Turns text into a vector: `inputProperty`, `modelId`, `propertyKey`, `dimensions` and `propertyDescription`. */
  vectorizer?: Schemas["PipelineStepInput"]["vectorizer"] | undefined;
  /** Reads the text of a file, for a collection of objects: `propertyKey` and `propertyDescription`. */
  opticalCharacterRecognition?: Schemas["PipelineStepInput"]["opticalCharacterRecognition"] | undefined;
  /** The condition under which the step runs, such as `type: OPERATOR` with an `operator`. */
  trigger?: Schemas["PipelineStepInput"]["trigger"] | undefined;
}

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
 * The collections to browse, and the parameters of the browse session.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export interface BrowseRequest extends Omit<Schemas["BrowseRequest"], "params"> {
  /** Parameters to initiate a browse session. This object can contain a filter, a sort, and the number of results to return per page. */
  params?: BrowseParams | undefined;
}

/**
 * Parameters to initiate a browse session. This object can contain a filter, a sort, and the number of results to return per page.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export interface BrowseParams extends Omit<Schemas["BrowseParams"], "properties"> {
  /**
   * [The properties of each record](https://docs.clinia.com/docs/browse-api) to return: top-level ones, or nested ones such as
   * `data.name`, also of contained resources.
   */
  properties?: BrowseProperties | undefined;
}

/**
 * [The properties of each record](https://docs.clinia.com/docs/browse-api) to return: top-level ones, or nested ones such as
 * `data.name`, also of contained resources.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export type BrowseProperties = Schemas["BrowseProperties"];

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
 * The status of a bulk and, if requested, the outcome of each of its operations.
 *
 * @see https://docs.clinia.com/api-reference/bulk/get-the-result-of-a-bulk-resource-request
 */
export interface BulkResult extends Omit<Schemas["BulkResult"], "status" | "receipts"> {
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
 * One page of a browse session.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export interface BrowsePage<D extends DataObject = Data> extends Omit<Schemas["BrowsePage"], "hits" | "meta"> {
  /** The records of this page. */
  hits: BrowseHit<D>[];
  /** Metadata about the browse session. */
  meta: BrowseMeta;
}

/**
 * A record that was found.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export interface BrowseHit<D extends DataObject = Data> extends Omit<WithoutNull<Schemas["BrowseHit"]>, "resource"> {
  /** The stored resource. */
  resource?: Resource<D>;
}

/**
 * The cursor, and the total number of results available in the browse session.
 *
 * @see https://docs.clinia.com/api-reference/browse/browse-accross-resource-or-relationship-collections-in-the-registry
 */
export type BrowseMeta = Schemas["BrowseMeta"];

/**
 * The metadata of a file.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export type FileMeta = Schemas["FileMeta"];

/**
 * A resource that represents a stored file.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export interface RegistryObject<D extends DataObject = Data> extends Omit<
  Schemas["RegistryObject"],
  "meta" | "data" | "fileMeta"
> {
  /** Dates and identifiers of the object. */
  meta?: Meta;
  /** Dynamic data attributes of the object. */
  data?: D;
  /** The metadata of the file. */
  fileMeta?: FileMeta;
}

/**
 * The resource at one end of a stored relationship.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export type RelatedResource = Schemas["RelatedResource"];

/**
 * A stored relationship between two resources.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export interface Relationship<D extends DataObject = Data> extends Omit<
  WithoutNull<Schemas["Relationship"]>,
  "from" | "to" | "data" | "meta"
> {
  /** The resource at one end of a stored relationship. */
  from: RelatedResource;
  /** The resource at one end of a stored relationship. */
  to: RelatedResource;
  /** Dynamic data attributes, based on the relationship definition. */
  data: D;
  /** Dates and identifiers of the relationship. */
  meta?: Meta;
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
 * A stored source.
 *
 * @see https://docs.clinia.com/explanation/sources/data-source
 */
export type Source = Schemas["Source"];

/**
 * A stored profile.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export interface Profile extends Omit<Schemas["Profile"], "properties" | "contained"> {
  /** The properties by their keys. */
  properties?: PropertyDefinitions;
  /** The contained resources by their keys. */
  contained?: Record<string, ContainedDefinition>;
}

/**
 * The properties by their keys.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PropertyDefinitions = Record<string, PropertyDefinition>;

/**
 * The definition of one property.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export interface PropertyDefinition extends Omit<
  WithoutNull<Schemas["PropertyDefinition"]>,
  "rules" | "items" | "properties"
> {
  /** The rules for values, evaluated in order. */
  rules?: PropertyRule[];
  /** The definition of each item of an array. */
  items?: PropertyDefinition;
  /** The properties by their keys. */
  properties?: PropertyDefinitions;
}

/**
 * A rule for the values of a property.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type PropertyRule = WithoutNull<Schemas["PropertyRule"]>;

/**
 * The resources that may be contained under one key.
 *
 * @see https://docs.clinia.com/guides/managing-data/historical-import
 */
export type ContainedDefinition = WithoutNull<Schemas["ContainedDefinition"]>;

/**
 * A stored relationship definition.
 *
 * @see https://docs.clinia.com/api-reference/relationship-definitions/create-a-relationship-definition-in-the-registry
 */
export interface RelationshipDefinition extends Omit<Schemas["RelationshipDefinition"], "from" | "to" | "properties"> {
  /** The profile at one end of a relationship, and the name of the relationship as seen from this end. */
  from: RelationshipDefinitionEnd;
  /** The profile at one end of a relationship, and the name of the relationship as seen from this end. */
  to: RelationshipDefinitionEnd;
  /** The properties by their keys. */
  properties: PropertyDefinitions;
}

/**
 * The profile at one end of a relationship, and the name of the relationship as seen from this end.
 *
 * @see https://docs.clinia.com/api-reference/relationship-definitions/create-a-relationship-definition-in-the-registry
 */
export type RelationshipDefinitionEnd = Schemas["RelationshipDefinitionEnd"];

/**
 * A collection is a container for searchable documents, either resources or relationships. It may also contain an ingestion
 * pipeline that specifies additional processing of the documents.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry
 */
export interface Collection extends Omit<Schemas["Collection"], "profile" | "objectDefinition" | "pipeline"> {
  /** The profile of the collection. */
  profile?: Profile;
  /** The properties of the `data` of the objects. */
  objectDefinition?: Profile;
  /** The ingestion pipeline of the collection. */
  pipeline?: Pipeline;
}

/**
 * Configuration of a pipeline that can be executed on data ingestion. Each step will be executed with the ingested data if the
 * triggers match. These steps are executed before the data is persisted in the datasource and they are done async.
 *
 * @see https://docs.clinia.com/explanation/ingestion-pipeline/basics
 */
export interface Pipeline extends Omit<Schemas["Pipeline"], "steps"> {
  /** List of steps to evaluate and execute on ingested data before persistence. */
  steps: PipelineSteps;
}

/**
 * The stored version of a pipeline.
 *
 * @see https://docs.clinia.com/explanation/ingestion-pipeline/basics
 */
export interface StoredPipeline extends Omit<Schemas["StoredPipeline"], "steps"> {
  /** List of steps to evaluate and execute on ingested data before persistence. */
  steps?: PipelineSteps;
}

/**
 * List of steps to evaluate and execute on ingested data before persistence.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry
 */
export type PipelineSteps = PipelineStep[];

/**
 * One step of a pipeline. The field named after its type contains the settings of the step.
 *
 * @see https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry
 */
export type PipelineStep = WithoutNull<Schemas["PipelineStep"]>;

/**
 * One execution of an ingestion pipeline, with its steps and its operation.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export interface PipelineExecutionDetails extends Omit<
  Schemas["PipelineExecutionDetails"],
  "steps" | "operation" | "processedOperation"
> {
  /** The steps, in the order in which they run. */
  steps?: PipelineExecutionStep[];
  /** The operation that triggered the execution. */
  operation?: PipelineOperation;
  /** The operation after the processing. Present only with `withOperationBody`. */
  processedOperation?: PipelineOperation;
}

/**
 * The outcome of one step of a pipeline execution.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export interface PipelineExecutionStep extends Omit<Schemas["PipelineExecutionStep"], "error" | "decision"> {
  /** The error of a failed step. */
  error?: ErrorBody;
  /** The decision of a reviewer. */
  decision?: PipelineDecision;
}

/**
 * The decision of a reviewer about one step.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export type PipelineDecision = WithoutNull<Schemas["PipelineDecision"]>;

/**
 * The operation of a pipeline execution.
 *
 * @see https://docs.clinia.com/api-reference/pipeline-executions/get-a-pipeline-execution
 */
export type PipelineOperation = WithoutNull<Schemas["PipelineOperation"]>;

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
 * Response when an object has been created synchronously.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export interface ObjectPersisted<D extends DataObject = Data> extends Omit<
  Schemas["ObjectPersisted"],
  "object" | "task"
> {
  /** A resource that represents a stored file. */
  object: RegistryObject<D>;
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * Response when the creation of an object has been accepted for asynchronous processing.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export interface ObjectAccepted<D extends DataObject = Data> extends Omit<
  Schemas["ObjectAccepted"],
  "object" | "task"
> {
  /** A resource that represents a stored file. */
  object?: RegistryObject<D>;
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * The response to the creation of an object. Its `status` is `PERSISTED` or `ACCEPTED`.
 *
 * @see https://docs.clinia.com/api-reference/objects/create-an-object
 */
export type ObjectSubmission<D extends DataObject = Data> = ObjectPersisted<D> | ObjectAccepted<D>;

/**
 * Response when a task has been executed synchronously and the results are immediately persisted.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export interface RelationshipPersisted<D extends DataObject = Data> extends Omit<
  Schemas["RelationshipPersisted"],
  "relationship" | "task"
> {
  /** A stored relationship between two resources. */
  relationship: Relationship<D>;
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * Response when a task has been accepted for asynchronous processing.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export interface RelationshipAccepted<D extends DataObject = Data> extends Omit<
  Schemas["RelationshipAccepted"],
  "relationship" | "task"
> {
  /** A stored relationship between two resources. */
  relationship?: Relationship<D>;
  /** The parsed taskId. */
  task: TaskId;
}

/**
 * The response to a write of a relationship. Its `status` is `PERSISTED` or `ACCEPTED`.
 *
 * @see https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry
 */
export type RelationshipSubmission<D extends DataObject = Data> = RelationshipPersisted<D> | RelationshipAccepted<D>;

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
