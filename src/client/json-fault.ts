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
function valueFault(value: unknown, key: string, isResult = false): Fault | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : changed("not a finite number");
  if (typeof value !== "object") return changed(typeof value);
  const { toJSON } = value as { readonly toJSON?: unknown };
  if (typeof toJSON !== "function" || isResult) return objectFault(value);
  const json: unknown = toJSON.call(value, key);
  if (json === null && tagOf(value) === "Date") return changed("an invalid Date");
  return json === undefined ? json : valueFault(json, "", true);
}

function objectFault(object: object): Fault | undefined {
  if (Array.isArray(object)) {
    for (let index = 0; index < object.length; index++) {
      const fault = valueFault(object[index], String(index));
      if (fault !== undefined) return prefixed(`[${index}]`, fault);
    }
    return undefined;
  }
  const tag = Object.getPrototypeOf(object) === Object.prototype ? "Object" : tagOf(object);
  if (/^(?:Number|String|Boolean)$/.test(tag)) return valueFault(object.valueOf(), "");
  if (tag !== "Object" || Symbol.iterator in object) return changed(`a ${tag}`);
  for (const key of Object.keys(object)) {
    const value: unknown = object[key as keyof typeof object];
    const fault = value === undefined ? undefined : valueFault(value, key);
    if (fault !== undefined) return prefixed(shownKey.test(key) ? key : "[*]", fault);
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
