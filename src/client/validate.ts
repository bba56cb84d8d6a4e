import { InvalidRequestError } from "../errors/index.ts";
import type { Fault } from "../errors/registry-error.ts";
import type { BodyShape, OperationDefinition } from "../generated/contract.ts";
import { isJsonObject, utf8Bytes, type JsonObject } from "../json.ts";
import { jsonFault, prefixed, tagOf, unwritable } from "./json-fault.ts";

/** A body whose JSON exists already, and whose parts were checked. */
export abstract class SerializedBody {
  abstract readonly json: string;
}

/** A body, checked and complete, as JSON; undefined for an operation without a body. Throws {@link InvalidRequestError}. */
export function prepareBody(operation: OperationDefinition, body: unknown): string | undefined {
  const { body: shape, bodyOptional, defaults, maxBytes } = operation;
  if (shape === undefined || (bodyOptional === true && body === undefined)) return undefined;
  const fault = bodyFault(shape, body);
  if (fault !== undefined) throw new InvalidRequestError(inBody(fault));
  return serializeBody(defaults === undefined ? body : withDefaults(body, defaults), maxBytes);
}

function bodyFault(shape: BodyShape, body: unknown): Fault | undefined {
  try {
    const fault = body instanceof SerializedBody ? undefined : shapeFault(shape, body);
    return fault && (fhirFault(shape, body) ?? fault);
  } catch {
    // What a getter throws may quote its value.
    return unwritable;
  }
}

function inBody({ field, reason }: Fault): Fault {
  return { field: field || "body", reason };
}

/** What is wrong with FHIR in the place of a body, which names no resource type. */
function fhirFault(shape: BodyShape, body: unknown): Fault | undefined {
  if (shape.kind !== "object" || !isJsonObject(body) || typeof body.resourceType !== "string") return undefined;
  const isBundle = body.resourceType === "Bundle";
  const what = isBundle ? "Bundle, which is not a bundle of Clinia" : "resource, which goes into data";
  const fields = Object.keys(shape.required).join(", ");
  return { field: "body", reason: `it is a FHIR ${what}. Expected an object with ${fields}.` };
}

/** The body as JSON. Throws {@link InvalidRequestError}. */
export function serializeBody(body: unknown, maxBytes = Infinity): string {
  const json = body instanceof SerializedBody ? body.json : toJson(body);
  const bytes = maxBytes === Infinity ? 0 : utf8Bytes(json);
  if (bytes <= maxBytes) return json;
  const reason = `it is ${bytes} bytes as JSON. Expected at most ${maxBytes}: split the request.`;
  throw new InvalidRequestError({ field: "body", reason });
}

function toJson(body: unknown): string {
  const fault = jsonFault(body);
  try {
    const json: unknown = fault === undefined && JSON.stringify(body);
    if (typeof json === "string") return json;
  } catch {
    // The platform's own error can quote the body.
  }
  throw new InvalidRequestError(inBody(fault ?? unwritable));
}

/** The body with the contract's `x-client-default` for each field that is missing. */
function withDefaults(body: unknown, defaults: Readonly<Record<string, unknown>>): unknown {
  // An object with toJSON defines its own fields.
  if (!isJsonObject(body) || "toJSON" in body) return body;
  const missing = Object.entries(defaults).filter(
    ([field]) => !Object.hasOwn(body, field) || body[field] === undefined,
  );
  return { ...body, ...Object.fromEntries(missing) };
}

/**
 * What is wrong with a part of a body, which callers without types can make anything. The field is named from the part, such as
 * `upsert.id`, and empty for the part itself. Never with a value, because ids can be health card numbers and data is a patient's.
 */
export function shapeFault(shape: BodyShape, value: unknown): Fault | undefined {
  switch (shape.kind) {
    case "any":
      return value === undefined ? unexpected(value, "a value") : undefined;
    case "number":
    case "boolean":
      return typeof value === shape.kind ? undefined : unexpected(value, `a ${shape.kind}`);
    case "data":
      return isWrittenAsObject(value) ? undefined : unexpected(value, "a plain object");
    case "segment":
      return stringFault(value, pathSegment);
    case "string":
      if (shape.pattern !== undefined) return stringFault(value, shape.pattern, shape.or);
      return typeof value === "string" && value !== "" ? undefined : unexpected(value, "a string that is not empty");
    case "enum":
      return shape.values.some((known) => known === value) ? undefined : notOneOf(shape.values, value);
    case "list":
      return Array.isArray(value) ? listFault(shape.items, value) : unexpected(value, "an array");
    case "object":
      return objectFault(shape, value);
    case "oneOf":
      return oneOfFault(shape, value);
  }
}

