import type { InputProblem } from "../errors/registry-error.ts";

/** The keys that may be printed: a longer one, or one with other characters, can be patient data. */
export const printableKey = /^[\w-]{1,62}$/;

/**
 * Finds a value that `JSON.stringify` can't write, or would change silently: a `NaN`, an invalid date, a `Map`, a promise and so on.
 * Returns the path to the first one, and never its value.
 */
export function checkJson(value: unknown): InputProblem | undefined {
  try {
    return checkValue(value, "");
  } catch {
    return unserializable;
  }
}

/** A cycle, code of the caller that throws, or nesting that is deeper than the stack. */
export const unserializable: InputProblem = {
  field: "",
  reason:
    "it can't be serialized as JSON, because it has a cycle, a getter or toJSON that throws, or too much nesting.",
};

/** Prepends the path of a part to the path within it. */
export function prefixField(name: string, { field, reason }: InputProblem): InputProblem {
  return { field: field === "" || field.startsWith("[") ? name + field : `${name}.${field}`, reason };
}

/** `isItem`: the value is an item of a list, where JSON writes `undefined` as null. */
function checkValue(value: unknown, key: string | number, isItem = false): InputProblem | undefined {
  if (typeof value !== "object" || value === null) return checkScalar(value, isItem);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON !== "function") return checkParts(value);
  const json: unknown = toJSON.call(value, String(key));
  if (json === null && tagOf(value) === "Date") return changed("an invalid Date");
  // JSON does not call a toJSON of the result.
  return typeof json === "object" && json !== null ? checkParts(json) : checkScalar(json, isItem);
}

function checkScalar(value: unknown, isItem: boolean): InputProblem | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (value === undefined && !isItem) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : changed("not a finite number");
  return changed(typeof value);
}

function checkParts(object: object): InputProblem | undefined {
  if (!Array.isArray(object)) return checkObject(object);
  for (let index = 0; index < object.length; index++) {
    const problem = checkValue(object[index], index, true);
    if (problem !== undefined) return prefixField(`[${index}]`, problem);
  }
  return undefined;
}

function checkObject(object: object): InputProblem | undefined {
  const isPlain = Object.getPrototypeOf(object) === Object.prototype;
  if (!isPlain || Symbol.iterator in object) {
    const tag = tagOf(object);
    if (/^(?:Number|String|Boolean)$/.test(tag)) return checkValue(object.valueOf(), "");
    if (tag !== "Object" || Symbol.iterator in object) return changed(tag === "Object" ? "an iterable" : `a ${tag}`);
  }
  // `Object.keys` would double the time of the whole check. JSON does not write inherited fields, also those of Object.prototype.
  for (const key in object) {
    if (!isPlain && !Object.hasOwn(object, key)) continue;
    const value: unknown = object[key as keyof typeof object];
    if (typeof value === "string") continue;
    const problem = checkValue(value, key);
    if (problem !== undefined && Object.hasOwn(object, key))
      return prefixField(printableKey.test(key) ? key : "[*]", problem);
  }
  return undefined;
}

/** Returns the type of an object, such as `Map`, also of another realm. */
export function tagOf(object: object): string {
  return Object.prototype.toString.call(object).slice("[object ".length, -1);
}

function changed(what: string): InputProblem {
  return {
    field: "",
    reason: `it is ${what}, which JSON can't represent. Expected JSON values, or an object with toJSON.`,
  };
}
