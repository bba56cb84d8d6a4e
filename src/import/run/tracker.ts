import type { Frontier } from "../journal/entries.ts";
import type { InputRecord } from "../input/types.ts";
import type { ImportSummary } from "../types.ts";

/** A record whose operations are in progress. */
export interface TrackedRecord {
  readonly record: number;
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  /** How many of its operations have no outcome yet, and one more while it is read. */
  pending: number;
  isRejected: boolean;
  /** Whether an operation has no outcome, and gets none in this run. */
  isOpen: boolean;
  /** The records that are counted together; undefined for a record before the frontier. */
  readonly chunk: Chunk | undefined;
}

/** Consecutive records. A frontier is at the start of a chunk, so that nothing has to be kept for each finished record. */
interface Chunk {
  start: Frontier;
  length: number;
  unfinished: number;
}

const chunkLength = 100;

/** Counts the records of an import, and finds the place before which all are finished. */
export interface Tracker {
  /** Adds the next record of the input. */
  add(file: number, record: InputRecord): TrackedRecord;
  /** Passes the next record of the input, which belongs to another shard. */
  pass(file: number, record: InputRecord): void;
  /** Adds a record before the frontier, which is imported again. */
  addEarlier(record: number, file: number, place: InputRecord): TrackedRecord;
  /** Counts the next outcome of a record. Returns whether the record is finished. */
  settle(tracked: TrackedRecord): boolean;
  /** Counts a record whose outcome is known from an earlier run. */
  settleEarlier(tracked: TrackedRecord): void;
  /** Counts a record as skipped. */
  readonly skip: (tracked: TrackedRecord) => void;
  /** Counts a record as rejected, once. Returns false if it was rejected before. */
  reject(tracked: TrackedRecord): boolean;
  /** Counts an id that a create would refuse. */
  addUnusualId(): void;
  /** The place before which every record is finished. */
  frontier(): Frontier;
  summary(): ImportSummary;
}

/** The counts of the records before the frontier of earlier runs. */
export interface EarlierCounts {
  readonly rejected: number;
  /** How many of the rejected ones were skipped then. */
  readonly skipped: number;
  /** How many of the rejected ones are imported again. */
  readonly retried: number;
}

export function createTracker(start: Frontier, earlier: EarlierCounts): Tracker {
  const next: Mutable<Frontier> = { ...start };
  let chunks: Chunk[] = [];
  let rejected = earlier.rejected;
  let skipped = start.skipped + earlier.skipped;
  let resumed = start.read - earlier.retried;
  let written = start.read - skipped - earlier.rejected - earlier.retried;

  const growChunk = () => {
    let last = chunks.at(-1);
    if (last === undefined || last.length === chunkLength) {
      last = { start: { ...next }, length: 0, unfinished: 0 };
      chunks.push(last);
    }
    last.length += 1;
    return last;
  };
  const advance = (file: number, { nextOffset, nextLine }: InputRecord) => {
    next.record += 1;
    next.file = file;
    next.offset = nextOffset;
    next.line = nextLine;
  };
  const finish = ({ chunk }: TrackedRecord) => {
    if (chunk !== undefined) chunk.unfinished -= 1;
  };

  const tracker: Tracker = {
    add(file, place) {
      const chunk = growChunk();
      chunk.unfinished += 1;
      const { record } = next;
      advance(file, place);
      next.read += 1;
      return track(record, file, place, chunk);
    },
    pass(file, place) {
      growChunk();
      advance(file, place);
    },
    addEarlier: (record, file, place) => track(record, file, place, undefined),
    settle(tracked) {
      tracked.pending -= 1;
      if (tracked.pending > 0 || tracked.isOpen) return false;
      finish(tracked);
      if (!tracked.isRejected) written += 1;
      return true;
    },
    settleEarlier(tracked) {
      if (tracker.settle(tracked)) resumed += 1;
    },
    skip(tracked) {
      finish(tracked);
      skipped += 1;
      if (tracked.chunk !== undefined) next.skipped += 1;
    },
    reject(tracked) {
      if (tracked.isRejected) return false;
      tracked.isRejected = true;
      rejected += 1;
      return true;
    },
    addUnusualId() {
      next.unusualIds += 1;
    },
    frontier() {
      const first = chunks.find(({ unfinished }) => unfinished > 0);
      chunks = first === undefined ? [] : chunks.slice(chunks.indexOf(first));
      return first === undefined ? { ...next } : first.start;
    },
    summary() {
      const { read, unusualIds } = next;
      return { read, written, rejected, skipped, open: read - written - rejected - skipped, resumed, unusualIds };
    },
  };
  return tracker;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function track(record: number, file: number, { line, offset }: InputRecord, chunk: Chunk | undefined): TrackedRecord {
  return { record, file, line, offset, pending: 1, isRejected: false, isOpen: false, chunk };
}
