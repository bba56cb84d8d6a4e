import type { RelationshipOperation, ResourceOperation } from "../../generated/client.ts";
import { isRootIdToken } from "../../resource-id.ts";
import { contentOf, type Named } from "../writes/operation-writes.ts";

/** A field that has a token as its value. */
export interface TokenUse {
  readonly field: string;
  readonly token: string;
}

/** What of an operation may hold tokens, besides its id. */
const holders: ReadonlySet<string> = new Set(["data", "contained", "from", "to"]);

/** Where an operation uses tokens for the ids of other resources, or of its own. */
export function tokenUses({ name, operation }: Named<ResourceOperation | RelationshipOperation>): TokenUse[] {
  return Object.entries(contentOf(operation)).flatMap(([key, value]) =>
    holders.has(key) ? usesIn(value, `${name}.${key}`) : [],
  );
}

function usesIn(json: unknown, field: string): TokenUse[] {
  if (isRootIdToken(json)) return [{ field, token: json }];
  if (typeof json !== "object" || json === null) return [];
  if (Array.isArray(json)) return json.flatMap((item, index) => usesIn(item, `${field}[${index}]`));
  return Object.entries(json).flatMap(([key, value]) => usesIn(value, `${field}.${key}`));
}
