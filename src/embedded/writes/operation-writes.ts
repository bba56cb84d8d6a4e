import type {
  CreateOperation,
  DeleteOperation,
  MetaInput,
  RelationshipOperation,
  Resource,
  ResourceOperation,
  ResourceToCreate,
  ResourceToUpsert,
  UpsertOperation,
} from "../../generated/client.ts";
import { metaProblems } from "../meta-rules.ts";
import type { Store } from "../store.ts";
import { resourceCreation, resourceDeletion, resourceUpsert } from "./resource-writes.ts";
import type { Write } from "./write.ts";

/** An operation on a resource, once its id is known. */
export type IdentifiedOperation =
  (CreateOperation & { readonly create: { readonly id: string } }) | UpsertOperation | DeleteOperation;

/** An operation with its name in the request, such as `operations[0].create`, by which problems name it. */
export interface Named<Operation> {
  readonly name: string;
  readonly operation: Operation;
}

export function named<Operation extends ResourceOperation | RelationshipOperation>(
  operations: readonly Operation[],
  list: string,
): Named<Operation>[] {
  return operations.map((operation, index) => ({
    name: `${list}[${index}].${operation.action.toLowerCase()}`,
    operation,
  }));
}

/** What an operation says of what it is about, under the name of its action. */
export function contentOf(
  operation: ResourceOperation,
): ResourceToCreate | ResourceToUpsert | DeleteOperation["delete"];
export function contentOf(operation: ResourceOperation | RelationshipOperation): object;
export function contentOf(operation: ResourceOperation | RelationshipOperation): object {
  switch (operation.action) {
    case "CREATE":
      return operation.create;
    case "UPSERT":
      return operation.upsert;
    case "DELETE":
      return operation.delete;
  }
}

/** The rules that the `meta` of operations breaks. */
export function operationMetaProblems(
  operations: readonly Named<ResourceOperation | RelationshipOperation>[],
  now: Date,
): string[] {
  return operations.flatMap(({ name, operation }) => metaProblems(metaOf(operation), now, `${name}.meta`));
}

function metaOf(operation: ResourceOperation | RelationshipOperation): MetaInput | undefined {
  switch (operation.action) {
    case "CREATE":
      return operation.create.meta;
    case "UPSERT":
      return operation.upsert.meta;
    case "DELETE":
      return undefined;
  }
}

/** The write that an operation on a resource asks for. */
export function resourceWrite(resources: Store<Resource>, sourceKey: string, operation: IdentifiedOperation): Write {
  switch (operation.action) {
    case "CREATE":
      return resourceCreation(resources, { sourceKey, ...operation.create }, operation.create);
    case "UPSERT":
      return resourceUpsert(resources, { sourceKey, ...operation.upsert }, operation.upsert);
    case "DELETE":
      return resourceDeletion(resources, { sourceKey, ...operation.delete });
  }
}
