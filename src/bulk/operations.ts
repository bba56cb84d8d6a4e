import type { CreateOperation, DeleteOperation, ResourceToCreate, UpsertOperation } from "../generated/client.ts";
import type { Data, DataObject } from "../types.ts";

// Functions, because TypeScript does not narrow an operation by its `action` when it is built in steps.

type More = Pick<ResourceToCreate, "meta" | "contained">;

/**
 * Returns an operation that creates a resource.
 *
 * @param type The resource type.
 * @param id The id; `undefined` if the registry should generate it.
 * @param data The data itself, not `{ data }`.
 * @param more `meta` and `contained` of the resource.
 *
 * @example
 * const operation = createOperation("patient", undefined, { name: [{ family: "Tremblay" }] });
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function createOperation<D extends DataObject = Data, Type extends string = string>(
  type: Type,
  id: string | undefined,
  data: D,
  more: More = {},
): CreateOperation<D> & { create: { type: Type } } {
  return { action: "CREATE", create: { ...more, type, id, data } };
}

/**
 * Returns an operation that creates a resource, or replaces the existing one with the same id.
 *
 * @param type The resource type.
 * @param id The id.
 * @param data The data itself, not `{ data }`.
 * @param more `meta` and `contained` of the resource.
 *
 * @example
 * const operation = upsertOperation("patient", "8001", { name: [{ family: "Tremblay" }] });
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function upsertOperation<D extends DataObject = Data, Type extends string = string>(
  type: Type,
  id: string,
  data: D,
  more: More = {},
): UpsertOperation<D> & { upsert: { type: Type } } {
  return { action: "UPSERT", upsert: { ...more, type, id, data } };
}

/**
 * Returns an operation that deletes a resource.
 *
 * @param type The resource type.
 * @param id The id.
 *
 * @example
 * const operation = deleteOperation("patient", "8001");
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function deleteOperation(type: string, id: string): DeleteOperation {
  return { action: "DELETE", delete: { type, id } };
}
