import { errorCode, JournalError } from "./journal-error.ts";

const rerun = "Then try again: an import resumes.";
const noTables = `Enqueue the import first, which creates them, or check the database and the schema. ${rerun}`;
const noRights =
  "Grant this user select and insert on clinia_imports and clinia_import_entries, and create on the schema if they do not exist yet.";
const unreachable = ["the server can't be reached", `Check that it runs, and the connection string. ${rerun}`] as const;
const noPassword = [
  "the server asks for a password",
  "Add one to the connection string, after the user and a colon.",
] as const;
const refused = ["the server refused this user", "Check the user and the password of the connection string."] as const;
const readOnly = ["the server is read-only, such as a standby", `Connect to the primary. ${rerun}`] as const;
const full = ["the disk of the server is full", `Free space. ${rerun}`] as const;
const restarting = ["the server is starting, stopping or recovering", `Wait until it is ready. ${rerun}`] as const;

/** What was found, and what to do, by the code of PostgreSQL or of the platform. */
const knownCodes: Readonly<Partial<Record<string, readonly [found: string, advice: string]>>> = {
  "42P01": ["the tables of the journals do not exist", noTables],
  "3F000": ["the schema does not exist", "Create the schema, or choose another one."],
  "42501": ["permission was denied", noRights],
  "28000": refused,
  "28P01": refused,
  "3D000": ["the database does not exist", "Check the connection string."],
  "25006": readOnly,
  "53100": full,
  "53300": ["the server has too many connections", `Raise max_connections, or use smaller pools. ${rerun}`],
  "57P01": restarting,
  "57P02": restarting,
  "57P03": restarting,
  "no password": noPassword,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  ETIMEDOUT: unreachable,
};

/** Whether a table does not exist. */
export function isMissingTable(error: unknown): boolean {
  return errorCode(error) === "42P01";
}

/** Whether the server asked for a password, and the connection string has none. The error of `pg` has no code. */
function isMissingPassword(error: unknown): boolean {
  return error instanceof Error && /client password must be a (?:non-empty )?string/.test(error.message);
}

/** Whether an entry exists at the position of another one. */
export function isTaken(error: unknown): boolean {
  return errorCode(error) === "23505";
}

/**
 * Whether the server has undone a statement because of others at the same time, which it also does without a conflict when its
 * `default_transaction_isolation` is `serializable`.
 */
export function isUndone(error: unknown): boolean {
  return ["40001", "40P01"].includes(errorCode(error));
}

/** Returns the error for journals that PostgreSQL could not read or write. Its message has nothing of the error's: that may have SQL. */
export function postgresFailure(name: string, error: unknown): JournalError {
  const code = isMissingPassword(error) ? "no password" : errorCode(error);
  const [found, advice] = knownCodes[code] ?? ["the connection or the query failed", `Check PostgreSQL. ${rerun}`];
  return new JournalError(`${name} can't be used: ${found} (${code}). ${advice}`, "journal", error);
}
