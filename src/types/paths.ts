import type { operations } from "../generated/types.ts";

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
