import { isRootIdToken } from "../../resource-id.ts";
import type { BundleRequest, RelationshipOperation } from "../../generated/client.ts";
import { replaceTokens, withIds, type TokenIds } from "../tokens.ts";
import type { IdentifiedOperation } from "../writes/operation-writes.ts";

/** What a bundle does, once its ids are known. */
export interface IdentifiedBundle {
  readonly resourceOperations: readonly IdentifiedOperation[];
  readonly relationshipOperations: readonly RelationshipOperation[];
}

/** A bundle with an id for each resource that it creates, also in the place of the tokens that stand for it. */
export function identified(
  bundle: Pick<BundleRequest, "resourceOperations"> & Pick<IdentifiedBundle, "relationshipOperations">,
  newId: () => string,
): IdentifiedBundle {
  const ids = new Map<string, string>();
  const resourceOperations = bundle.resourceOperations.map((operation) => {
    if (operation.action !== "CREATE") return operation;
    const { create } = operation;
    const id = create.id === undefined || isRootIdToken(create.id) ? newId() : create.id;
    // A token may be used before the create that it stands for, and so none is replaced yet.
    if (create.id !== undefined) ids.set(create.id, id);
    return { ...operation, create: { ...create, id } };
  });
  return {
    resourceOperations: resourceOperations.map((operation) => withResourceIds(operation, ids)),
    relationshipOperations: bundle.relationshipOperations.map((operation) => withEndIds(operation, ids)),
  };
}

function withResourceIds(operation: IdentifiedOperation, ids: TokenIds): IdentifiedOperation {
  switch (operation.action) {
    case "CREATE":
      return { ...operation, create: withIds(operation.create, ids) };
    case "UPSERT":
      return { ...operation, upsert: withIds(operation.upsert, ids) };
    case "DELETE":
      return operation;
  }
}

function withEndIds(operation: RelationshipOperation, ids: TokenIds): RelationshipOperation {
  switch (operation.action) {
    case "CREATE":
      return { ...operation, create: replaceTokens(operation.create, ids) };
    case "UPSERT":
      return { ...operation, upsert: replaceTokens(operation.upsert, ids) };
    case "DELETE":
      return operation;
  }
}
