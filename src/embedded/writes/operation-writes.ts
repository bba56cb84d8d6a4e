import type {
  CreateOperation,
  DeleteOperation,
  RelationshipOperation,
  ResourceOperation,
  ResourceToCreate,
  ResourceToUpsert,
  UpsertOperation,
} from "../../generated/client.ts";
import { planCreate, planDelete, planUpsert, type DeleteEnvironment, type Write } from "./resource-writes.ts";

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
  environment: DeleteEnvironment,
  sourceKey: string,
  operation: IdentifiedOperation,
): Write {
  const { resources } = environment;
  switch (operation.action) {
    case "CREATE":
      return planCreate(resources, { sourceKey, ...operation.create }, operation.create);
    case "UPSERT":
      return planUpsert(resources, { sourceKey, ...operation.upsert }, operation.upsert);
    case "DELETE":
      return planDelete(environment, { sourceKey, ...operation.delete });
  }
}
