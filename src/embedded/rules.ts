import type { IdentifierInput, MetaInput, RelationshipOperation, ResourceOperation } from "../generated/client.ts";
import { isRootIdToken } from "../resource-id.ts";
import { invalidArgument } from "./error-response.ts";
import { findTokens } from "./tokens.ts";
import { getContent, type LocatedOperation } from "./writes/operation-writes.ts";
import { getRelationshipTarget } from "./writes/relationship-writes.ts";

/*
 * The documented rules that a schema can't express. The functions return one sentence for each problem, beginning with the name of
 * the field.
 */

type OnResource = LocatedOperation<ResourceOperation>;
type OnRelationship = LocatedOperation<RelationshipOperation>;

/** Throws an {@link ErrorResponse} when the `meta` in `field` breaks a rule. */
export function checkMeta(meta: MetaInput | undefined, now: Date, field = "meta"): void {
  const problems = findMetaProblems(meta, now, field);
  if (problems.length > 0) throw invalidArgument("body", problems);
}

/** @see https://docs.clinia.com/guides/managing-data/historical-import */
function findMetaProblems(meta: MetaInput | undefined, now: Date, field: string): string[] {
  if (meta === undefined) return [];
  const { createdAt, updatedAt, identifier = [] } = meta;
  const problems: string[] = [];
  if (isAfter(createdAt, now)) problems.push(`${field}.createdAt must not be in the future`);
  if (isAfter(updatedAt, now)) problems.push(`${field}.updatedAt must not be in the future`);
  if (createdAt !== undefined && updatedAt !== undefined && isAfter(createdAt, parseDateTime(updatedAt))) {
    problems.push(`${field}.updatedAt must not be before ${field}.createdAt`);
  }
  return [...problems, ...findRepeatedIdentifiers(identifier, `${field}.identifier`)];
}

function findRepeatedIdentifiers(identifiers: readonly IdentifierInput[], field: string): string[] {
  const first = new Map<string, number>();
  return identifiers.flatMap(({ system, use, value }, index) => {
    const key = JSON.stringify([system, use, value]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [`${field}[${index}] must differ from ${field}[${earlier}] in system, use or value`];
  });
}

function isAfter(dateTime: string | undefined, limit: Date): boolean {
  return dateTime !== undefined && parseDateTime(dateTime) > limit;
}

/** RFC 3339 allows `t` and `z`, which some engines' `Date` rejects, and the second 60, which every `Date` rejects. */
function parseDateTime(dateTime: string): Date {
  return new Date(dateTime.toUpperCase().replace(/:60(?:\.\d+)?(?=[Z+-])/, ":59.999"));
}

/** Returns the problems in the `meta` of each operation. */
export function findOperationProblems(
  operations: readonly LocatedOperation<ResourceOperation | RelationshipOperation>[],
  now: Date,
): string[] {
  return operations.flatMap(({ field, operation }) => {
    if (operation.action === "DELETE") return [];
    const { meta } = operation.action === "CREATE" ? operation.create : operation.upsert;
    return findMetaProblems(meta, now, `${field}.meta`);
  });
}

/** @see https://docs.clinia.com/docs/bundle-operation */
export function findBundleProblems(
  onResources: readonly OnResource[],
  onRelationships: readonly OnRelationship[],
  now: Date,
): string[] {
  return [
    ...findOperationProblems([...onResources, ...onRelationships], now),
    ...onResources.flatMap(findTokenIdProblems),
    ...findUnknownTokens(onResources, onRelationships),
    ...findRepeatedTargets("resource", onResources, getContent),
    ...findRepeatedTargets("relationship", onRelationships, getRelationshipTarget),
  ];
}

function findTokenIdProblems({ field, operation }: OnResource): string[] {
  if (operation.action === "CREATE" || !isRootIdToken(getContent(operation).id)) return [];
  return [`${field}.id must not be a token: only a create can have one as its id`];
}

function findUnknownTokens(onResources: readonly OnResource[], onRelationships: readonly OnRelationship[]): string[] {
  const creates = onResources.filter(({ operation }) => operation.action === "CREATE");
  const tokens = new Set(creates.map(({ operation }) => getContent(operation).id));
  return [...onResources, ...onRelationships]
    .flatMap(findTokens)
    .filter(({ token }) => !tokens.has(token))
    .map(({ field }) => `${field} must be a token that is the id of a create in the bundle`);
}

interface Target {
  readonly type: string;
  /** Undefined if the id is generated later: no other operation can target it. */
  readonly id?: string | undefined;
}

function findRepeatedTargets<Operation>(
  noun: string,
  operations: readonly LocatedOperation<Operation>[],
  getTarget: (operation: Operation) => Target,
): string[] {
  const first = new Map<string, string>();
  return operations.flatMap(({ field, operation }) => {
    const { type, id } = getTarget(operation);
    const key = JSON.stringify([type, id]);
    const earlier = id === undefined ? undefined : first.get(key);
    if (earlier !== undefined) return [`${field} must not target the same ${noun} as ${earlier}`];
    first.set(key, field);
    return [];
  });
}
