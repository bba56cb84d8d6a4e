import { isDeepStrictEqual } from "node:util";
import type { Pointer } from "../contract/document.ts";

/** A value that is in both contracts and isn't the same. */
export interface UnseenChange {
  readonly pointer: Pointer;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What changes inside the values that `redocly diff` takes as a whole and does not compare when they are maps or lists: those
 * of examples, and extensions. That such a value comes or goes it does report.
 */
export function unseenChanges(before: unknown, after: unknown, pointer: Pointer = []): UnseenChange[] {
  if (!isNode(before) || !isNode(after)) return [];
  if (isFreeForm(pointer)) return isDeepStrictEqual(before, after) ? [] : [{ pointer, before, after }];
  return Object.entries(before).flatMap(([key, value]) => unseenChanges(value, after[key], [...pointer, key]));
}

function isFreeForm(pointer: Pointer): boolean {
  const [grandparent, parent, key] = [pointer.at(-3), pointer.at(-2), pointer.at(-1)];
  // There the key is a name that someone gave, such as that of a property.
  if (parent === "properties" || parent === "schemas") return false;
  // An extension of the whole contract it does compare.
  const isExtension = pointer.length > 1 && String(key).startsWith("x-");
  return key === "example" || (key === "value" && grandparent === "examples") || isExtension;
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
