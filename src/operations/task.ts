import { taskStatuses } from "../generated/constants.ts";
import { isJsonObject, parseJson, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";

/** Reads a task, and how long the registry asks to wait before the next look at it. */
export function readTask({ text, retryAfterMs, malformed }: Success): JsonObject {
  const task = parseJson(text);
  if (!isJsonObject(task) || typeof task["taskId"] !== "string") throw malformed("its body is no task, with a taskId");
  const { status, receipts } = task;
  if (!taskStatuses.some((known) => known === status)) {
    throw malformed(`its status is none of ${taskStatuses.join(", ")}`);
  }
  if (receipts !== undefined && !(Array.isArray(receipts) && receipts.every(isJsonObject))) {
    throw malformed("its receipts are no list of objects");
  }
  const waitMs = retryAfterMs();
  return waitMs === undefined ? task : { ...task, retryAfterMs: waitMs };
}
