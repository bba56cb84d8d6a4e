import type { ResourceOperation } from "../../generated/client.ts";
import { ImportInputError } from "../errors.ts";
import { isUnusualId } from "../mapping/ids.ts";
import type { InputRecord, RecordProblem } from "../input/types.ts";
import type { RejectedRecord, Span } from "../journal/entries.ts";
import { spanSet } from "../journal/spans.ts";
import type { JournalState } from "../journal/state.ts";
import { resourceKey, targetOf } from "../mapping/operations.ts";
import type { Mapped } from "../mapping/mapping.ts";
import type { DroppedOperations } from "./resume.ts";
import type { ImportInput } from "../mapping/records.ts";
import { isInShard, isOwn } from "../mapping/shard.ts";
import type { TrackedRecord, Tracker } from "./tracker.ts";

/** An operation to send, until its outcome is known. */
export interface OperationInFlight {
  readonly operation: ResourceOperation;
  readonly tracked: TrackedRecord;
  /** The number of the operation among those of its record. */
  readonly number: number;
  /** Whether it can't be in one span with the operation before it, because one between them has no outcome. */
  readonly startsSpan: boolean;
  /** Whether an earlier run may have sent it. */
  readonly isResent: boolean;
  /** Its bulk, once the registry accepted it. */
  bulk: BulkInFlight | undefined;
}

/** A bulk that the registry accepted. */
export interface BulkInFlight {
  readonly taskId: string;
  /** How many of its operations have no outcome yet. */
  remaining: number;
  readonly failed: RejectedRecord[];
  /** The numbers of finished records that an earlier run rejected. */
  readonly retried: number[];
  isOpen: boolean;
}

/** What one pass over the input needs. */
export interface Pass {
  readonly input: ImportInput;
  readonly state: JournalState;
  readonly dropped: DroppedOperations;
  /** The operations of tasks that are still pending. */
  readonly pending: readonly Span[];
  readonly tracker: Tracker;
  /** Rejects a record before it is sent. */
  readonly reject: (tracked: TrackedRecord, problem: RecordProblem) => void;
  readonly skip: (tracked: TrackedRecord) => void;
  /** Waits until a record may be sent; undefined if it may be sent now. Throws when the import stops. */
  readonly waitForTurn: () => Promise<void> | undefined;
}

/** Yields the operations to send in blocks, in the order of the input, and tracks their records. */
export async function* operationsOf(pass: Pass): AsyncGenerator<readonly OperationInFlight[], void, undefined> {
  const { input, state } = pass;
  const [first = state.frontier] = [...state.retry.values()].sort((one, other) => one.record - other.record);
  const select = createSelection(pass);
  let number = first.record - 1;
  for await (const { file, source, records } of input.read(first)) {
    let selected: OperationInFlight[] = [];
    for (const record of records) {
      number += 1;
      if (number < state.frontier.record && !state.retry.has(number)) continue;
      const turn = pass.waitForTurn();
      if (turn !== undefined) {
        yield selected;
        selected = [];
        await turn;
      }
      const mapped = input.map(record, source);
      select({ number, file, place: record }, "then" in mapped ? await mapped : mapped, selected);
    }
    yield selected;
  }
}

/** A record, and its number in the input. */
interface NumberedRecord {
  readonly number: number;
  readonly file: number;
  readonly place: InputRecord;
}

/** Returns a function that tracks a record, and adds those of its operations that have to be sent to a list. */
function createSelection(pass: Pass) {
  const { input, state, tracker } = pass;
  const { frontier, rejected } = state;
  const selectFrom = createFilter(pass);
  return ({ number, file, place }: NumberedRecord, mapped: Mapped, selected: OperationInFlight[]) => {
    if (!isInShard(mapped, number, input)) {
      tracker.pass(file, place);
      return;
    }
    const isEarlier = number < frontier.record;
    const tracked = isEarlier ? tracker.addEarlier(number, file, place) : tracker.add(file, place);
    if (rejected.has(number)) tracker.reject(tracked);
    if ("reason" in mapped) {
      if (tracked.isRejected) tracker.settleEarlier(tracked);
      else {
        pass.reject(tracked, mapped);
        tracker.settle(tracked);
      }
    } else if (mapped.length === 0) pass.skip(tracked);
    else {
      const before = selected.length;
      if (!tracked.isRejected || mapped.length > 1) selectFrom(tracked, mapped, selected);
      const count = selected.length - before;
      if (count === 0) tracker.settleEarlier(tracked);
      else tracked.pending = count;
    }
  };
}

/** Returns a function that adds the operations of a record that have to be sent to a list. */
function createFilter({ input, state, dropped, tracker, ...pass }: Pass) {
  const done = spanSet(state.done);
  const sent = spanSet(state.sending);
  const pending = spanSet(pass.pending);
  /** The ids of operations that get no outcome in this run. Later ones must not overtake them. */
  const blocked = new Set<string | undefined>();
  let startsSpan = false;
  let last: ResourceOperation | undefined;
  return (tracked: TrackedRecord, operations: readonly ResourceOperation[], selected: OperationInFlight[]) => {
    const { record, chunk } = tracked;
    let number = -1;
    for (const operation of operations) {
      number += 1;
      // The records of a block are mapped before the first one is sent: all would be sent as the last one.
      if (operation === last)
        throw new ImportInputError("The mapping returned one object twice. Return a new one for each record.");
      last = operation;
      if (!isOwn(operation, input)) continue;
      const id = targetOf(operation)?.id;
      if (chunk !== undefined && id !== undefined && isUnusualId(id)) tracker.addUnusualId();
      if (chunk === undefined ? dropped.has(`${record}:${number}`) : done.has(record, number)) continue;
      const isPending = pending.has(record, number);
      const key = isPending || blocked.size > 0 ? resourceKey(operation) : undefined;
      if (isPending || blocked.has(key)) {
        blocked.add(key);
        tracked.isOpen = true;
        startsSpan = true;
        continue;
      }
      selected.push({ operation, tracked, number, startsSpan, isResent: sent.has(record, number), bulk: undefined });
      startsSpan = false;
    }
  };
}
