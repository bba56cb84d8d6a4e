import { InvalidRequestError } from "../errors/index.ts";
import type { InputProblem } from "../errors/registry-error.ts";
import type { BodyShape, OperationDefinition } from "../generated/contract.ts";
import { isJsonObject, utf8Bytes, type JsonObject } from "../json.ts";
import { checkJson, prefixField, tagOf, unserializable } from "./json-check.ts";

/** A body whose parts are checked and serialized already. */
export abstract class SerializedBody {
  abstract readonly json: string;
}

/** Checks, completes and serializes a body; returns undefined for an operation without one. Throws {@link InvalidRequestError}. */
export function prepareBody(operation: OperationDefinition, body: unknown): string | undefined {
  const { body: shape, bodyOptional, defaults, maxBytes } = operation;
  if (shape === undefined || (bodyOptional === true && body === undefined)) return undefined;
  const problem = checkBody(shape, body);
  if (problem !== undefined) throw new InvalidRequestError(inBody(problem));
  return serializeBody(defaults === undefined ? body : withDefaults(body, defaults), maxBytes);
}

function checkBody(shape: BodyShape, body: unknown): InputProblem | undefined {
  try {
    const problem = body instanceof SerializedBody ? undefined : checkShape(shape, body);
    return problem && (checkFhir(shape, body) ?? problem);
  } catch {
    // The error of a getter may quote its value.
    return unserializable;
  }
}

function inBody({ field, reason }: InputProblem): InputProblem {
  return { field: field || "body", reason };
}

/** Detects a FHIR resource that was passed as the body. No body of the contract has a `resourceType`. */
function checkFhir(shape: BodyShape, body: unknown): InputProblem | undefined {
  if (shape.kind !== "object" || !isJsonObject(body) || typeof body.resourceType !== "string") return undefined;
  const isBundle = body.resourceType === "Bundle";
  const what = isBundle ? "Bundle, which is not a Clinia bundle" : "resource, which belongs in data";
  const fields = Object.keys(shape.required).join(", ");
  return { field: "body", reason: `it is a FHIR ${what}. Expected an object with ${fields}.` };
}

/** Serializes a body. Throws {@link InvalidRequestError}. */
export function serializeBody(body: unknown, maxBytes = Infinity): string {
  const json = body instanceof SerializedBody ? body.json : toJson(body);
  const bytes = maxBytes === Infinity ? 0 : utf8Bytes(json);
  if (bytes <= maxBytes) return json;
  const reason = `it is ${bytes} bytes as JSON. Expected at most ${maxBytes}: split the request.`;
  throw new InvalidRequestError({ field: "body", reason });
}

function toJson(body: unknown): string {
  const problem = checkJson(body);
  try {
    const json: unknown = problem === undefined && JSON.stringify(body);
    if (typeof json === "string") return json;
  } catch {
    // The platform's own error can quote the body.
  }
  throw new InvalidRequestError(inBody(problem ?? unserializable));
}

/** Adds the contract's `x-client-default` of each missing field. */
function withDefaults(body: unknown, defaults: Readonly<Record<string, unknown>>): unknown {
  // An object with toJSON defines its own fields.
  if (!isJsonObject(body) || "toJSON" in body) return body;
  const missing = Object.entries(defaults).filter(
    ([field]) => !Object.hasOwn(body, field) || body[field] === undefined,
  );
  return { ...body, ...Object.fromEntries(missing) };
}

/**
 * Checks a part of a body: callers without types can pass anything. The field of the problem is relative to the part, such as
 * `upsert.id`, and empty for the part itself. It never contains a value, because ids can be health card numbers and data is a
 * patient's.
 */
export function checkShape(shape: BodyShape, value: unknown): InputProblem | undefined {
  switch (shape.kind) {
    case "any":
      return value === undefined ? unexpected(value, "a value") : undefined;
    case "number":
    case "boolean":
      return typeof value === shape.kind ? undefined : unexpected(value, `a ${shape.kind}`);
    case "data":
      return isWrittenAsObject(value) ? undefined : notObject(value, "a plain object");
    case "segment":
      return checkString(value, pathSegmentPattern);
    case "string":
      if (shape.pattern !== undefined) return checkString(value, shape.pattern, shape.or);
      return typeof value === "string" && value !== "" ? undefined : unexpected(value, "a string that is not empty");
    case "enum":
      return shape.values.some((known) => known === value) ? undefined : notOneOf(shape.values, value);
    case "list":
      return Array.isArray(value) ? checkList(shape.items, value) : unexpected(value, "an array");
    case "object":
      return checkObject(shape, value);
    case "oneOf":
      return checkOneOf(shape, value);
  }
}

