import { parseResponse, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";
import { readTaskSubmission } from "./task-submission.ts";
import { taskOf } from "./task.ts";

/** Reads the response to a purge: its task, and the purge where the response contains it. */
export function readPurgeSubmission(success: Success): JsonObject {
  const { purgeOperation, ...submission } = readTaskSubmission(success);
  const purge = taskOf(purgeOperation, submission.taskId);
  return purge === undefined ? submission : { ...submission, purgeOperation: purge };
}

/** Reads a purge. */
export function readPurge({ text, path, malformed }: Success): JsonObject {
  const purge = taskOf(parseResponse(text), path["purgeId"]);
  if (purge !== undefined) return purge;
  throw malformed("its body is not a purge with a status");
}
