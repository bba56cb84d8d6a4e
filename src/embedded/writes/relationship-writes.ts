import type { RelationshipOperation } from "../../generated/client.ts";
import type { RegistryFailure } from "../refusal.ts";
import type { Place, Store } from "../store.ts";
import type { Write, WriteTarget } from "./write.ts";

/** A relationship as it is stored. No operation of the contract reads one, and so its id is all of it. */
export interface Relationship {
  readonly id: string;
}

const noSuchRelationship: RegistryFailure = { code: 404, type: "NOT_FOUND", message: "There is no such relationship." };
const takenId: RegistryFailure = { code: 409, type: "ALREADY_EXISTS", message: "This relationship exists already." };

/**
 * Which relationship an operation is about: its id consists of the ids of its ends.
 *
 * @see https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry
 */
export function relationshipTarget(operation: RelationshipOperation): WriteTarget {
  const { action } = operation;
  if (action === "DELETE") return { action, targetType: "RELATIONSHIP", ...operation.delete };
  const { type, from, to } = action === "CREATE" ? operation.create : operation.upsert;
  return { action, targetType: "RELATIONSHIP", id: `${from.id}.${to.id}`, type };
}

export function relationshipWrite(
  relationships: Store<Relationship>,
  sourceKey: string,
  operation: RelationshipOperation,
): Write {
  const target = relationshipTarget(operation);
  const { action, id, type } = target;
  const place: Place = { sourceKey, type };
  return {
    ...target,
    prepare() {
      const isThere = relationships.get(place, id) !== undefined;
      if (action === "CREATE" && isThere) return takenId;
      if (action === "DELETE" && !isThere) return noSuchRelationship;
      return () => {
        if (action === "DELETE") relationships.delete(place, id);
        else relationships.put(place, { id });
      };
    },
  };
}
