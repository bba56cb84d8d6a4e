import type { components } from "../generated/types.ts";
import type { Data, DataObject } from "./resources.ts";

type Schemas = components["schemas"];

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
 * Contained resources to send, as an array per key of the profile.
 *
 * @see https://clinia.readme.io/docs/send-data-to-the-registry
 */
export type ContainedInput = Schemas["ContainedInput"];

/**
 * A contained resource to send. Only `type` and `data` are required.
 *
 * @see https://clinia.readme.io/docs/send-data-to-the-registry
 */
export type ContainedResourceInput = Schemas["ContainedResourceInput"];
