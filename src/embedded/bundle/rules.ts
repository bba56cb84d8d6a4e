import type { RelationshipOperation, ResourceOperation } from "../../generated/client.ts";
import { isRootIdToken } from "../../resource-id.ts";
import { contentOf, operationMetaProblems, type Named } from "../writes/operation-writes.ts";
import { relationshipTarget } from "../writes/relationship-writes.ts";
import { tokenUses } from "./token-uses.ts";

type OnResource = Named<ResourceOperation>;
type OnRelationship = Named<RelationshipOperation>;

/** What an operation is about. */
interface Target {
  readonly type: string;
  /** Undefined for a resource whose id is still to be generated, which is about no other's. */
  readonly id?: string | undefined;
}

/**
 * The rules for a bundle that a schema can't say, as one sentence for each that is broken.
 *
 * @see https://docs.clinia.com/docs/bundle-operation
 */
export function bundleProblems(
  onResources: readonly OnResource[],
  onRelationships: readonly OnRelationship[],
  now: Date,
): string[] {
  return [
    ...operationMetaProblems([...onResources, ...onRelationships], now),
    ...onResources.flatMap(tokenIdProblems),
    ...tokenProblems(onResources, onRelationships),
    ...repeatedTargets("resource", onResources, contentOf),
    ...repeatedTargets("relationship", onRelationships, relationshipTarget),
  ];
}

/** A token stands for what the bundle creates, and so nothing else can have it as its id. */
function tokenIdProblems({ name, operation }: OnResource): string[] {
  if (operation.action === "CREATE" || !isRootIdToken(contentOf(operation).id)) return [];
  return [`${name}.id must not be a token, which only a create may have as its id`];
}

function tokenProblems(onResources: readonly OnResource[], onRelationships: readonly OnRelationship[]): string[] {
  const creates = onResources.filter(({ operation }) => operation.action === "CREATE");
  const tokens = new Set(creates.map(({ operation }) => contentOf(operation).id));
  return [...onResources, ...onRelationships]
    .flatMap(tokenUses)
    .filter(({ token }) => !tokens.has(token))
    .map(({ field }) => `${field} must be a token that is the id of a create in the bundle`);
}

function repeatedTargets<Operation>(
  what: string,
  operations: readonly Named<Operation>[],
  targetOf: (operation: Operation) => Target,
): string[] {
  const first = new Map<string, string>();
  return operations.flatMap(({ name, operation }) => {
    const { type, id } = targetOf(operation);
    const key = JSON.stringify([type, id]);
    const earlier = id === undefined ? undefined : first.get(key);
    if (earlier !== undefined) return [`${name} must be about another ${what} than ${earlier}`];
    first.set(key, name);
    return [];
  });
}
