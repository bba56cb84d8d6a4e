import { readErrorBody } from "../errors/index.ts";
import { isJsonObject, parseResponse, type JsonObject } from "../json.ts";
import type { Success } from "./call-operation.ts";

/** Reads a task, and how long the registry asks to wait before the next poll. */
export function readTask({ text, path, retryAfterMs, malformed }: Success): JsonObject {
  const task = taskOf(parseResponse(text), path["taskId"]);
  if (task === undefined) throw malformed("its body is not a task with a status");
  const { receipts } = task;
  if (receipts !== undefined && !(Array.isArray(receipts) && receipts.every(isJsonObject))) {
    throw malformed("its receipts are not a list of objects");
  }
  for (const receipt of receipts ?? []) readReceiptError(receipt);
  const waitMs = retryAfterMs();
  return waitMs === undefined ? task : { ...task, retryAfterMs: waitMs };
}

/** Returns a task or purge: an object with a status. A missing taskId is taken from the request. */
export function taskOf(value: unknown, taskId: unknown): JsonObject | undefined {
  if (!isJsonObject(value) || typeof value["status"] !== "string") return undefined;
  return typeof value["taskId"] === "string" && value["taskId"] !== "" ? value : { ...value, taskId };
}

/** The error of a receipt has the forms of an error response. */
function readReceiptError(receipt: JsonObject): void {
  const { error } = receipt;
  if (!isJsonObject(error)) return;
  const known = readErrorBody(error);
  for (const field of ["details", "Details"]) Reflect.deleteProperty(error, field);
  Object.assign(error, known);
}
