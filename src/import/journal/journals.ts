import type { Journal, JournalEntry } from "./entries.ts";

/*
 * The journals of imports that are divided into partitions by the ids of their records, so that several processes can share the work. Each
 * partition has its own journal.
 */

/** An import whose work is divided. */
export interface DividedImport {
  /** Such as `patients-2026-11-28`: letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** How many partitions it has. */
  readonly partitions: number;
  /** A hash of the content of its files, once a worker has begun to import them. */
  readonly files?: string | undefined;
}

/** Where the journals of divided imports are stored: in a folder, or in PostgreSQL. */
export interface Journals {
  /** Their place, as it is printed. Contains no password. */
  readonly place: string;
  /**
   * Stores an import, unless it is already stored. Resolves with the stored one, which can have another number of partitions.
   *
   * @throws {@link JournalError} When this place can't be used.
   */
  define(divided: Omit<DividedImport, "files">): Promise<DividedImport>;
  /**
   * Stores a hash of the content of the files of an import, unless one is already stored. Resolves with the stored import. If its `files` are
   * another hash, other files are imported under this name, and no partition of these may be imported.
   *
   * @throws {@link JournalError} When there is no such import, and when this place can't be used.
   */
  begin(importName: string, files: string): Promise<DividedImport>;
  /** Resolves with the stored imports, in the order of their names. */
  list(): Promise<readonly DividedImport[]>;
  /** Opens the journal of a partition, from 1, for reading and appending. A process that uses it too fails at its next append. */
  open(importName: string, partition: number): Promise<Journal>;
  /** Yields the entries of the journal of a partition, also while an import appends to it. Nothing when it was never opened. */
  read(importName: string, partition: number): AsyncIterable<JournalEntry>;
}
