import { errorCode, JournalError } from "./journal-error.ts";

const rerun = "Then run the import again: it resumes.";
const noTables = `Enqueue the import first, which creates them, or check the database and the schema. ${rerun}`;
const noRights = "Grant this user select and insert on clinia_imports and clinia_import_entries.";
const unreachable = ["it can't be reached", `Check that it runs, and the connection string. ${rerun}`] as const;
const refused = ["it refused this user", "Check the user and the password of the connection string."] as const;
const readOnly = ["it is read-only, such as a standby", `Connect to the primary. ${rerun}`] as const;
const full = ["its disk is full", `Free space. ${rerun}`] as const;
const restarting = ["it is starting, stopping or recovering", `Wait until it is ready. ${rerun}`] as const;

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
  "53300": ["it has too many connections", `Raise max_connections, or use smaller pools. ${rerun}`],
  "57P01": restarting,
  "57P02": restarting,
  "57P03": restarting,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  ETIMEDOUT: unreachable,
};

/** Whether a table does not exist. */
export function isMissingTable(error: unknown): boolean {
  return errorCode(error) === "42P01";
}

/** Whether an entry exists at the position of another one. */
export function isTaken(error: unknown): boolean {
  return errorCode(error) === "23505";
}

/** Returns the error for journals that PostgreSQL could not read or write. Its message has nothing of the error's: that may have SQL. */
export function postgresFailure(name: string, error: unknown): JournalError {
  const code = errorCode(error);
  const [found, advice] = knownCodes[code] ?? ["the connection or the query failed", `Check PostgreSQL. ${rerun}`];
  return new JournalError(`${name} can't be used: PostgreSQL: ${found} (${code}). ${advice}`, "journal", error);
}
