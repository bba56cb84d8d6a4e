import type { CreateResourcePath } from "../generated/client.ts";
import { isJsonObject } from "../json.ts";

/** Describes an invalid argument for a message. Shows a number, but only the type of another value: a string can be patient data. */
export function describeValue(value: unknown): string {
  return typeof value === "number" || value === undefined || value === null ? String(value) : `of type ${typeof value}`;
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
  const { sourceKey, resourceType } = isJsonObject(path) ? path : {};
  return { sourceKey: checkString("sourceKey", sourceKey), resourceType: checkString("resourceType", resourceType) };
}

function checkString(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(
    `${name} is ${describeValue(value)}. Expected a string. Call resources({ sourceKey, resourceType }).`,
  );
}
