import { rootIdToken } from "../generated/contract.ts";
import type { BundleRequest, ContainedInput, RelationshipOperation, ResourceOperation } from "../generated/client.ts";
import { isRootIdToken } from "../resource-id.ts";
import type { Data } from "../types.ts";
import { getContent, type IdentifiedOperation, type LocatedOperation } from "./writes/operation-writes.ts";

/** The id of each token. */
type TokenIds = ReadonlyMap<string, string>;

/** The fields of a resource that can contain tokens. */
interface ResourceContent {
  readonly data: Data;
  readonly contained?: ContainedInput | undefined;
}

/** Returns the resource with the tokens in its data and contained resources replaced by their ids. */
export function replaceTokens<Resource extends ResourceContent>(resource: Resource, ids: TokenIds): Resource {
  const { data, contained } = resource;
  return {
    ...resource,
    data: replaceStrings(data, ids),
    ...(contained && { contained: replaceStrings(contained, ids) }),
  };
}

/** Replaces the strings that are exactly a token. */
function replaceStrings<Json>(json: Json, ids: TokenIds): Json {
  return replaceInJson(json, ids) as Json;
}

function replaceInJson(json: unknown, ids: TokenIds): unknown {
  if (typeof json === "string") return ids.get(json) ?? json;
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => replaceInJson(item, ids));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, replaceInJson(value, ids)]));
}

/** Assigns an id to the resource of a create, and replaces its tokens. In a bulk, a token stands for the id of that resource. */
export function assignId(operation: ResourceOperation, newId: () => string): IdentifiedOperation {
  if (operation.action !== "CREATE") return operation;
  const { create } = operation;
  const given = create.id ?? rootIdToken;
  const id = isRootIdToken(given) ? newId() : given;
  const ids = new Map([rootIdToken, given].map((token) => [token, id]));
  return { ...operation, create: { ...replaceTokens(create, ids), id } };
}

/** The operations of a bundle, with an id for each resource that it creates. */
interface IdentifiedBundle {
  readonly resourceOperations: readonly IdentifiedOperation[];
  readonly relationshipOperations: readonly RelationshipOperation[];
}

/** Assigns an id to each resource that a bundle creates, and replaces the tokens of the bundle. */
export function assignBundleIds(
  { resourceOperations, relationshipOperations = [] }: BundleRequest,
  newId: () => string,
): IdentifiedBundle {
  const ids = new Map<string, string>();
  // An operation can use the token of a later create: all ids are assigned before any token is replaced.
  const withIds = resourceOperations.map((operation) => {
    if (operation.action !== "CREATE") return operation;
    const { create } = operation;
    const id = create.id === undefined || isRootIdToken(create.id) ? newId() : create.id;
    if (create.id !== undefined) ids.set(create.id, id);
    return { ...operation, create: { ...create, id } };
  });
  return {
    resourceOperations: withIds.map((operation) => replaceInResource(operation, ids)),
    relationshipOperations: relationshipOperations.map((operation) => replaceInRelationship(operation, ids)),
  };
}

function replaceInResource(operation: IdentifiedOperation, ids: TokenIds): IdentifiedOperation {
  switch (operation.action) {
    case "CREATE":
      return { ...operation, create: replaceTokens(operation.create, ids) };
    case "UPSERT":
      return { ...operation, upsert: replaceTokens(operation.upsert, ids) };
    case "DELETE":
      return operation;
  }
}

function replaceInRelationship(operation: RelationshipOperation, ids: TokenIds): RelationshipOperation {
  switch (operation.action) {
    case "CREATE":
      return { ...operation, create: replaceStrings(operation.create, ids) };
    case "UPSERT":
      return { ...operation, upsert: replaceStrings(operation.upsert, ids) };
    case "DELETE":
      return operation;
  }
}

/** A field whose value is a token. */
interface TokenField {
  readonly field: string;
  readonly token: string;
}

/** The fields of an operation that can contain tokens, besides its id. */
const tokenFields: ReadonlySet<string> = new Set(["data", "contained", "from", "to"]);

/** Finds the tokens in an operation, except for its id. */
export function findTokens({
  field,
  operation,
}: LocatedOperation<ResourceOperation | RelationshipOperation>): TokenField[] {
  return Object.entries(getContent(operation)).flatMap(([key, value]) =>
    tokenFields.has(key) ? findInJson(value, `${field}.${key}`) : [],
  );
}

function findInJson(json: unknown, field: string): TokenField[] {
  if (isRootIdToken(json)) return [{ field, token: json }];
  if (typeof json !== "object" || json === null) return [];
  if (Array.isArray(json)) return json.flatMap((item, index) => findInJson(item, `${field}[${index}]`));
  return Object.entries(json).flatMap(([key, value]) => findInJson(value, `${field}.${key}`));
}
