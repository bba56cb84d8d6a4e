import type { RelationshipChange } from "../../generated/client.ts";
import type { Data } from "../../types.ts";

/** The changed data, or the problem of the first change that can't be applied. */
export type Patched = { readonly data: Data; readonly problem?: undefined } | { readonly problem: string };

/**
 * Applies changes to a copy of `data`, all or none. A problem begins with the position of the change in the list, and never contains a
 * name or a value.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function applyPatch(data: Data, changes: readonly RelationshipChange[]): Patched {
  const copy = structuredClone(data);
  for (const [index, change] of changes.entries()) {
    const problem = applyChange(copy, change);
    if (problem !== undefined) return { problem: `[${index}].${problem}` };
  }
  return { data: copy };
}

function applyChange(data: Data, { op, path, value }: RelationshipChange): string | undefined {
  if (op !== "remove" && value === undefined) return `value is required for ${op}`;
  if (/~(?![01])/.test(path)) return "path must have 0 or 1 after each ~";
  const end = path.lastIndexOf("/");
  const names = path.slice(0, end).split("/").slice(1).map(unescapeName);
  const last = unescapeName(path.slice(end + 1));
  let parent: unknown = data;
  for (const [index, name] of names.entries()) {
    if (!has(parent, name)) return missing(index, names.length + 1);
    parent = Reflect.get(parent, name);
  }
  const exists = op === "add" ? isPlaceFor(parent, last) : has(parent, last);
  if (!exists || !isContainer(parent)) return missing(names.length, names.length + 1);
  if (Array.isArray(parent)) changeItem(parent, op, last, value);
  else if (op === "remove") Reflect.deleteProperty(parent, last);
  // Not an assignment, because the name can be `__proto__`.
  else Object.defineProperty(parent, last, { value, enumerable: true, writable: true, configurable: true });
  return undefined;
}

function changeItem(items: unknown[], op: RelationshipChange["op"], last: string, value: unknown): void {
  const index = last === "-" ? items.length : Number(last);
  items.splice(index, op === "add" ? 0 : 1, ...(op === "remove" ? [] : [value]));
}

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-4 */
function unescapeName(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** Whether a value has a property or an item. The length of an array is not an item. */
function has(parent: unknown, name: string): parent is object {
  return isContainer(parent) && (!Array.isArray(parent) || isIndex(name)) && Object.hasOwn(parent, name);
}

/** Whether a property can be added to a value or replaced, or an item inserted. */
function isPlaceFor(parent: unknown, name: string): boolean {
  if (!Array.isArray(parent)) return isContainer(parent);
  return name === "-" || (isIndex(name) && Number(name) <= parent.length);
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(name);
}

function missing(index: number, length: number): string {
  return `path must exist in data: part ${index + 1} of ${length} is not a property of an object or an item of an array`;
}