type Shape<Kind extends BodyShape["kind"]> = Extract<BodyShape, { kind: Kind }>;

/** A value that `fetch` sends unchanged as one path segment. Ids in bodies must match too: they are path parameters of other calls. */
export const pathSegmentPattern = /^(?!\.{1,2}$)[^/\\\p{Control}\p{Surrogate}]+$/u;

/** Checks a value that must match `pattern`, or be one of `or`. */
export function checkString(value: unknown, pattern: RegExp, or: readonly string[] = []): InputProblem | undefined {
  if (typeof value === "string" && (pattern.test(value) || or.includes(value))) return undefined;
  const rule =
    pattern === pathSegmentPattern
      ? "one path segment other than . and .., without a slash, backslash or control character"
      : `a string that matches ${pattern.source}`;
  const description = typeof value === "string" && value !== "" ? mismatch(value, pattern) : undefined;
  return unexpected(value, [rule, ...or].join(", or "), description);
}

/** Describes why a string does not match: its length and a position, never the string itself. */
function mismatch(value: string, pattern: RegExp): string {
  const characters = Array.from(value);
  // Each character is tried, because the contract has only patterns. None is found if "aaa" does not match, or if the rule depends on
  // more than whether a character is the first.
  const isAllowed = (character: string, index: number) =>
    pattern.test(index === 0 ? `${character}aa` : `aa${character}`);
  const position = characters.findIndex((character, index) => !isAllowed(character, index)) + 1;
  const { length } = characters;
  return position > 0 && pattern.test("aaa")
    ? `character ${position} of ${length} is not allowed`
    : `its length is ${length}`;
}

function notOneOf(values: readonly string[], value: unknown): InputProblem {
  const isUnknown = typeof value === "string" && value !== "";
  return unexpected(value, `one of ${values.join(", ")}`, isUnknown ? "it is an unknown value" : undefined);
}

function checkList(shape: BodyShape, items: readonly unknown[]): InputProblem | undefined {
  for (let index = 0; index < items.length; index++) {
    const problem = checkShape(shape, items[index]);
    if (problem !== undefined) return prefixField(`[${index}]`, problem);
  }
  return undefined;
}

function checkObject({ required, optional }: Shape<"object">, value: unknown): InputProblem | undefined {
  if (!isWrittenAsObject(value)) return notObject(value, `an object with ${Object.keys(required).join(", ")}`);
  return checkFields(required, value, true) ?? (optional && checkFields(optional, value, false));
}

function checkFields(
  fields: Shape<"object">["required"],
  object: JsonObject,
  areRequired: boolean,
): InputProblem | undefined {
  for (const name in fields) {
    // JSON does not write what is inherited.
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const shape = value === undefined && !areRequired ? undefined : fields[name];
    const problem = shape && checkShape(shape, value);
    if (problem !== undefined) return prefixField(name, problem);
  }
  return undefined;
}

function checkOneOf({ tag, branches }: Shape<"oneOf">, value: unknown): InputProblem | undefined {
  if (!isWrittenAsObject(value)) return notObject(value, `an object with ${tag}`);
  const name = value[tag];
  const branch = typeof name === "string" && Object.hasOwn(branches, name) ? branches[name] : undefined;
  return branch === undefined ? prefixField(tag, notOneOf(Object.keys(branches), name)) : checkShape(branch, value);
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

function notObject(value: unknown, expected: string): InputProblem {
  const isObject = isJsonObject(value) && tagOf(value) === "Object";
  return unexpected(value, expected, isObject ? "it has a toJSON that does not return an object" : undefined);
}

function unexpected(value: unknown, expected: string, description = `it ${described(value)}`): InputProblem {
  return { field: "", reason: `${description}. Expected ${expected}.` };
}

function described(value: unknown): string {
  if (value === undefined) return "is missing";
  if (value === "") return "is empty";
  if (value === null) return "is null";
  if (Array.isArray(value)) return "is an array";
  return `is of type ${typeof value === "object" ? tagOf(value) : typeof value}`;
}
