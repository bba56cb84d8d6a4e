import type { PurgeOperation, PurgeRequest, Receipt, Task, TaskStatus } from "../../generated/client.ts";
import type { TaskOperation } from "./work.ts";

/** A task that the registry keeps. */
export interface StoredTask {
  readonly taskId: string;
  readonly receivedAt: Date;
  readonly operations: readonly TaskOperation[];
  /** Of a purge: what it purges, and how much that was. */
  readonly purge?: PurgeState | undefined;
  status: TaskStatus;
  /** Undefined while it is PENDING. */
  completedAt?: Date;
}

export interface PurgeState extends PurgeRequest {
  deletedCount?: number;
}

/** The task as the contract shows it. */
export function taskOf(task: StoredTask, withReceipts: boolean): Task {
  const { status, taskId } = task;
  return { status, taskId, ...(withReceipts && { receipts: receiptsOf(task) }) };
}

function receiptsOf({ taskId, receivedAt, operations, completedAt }: StoredTask): Receipt[] {
  return operations.map(({ action, status, targetType, id, type, error }) => ({
    receivedAt: receivedAt.toISOString(),
    taskId,
    action,
    status,
    targetType,
    id,
    type,
    ...(completedAt && { completedAt: completedAt.toISOString() }),
    ...(error && { error }),
  }));
}

/** The purge as the contract shows it, or undefined for a task of another kind. */
export function purgeOf({ taskId, receivedAt, purge, status, completedAt }: StoredTask): PurgeOperation | undefined {
  if (purge === undefined) return undefined;
  return {
    taskId,
    purgeId: taskId,
    ...purge,
    status,
    createdAt: receivedAt.toISOString(),
    updatedAt: (completedAt ?? receivedAt).toISOString(),
  };
}
