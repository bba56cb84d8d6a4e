import { InvalidRequestError } from "../errors/index.ts";
import { resourceIdPattern, rootIdToken } from "../generated/constants.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { resourceIdFault } from "../resource-id.ts";

/**
 * Checks what the types check too, for callers that have none. Throws {@link InvalidRequestError}; never with a value in
 * it, because ids can be health card numbers and data is a patient's.
 */
export function checkCreateResourceRequest(body: unknown): void {
  const { id } = checkedResource(body);
  if (id !== undefined) checkNewId(id);
}

/** The same for a body whose id stands in the path. */
export function checkUpsertResourceRequest(body: unknown): void {
  checkedResource(body);
}

function checkedResource(body: unknown): JsonObject {
  if (!isWrittenAsObject(body)) {
    throw new InvalidRequestError("body", `it is ${described(body)}. Expected an object with data.`);
  }
  // JSON does not write what is inherited.
  checkData(Object.hasOwn(body, "data") ? body["data"] : undefined);
  return body;
}

function checkData(data: unknown): void {
  if (isWrittenAsObject(data)) return;
  throw new InvalidRequestError("data", `it is ${described(data)}. Expected an object of the resource's attributes.`);
}

function checkNewId(id: unknown): void {
  const fault = typeof id === "string" ? resourceIdFault(id) : `it is ${described(id)}`;
  if (fault === undefined) return;
  const expected = `Expected a text that matches ${resourceIdPattern.source}, or ${rootIdToken}`;
  throw new InvalidRequestError("id", `${fault}. ${expected}; without an id the registry generates one.`);
}

/** Whether JSON writes a value as an object, with all that it holds: not a Date, a Map, a Promise or the like. */
function isWrittenAsObject(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || Symbol.iterator in value) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const { toJSON } = value;
  if (typeof toJSON !== "function") return true;
  try {
    return isJsonObject(toJSON.call(value, ""));
  } catch {
    // Writing it as JSON fails too, and says why.
    return true;
  }
}

function described(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return isJsonObject(value) ? "something that JSON does not write as an object" : `of type ${typeof value}`;
}
