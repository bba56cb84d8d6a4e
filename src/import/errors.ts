import type { ImportSummary } from "./types.ts";

/**
 * Thrown when an import can't start, because a file, an option, the mapping or the journal is invalid, or the journal is of another import.
 * The message says what was expected.
 */
export class ImportInputError extends Error {
  override readonly name = "ImportInputError";
}

/** Why an import stopped. */
export type ImportStopReason =
  /** The registry would refuse every bulk: 401, 403, 404, a redirect or an untrusted certificate. */
  | "refused"
  /** The registry was overloaded or could not be reached for `giveUpAfterMs`. */
  | "unavailable"
  /** More records were rejected than `rejectLimit` allows. */
  | "reject-limit"
  /** A file ends early, or can't be read. */
  | "input"
  /** The journal or the file of the rejected records can't be written, such as on a full disk. */
  | "journal"
  /** Another process uses the journal, or took it over. */
  | "taken-over"
  /** It has started `startLimit` times in a row without progress. */
  | "start-limit"
  /** `signal` was aborted. */
  | "aborted"
  /** Every record was read, but some have no outcome, such as those of a task that was pending at its deadline. */
  | "open"
  /** Every record was written, but the full refresh was refused or is incomplete. */
  | "full-refresh";

/**
 * Thrown when an import stops early, and when some of its records have no outcome at its end. Nothing is lost: correct the cause that `reason`
 * names, and run the import again to resume. `cause` is the error that stopped it, if there was one.
 */
export class ImportStoppedError extends Error {
  override readonly name = "ImportStoppedError";
  readonly reason: ImportStopReason;
  /** The counts until the stop; undefined when it stopped before the first record. */
  readonly summary: ImportSummary | undefined;

  constructor(message: string, reason: ImportStopReason, summary?: ImportSummary, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.summary = summary;
  }
}
