/** Why a worker can't start, or has ended. */
export type ImportWorkerErrorReason =
  /** The queue's tables do not exist in PostgreSQL yet. */
  | "migrations"
  /** Redis, PostgreSQL or BullMQ is too old. */
  | "version"
  /** The queue failed ten times in a row. */
  | "unavailable"
  /** Three jobs in a row could not start here, such as on a machine without the files. */
  | "jobs";

/** Thrown when a worker can't start, or ends itself. The message says what to do. */
export class ImportWorkerError extends Error {
  override readonly name = "ImportWorkerError";
  readonly reason: ImportWorkerErrorReason;

  constructor(message: string, reason: ImportWorkerErrorReason, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/**
 * Returns what failed in a queue: the code of the error, or else its name. Its message is not printed, because drivers may quote the
 * connection or the values of a query.
 */
export function queueFailure(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  if ("code" in error && typeof error.code === "string") return error.code;
  // Redis starts its messages with a code, such as WRONGPASS.
  return /^[A-Z]{4,}\b/.exec(error.message)?.[0] ?? error.name;
}
