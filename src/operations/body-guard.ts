import { InvalidRequestError } from "../errors/index.ts";
import { collectionTypes, resourceIdPattern, rootIdToken } from "../generated/constants.ts";
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

/** The same for a contained resource, whose type stands beside its data. */
export function checkContainedResourceRequest(body: unknown): void {
  checkText("type", checkedResource(body, "type and data")["type"], "the key of the contained resource's profile");
}

export function checkPurgeRequest(body: unknown): void {
  const { collectionType, collectionKey } = checkedBody(body, "collectionType and collectionKey");
  checkedName("collectionType", collectionType, collectionTypes);
  checkText("collectionKey", collectionKey, "the key of the collection to purge");
}

function checkedResource(body: unknown, fields = "data"): JsonObject {
  const resource = checkedBody(body, fields);
  checkData("data", resource);
  return resource;
}

/** An object that is sent as a body. `fields` are those that it must have. */
export function checkedBody(body: unknown, fields: string): JsonObject {
  return checkedObject("body", body, `an object with ${fields}`);
}

/** An object that JSON writes as one. */
export function checkedObject(field: string, value: unknown, expected: string): JsonObject {
  if (isWrittenAsObject(value)) return value;
  throw new InvalidRequestError(field, `it is ${described(value)}. Expected ${expected}.`);
}

/** The `data` of what is sent. JSON does not write what is inherited. */
export function checkData(field: string, resource: JsonObject): void {
  const data = Object.hasOwn(resource, "data") ? resource["data"] : undefined;
  checkedObject(field, data, "an object of the resource's attributes");
}

export function checkText(field: string, value: unknown, expected: string): void {
  if (typeof value === "string" && value !== "") return;
  throw new InvalidRequestError(field, `it is ${described(value)}. Expected ${expected}.`);
}

/** A text that is one of those which the contract names. */
export function checkedName<Name extends string>(field: string, value: unknown, names: readonly Name[]): Name {
  for (const name of names) if (name === value) return name;
  const expected = `one of ${names.join(", ")}`;
  checkText(field, value, expected);
  throw new InvalidRequestError(field, `it is not known. Expected ${expected}.`);
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
  if (value === "") return "empty";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return isJsonObject(value) ? "something that JSON does not write as an object" : `of type ${typeof value}`;
}
