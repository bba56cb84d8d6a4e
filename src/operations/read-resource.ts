import { isJsonObject, type JsonObject } from "../json.ts";

/** Whether an answer, or a part of one, is what every resource is: an object with an id and data. */
export function isResource(value: unknown): value is JsonObject {
  return isJsonObject(value) && typeof value["id"] === "string" && isJsonObject(value["data"]);
}
