import type { CreateOperation, DeleteOperation, ResourceToCreate, UpsertOperation } from "../generated/client.ts";
import type { Data, DataObject } from "../types.ts";

type More = Pick<ResourceToCreate, "meta" | "contained">;

/**
 * Returns an operation that creates a resource. With `undefined` as the id, the registry generates it. A function, because TypeScript
 * does not narrow an operation that is built in steps by its `action`.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function createOperation<D extends DataObject = Data>(
  type: string,
  id: string | undefined,
  data: D,
  more: More = {},
): CreateOperation<D> {
  return { action: "CREATE", create: { ...more, type, id, data } };
}

/**
 * Returns an operation that creates a resource under an id, or replaces the one that exists.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function upsertOperation<D extends DataObject = Data>(
  type: string,
  id: string,
  data: D,
  more: More = {},
): UpsertOperation<D> {
  return { action: "UPSERT", upsert: { ...more, type, id, data } };
}

/**
 * Returns an operation that deletes a resource.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function deleteOperation(type: string, id: string): DeleteOperation {
  return { action: "DELETE", delete: { type, id } };
}
