import type { FileFingerprint } from "../input/fingerprint.ts";
import type { ImportFormat } from "../input/types.ts";

/*
 * The journal of an import: what was sent, and the outcome. One entry per bulk, not per record. Contains no id and no data.
 */

/** The version of the format. A journal of a later version is refused. */
export const journalVersion = 1;

/** The position of an operation: the number of its record in the input, from 0, and its number among those of the record, from 0. */
export type OperationPosition = readonly [record: number, operation: number];

/** Consecutive operations, from the first to the last. Only records without an operation may be between them. */
export type Span = readonly [record: number, operation: number, toRecord: number, toOperation: number];

/** A place in the input before which every record is finished: written, rejected or skipped. */
export interface Frontier {
  /** The number of the next record in the input, from 0. Of all shards. */
  readonly record: number;
  /** The index of its file, and its place in it. */
  readonly file: number;
  readonly offset: number;
  readonly line: number;
  /** How many records before it belong to this import: without those of other shards. */
  readonly read: number;
  /** How many of these were skipped. */
  readonly skipped: number;
  /** How many of these have an id that a create would refuse. */
  readonly unusualIds: number;
}

/** A rejected record: where it is, and why. */
export interface RejectedRecord {
  readonly record: number;
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly reason: string;
  readonly path?: string | undefined;
  readonly code?: string | undefined;
}

/** The options that change what is sent. */
export interface SentOptions {
  readonly destination?: string | undefined;
  readonly sourceKey: string;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly idFrom?: readonly string[] | undefined;
  readonly idAsText?: true | undefined;
  /** The start of a hash of the secret, to notice another one. */
  readonly idSecret?: string | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly formats: readonly ImportFormat[];
  /** Such as `2/8`. */
  readonly shard?: string | undefined;
}

/** The mapping of records to operations. */
export interface MappingVersion {
  readonly file?: string | undefined;
  /** The SHA-256 of the file or of the function, in hexadecimal. */
  readonly hash: string;
  readonly version?: string | number | undefined;
}

/** The start of an import: its input and its options. Later ones replace them, such as after `retryRejected`. */
export interface StartEntry {
  readonly entry: "start";
  readonly version: number;
  /** When, as an ISO 8601 date. */
  readonly at: string;
  readonly files: readonly FileFingerprint[];
  readonly options: SentOptions;
  readonly mapping?: MappingVersion | undefined;
  /** Whether the records that were rejected until now are imported again. */
  readonly retry?: true | undefined;
}

/** A bulk that will be sent. Without a `sent` after it, the registry may have accepted it. */
export interface SendingEntry {
  readonly entry: "sending";
  readonly spans: readonly Span[];
}

/** A bulk that the registry accepted as a task. */
export interface SentEntry {
  readonly entry: "sent";
  readonly task: string;
  readonly spans: readonly Span[];
  /** How many operations it has. */
  readonly operations: number;
}

/** The outcome of every operation of a task is known. Those of `failed` failed, the others were written. */
export interface DoneEntry {
  readonly entry: "done";
  readonly task: string;
  readonly failed?: readonly RejectedRecord[] | undefined;
  /** The numbers of records that an earlier run rejected, and that are finished now. */
  readonly retried?: readonly number[] | undefined;
  readonly upTo: Frontier;
}

/** A record that was rejected before it was sent, or with its bulk. */
export interface BadEntry extends RejectedRecord {
  readonly entry: "bad";
}

/** Rejected records that are not imported again: a later record with the same id was written, or a new mapping skips them. */
export interface SkippedEntry {
  readonly entry: "skipped";
  readonly records: readonly number[];
}

/** A task that did not apply every operation, or that the registry does not have: its operations are resent. */
export interface ResendEntry {
  readonly entry: "resend";
  readonly task: string;
}

/** Operations that are resent although they are done, because an earlier one with the same id is resent. */
export interface RedoEntry {
  readonly entry: "redo";
  readonly spans: readonly Span[];
}

/** The end of the input: every record before `upTo` is finished. */
export interface EndEntry {
  readonly entry: "end";
  readonly upTo: Frontier;
}

/**
 * A process begins to import. Its append fails if another process has written to the journal since it was read, and makes the next append
 * of an older process fail.
 */
export interface RunEntry {
  readonly entry: "run";
  /** When, as an ISO 8601 date. */
  readonly at: string;
}

/** The last run stopped by itself, such as at Ctrl-C. A run without it was killed, or still runs. */
export interface StopEntry {
  readonly entry: "stop";
  /** When, as an ISO 8601 date. */
  readonly at: string;
}

/** An entry of the journal of an import. */
export type JournalEntry =
  | StartEntry
  | RunEntry
  | SendingEntry
  | SentEntry
  | DoneEntry
  | BadEntry
  | SkippedEntry
  | ResendEntry
  | RedoEntry
  | StopEntry
  | EndEntry;

/** Where the entries of an import are stored. */
export interface Journal {
  /** The journal as it is printed. Contains no password. */
  readonly name: string;
  /** Yields the entries in their order. */
  read(): AsyncIterable<JournalEntry>;
  /**
   * Appends entries, all or none. With `isDurable` it resolves once they are on the disk. Rejects with {@link JournalError} when
   * another process has written to the journal.
   */
  append(entries: readonly JournalEntry[], isDurable?: boolean): Promise<void>;
  /** Frees the journal for other processes. */
  close(): Promise<void>;
}
