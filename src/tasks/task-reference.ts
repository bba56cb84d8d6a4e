import { InvalidRequestError } from "../errors/index.ts";
import { isJsonObject } from "../json.ts";
import type { TaskId } from "../task-id.ts";

/** A task: its taskId as the registry sent it, the same parsed, or the result of the call that it comes from. */
export type TaskReference = string | Pick<TaskId, "raw"> | { readonly taskId: string };

/** The taskId as the registry sent it. Throws {@link InvalidRequestError} for what is none. */
export function rawTaskId(reference: TaskReference): string {
  const given: unknown = reference;
  if (typeof given === "string") return given;
  const { raw, taskId } = isJsonObject(given) ? given : {};
  const text = [raw, taskId].find((each) => typeof each === "string");
  if (text !== undefined) return text;
  throw new InvalidRequestError(
    "taskId",
    given instanceof Promise
      ? "it is a promise. Put await before the call that gives it."
      : "it is no taskId. Expected the text that the registry sent, the same parsed, or a result that has one.",
  );
}
