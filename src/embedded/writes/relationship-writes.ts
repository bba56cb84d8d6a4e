import type {
  CreateRelationshipRequest,
  Relationship,
  RelationshipChange,
  RelationshipOperation,
} from "../../generated/client.ts";
import { relationshipId } from "../../resource-id.ts";
import type { CodedError } from "../error-response.ts";
import type { CollectionRef, Store } from "../store.ts";
import { applyPatch } from "./json-patch.ts";
import { buildMeta, type ResourceRef, type Write, type WriteTarget } from "./resource-writes.ts";

type Relationships = Store<Relationship>;

export const relationshipNotFound: CodedError = { code: 404, type: "NOT_FOUND", message: "Relationship not found." };
const relationshipExists: CodedError = {
  code: 409,
  type: "ALREADY_EXISTS",
  message: "A relationship with this id exists.",
};

export function getRelationshipTarget(operation: RelationshipOperation): WriteTarget {
  const { action } = operation;
  if (action === "DELETE") return { action, targetType: "RELATIONSHIP", ...operation.delete };
  const content = action === "CREATE" ? operation.create : operation.upsert;
  return { action, targetType: "RELATIONSHIP", id: relationshipId(content.from, content.to), type: content.type };
}

export function planRelationshipOperation(
  relationships: Relationships,
  sourceKey: string,
  operation: RelationshipOperation,
): Write {
  const ref = { sourceKey, ...getRelationshipTarget(operation) };
  switch (operation.action) {
    case "CREATE":
      return planRelationshipCreate(relationships, ref, operation.create);
    case "UPSERT":
      return planRelationshipUpsert(relationships, ref, operation.upsert);
    case "DELETE":
      return planRelationshipDelete(relationships, ref);
  }
}

export function planRelationshipCreate(
  relationships: Relationships,
  ref: ResourceRef,
  body: CreateRelationshipRequest,
): Write {
  return {
    ...targetOf("CREATE", ref),
    prepare() {
      if (relationships.get(ref, ref.id) !== undefined) return relationshipExists;
      return (at) => {
        relationships.put(ref, buildRelationship(ref, body, at));
      };
    },
  };
}

/** Replaces the relationship, but keeps its `createdAt` unless the body has another. */
function planRelationshipUpsert(
  relationships: Relationships,
  ref: ResourceRef,
  body: CreateRelationshipRequest,
): Write {
  return {
    ...targetOf("UPSERT", ref),
    prepare() {
      const createdAt = relationships.get(ref, ref.id)?.meta?.createdAt;
      const meta = { ...(createdAt === undefined ? {} : { createdAt }), ...body.meta };
      return (at) => {
        relationships.put(ref, buildRelationship(ref, { ...body, meta }, at));
      };
    },
  };
}

export function planRelationshipUpdate(
  relationships: Relationships,
  ref: ResourceRef,
  changes: readonly RelationshipChange[],
): Write {
  return {
    ...targetOf("UPDATE", ref),
    prepare() {
      const relationship = relationships.get(ref, ref.id);
      if (relationship === undefined) return relationshipNotFound;
      const patched = applyPatch(relationship.data, changes);
      if (patched.problem !== undefined) return { code: 400, type: "INVALID_ARGUMENT", message: patched.problem };
      return (at) => {
        const meta = { ...relationship.meta, updatedAt: at.toISOString() };
        relationships.put(ref, { ...relationship, data: patched.data, meta });
      };
    },
  };
}

export function planRelationshipDelete(relationships: Relationships, ref: ResourceRef): Write {
  return {
    ...targetOf("DELETE", ref),
    prepare() {
      if (relationships.get(ref, ref.id) === undefined) return relationshipNotFound;
      return () => {
        relationships.delete(ref, ref.id);
      };
    },
  };
}

function targetOf(action: WriteTarget["action"], { id, type }: ResourceRef): WriteTarget {
  return { action, targetType: "RELATIONSHIP", id, type };
}

function buildRelationship(
  { sourceKey, type, id }: ResourceRef,
  { from, to, data = {}, meta }: CreateRelationshipRequest,
  at: Date,
): Relationship {
  return { id, type, from, to, data, meta: buildMeta(sourceKey, meta, at) };
}

/** The relationships of a resource, in both directions. */
export function findRelationshipsOf(
  relationships: Relationships,
  { sourceKey, type, id }: ResourceRef,
): readonly { readonly collection: CollectionRef; readonly item: Relationship }[] {
  const isEnd = (end: Relationship["from"]) => end.id === id && end.type === type;
  return relationships.inSource(sourceKey).filter(({ item }) => isEnd(item.from) || isEnd(item.to));
}
