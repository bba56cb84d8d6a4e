import type { Receipt, TaskStatus } from "../../src/index.ts";

export const sourceKey = "ehr-prod";
export const taskId = "bk_2wil2zeXT0V0wAw25pb9Xqha5qw";

/** Returns a function that returns the response to a poll of a task. */
export function taskIs(status: TaskStatus, receipts?: readonly Partial<Receipt>[], headers: HeadersInit = {}) {
  return () => Response.json({ taskId, status, ...(receipts && { receipts }) }, { headers });
}

/** A receipt of one operation. */
export function receipt(status: string, type?: string, more: Partial<Receipt> = {}): Receipt {
  const error = type === undefined ? {} : { error: { code: 400, type, message: "The card TREA80010112 is no card." } };
  const target = { action: "UPSERT", targetType: "RESOURCE", id: "TREA80010112", type: "patient" };
  return { receivedAt: "2025-05-13T14:00:00.000Z", taskId, ...target, status, ...error, ...more };
}
