import type { Fault } from "../errors/registry-error.ts";

/** A longer key, or one with other characters, can be a patient's data. */
const shownKey = /^[\w-]{1,62}$/;

/**
 * What is wrong with a value that `JSON.stringify` would change silently: a `NaN`, an invalid date, a `Map`, a promise and so on.
 * Returns the path to the first one, and never its value.
 */
export function jsonFault(value: unknown): Fault | undefined {
  try {
    return valueFault(value, "");
  } catch {
    // A cycle, or code of the caller that throws. Serializing fails too, and says so.
    return undefined;
  }
}

/** The path to a part, before the path within it. */
export function prefixed(name: string, { field, reason }: Fault): Fault {
  return { field: field === "" || field.startsWith("[") ? name + field : `${name}.${field}`, reason };
}

/** `isResult`: of a toJSON, which JSON does not ask for another one. */
function valueFault(value: unknown, key: string | number, isResult = false): Fault | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : changed("not a finite number");
  if (typeof value !== "object") return changed(typeof value);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON !== "function" || isResult) return Array.isArray(value) ? listFault(value) : objectFault(value);
  const json: unknown = toJSON.call(value, String(key));
  if (json === null && tagOf(value) === "Date") return changed("an invalid Date");
  return json === undefined ? json : valueFault(json, "", true);
}

function listFault(list: readonly unknown[]): Fault | undefined {
  for (let index = 0; index < list.length; index++) {
    const fault = valueFault(list[index], index);
    if (fault !== undefined) return prefixed(`[${index}]`, fault);
  }
  return undefined;
}

function objectFault(object: object): Fault | undefined {
  if (Object.getPrototypeOf(object) !== Object.prototype) {
    const tag = tagOf(object);
    if (tag === "Number" || tag === "String" || tag === "Boolean") return valueFault(object.valueOf(), "");
    if (tag !== "Object" || Symbol.iterator in object) return changed(`a ${tag}`);
  }
  // `Object.keys` would double the time of the whole check. What is inherited is not written.
  for (const key in object) {
    const value: unknown = object[key as keyof typeof object];
    if (value === undefined || typeof value === "string") continue;
    const fault = valueFault(value, key);
    if (fault !== undefined && Object.hasOwn(object, key)) return prefixed(shownKey.test(key) ? key : "[*]", fault);
  }
  return undefined;
}

/** Such as `Map`, also of another realm. */
function tagOf(object: object): string {
  return Object.prototype.toString.call(object).slice("[object ".length, -1);
}

function changed(what: string): Fault {
  return {
    field: "",
    reason: `it is ${what}, which JSON can't represent. Expected JSON values, or an object with toJSON.`,
  };
}
