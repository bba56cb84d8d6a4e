import type { Fault } from "../errors/registry-error.ts";

/** A longer key, or one with other characters, can be a patient's data. */
const shownKey = /^[\w-]{1,62}$/;

/**
 * What is wrong with a value that `JSON.stringify` can't write, or would change silently: a `NaN`, an invalid date, a `Map`, a promise
 * and so on. Returns the path to the first one, and never its value.
 */
export function jsonFault(value: unknown): Fault | undefined {
  try {
    return valueFault(value, "");
  } catch {
    return unwritable;
  }
}

/** A cycle, code of the caller that throws, or nesting that is deeper than the stack. */
export const unwritable: Fault = {
  field: "",
  reason: "it can't be written as JSON. Expected no cycle, no getter or toJSON that throws, and less nesting.",
};

/** The path to a part, before the path within it. */
export function prefixed(name: string, { field, reason }: Fault): Fault {
  return { field: field === "" || field.startsWith("[") ? name + field : `${name}.${field}`, reason };
}

/** `isItem`: of a list, in which JSON writes `undefined` as null. */
function valueFault(value: unknown, key: string | number, isItem = false): Fault | undefined {
  if (typeof value !== "object" || value === null) return scalarFault(value, isItem);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON !== "function") return partsFault(value);
  const json: unknown = toJSON.call(value, String(key));
  if (json === null && tagOf(value) === "Date") return changed("an invalid Date");
  // JSON does not call a toJSON of the result.
  return typeof json === "object" && json !== null ? partsFault(json) : scalarFault(json, isItem);
}

function scalarFault(value: unknown, isItem: boolean): Fault | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (value === undefined && !isItem) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : changed("not a finite number");
  return changed(typeof value);
}

function partsFault(object: object): Fault | undefined {
  if (!Array.isArray(object)) return objectFault(object);
  for (let index = 0; index < object.length; index++) {
    const fault = valueFault(object[index], index, true);
    if (fault !== undefined) return prefixed(`[${index}]`, fault);
  }
  return undefined;
}

function objectFault(object: object): Fault | undefined {
  const isPlain = Object.getPrototypeOf(object) === Object.prototype;
  if (!isPlain || Symbol.iterator in object) {
    const tag = tagOf(object);
    if (/^(?:Number|String|Boolean)$/.test(tag)) return valueFault(object.valueOf(), "");
    if (tag !== "Object" || Symbol.iterator in object) return changed(tag === "Object" ? "an iterable" : `a ${tag}`);
  }
  // `Object.keys` would double the time of the whole check. What is inherited, also from Object.prototype, is not written.
  for (const key in object) {
    if (!isPlain && !Object.hasOwn(object, key)) continue;
    const value: unknown = object[key as keyof typeof object];
    if (typeof value === "string") continue;
    const fault = valueFault(value, key);
    if (fault !== undefined && Object.hasOwn(object, key)) return prefixed(shownKey.test(key) ? key : "[*]", fault);
  }
  return undefined;
}

/** Such as `Map`, also of another realm. */
export function tagOf(object: object): string {
  return Object.prototype.toString.call(object).slice("[object ".length, -1);
}

function changed(what: string): Fault {
  return {
    field: "",
    reason: `it is ${what}, which JSON can't represent. Expected JSON values, or an object with toJSON.`,
  };
}
