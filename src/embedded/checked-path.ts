import { isJsonObject } from "../json.ts";
import type { CreateResourcePath } from "../generated/client.ts";
import { described } from "./described.ts";

/** Where to look. Throws a TypeError when something of it was left out, which else would find nothing. */
export function checkedPath(path: unknown): CreateResourcePath {
  const { sourceKey, resourceType } = isJsonObject(path) ? path : {};
  return { sourceKey: checkedText("sourceKey", sourceKey), resourceType: checkedText("resourceType", resourceType) };
}

function checkedText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(
    `The ${name} is ${described(value)}, and must be a text: call resources({ sourceKey, resourceType }).`,
  );
}
