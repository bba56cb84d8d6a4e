import type { components } from "../generated/types.ts";
import type { Data, DataObject } from "./resources.ts";

type Schemas = components["schemas"];

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
 * Operations that are carried out all together or not at all: those on resources first, then those on relationships.
 *
 * The tokens `@rootId`, `@rootId1`, `@rootId2` and so on stand for the ids of resources that the bundle creates.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export interface BundleRequest<D extends DataObject = Data> {
  /** The operations on resources, one for each resource. */
  resourceOperations: readonly ResourceOperation<D>[];
  /** The operations on relationships, one for each relationship. Default: none. */
  relationshipOperations?: readonly RelationshipOperation[];
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
 * One operation on a relationship: `action` names it, and the field that it comes in.
 *
 * @see https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed
 */
export type RelationshipOperation = Schemas["RelationshipOperation"];
