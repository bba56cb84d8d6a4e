import { MalformedResponseError } from "./errors/index.ts";
import { taskSubmissionStatuses } from "./generated/constants.ts";
import { isJsonObject, parseJson, type JsonObject } from "./json.ts";
import { parseTaskId, type TaskId } from "./task-id.ts";
import type { OperationId } from "./types.ts";

/**
 * Reads the answer to a write: a JSON object with a taskId and a status, whatever its HTTP status and its content type say,
 * and with a resource when it is PERSISTED. Throws {@link MalformedResponseError} for any other.
 */
export function readTaskSubmission(
  operationId: OperationId,
  response: Response,
  text: string,
): JsonObject & { task: TaskId } {
  const malformed = (fault: string, taskId?: string) =>
    new MalformedResponseError(operationId, response, { fault, taskId });

  const answer = parseJson(text);
  if (!isJsonObject(answer)) throw malformed("its body is not a JSON object", leadingTaskId(text));
  const { taskId, status, resource, ...rest } = answer;
  if (typeof taskId !== "string") throw malformed("its body has no taskId");
  if (!taskSubmissionStatuses.some((known) => known === status)) {
    throw malformed(`its status is none of ${taskSubmissionStatuses.join(", ")}`, taskId);
  }
  const task = parseTaskId(taskId);
  if (isJsonObject(resource)) return { taskId, status, resource, ...rest, task };
  if (status === "PERSISTED") throw malformed("its body has no resource", taskId);
  return { taskId, status, ...rest, task };
}

/** Where the taskId of an answer that was cut off is looked for: at its beginning, with nothing but texts before it. */
const leadingTaskIdPattern = /^\s*\{(?:\s*"[^"\\]*"\s*:\s*"[^"\\]*"\s*,)*?\s*"taskId"\s*:\s*"([^"\\]+)"/;

function leadingTaskId(text: string): string | undefined {
  return leadingTaskIdPattern.exec(text)?.[1];
}
