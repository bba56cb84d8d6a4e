/** Why a worker can't start, or has ended. */
export type ImportWorkerErrorReason =
  /** The queue's tables do not exist in PostgreSQL yet. */
  | "migrations"
  /** Redis, PostgreSQL or BullMQ is too old. */
  | "version"
  /** PostgreSQL refused the login, the user lacks a permission, or the database does not exist. */
  | "refused"
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
  // A timeout of pg has no code.
  if (/\btimeout\b/.test(error.message)) return "timeout";
  // Redis starts its messages with a code, such as WRONGPASS.
  return /^[A-Z]{4,}\b/.exec(error.message)?.[0] ?? error.name;
}

const refusedUser = [
  "refused the user of the queue",
  "Check the user and the password of the connection string.",
] as const;

/** What PostgreSQL refused, and what to do, by its code. */
const refusals: Readonly<Partial<Record<string, readonly [refused: string, advice: string]>>> = {
  "28000": refusedUser,
  "28P01": refusedUser,
  "3D000": ["has no such database for the queue", "Create it, or correct the connection string."],
  "42501": [
    "denied the user of the queue a permission",
    "To create the tables, the user needs create on the database; later, all rights on the schema bullmq.",
  ],
  // The driver's error has no other code when the server asks for a password, and the connection string has none.
  SASL: ["did not get a password for the queue", "Add it to the connection string, after the user and a colon."],
};

/** Returns what PostgreSQL refused, and what to do; undefined for an error that a later attempt may not have. */
export function refusalOf(error: unknown): string | undefined {
  const code = queueFailure(error);
  const refusal = refusals[code];
  return refusal && `PostgreSQL ${refusal[0]} (${code}). ${refusal[1]}`;
}
