import { taskSubmissionStatuses } from "../generated/constants.ts";
import { isJsonObject, parseJson, type JsonObject } from "../json.ts";
import { leadingTaskId } from "../leading-task-id.ts";
import { parseTaskId, type TaskId } from "../task-id.ts";
import type { Success } from "./call-operation.ts";
import { isResource } from "./resource.ts";

type TaskSubmission = JsonObject & { readonly taskId: string; readonly task: TaskId };

/**
 * Reads the answer to a write: a JSON object with a taskId and a status, whatever its HTTP status and its content type say.
 * Throws `MalformedResponseError` for any other.
 */
export function readTaskSubmission({ text, malformed }: Success): TaskSubmission {
  const answer = parseJson(text);
  if (!isJsonObject(answer)) throw malformed("its body is not a JSON object", leadingTaskId(text));
  const { taskId, status } = answer;
  if (typeof taskId !== "string") throw malformed("its body has no taskId");
  if (!taskSubmissionStatuses.some((known) => known === status)) {
    throw malformed(`its status is none of ${taskSubmissionStatuses.join(", ")}`, taskId);
  }
  return Object.assign(answer, { taskId, task: parseTaskId(taskId) });
}

/** The same of a write that gives the resource when it is PERSISTED. */
export function readResourceSubmission(success: Success): TaskSubmission {
  const submission = readTaskSubmission(success);
  if (isResource(submission["resource"])) return submission;
  delete submission["resource"];
  if (submission["status"] !== "PERSISTED") return submission;
  throw success.malformed("its body has no resource, with id and data", submission.taskId);
}
