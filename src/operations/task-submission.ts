import { taskSubmissionStatuses } from "../generated/constants.ts";
import { isJsonObject, parseJson, type JsonObject } from "../json.ts";
import { leadingTaskId } from "../leading-task-id.ts";
import { parseTaskId, type TaskId } from "../task-id.ts";
import type { Success } from "./operation.ts";
import { isResource } from "./read-resource.ts";

/**
 * Reads the answer to a write: a JSON object with a taskId and a status, whatever its HTTP status and its content type say,
 * and with a resource when it is PERSISTED. Throws `MalformedResponseError` for any other.
 */
export function readTaskSubmission({ text, malformed }: Success): JsonObject & { task: TaskId } {
  const answer = parseJson(text);
  if (!isJsonObject(answer)) throw malformed("its body is not a JSON object", leadingTaskId(text));
  const { taskId, status, resource, ...rest } = answer;
  if (typeof taskId !== "string") throw malformed("its body has no taskId");
  if (!taskSubmissionStatuses.some((known) => known === status)) {
    throw malformed(`its status is none of ${taskSubmissionStatuses.join(", ")}`, taskId);
  }
  const task = parseTaskId(taskId);
  if (isResource(resource)) return { taskId, status, resource, ...rest, task };
  if (status === "PERSISTED") throw malformed("its body has no resource, with id and data", taskId);
  return { taskId, status, ...rest, task };
}
