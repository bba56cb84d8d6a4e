import { isJsonObject, parseResponse, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";

/** Reads a resource. */
export function readResource({ text, malformed }: Success): JsonObject {
  const resource = resourceOf(parseResponse(text));
  if (resource !== undefined) return resource;
  throw malformed("its body is not a resource with an id");
}

/** Returns a response, or a part of one, as a resource: an object with an id. Sets absent `data` to `{}`. */
export function resourceOf(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value) || typeof value["id"] !== "string") return undefined;
  value["data"] ??= {};
  return isJsonObject(value["data"]) ? value : undefined;
}
