import { taskIdForms } from "../../generated/contract.ts";
import type { KnownTaskId } from "../../task-id.ts";
import type { Settings } from "../options.ts";
import type { PurgeState, StoredTask } from "./task.ts";
import type { Work } from "./work.ts";

export { purgeOf, taskOf, type PurgeState } from "./task.ts";
export { allOrNone, eachOnItsOwn } from "./work.ts";

/** Work that is handed in. */
export interface Submission {
  readonly kind: KnownTaskId["kind"];
  readonly sourceKey: string;
  readonly work: Work;
  readonly receivedAt: Date;
  readonly purge?: PurgeState;
}

/** The tasks of a registry, in memory, and their time. */
export interface Tasks {
  get(path: { sourceKey: string; taskId: string }): StoredTask | undefined;
  /** Takes in a task whose time is still to come. */
  accept(submission: Submission): StoredTask;
  /** Carries work out at once. A task of which an operation failed is given back, and not kept. */
  carryOut(submission: Submission): StoredTask;
  /** Carries out the tasks whose time has come, in the order in which they were submitted. */
  advance(): void;
  /** Carries out every task that is still to come. */
  settle(): void;
  clear(): void;
}

interface Pending {
  readonly task: StoredTask;
  readonly work: Work;
  readonly dueAt: number;
}

export function createTasks({ now, newId, taskDurationMs }: Settings): Tasks {
  const tasks = new Map<string, StoredTask>();
  let pending: Pending[] = [];
  const nameOf = (sourceKey: string, taskId: string) => `${sourceKey}/${taskId}`;

  const taskFor = ({ kind, work, receivedAt, purge }: Submission): StoredTask => {
    const { operations } = work;
    return { taskId: prefixOf(kind) + newId(), receivedAt, operations, purge, status: "PENDING" };
  };
  const keep = ({ sourceKey }: Submission, task: StoredTask) => tasks.set(nameOf(sourceKey, task.taskId), task);

  /** As of the time that a task was due, also when it is looked at later, so that it does not depend on who looks when. */
  const carryOutPending = ({ task, work, dueAt }: Pending, time: number) => {
    complete(task, work, new Date(Math.min(dueAt, time)));
  };

  return {
    get: ({ sourceKey, taskId }) => tasks.get(nameOf(sourceKey, taskId)),
    accept(submission) {
      const task = taskFor(submission);
      const { work, receivedAt } = submission;
      keep(submission, task);
      pending.push({ task, work, dueAt: receivedAt.getTime() + taskDurationMs });
      return task;
    },
    carryOut(submission) {
      const task = taskFor(submission);
      complete(task, submission.work, submission.receivedAt);
      if (task.status === "SUCCESS") keep(submission, task);
      return task;
    },
    advance() {
      if (pending.length === 0) return;
      const time = now().getTime();
      const later = pending.findIndex(({ dueAt }) => dueAt > time);
      for (const due of pending.splice(0, later === -1 ? pending.length : later)) carryOutPending(due, time);
    },
    settle() {
      if (pending.length === 0) return;
      const time = now().getTime();
      for (const each of pending.splice(0)) carryOutPending(each, time);
    },
    clear() {
      tasks.clear();
      pending = [];
    },
  };
}

function complete(task: StoredTask, work: Work, at: Date): void {
  work.carryOut(at);
  task.status = work.operations.every(({ status }) => status === "SUCCESS") ? "SUCCESS" : "FAILURE";
  task.completedAt = at;
}

/** The one that is not deprecated. */
function prefixOf(of: KnownTaskId["kind"]): string {
  const forms = taskIdForms.filter(({ kind, deprecated }) => kind === of && !deprecated);
  return forms.map(({ prefix }) => prefix).join("");
}
