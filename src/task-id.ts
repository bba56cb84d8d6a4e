import { taskIdForms } from "./generated/contract.ts";

type Recognised<Form> = Form extends { readonly kind: infer Kind; readonly deprecated: infer Deprecated }
  ? { readonly kind: Kind; readonly id: string; readonly deprecated: Deprecated; readonly raw: string }
  : never;

/** A parsed taskId of a known form: one that the contract lists. */
export type KnownTaskId = Recognised<(typeof taskIdForms)[number]>;

/** A parsed taskId of an unknown form: one that the contract does not list. Calls still accept its `raw`. */
export interface UnknownTaskId {
  readonly kind: "unknown";
  readonly id: undefined;
  readonly deprecated: false;
  readonly raw: string;
}

/**
 * A parsed taskId: the kind of its task (`kind` discriminates the union), the id after the prefix, whether the form is deprecated,
 * and the string as the registry sent it (`raw`).
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type TaskId = KnownTaskId | UnknownTaskId;

/**
 * Returns the kind and the id of a taskId. Never throws: an unknown form has the kind `"unknown"`. Store `raw`, the unchanged string:
 * `getTask` needs it.
 *
 * @example
 * const { kind, id } = parseTaskId("bk_2wil2zeXT0V0wAw25pb9Xqha5qw"); // "bulk", "2wil2zeXT0V0wAw25pb9Xqha5qw"
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export function parseTaskId(raw: string): TaskId {
  // Callers without types can pass anything.
  const forms = typeof (raw as unknown) === "string" ? taskIdForms : [];
  for (const { prefix, kind, deprecated, idPattern } of forms) {
    const id = raw.slice(prefix.length);
    if (raw.startsWith(prefix) && idPattern.test(id)) return { kind, id, deprecated, raw } as KnownTaskId;
  }
  return { kind: "unknown", id: undefined, deprecated: false, raw };
}

/** The pattern of a taskId. A value that does not match could be any string, and is not printed. */
export const taskIdShape = /^[\w:.-]{1,256}$/;

/** Returns a taskId if it may be printed. */
export function printableTaskId(taskId: unknown): string | undefined {
  return typeof taskId === "string" && taskIdShape.test(taskId) ? taskId : undefined;
}

/** How much of a response is searched. */
const searchedLength = 4_096;

/** Finds a string field of a response that was cut off after it. Only strings and numbers may come before it. */
export function leadingString(text: string, name: "taskId" | "type"): string | undefined {
  const before = String.raw`^\s*\{(?:\s*"[^"\\]*"\s*:\s*(?:"[^"\\]*"|\d+)\s*,)*?`;
  const leading = new RegExp(String.raw`${before}\s*"${name}"\s*:\s*"([^"\\/\p{Control}]+)"`, "u");
  return leading.exec(text.slice(0, searchedLength))?.[1];
}
