import {
  ApiError,
  InvalidRequestError,
  OperationFailedError,
  type BulkToSubmit,
  type SubmittedBulk,
  type WriteOutcome,
} from "../../index.ts";
import type { InputProblem } from "../../errors/registry-error.ts";
import { isFinal } from "../../tasks/poll-task.ts";
import type { RecordProblem } from "../input/types.ts";
import type { Journal, JournalEntry, RejectedRecord, Span } from "../journal/entries.ts";
import type { BulkInFlight, OperationInFlight } from "./pass.ts";
import type { TrackedRecord, Tracker } from "./tracker.ts";

/** Writes what happens to the journal, and counts it. */
export interface Recorder {
  /** Records that a bulk will be sent. */
  beforeSubmit(bulk: BulkToSubmit): Promise<void>;
  /** Records that the registry accepted a bulk. */
  onSubmit(bulk: SubmittedBulk): Promise<void>;
  /** Records the outcome of an operation; a promise when it is the last one of its bulk. */
  settle(outcome: WriteOutcome): Promise<void> | undefined;
  /** Rejects a record that was not sent. */
  readonly reject: (tracked: TrackedRecord, problem: RecordProblem) => void;
  /** Skips a record. */
  readonly skip: (tracked: TrackedRecord) => void;
  /** Records what has happened since the last bulk; with `isEnd`, that the input has ended. */
  flush(isEnd: boolean): Promise<void>;
}

interface RecorderSettings {
  readonly journal: Journal;
  readonly tracker: Tracker;
  readonly inFlight: Map<number, OperationInFlight>;
  readonly onReject: (rejected: RejectedRecord) => void;
}

export function createRecorder({ journal, tracker, inFlight, onReject }: RecorderSettings): Recorder {
  /** They are appended with the next entry, because a write for each would take most of the time. */
  let unwritten: JournalEntry[] = [];
  const append = (entries: readonly JournalEntry[], isDurable = false) => {
    const all = [...unwritten, ...entries];
    unwritten = [];
    return journal.append(all, isDurable);
  };
  const countRejected = (tracked: TrackedRecord, problem: RecordProblem): RejectedRecord | undefined => {
    if (!tracker.reject(tracked)) return undefined;
    const rejected = rejectedRecord(tracked, problem);
    onReject(rejected);
    return rejected;
  };
  const reject = (tracked: TrackedRecord, problem: RecordProblem) => {
    const rejected = countRejected(tracked, problem);
    if (rejected !== undefined) unwritten.push({ entry: "bad", ...rejected });
  };
  const finish = async ({ taskId, failed, retried, isOpen }: BulkInFlight) => {
    if (isOpen) unwritten.push(...failed.map((rejected) => ({ entry: "bad" as const, ...rejected })));
    else {
      const lists = { ...(failed.length > 0 && { failed }), ...(retried.length > 0 && { retried }) };
      await append([{ entry: "done", task: taskId, ...lists, upTo: tracker.frontier() }]);
    }
  };

  return {
    beforeSubmit: (bulk) => append([{ entry: "sending", spans: spansOf(bulk, inFlight) }]),
    async onSubmit(bulk) {
      const { taskId, operations } = bulk;
      const submitted: BulkInFlight = { taskId, remaining: operations.length, failed: [], retried: [], isOpen: false };
      for (const [, operation] of operationsOf(bulk, inFlight)) operation.bulk = submitted;
      const spans = spansOf(bulk, inFlight);
      await append([{ entry: "sent", task: taskId, spans, operations: operations.length }], true);
    },
    settle(outcome) {
      // Each operation that was read has one outcome.
      const { tracked, bulk, isResent } = inFlight.get(outcome.index) as OperationInFlight;
      inFlight.delete(outcome.index);
      const result = resultOf(outcome, isResent);
      if (result === "open") {
        tracked.isOpen = true;
        if (bulk !== undefined) bulk.isOpen = true;
      } else if (result !== "written") {
        if (bulk === undefined) reject(tracked, result);
        else {
          const rejected = countRejected(tracked, result);
          if (rejected !== undefined) bulk.failed.push(rejected);
        }
      }
      const isFinished = tracker.settle(tracked);
      if (bulk === undefined) return undefined;
      if (isFinished && tracked.chunk === undefined) bulk.retried.push(tracked.record);
      bulk.remaining -= 1;
      return bulk.remaining === 0 ? finish(bulk) : undefined;
    },
    reject,
    skip(tracked) {
      tracker.skip(tracked);
      if (tracked.chunk === undefined) unwritten.push({ entry: "skipped", records: [tracked.record] });
    },
    flush: (isEnd) => append(isEnd ? [{ entry: "end", upTo: tracker.frontier() }] : []),
  };
}

/** Returns a record with the problem it is rejected for. */
export function rejectedRecord({ record, file, line, offset }: TrackedRecord, problem: RecordProblem): RejectedRecord {
  return { record, file, line, offset, ...problem };
}

/** Returns the operations of a bulk, in their order, with their indexes. */
function operationsOf(
  { from, to, excluded }: BulkToSubmit,
  inFlight: ReadonlyMap<number, OperationInFlight>,
): [index: number, operation: OperationInFlight][] {
  const isExcluded = new Set(excluded);
  return [...inFlight].filter(([index]) => index >= from && index <= to && !isExcluded.has(index));
}

function spansOf(bulk: BulkToSubmit, inFlight: ReadonlyMap<number, OperationInFlight>): Span[] {
  const spans: [number, number, number, number][] = [];
  let before = -Infinity;
  for (const [index, { tracked, number, startsSpan }] of operationsOf(bulk, inFlight)) {
    const last = spans.at(-1);
    if (last === undefined || startsSpan || index > before + 1) {
      spans.push([tracked.record, number, tracked.record, number]);
    } else [last[2], last[3]] = [tracked.record, number];
    before = index;
  }
  return spans;
}

/**
 * Returns what an outcome means for the record. `"open"`: the outcome is unknown, or the operation was not sent.
 *
 * A delete that was sent before and now finds nothing has been applied before.
 */
function resultOf(outcome: WriteOutcome, isResent: boolean): "written" | "open" | RecordProblem {
  if (outcome.ok) return "written";
  const { error, receipt, attempts } = outcome;
  if (error instanceof InvalidRequestError) return problemOf(error);
  if (error instanceof ApiError) {
    const isRefused = error.outcome === "not-done" && (error.status === 400 || error.status === 413);
    return isRefused ? { reason: "the registry refused it", code: error.type ?? String(error.status) } : "open";
  }
  if (error instanceof OperationFailedError && receipt !== undefined && isFinal(receipt.status)) {
    const isGone = receipt.action === "DELETE" && error.type === "NOT_FOUND" && (isResent || attempts > 1);
    return isGone ? "written" : { reason: "the registry could not apply it", code: error.type };
  }
  return "open";
}

/** Returns the problem of a record whose operation is invalid, with a path that is relative to the resource. */
export function problemOf({ field, reason }: InputProblem): RecordProblem {
  const path = field.replace(/^(?:operations\[\d+\])?\.?(?:(?:upsert|delete)\.)?/, "");
  return { reason: reason.replace(/\.$/, ""), ...(path !== "" && { path }) };
}
