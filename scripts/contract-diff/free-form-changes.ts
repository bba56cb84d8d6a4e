import { isDeepStrictEqual } from "node:util";
import type { Pointer } from "../contract/document.ts";

/** A changed value that both contracts have. */
export interface FreeFormChange {
  readonly pointer: Pointer;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Returns the changes of maps and lists in extensions and in the values of examples. `redocly diff` reports only that such a value
 * was added or removed.
 */
export function freeFormChanges(before: unknown, after: unknown, pointer: Pointer = []): FreeFormChange[] {
  if (!isNode(before) || !isNode(after)) return [];
  if (isFreeForm(pointer)) return isDeepStrictEqual(before, after) ? [] : [{ pointer, before, after }];
  return Object.entries(before).flatMap(([key, value]) => freeFormChanges(value, after[key], [...pointer, key]));
}

function isFreeForm(pointer: Pointer): boolean {
  const [grandparent, parent, key] = [pointer.at(-3), pointer.at(-2), pointer.at(-1)];
  // The key is the name of a property or schema.
  if (parent === "properties" || parent === "schemas") return false;
  // `redocly diff` compares the extensions of the root.
  const isExtension = pointer.length > 1 && String(key).startsWith("x-");
  return key === "example" || (key === "value" && grandparent === "examples") || isExtension;
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
