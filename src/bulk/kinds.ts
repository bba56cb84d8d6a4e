import type { InputProblem } from "../errors/registry-error.ts";
import type { RelationshipOperation, ResourceOperation } from "../generated/client.ts";
import { operations, relationshipOperation, resourceOperation, type BodyShape } from "../generated/contract.ts";
import type { JsonObject } from "../json.ts";
import { isRootIdToken, relationshipId } from "../resource-id.ts";
import type { AnyOperation, Write } from "./batch.ts";

/** What differs between bulks of resources and bulks of relationships. */
export interface BulkKind<Operation extends AnyOperation = AnyOperation> {
  readonly operationId: "bulkResources" | "bulkRelationships";
  /** The maximum size of a bulk, in bytes. */
  readonly maxBytes: number;
  /** The shape of one operation. */
  readonly shape: BodyShape;
  /** A further check of each resource, with the profiles of the client. */
  readonly check?: ((resource: JsonObject) => InputProblem | undefined) | undefined;
  /** Returns the target of an operation that has this shape. A method, so that a kind is assignable to one of any operation. */
  targetOf(operation: Operation): Pick<Write, "type" | "id">;
}

export const resourceKind: BulkKind<ResourceOperation> = {
  operationId: "bulkResources",
  maxBytes: operations.bulkResources.maxBytes,
  shape: resourceOperation,
  targetOf(operation) {
    if (operation.action === "UPSERT") return operation.upsert;
    if (operation.action === "DELETE") return operation.delete;
    const { type, id } = operation.create;
    return { type, id: isRootIdToken(id) ? undefined : id };
  },
};

export const relationshipKind: BulkKind<RelationshipOperation> = {
  operationId: "bulkRelationships",
  maxBytes: operations.bulkRelationships.maxBytes,
  shape: relationshipOperation,
  targetOf(operation) {
    if (operation.action === "DELETE") return operation.delete;
    const { type, from, to } = operation.action === "CREATE" ? operation.create : operation.upsert;
    return { type, id: relationshipId(from, to) };
  },
};
