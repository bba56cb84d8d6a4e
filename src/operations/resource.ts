import { isJsonObject, parseJson, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";

/** Reads a resource. */
export function readResource({ text, malformed }: Success): JsonObject {
  const resource = parseJson(text);
  if (isResource(resource)) return resource;
  throw malformed("its body is no resource, with id and data");
}

/** Whether an answer, or a part of one, is what every resource is: an object with an id and data. */
export function isResource(value: unknown): value is JsonObject {
  return isJsonObject(value) && typeof value["id"] === "string" && isJsonObject(value["data"]);
}
