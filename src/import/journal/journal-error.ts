/** Why a journal can't be used. */
export type JournalErrorReason =
  /** It can't be read or written, such as on a full disk. */
  | "journal"
  /** Another process uses it, or has written to it. */
  | "taken-over"
  /** It is damaged, of a later version, or not a journal; or the import or the folder of the journals does not exist. */
  | "invalid";

/** Thrown when a journal can't be opened, read or written. The message names the file, and contains nothing of its content. */
export class JournalError extends Error {
  override readonly name = "JournalError";
  readonly reason: JournalErrorReason;

  constructor(message: string, reason: JournalErrorReason, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

const rerun = "and run the import again: it resumes.";
const readOnly = `Allow this user to write the file and its folder, or choose another journal (--journal), ${rerun}`;

/** What was found, and what to do, by the code of the platform. */
type KnownCodes = Readonly<Partial<Record<string, readonly [found: string, advice: string]>>>;

const otherJournal = "Choose another journal (--journal).";

const writeCodes: KnownCodes = {
  ENOSPC: ["the disk is full", `Free space, ${rerun}`],
  EDQUOT: ["the disk quota is used up", `Free space, ${rerun}`],
  EFBIG: ["it reached the size limit of files", `Raise the limit (ulimit -f), ${rerun}`],
  EIO: ["the disk failed", `Check the disk, ${rerun}`],
  EROFS: ["the disk is read-only", readOnly],
  EACCES: ["permission was denied", readOnly],
  EPERM: ["permission was denied", readOnly],
  ENOENT: ["its folder does not exist", "Create the folder, or choose another journal (--journal)."],
  ENOTDIR: ["its folder is a file", otherJournal],
  EISDIR: ["it is a folder", otherJournal],
  ELOOP: ["its path has a loop of symbolic links", otherJournal],
  ENAMETOOLONG: ["its name is too long", "Choose a shorter one (--journal)."],
  EMFILE: ["this process has too many open files", `Raise the limit (ulimit -n), ${rerun}`],
};

const readable = "Allow this user to read the file and its folder.";

const readCodes: KnownCodes = {
  ENOENT: ["it does not exist", "Check its name, or set journal (--journal)."],
  ENOTDIR: ["its folder is a file", "Check its name."],
  ELOOP: ["its path has a loop of symbolic links", "Check its name."],
  ENAMETOOLONG: ["its name is too long", "Check its name."],
  EACCES: ["permission was denied", readable],
  EPERM: ["permission was denied", readable],
  EIO: ["the disk failed", "Check the disk."],
  EMFILE: ["this process has too many open files", "Raise the limit (ulimit -n)."],
};

/** Returns the code of a platform error, such as `ENOSPC`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "no error code";
}

/** Returns the error for a journal or its lock file that the platform could not write. */
export function writeFailure(name: string, error: unknown): JournalError {
  const code = errorCode(error);
  const [found, advice] = writeCodes[code] ?? ["the platform failed", `Check the disk, ${rerun}`];
  return new JournalError(`The journal ${name} can't be written: ${found} (${code}). ${advice}`, "journal", error);
}

/** Returns the error for a journal that the platform could not read. */
export function readFailure(name: string, error: unknown): JournalError {
  const code = errorCode(error);
  const [found, advice] = readCodes[code] ?? ["the platform failed", "Check the file."];
  return new JournalError(`The journal ${name} can't be read: ${found} (${code}). ${advice}`, "journal", error);
}

/** Returns the error for a journal of which only a part was written, which the platform does on a full disk. */
export function shortWrite(name: string): JournalError {
  return new JournalError(
    `The journal ${name} can't be written: only a part was stored, so the disk is probably full. Free space, ${rerun}`,
    "journal",
  );
}

export function takenOver(name: string): JournalError {
  return new JournalError(
    `The journal ${name} was written, replaced or deleted by another process, so this import stops. ` +
      "Run it again when no other import uses this journal: it resumes.",
    "taken-over",
  );
}

export function noJournal(name: string): JournalError {
  return new JournalError(
    `${name} is not the journal of an import, and was not changed. Choose another journal (--journal).`,
    "invalid",
  );
}

export function laterVersion(name: string, version: number, supported: number): JournalError {
  return new JournalError(
    `The journal ${name} has format ${version}, and this version of clinia-registry-client reads format ${supported}. ` +
      "Update clinia-registry-client, or choose another journal (--journal).",
    "invalid",
  );
}

export function invalidLine(name: string, line: number): JournalError {
  return new JournalError(
    `The journal ${name} is damaged: line ${line} is not a valid entry. ` +
      "Restore it from a copy, or choose another journal (--journal): the import then starts from the beginning.",
    "invalid",
  );
}
