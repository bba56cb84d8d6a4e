import { taskIdForms } from "./generated/contract.ts";

type Recognised<Form> = Form extends { readonly kind: infer Kind; readonly deprecated: infer Deprecated }
  ? { readonly kind: Kind; readonly id: string; readonly deprecated: Deprecated; readonly raw: string }
  : never;

/** A taskId of one of the forms that the contract knows. */
export type KnownTaskId = Recognised<(typeof taskIdForms)[number]>;

/** A taskId of a form that the contract does not know. It works as well as any other: `raw` is what the API takes. */
export interface UnknownTaskId {
  readonly kind: "unknown";
  readonly id: undefined;
  readonly deprecated: false;
  readonly raw: string;
}

/**
 * A taskId, parsed: which kind of task it names (`kind` tells the members apart), the id behind its prefix, whether the
 * form is deprecated, and the text as it was sent.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type TaskId = KnownTaskId | UnknownTaskId;

/**
 * Tells which kind of task a taskId names. Never throws: a form that is not known has the kind `"unknown"`, and `raw` is
 * always the text as it was given. Store `raw`: a task can't be looked up without it.
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

/** The shape of a taskId. One without it could be any string, and is not printed. */
export const taskIdShape = /^[\w:.-]{1,256}$/;

/** A taskId that may be printed. */
export function shownTaskId(taskId: unknown): string | undefined {
  return typeof taskId === "string" && taskIdShape.test(taskId) ? taskId : undefined;
}

/** The beginning of a response that is searched: before the string stand only other strings and numbers. */
const searchedLength = 4_096;

/** A string of a response that was cut off after it. */
export function leadingString(text: string, name: "taskId" | "type"): string | undefined {
  const before = String.raw`^\s*\{(?:\s*"[^"\\]*"\s*:\s*(?:"[^"\\]*"|\d+)\s*,)*?`;
  const leading = new RegExp(String.raw`${before}\s*"${name}"\s*:\s*"([^"\\/\p{Control}]+)"`, "u");
  return leading.exec(text.slice(0, searchedLength))?.[1];
}
