import { taskStatuses } from "../generated/constants.ts";
import { isJsonObject, parseJson, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";
import { readTaskSubmission } from "./task-submission.ts";

/** Reads the answer to a purge: a task, and the purge that it is. */
export function readPurgeSubmission(success: Success): JsonObject {
  const submission = readTaskSubmission(success);
  if (isPurge(submission["purgeOperation"])) return submission;
  throw success.malformed("its body has no purgeOperation, with taskId and status", submission.taskId);
}

/** Reads a purge. */
export function readPurge({ text, malformed }: Success): JsonObject {
  const purge = parseJson(text);
  if (isPurge(purge)) return purge;
  throw malformed("its body is no purge, with taskId and status");
}

function isPurge(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) return false;
  return typeof value["taskId"] === "string" && taskStatuses.some((known) => known === value["status"]);
}
