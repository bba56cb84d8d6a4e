import type { ResourceOperation } from "../generated/client.ts";
import type { JsonObject } from "../json.ts";
import type { RecordProblem } from "./input/types.ts";

/** The place of a record: its file and line. */
export interface RecordPlace {
  /** The name of the file, as it was given. */
  readonly file: string;
  /** The number of the first line of the record, from 1. */
  readonly line: number;
}

/** What a mapping returns for a record that it skips or rejects: the result of `skip()` or `reject(reason)`. */
export type NoOperation = { readonly skip: true } | { readonly reject: string };

/** What a mapping knows about a record besides its fields. */
export interface MappingPlace extends RecordPlace {
  /** Whether the resource of the record was deleted, as a FHIR export says. The record has only its `resourceType` and `id` then. */
  readonly isDeletion: boolean;
}

/** What a mapping returns for a record: its operations, `skip()` or `reject(reason)`. */
export type MappedRecord = ResourceOperation | readonly ResourceOperation[] | NoOperation;

/**
 * Returns the operations of a record, built by `upsertOperation` and `deleteOperation`. It must be pure: the same record gives the same
 * operations, also in a later run.
 */
export type ImportMapping = (record: JsonObject, place: MappingPlace) => MappedRecord | PromiseLike<MappedRecord>;

/** A record that was rejected. Contains nothing of the record. */
export interface Rejected extends RecordPlace, RecordProblem {
  /** The offset of the record in bytes: decompressed, and as UTF-8. */
  readonly offset: number;
}

/** The numbers of records of an import, of all its runs: `read` is the sum of `written`, `rejected`, `skipped` and `open`. */
export interface ImportCounts {
  /** How many records were read. */
  readonly read: number;
  /** How many were written: the registry confirmed every operation of theirs. */
  readonly written: number;
  /** How many were rejected. */
  readonly rejected: number;
  /** How many the mapping skipped, or a later record with the same id superseded. */
  readonly skipped: number;
  /** How many have no outcome yet. A further run sends them, or waits for their tasks. */
  readonly open: number;
}

/** The result of an import. */
export interface ImportSummary extends ImportCounts {
  /** How many of the records earlier runs had finished. 0 in a first run. */
  readonly resumed: number;
  /** How many records have an id that a create would refuse: of one character, over 93 characters, or with unusual characters. */
  readonly unusualIds: number;
  /** What a full refresh did. Only with `fullRefresh`, and once the resources of the registry are known. */
  readonly removal?: RemovalCounts | undefined;
}

/** The numbers of a full refresh: of the resources of the types that the extract has. */
export interface RemovalCounts {
  /** How many resources were stored before the import. */
  readonly before: number;
  /** How many of them the extract no longer has. */
  readonly obsolete: number;
  /** How many of the obsolete ones were removed: 0 with `"list"`. */
  readonly removed: number;
  /** How many could not be removed. */
  readonly failed: number;
  /** How many others the extract does not have either. They are kept: they were created or changed after the extract, or have no date. */
  readonly kept: number;
}

/** The progress of an import. */
export interface ImportProgress extends ImportSummary {
  /** How many bytes of the files were read, as they are stored: compressed, if they are. */
  readonly bytesRead: number;
  /** The size of the files; undefined when one of them is a stream. */
  readonly totalBytes: number | undefined;
  /** How long the import has waited for the registry, in milliseconds; 0 while it does not. */
  readonly pausedMs: number;
  /** What the import waits for; undefined while it does not wait. */
  readonly waitingFor: "registry" | "window" | "tasks" | "refresh" | undefined;
}
