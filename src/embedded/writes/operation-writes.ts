import type {
  CreateOperation,
  DeleteOperation,
  RelationshipOperation,
  Resource,
  ResourceOperation,
  ResourceToCreate,
  ResourceToUpsert,
  UpsertOperation,
} from "../../generated/client.ts";
import type { CodedError } from "../error-response.ts";
import type { CollectionRef, Store } from "../store.ts";
import { planCreate, planDelete, planUpsert, type Write, type WriteTarget } from "./resource-writes.ts";

/** An operation, and the name of its field in the request, such as `operations[0].create`. */
export interface LocatedOperation<Operation> {
  readonly field: string;
  readonly operation: Operation;
}

/** Adds the name of its field to each operation in a list of the request. */
export function locateOperations<Operation extends ResourceOperation | RelationshipOperation>(
  operations: readonly Operation[],
  list: string,
): LocatedOperation<Operation>[] {
  return operations.map((operation, index) => ({
    field: `${list}[${index}].${operation.action.toLowerCase()}`,
    operation,
  }));
}

/** Returns the content of an operation, from the field named after its action. */
export function getContent(
  operation: ResourceOperation,
): ResourceToCreate | ResourceToUpsert | DeleteOperation["delete"];
export function getContent(operation: ResourceOperation | RelationshipOperation): object;
export function getContent(operation: ResourceOperation | RelationshipOperation): object {
  switch (operation.action) {
    case "CREATE":
      return operation.create;
    case "UPSERT":
      return operation.upsert;
    case "DELETE":
      return operation.delete;
  }
}

/** An operation on a resource whose id is known. */
export type IdentifiedOperation =
  (CreateOperation & { readonly create: { readonly id: string } }) | UpsertOperation | DeleteOperation;

export function planResourceOperation(
  resources: Store<Resource>,
  sourceKey: string,
  operation: IdentifiedOperation,
): Write {
  switch (operation.action) {
    case "CREATE":
      return planCreate(resources, { sourceKey, ...operation.create }, operation.create);
    case "UPSERT":
      return planUpsert(resources, { sourceKey, ...operation.upsert }, operation.upsert);
    case "DELETE":
      return planDelete(resources, { sourceKey, ...operation.delete });
  }
}

/** A stored relationship. No operation of the contract reads one: only its id is kept. */
export interface Relationship {
  readonly id: string;
}

const relationshipNotFound: CodedError = { code: 404, type: "NOT_FOUND", message: "Relationship not found." };
const relationshipExists: CodedError = {
  code: 409,
  type: "ALREADY_EXISTS",
  message: "A relationship with this id exists.",
};

/**
 * The id of a relationship consists of the ids of its two resources.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export function getRelationshipTarget(operation: RelationshipOperation): WriteTarget {
  const { action } = operation;
  if (action === "DELETE") return { action, targetType: "RELATIONSHIP", ...operation.delete };
  const { type, from, to } = action === "CREATE" ? operation.create : operation.upsert;
  return { action, targetType: "RELATIONSHIP", id: `${from.id}.${to.id}`, type };
}

export function planRelationshipOperation(
  relationships: Store<Relationship>,
  sourceKey: string,
  operation: RelationshipOperation,
): Write {
  const target = getRelationshipTarget(operation);
  const { action, id, type } = target;
  const ref: CollectionRef = { sourceKey, type };
  return {
    ...target,
    prepare() {
      const exists = relationships.get(ref, id) !== undefined;
      if (action === "CREATE" && exists) return relationshipExists;
      if (action === "DELETE" && !exists) return relationshipNotFound;
      return () => {
        if (action === "DELETE") relationships.delete(ref, id);
        else relationships.put(ref, { id });
      };
    },
  };
}
