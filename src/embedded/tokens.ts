import type { ContainedInput } from "../generated/client.ts";
import type { Data } from "../types.ts";

/** The ids that tokens stand for. */
export type TokenIds = ReadonlyMap<string, string>;

/** What of a resource may hold tokens. */
interface Content {
  readonly data: Data;
  readonly contained?: ContainedInput | undefined;
}

/** A resource with the ids in the place of the tokens that it holds. */
export function withIds<Resource extends Content>(resource: Resource, ids: TokenIds): Resource {
  const { data, contained } = resource;
  return {
    ...resource,
    data: replaceTokens(data, ids),
    ...(contained && { contained: replaceTokens(contained, ids) }),
  };
}

/** The same JSON with the id in the place of each text that is a token and nothing else. */
export function replaceTokens<Json>(json: Json, ids: TokenIds): Json {
  return replace(json, ids) as Json;
}

function replace(json: unknown, ids: TokenIds): unknown {
  if (typeof json === "string") return ids.get(json) ?? json;
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => replace(item, ids));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, replace(value, ids)]));
}
