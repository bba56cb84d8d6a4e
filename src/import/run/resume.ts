import {
  ApiError,
  waitForTasks,
  TaskTimeoutError,
  type SourcePath,
  type TaskClient,
  type TaskOutcome,
} from "../../index.ts";
import type { Journal, JournalEntry, OperationPosition, Span } from "../journal/entries.ts";
import { spanSet } from "../journal/spans.ts";
import { readState, type JournalState } from "../journal/state.ts";
import type { Job } from "../job.ts";
import { forEachOperation, type ImportInput } from "../mapping/records.ts";
import type { Control } from "./control.ts";
import type { Run } from "./run-import.ts";

/** What earlier runs left. */
type Resumed = Pick<Run, "state" | "pending" | "dropped">;

/** Finds out what earlier runs left: waits for their tasks, and plans what must be resent. */
export async function resume(
  { registry, path, input, settings }: Job,
  journal: Journal,
  state: JournalState,
  { reporter, stopping: { signal } }: Control,
): Promise<Resumed> {
  if (state.open.size > 0) reporter.reportNow("tasks");
  const { deadlineMs } = settings;
  const pending = await settleTasks(registry, path, state, journal, { deadlineMs, signal });
  const dropped = await planResume({ input, state: await readState(journal), pending, journal, signal });
  return { state: await readState(journal), pending, dropped };
}

interface SettleOptions {
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Waits for the tasks of earlier runs, and records those that applied every operation. The operations of the others are resent, but
 * for those of tasks that are still pending, which it returns.
 */
async function settleTasks(
  registry: TaskClient,
  path: SourcePath,
  { open, frontier }: JournalState,
  journal: Journal,
  options: SettleOptions,
): Promise<Span[]> {
  if (open.size === 0) return [];
  const pending = new Set<string>();
  const tasks = waitForTasks(registry, path, [...open.keys()], { ...options, withReceipts: true });
  for await (const outcome of tasks) {
    const { taskId } = outcome;
    if (isWritten(outcome, open.get(taskId)?.operations)) {
      await journal.append([{ entry: "done", task: taskId, upTo: frontier }]);
    } else if (!outcome.ok && outcome.error instanceof TaskTimeoutError) pending.add(taskId);
    else if (!outcome.ok && outcome.error instanceof ApiError && outcome.error.status !== 404) throw outcome.error;
    else await journal.append([{ entry: "resend", task: taskId }]);
  }
  return [...open.values()].flatMap(({ task, spans }) => (pending.has(task) ? spans : []));
}

function isWritten(outcome: TaskOutcome, operations: number | undefined): boolean {
  if (!outcome.ok) return false;
  const { receipts = [] } = outcome.task;
  return receipts.length === operations && receipts.every(({ status }) => status === "SUCCESS");
}

/** The operations of rejected records that are not sent, as `record:operation`. */
export type DroppedOperations = ReadonlySet<string>;

interface ResumePlan {
  readonly input: ImportInput;
  readonly state: JournalState;
  /** The operations of tasks that are still pending. */
  readonly pending: readonly Span[];
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

/**
 * Finds what must be resent and what not at all, so that the last record of each id wins. Appends it to the journal before anything
 * is sent:
 *
 * - A done operation is resent if an earlier one with the same id is resent. One of a pending task is resent once the task has ended.
 * - An operation of a rejected record is not sent if a later one with the same id was written.
 */
async function planResume({ input, state, journal, signal, ...plan }: ResumePlan): Promise<DroppedOperations> {
  const { frontier, retry, rejected } = state;
  const lastSent = [...state.done, ...plan.pending].reduce((last, [, , toRecord]) => Math.max(last, toRecord), -1);
  if (retry.size === 0 && lastSent < 0) return new Set();
  const done = spanSet(state.done);
  const pending = spanSet(plan.pending);
  /** The operations that are resent, by their ids. */
  const again = new Map<string, OperationPosition[]>();
  const redo: Span[] = [];
  const dropped = new Set<string>();
  /** How many operations of each rejected record are resent. */
  const left = new Map<number, number>();
  const countLeft = (record: number, change: number) => left.set(record, (left.get(record) ?? 0) + change);
  const [first = frontier] = [...retry.values()].sort((one, other) => one.record - other.record);
  await forEachOperation(input, first, Math.max(lastSent, frontier.record - 1), (record, operation, key) => {
    signal.throwIfAborted();
    const isEarlier = record < frontier.record;
    if (pending.has(record, operation)) {
      if (again.has(key)) redo.push([record, operation, record, operation]);
    } else if (isEarlier ? retry.has(record) : !done.has(record, operation)) {
      const positions = again.get(key) ?? [];
      again.set(key, positions);
      if (!isEarlier) return;
      positions.push([record, operation]);
      countLeft(record, 1);
    } else if (!isEarlier) {
      if (again.has(key)) redo.push([record, operation, record, operation]);
    } else if (!rejected.has(record)) {
      for (const position of again.get(key) ?? []) {
        dropped.add(position.join(":"));
        countLeft(position[0], -1);
      }
      again.delete(key);
    }
  });
  const superseded = [...left].flatMap(([record, count]) => (count === 0 ? [record] : []));
  const entries: JournalEntry[] = [];
  if (superseded.length > 0) entries.push({ entry: "skipped", records: superseded });
  if (redo.length > 0) entries.push({ entry: "redo", spans: redo });
  if (entries.length > 0) await journal.append(entries, true);
  return dropped;
}
