import { taskSubmissionStatuses } from "../generated/constants.ts";
import { isJsonObject, parseResponse, type JsonObject } from "../json.ts";
import { leadingTaskId } from "../leading-task-id.ts";
import { isPathSegment } from "../path-guard.ts";
import { parseTaskId, type TaskId } from "../task-id.ts";
import type { Success } from "./call-operation.ts";
import { resourceOf } from "./resource.ts";

type TaskSubmission = JsonObject & { readonly taskId: string; readonly task: TaskId };

/**
 * Reads the response to a write: a JSON object with a status, whatever its HTTP status and content type. A task that runs in the
 * background (`ACCEPTED`) must have a taskId that can be polled; without one, the taskId of a `PERSISTED` write is `""`.
 */
export function readTaskSubmission({ text, malformed }: Success): TaskSubmission {
  const response = parseResponse(text);
  if (!isJsonObject(response)) throw malformed("its body is not a JSON object", leadingTaskId(text));
  const { taskId: given, status } = response;
  const taskId = typeof given === "string" ? given : "";
  if (!taskSubmissionStatuses.some((known) => known === status)) {
    throw malformed(`its status is none of ${taskSubmissionStatuses.join(", ")}`, pollable(taskId));
  }
  if (status === "ACCEPTED" && pollable(taskId) === undefined) throw malformed("it is ACCEPTED without a valid taskId");
  return withTask(response, taskId);
}

/** Reads the response to a bulk. It must have a taskId, because the outcomes are in the receipts of its task. */
export function readBulkSubmission(success: Success): TaskSubmission {
  const submission = readTaskSubmission(success);
  if (pollable(submission.taskId) === undefined) throw success.malformed("its body has no valid taskId");
  return submission;
}

/** Reads the response to a delete. An empty response, such as 204, is `PERSISTED`. */
export function readDeletion(success: Success): TaskSubmission {
  if (success.text.trim() === "") return withTask({ status: "PERSISTED" }, "");
  return readTaskSubmission(success);
}

/** Reads the response to the write of a resource, which contains the resource when it is `PERSISTED`. */
export function readResourceSubmission(success: Success): TaskSubmission {
  const submission = readTaskSubmission(success);
  if (resourceOf(submission["resource"]) !== undefined) return submission;
  delete submission["resource"];
  if (submission["status"] !== "PERSISTED") return submission;
  throw success.malformed("its body has no resource with an id", pollable(submission.taskId));
}

function pollable(taskId: string): string | undefined {
  return isPathSegment(taskId) ? taskId : undefined;
}

function withTask(response: JsonObject, taskId: string): TaskSubmission {
  return Object.assign(response, { taskId, task: parseTaskId(taskId) });
}
