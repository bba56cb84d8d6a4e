import { taskIdForms } from "./generated/constants.ts";

type Recognised<Form> = Form extends { readonly kind: infer Kind; readonly deprecated: infer Deprecated }
  ? { readonly kind: Kind; readonly id: string; readonly deprecated: Deprecated; readonly raw: string }
  : never;

/** A taskId of one of the forms that the contract knows. */
export type RecognisedTaskId = Recognised<(typeof taskIdForms)[number]>;

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
export type TaskId = RecognisedTaskId | UnknownTaskId;

/**
 * Tells which kind of task a taskId names. Never throws: a form that is not known has the kind `"unknown"`, and `raw` is
 * always the text as it was given. Store `raw`: a task can't be looked up without it.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export function parseTaskId(raw: string): TaskId {
  for (const { prefix, kind, deprecated, idPattern } of taskIdForms) {
    const id = raw.slice(prefix.length);
    if (raw.startsWith(prefix) && idPattern.test(id)) return { kind, id, deprecated, raw } as RecognisedTaskId;
  }
  return { kind: "unknown", id: undefined, deprecated: false, raw };
}
