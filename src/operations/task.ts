import { isJsonObject, parseResponse, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";

/** Reads a task, and how long the registry asks to wait before the next poll. */
export function readTask({ text, path, retryAfterMs, malformed }: Success): JsonObject {
  const response = parseResponse(text);
  if (!isJsonObject(response)) throw malformed("its body is not a JSON object");
  const task = withStatus(response, path["taskId"]);
  if (task === undefined) throw malformed("its body has no status");
  const { receipts } = task;
  if (receipts !== undefined && !(Array.isArray(receipts) && receipts.every(isJsonObject))) {
    throw malformed("its receipts are not a list of objects");
  }
  const waitMs = retryAfterMs();
  return waitMs === undefined ? task : { ...task, retryAfterMs: waitMs };
}

/** A task or a purge: an object with a status, of any value. Without a taskId it has the one that the call named. */
export function withStatus(value: unknown, taskId: unknown): JsonObject | undefined {
  if (!isJsonObject(value) || typeof value["status"] !== "string") return undefined;
  return typeof value["taskId"] === "string" ? value : { ...value, taskId };
}
