import type { PurgeOperation, PurgeRequest, Receipt, Task, TaskStatus } from "../generated/client.ts";
import { taskIdForms } from "../generated/contract.ts";
import type { KnownTaskId } from "../task-id.ts";
import type { Settings } from "./options.ts";
import type { TaskOperation, Work } from "./writes/execution.ts";
import type { WriteTarget } from "./writes/resource-writes.ts";

/** A stored task. */
export interface StoredTask {
  readonly taskId: string;
  readonly receivedAt: Date;
  readonly operations: readonly TaskOperation[];
  /** Set only for a bulk. */
  readonly bulkOf?: WriteTarget["targetType"] | undefined;
  /** Set only for a purge. */
  readonly purge?: PurgeState | undefined;
  status: TaskStatus;
  /** Undefined while the task is PENDING. */
  completedAt?: Date;
}

export interface PurgeState extends PurgeRequest {
  deletedCount?: number;
}

/** Work that becomes a task. */
export interface Submission {
  readonly kind: KnownTaskId["kind"];
  readonly sourceKey: string;
  readonly work: Work;
  readonly receivedAt: Date;
  readonly bulkOf?: WriteTarget["targetType"];
  readonly purge?: PurgeState;
}

/** The tasks of a registry, in memory. */
export interface Tasks {
  get(path: { sourceKey: string; taskId: string }): StoredTask | undefined;
  /** Stores a task that is executed after `taskDurationMs`. */
  accept(submission: Submission): StoredTask;
  /** Executes the work immediately, and stores its task unless an operation failed. */
  execute(submission: Submission): StoredTask;
  /** Executes the pending tasks that are due, in the order of submission. */
  executeDue(): void;
  /** Executes all pending tasks, in the order of submission. */
  executeAll(): void;
  clear(): void;
}

interface PendingTask {
  readonly task: StoredTask;
  readonly work: Work;
  readonly dueAt: number;
}

export function createTasks({ now, newId, taskDurationMs }: Settings): Tasks {
  const tasks = new Map<string, StoredTask>();
  let pending: PendingTask[] = [];
  const keyOf = (sourceKey: string, taskId: string) => `${sourceKey}/${taskId}`;

  const createTask = ({ kind, work, receivedAt, bulkOf, purge }: Submission): StoredTask => {
    const { operations } = work;
    return { taskId: taskIdPrefix(kind) + newId(), receivedAt, operations, bulkOf, purge, status: "PENDING" };
  };
  const store = ({ sourceKey }: Submission, task: StoredTask) => tasks.set(keyOf(sourceKey, task.taskId), task);

  /** Completes a task with the time at which it was due, so that the stored dates do not depend on the time of a poll. */
  const completePending = ({ task, work, dueAt }: PendingTask, time: number) => {
    complete(task, work, new Date(Math.min(dueAt, time)));
  };

  return {
    get: ({ sourceKey, taskId }) => tasks.get(keyOf(sourceKey, taskId)),
    accept(submission) {
      const task = createTask(submission);
      const { work, receivedAt } = submission;
      store(submission, task);
      pending.push({ task, work, dueAt: receivedAt.getTime() + taskDurationMs });
      return task;
    },
    execute(submission) {
      const task = createTask(submission);
      complete(task, submission.work, submission.receivedAt);
      if (task.status === "SUCCESS") store(submission, task);
      return task;
    },
    executeDue() {
      if (pending.length === 0) return;
      const time = now().getTime();
      const later = pending.findIndex(({ dueAt }) => dueAt > time);
      for (const due of pending.splice(0, later === -1 ? pending.length : later)) completePending(due, time);
    },
    executeAll() {
      if (pending.length === 0) return;
      const time = now().getTime();
      for (const each of pending.splice(0)) completePending(each, time);
    },
    clear() {
      tasks.clear();
      pending = [];
    },
  };
}

function complete(task: StoredTask, work: Work, at: Date): void {
  work.execute(at);
  task.status = work.operations.every(({ status }) => status === "SUCCESS") ? "SUCCESS" : "FAILURE";
  task.completedAt = at;
}

/** Returns the prefix of the form that is not deprecated. */
function taskIdPrefix(of: KnownTaskId["kind"]): string {
  const forms = taskIdForms.filter(({ kind, deprecated }) => kind === of && !deprecated);
  return forms.map(({ prefix }) => prefix).join("");
}

/** Converts a task to the contract's form. */
export function toTask(task: StoredTask, withReceipts: boolean): Task {
  const { status, taskId } = task;
  return { status, taskId, ...(withReceipts && { receipts: toReceipts(task) }) };
}

function toReceipts({ taskId, receivedAt, operations, completedAt }: StoredTask): Receipt[] {
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

/** Converts a purge to the contract's form. Returns undefined for a task of another kind. */
export function toPurgeOperation({
  taskId,
  receivedAt,
  purge,
  status,
  completedAt,
}: StoredTask): PurgeOperation | undefined {
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
