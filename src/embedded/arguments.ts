import type { CreateObjectPath, CreateRelationshipPath, CreateResourcePath } from "../generated/client.ts";
import { isJsonObject } from "../json.ts";

/** Describes an invalid argument for a message. Shows a number, but only the type of another value: a string can be patient data. */
export function describeValue(value: unknown): string {
  return typeof value === "number" || value === undefined || value === null ? String(value) : `of type ${typeof value}`;
}

/** Throws a TypeError when an option is not known. */
export function checkOptionNames(options: unknown, known: readonly string[]): void {
  if (!isJsonObject(options)) throw new TypeError(`options is ${describeValue(options)}. Expected an object.`);
  const unknown = Object.keys(options).find((name) => options[name] !== undefined && !known.includes(name));
  if (unknown === undefined) return;
  // A map that is passed by mistake can have keys that identify patients.
  const name = /^[A-Za-z_]\w{0,61}$/.test(unknown) ? `${unknown} is not an option` : "options has an unknown name";
  throw new TypeError(`${name}. Expected one of ${known.join(", ")}.`);
}

/** Throws a RangeError when an option is none of its values. */
export function checkOneOf(name: string, value: string, values: readonly string[]): void {
  if (values.includes(value)) return;
  throw new RangeError(`${name} is ${describeValue(value)}. Expected one of ${values.join(", ")}.`);
}

/** Throws a TypeError when an option is not an array of strings. A string has the methods of a list, too. */
export function checkKeys(name: string, value: readonly string[]): readonly string[] {
  const isList = Array.isArray(value) && value.every((key) => typeof key === "string");
  if (isList) return value;
  const given = Array.isArray(value) ? "a list with other values than strings" : describeValue(value);
  throw new TypeError(`${name} is ${given}. Expected an array of strings.`);
}

/** The range of an integer, and a sample call of the function that takes it. */
interface IntegerRule {
  readonly min: number;
  readonly max?: number;
  readonly usage?: string;
}

/** Throws a RangeError when the value is not an integer in the range. */
export function checkInteger(name: string, value: unknown, { min, max, usage }: IntegerRule): void {
  const isInRange = Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= (max ?? Infinity);
  if (isInRange) return;
  const range = max === undefined ? `, ${min} or higher` : ` from ${min} to ${max}`;
  const next = usage === undefined ? "" : ` Call ${usage}.`;
  throw new RangeError(`${name} is ${describeValue(value)}. Expected an integer${range}.${next}`);
}

/** Throws a TypeError when a part of the path is missing. */
export function checkResourcesPath(path: unknown): CreateResourcePath {
  const usage = "resources({ sourceKey, resourceType })";
  return { sourceKey: checkString("sourceKey", path, usage), resourceType: checkString("resourceType", path, usage) };
}

/** Throws a TypeError when a part of the path is missing. */
export function checkRelationshipsPath(path: unknown): CreateRelationshipPath {
  const usage = "relationships({ sourceKey, relationshipType })";
  return {
    sourceKey: checkString("sourceKey", path, usage),
    relationshipType: checkString("relationshipType", path, usage),
  };
}

/** Throws a TypeError when a part of the path is missing. */
export function checkObjectsPath(path: unknown): CreateObjectPath {
  const usage = "objects({ sourceKey, collectionKey })";
  return { sourceKey: checkString("sourceKey", path, usage), collectionKey: checkString("collectionKey", path, usage) };
}

function checkString(name: string, path: unknown, usage: string): string {
  const value = isJsonObject(path) ? path[name] : undefined;
  if (typeof value === "string") return value;
  throw new TypeError(`${name} is ${describeValue(value)}. Expected a string. Call ${usage}.`);
}
