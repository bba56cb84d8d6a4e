import type { CallOptions, GetTaskOptions } from "./call-options.ts";
import type { RegistryHttp } from "./registry-http.ts";
import type {
  BulkRequest,
  BulkResult,
  BundleRequest,
  ContainedResourcePath,
  ContainedResourceRequest,
  CreateResourcePath,
  CreateResourceRequest,
  CreateResourceResult,
  Data,
  DataObject,
  GetTaskResult,
  PurgeOperation,
  PurgePath,
  PurgeRequest,
  PurgeResult,
  Resource,
  ResourcePath,
  ResourceResult,
  SourcePath,
  TaskPath,
  TaskSubmissionResult,
  UpsertResourceRequest,
  UpsertResourceResult,
} from "./types/index.ts";

/**
 * A typed client of one workspace's registry: a method for each operation of the contract.
 *
 * Each method throws an error of one family, {@link RegistryError}, of which `outcome` tells whether a write may have happened
 * all the same; only an abort rejects with the signal's own reason, and a key that can't be had with what `apiKey` threw.
 */
export interface RegistryClient {
  /**
   * Creates a resource. Its id is generated unless `body.id` names one.
   *
   * Resolves with what the registry answered, and with `task`, the taskId parsed: `status` is `"PERSISTED"` with the
   * `resource` as it is stored, or `"ACCEPTED"` for a task that runs in the background.
   *
   * A create is sent again only after what surely did not happen, because the registry would create a second resource; to
   * write one that may be sent again at will, see {@link newResourceId}. Throws {@link ApiError} with `ALREADY_EXISTS` for an
   * id that is taken; its `outcome` is `"unknown"` on a platform that may send a request again by itself (Deno, browsers,
   * React Native).
   *
   * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
   */
  createResource<D extends DataObject = Data>(
    path: CreateResourcePath,
    body: CreateResourceRequest<D>,
    options?: CallOptions,
  ): Promise<CreateResourceResult<D>>;

  /**
   * Stores a resource under an id: creates it when there is none, and otherwise replaces the one that there is. It is safe
   * to repeat, and the client repeats it by itself.
   *
   * Resolves as {@link RegistryClient.createResource} does.
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry
   */
  upsertResource<D extends DataObject = Data>(
    path: ResourcePath,
    body: UpsertResourceRequest<D>,
    options?: CallOptions,
  ): Promise<UpsertResourceResult<D>>;

  /**
   * Gives a resource as it is stored. Throws {@link ApiError} with `NOT_FOUND` when there is none.
   *
   * No page of the registry documents it; see the contract for what it was concluded from.
   *
   * @see https://docs.clinia.com/api-reference/resources/retrieve-a-resource-from-a-data-partition
   */
  getResource<D extends DataObject = Data>(path: ResourcePath, options?: CallOptions): Promise<Resource<D>>;

  /**
   * Deletes a resource. Throws {@link ApiError} with `NOT_FOUND` when there is none. Its `outcome` is `"unknown"` when an
   * earlier attempt of the same call may have deleted it, and always on a platform that may send a request again by itself
   * (Deno, browsers, React Native).
   *
   * Resolves with `status`, `"PERSISTED"` or `"ACCEPTED"`, and with the task. A response without a body, such as 204, is
   * `"PERSISTED"` without a taskId.
   *
   * @see https://docs.clinia.com/changelog/behaviour-change-for-registry-apis
   */
  deleteResource(path: ResourcePath, options?: CallOptions): Promise<TaskSubmissionResult>;

  /**
   * Stores a contained resource within another one, under an id: creates it when there is none, and otherwise replaces the one
   * that there is. It is safe to repeat, and the client repeats it by itself.
   *
   * Resolves as {@link RegistryClient.createResource} does; `resource` is the one that contains it.
   *
   * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
   */
  upsertContainedResource<D extends DataObject = Data>(
    path: ContainedResourcePath,
    body: ContainedResourceRequest<D>,
    options?: CallOptions,
  ): Promise<ResourceResult>;

  /**
   * Submits many operations on resources, which are carried out in their order, each on its own: one that fails does not stop
   * the others. The request is checked as a whole first: {@link ApiError} with `INVALID_ARGUMENT` means that none was done.
   *
   * Always accepted as a task: follow it with `waitForTask`. `writeResources` makes bulks of any number of operations.
   *
   * At most 5,000,000,000 bytes as JSON: throws {@link InvalidRequestError} for more. It is sent again only after what surely
   * did not happen.
   *
   * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
   */
  bulkResources<D extends DataObject = Data>(
    path: SourcePath,
    body: BulkRequest<D>,
    options?: CallOptions,
  ): Promise<BulkResult>;

  /**
   * Submits operations on resources and relationships of which either all are carried out or none. Resolves as
   * {@link RegistryClient.deleteResource} does.
   *
   * At most 500,000 bytes as JSON: throws {@link InvalidRequestError} for more. It is sent again only after what surely did not
   * happen. Throws {@link ApiError} with `ALREADY_EXISTS` for an id that is taken and `NOT_FOUND` for a delete of what there is
   * not, whose `outcome` is `"unknown"` on a platform that may send a request again by itself (Deno, browsers, React Native).
   *
   * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
   */
  submitBundle<D extends DataObject = Data>(
    path: SourcePath,
    body: BundleRequest<D>,
    options?: CallOptions,
  ): Promise<TaskSubmissionResult>;

  /**
   * Deletes everything of one profile, relationship definition or object collection of a source. Always accepted as a task,
   * which {@link RegistryClient.getPurge} and `waitForTask` follow. It is sent again only after what surely did not happen.
   *
   * @see https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships
   */
  purgeCollection(path: SourcePath, body: PurgeRequest, options?: CallOptions): Promise<PurgeResult>;

  /**
   * Gives a purge as it stands, with the number of what it has deleted once it is done. Throws {@link ApiError} with `NOT_FOUND`
   * for one that the source does not have.
   *
   * @see https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request
   */
  getPurge(path: PurgePath, options?: CallOptions): Promise<PurgeOperation>;

  /**
   * Looks at a task once. Throws {@link ApiError} with `NOT_FOUND` for one that the source does not have. `waitForTask` looks
   * until it has ended.
   *
   * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
   */
  getTask(path: TaskPath, options?: GetTaskOptions): Promise<GetTaskResult>;

  /** The openapi-fetch client underneath, with the same key, checks, retries and time limits. */
  readonly http: RegistryHttp;
}
