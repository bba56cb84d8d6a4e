import type { InputProblem } from "../errors/registry-error.ts";
import type { BodyShape } from "../generated/contract.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { prefixField, tagOf } from "./json-check.ts";

/** A further check of each resource in a body that has its shape. */
export type PartCheck = (resource: JsonObject) => InputProblem | undefined;

/**
 * Checks a part of a body: callers without types can pass anything. The field of the problem is relative to the part, such as
 * `upsert.id`, and empty for the part itself. It never contains a value, because ids can be health card numbers and data is a
 * patient's.
 */
export function checkShape(shape: BodyShape, value: unknown, check?: PartCheck): InputProblem | undefined {
  switch (shape.kind) {
    case "any":
      return value === undefined ? unexpected(value, "a value") : undefined;
    case "number":
      return checkNumber(shape, value);
    case "boolean":
      return typeof value === "boolean" ? undefined : unexpected(value, "a boolean");
    case "data":
      return isWrittenAsObject(value) ? undefined : notObject(value, "a plain object");
    case "segment":
      return checkString(value, pathSegmentPattern, segment);
    case "string":
      if (shape.pattern !== undefined) return checkString(value, shape.pattern, shape);
      return typeof value === "string" && value !== "" ? undefined : unexpected(value, "a string that is not empty");
    case "enum":
      return shape.values.some((known) => known === value) ? undefined : notOneOf(shape.values, value);
    case "file":
      return isBlob(value) ? undefined : unexpected(value, `a Blob or File with stream(), such as ${openedFile}`);
    case "list":
      return checkList(shape, value, check);
    case "object":
      return checkObject(shape, value, check);
    case "oneOf":
      return checkOneOf(shape, value, check);
  }
}

const openedFile = "the result of fs.openAsBlob(path) on Node.js";

/** Not by `instanceof`, because a Blob may come from another realm. The Blob of jsdom has no `stream`, and `fetch` can't send it. */
function isBlob(value: unknown): boolean {
  return isJsonObject(value) && typeof value.size === "number" && typeof value.stream === "function";
}

type Shape<Kind extends BodyShape["kind"]> = Extract<BodyShape, { kind: Kind }>;

/** A value that `fetch` sends unchanged as one path segment. Ids in bodies must match too: they are path parameters of other calls. */
export const pathSegmentPattern = /^(?!\.{1,2}$)[^/\\\p{Control}\p{Surrogate}]+$/u;

const segment = {
  expected: "one path segment other than . and .., without a slash, backslash or control character",
};

/** Checks a value that must match `pattern`, which `expected` describes, or be one of `or`. */
export function checkString(
  value: unknown,
  pattern: RegExp,
  { expected, or = [] }: { readonly expected?: string; readonly or?: readonly string[] },
): InputProblem | undefined {
  if (typeof value === "string" && (pattern.test(value) || or.includes(value))) return undefined;
  const rule = expected ?? `a string that matches ${pattern.source}`;
  const description = typeof value === "string" && value !== "" ? mismatch(value, pattern) : undefined;
  return unexpected(value, [rule, ...or].join(", or "), description);
}

function checkNumber(shape: Shape<"number">, value: unknown): InputProblem | undefined {
  const { integer, min = -Infinity, max = Infinity } = shape;
  const isKind = integer === undefined || Number.isInteger(value);
  if (typeof value === "number" && isKind && value >= min && value <= max) return undefined;
  const range = min === -Infinity && max === Infinity ? "" : ` from ${min} to ${max}`;
  const expected = `${integer === undefined ? "a number" : "an integer"}${range}`;
  if (typeof value !== "number") return unexpected(value, expected);
  return unexpected(value, expected, isKind ? "it is out of range" : "it is not an integer");
}

/** What may follow the beginning of a valid string: nothing, a letter, or the second half of the id of a relationship. */
const endings = ["", "a", ".a"];

/** The number of characters that are tried with those before them: the time grows with its square. */
const maxTriedCharacters = 500;

/** Describes why a string does not match: its length and a position, never the string itself. */
function mismatch(value: string, pattern: RegExp): string {
  const characters = Array.from(value);
  const { length } = characters;
  // Each character is tried, because the contract has only patterns. No position is found if the string is too short or too long, or if
  // the rule depends on more than the character, whether it is the first, and those before it.
  const isRefusedAlone = (character: string, index: number) =>
    !pattern.test(index === 0 ? `${character}aa` : `aa${character}`);
  const isRefusedHere = (_: string, index: number) =>
    !endings.some((ending) => pattern.test(characters.slice(0, index + 1).join("") + ending));
  const found = pattern.test("aaa")
    ? characters.findIndex(isRefusedAlone)
    : characters.slice(0, maxTriedCharacters).findIndex(isRefusedHere);
  const position = found + 1;
  return position > 0 ? `character ${position} of ${length} is not allowed` : `its length is ${length}`;
}

function notOneOf(values: readonly string[], value: unknown): InputProblem {
  const isUnknown = typeof value === "string" && value !== "";
  return unexpected(
    value,
    values.length === 1 ? String(values[0]) : `one of ${values.join(", ")}`,
    isUnknown ? "it is an unknown value" : undefined,
  );
}

function checkList(
  { items: shape, min = 0 }: Shape<"list">,
  items: unknown,
  check?: PartCheck,
): InputProblem | undefined {
  if (!Array.isArray(items)) return unexpected(items, "an array");
  if (items.length < min) return unexpected(items, `an array with at least ${min} item`, "it is an empty array");
  for (let index = 0; index < items.length; index++) {
    const problem = checkShape(shape, items[index], check);
    if (problem !== undefined) return prefixField(`[${index}]`, problem);
  }
  return undefined;
}

function checkObject(
  { required, optional }: Shape<"object">,
  value: unknown,
  check?: PartCheck,
): InputProblem | undefined {
  if (!isWrittenAsObject(value)) {
    const names = Object.keys(required).join(", ");
    return notObject(value, names === "" ? "an object" : `an object with ${names}`);
  }
  const problem = checkFields(required, value, true, check) ?? (optional && checkFields(optional, value, false));
  // Only the shape of a resource requires data.
  return problem ?? (required["data"] && check?.(value));
}

function checkFields(
  fields: Shape<"object">["required"],
  object: JsonObject,
  areRequired: boolean,
  check?: PartCheck,
): InputProblem | undefined {
  for (const name in fields) {
    // JSON does not write what is inherited.
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const shape = value === undefined && !areRequired ? undefined : fields[name];
    const problem = shape && checkShape(shape, value, check);
    if (problem !== undefined) return prefixField(name, problem);
  }
  return undefined;
}

function checkOneOf({ tag, branches }: Shape<"oneOf">, value: unknown, check?: PartCheck): InputProblem | undefined {
  if (!isWrittenAsObject(value)) return notObject(value, `an object with ${tag}`);
  const name = value[tag];
  const branch = typeof name === "string" && Object.hasOwn(branches, name) ? branches[name] : undefined;
  return branch === undefined
    ? prefixField(tag, notOneOf(Object.keys(branches), name))
    : checkShape(branch, value, check);
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
