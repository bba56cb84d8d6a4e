import { InvalidRequestError } from "./errors/index.ts";
import { resourceIdPattern, rootIdToken } from "./generated/constants.ts";
import { isJsonObject } from "./json.ts";
import { resourceIdFault } from "./resource-id.ts";

/**
 * Checks what the types check too, for callers that have none. Throws {@link InvalidRequestError}; never with a value in
 * it, because ids can be health card numbers and data is a patient's.
 */
export function checkCreateResourceRequest(body: unknown): void {
  if (!isJsonObject(body))
    throw new InvalidRequestError("body", `it is ${described(body)}. Expected an object with data.`);
  checkData(body["data"]);
  if (body["id"] !== undefined) checkNewId(body["id"]);
}

function checkData(data: unknown): void {
  if (isJsonObject(data) && !(Symbol.iterator in data)) return;
  throw new InvalidRequestError("data", `it is ${described(data)}. Expected an object of the resource's attributes.`);
}

function checkNewId(id: unknown): void {
  const fault = typeof id === "string" ? resourceIdFault(id) : `it is ${described(id)}`;
  if (fault === undefined) return;
  const expected = `Expected a text that matches ${resourceIdPattern.source}, or ${rootIdToken}`;
  throw new InvalidRequestError("id", `${fault}. ${expected}; without an id the registry generates one.`);
}

/** The body as JSON. Throws {@link InvalidRequestError} without the words of `JSON.stringify`, which can quote the body. */
export function serializeBody(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidRequestError(
      "body",
      "it can't be written as JSON. Expected no cycle, no bigint and no toJSON that throws: convert such values first.",
    );
  }
}

function described(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return isJsonObject(value) ? "a collection, which JSON writes as an empty object" : `of type ${typeof value}`;
}
