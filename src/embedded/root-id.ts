import { rootIdToken } from "../generated/constants.ts";

/** The same JSON with the id in the place of each text that is the `@rootId` token and nothing else. */
export function replaceRootId<Json>(json: Json, id: string): Json {
  return replace(json, id) as Json;
}

function replace(json: unknown, id: string): unknown {
  if (json === rootIdToken) return id;
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return json.map((item) => replace(item, id));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, replace(value, id)]));
}