type Shape<Kind extends BodyShape["kind"]> = Extract<BodyShape, { kind: Kind }>;

/** What `fetch` sends unchanged as one path segment. */
export const pathSegment = /^(?!\.{1,2}$)[^/\\\p{Control}\p{Surrogate}]+$/u;

/** What is wrong with a value that must match `pattern`, or be one of `or`. */
export function stringFault(value: unknown, pattern: RegExp, or: readonly string[] = []): Fault | undefined {
  if (typeof value === "string" && (pattern.test(value) || or.includes(value))) return undefined;
  const rule =
    pattern === pathSegment
      ? "one path segment other than . and .., without slash, backslash and control characters"
      : `a string that matches ${pattern.source}`;
  const description = typeof value === "string" && value !== "" ? mismatch(value, pattern) : undefined;
  return unexpected(value, [rule, ...or].join(", or "), description);
}

/** Says why a string does not match: its length and a position, never the string. */
function mismatch(value: string, pattern: RegExp): string {
  const characters = Array.from(value);
  // By trial, because the contract has only patterns. Nothing is found where "aaa" does not match, or where the rule of a character
  // depends on more than whether it is the first.
  const isAllowed = (character: string, index: number) =>
    pattern.test(index === 0 ? `${character}aa` : `aa${character}`);
  const position = characters.findIndex((character, index) => !isAllowed(character, index)) + 1;
  const where = position > 0 && pattern.test("aaa") ? `, and its character ${position} is not allowed` : "";
  return `has a length of ${characters.length}${where}`;
}

function notOneOf(values: readonly string[], value: unknown): Fault {
  const isUnknown = typeof value === "string" && value !== "";
  return unexpected(value, `one of ${values.join(", ")}`, isUnknown ? "is unknown" : described(value));
}

function listFault(shape: BodyShape, items: readonly unknown[]): Fault | undefined {
  for (let index = 0; index < items.length; index++) {
    const fault = shapeFault(shape, items[index]);
    if (fault !== undefined) return prefixed(`[${index}]`, fault);
  }
  return undefined;
}

function objectFault({ required, optional }: Shape<"object">, value: unknown): Fault | undefined {
  if (!isWrittenAsObject(value)) return unexpected(value, `an object with ${Object.keys(required).join(", ")}`);
  return fieldsFault(required, value, true) ?? (optional && fieldsFault(optional, value, false));
}

function fieldsFault(fields: Shape<"object">["required"], object: JsonObject, areRequired: boolean): Fault | undefined {
  for (const name in fields) {
    // JSON does not write what is inherited.
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const shape = value === undefined && !areRequired ? undefined : fields[name];
    const fault = shape && shapeFault(shape, value);
    if (fault !== undefined) return prefixed(name, fault);
  }
  return undefined;
}

function oneOfFault({ tag, branches }: Shape<"oneOf">, value: unknown): Fault | undefined {
  if (!isWrittenAsObject(value)) return unexpected(value, `an object with ${tag}`);
  const name = value[tag];
  const branch = typeof name === "string" && Object.hasOwn(branches, name) ? branches[name] : undefined;
  return branch === undefined ? prefixed(tag, notOneOf(Object.keys(branches), name)) : shapeFault(branch, value);
}

/** Whether JSON writes a value as an object: not a Date, a Map, a promise and so on. */
function isWrittenAsObject(value: unknown): value is JsonObject {
  if (!isJsonObject(value) || tagOf(value) !== "Object") return false;
  const { toJSON } = value;
  try {
    return typeof toJSON !== "function" || isJsonObject(toJSON.call(value, ""));
  } catch {
    // Serializing fails too, and says why.
    return true;
  }
}

function unexpected(value: unknown, expected: string, description = described(value)): Fault {
  return { field: "", reason: `it ${description}. Expected ${expected}.` };
}

function described(value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === "") return "is empty";
  if (value === null) return "is null";
  if (Array.isArray(value)) return "is an array";
  return `is of type ${typeof value === "object" ? tagOf(value) : typeof value}`;
}
