import { open, rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ImportInputError, ImportStoppedError } from "./errors.ts";
import type { InputFile } from "./input/types.ts";
import type { RejectedRecord } from "./journal/entries.ts";
import { readFileJournal } from "./journal/file-journal.ts";
import { errorCode } from "./journal/journal-error.ts";
import { readState, type JournalState } from "./journal/state.ts";
import { outputFiles } from "./output-files.ts";
import type { Rejected } from "./types.ts";

/** Options of {@link readRejects}. */
export interface ReadRejectsOptions {
  /** The file of the journal. Default: the name of the file with `.import`. */
  readonly journal?: string | undefined;
  /** The folder that relative paths start at. Default: the current folder of the process. */
  readonly cwd?: string | undefined;
}

/**
 * Resolves with the rejected records of an import, in the order of the input. Reads its journal, also while the import runs.
 *
 * @param files The files of the import, for the name of its journal.
 * @throws {@link ImportInputError} When there is no journal, or it can't be read.
 */
export async function readRejects(files: readonly string[], options: ReadRejectsOptions = {}): Promise<Rejected[]> {
  return rejectsOf(await readJournal(files, options));
}

/** Reads the journal of an import, also while the import runs. */
export async function readJournal(files: readonly string[], options: ReadRejectsOptions): Promise<JournalState> {
  const { cwd = process.cwd() } = options;
  const { journal } = outputFiles(files, options);
  if (journal === undefined) throw new ImportInputError("The journal is missing. Set journal (--journal).");
  try {
    return await readState({ read: () => readFileJournal(resolve(cwd, journal), journal) });
  } catch (error) {
    throw new ImportInputError((error as Error).message, { cause: error });
  }
}

/** Returns the rejected records of a journal, in the order of the input. */
export function rejectedRecords({ rejected, retry }: JournalState): RejectedRecord[] {
  return [...rejected.values(), ...retry.values()].sort((one, other) => one.record - other.record);
}

/** Returns the rejected records of a journal as they are reported. */
export function rejectsOf(state: JournalState): Rejected[] {
  const files = state.start?.files ?? [];
  return rejectedRecords(state).map((record) => toRejected(record, files));
}

export function toRejected(
  { file, line, offset, reason, path, code }: RejectedRecord,
  files: readonly Pick<InputFile, "name">[],
): Rejected {
  return {
    ...{ file: String(files[file]?.name), line, offset, reason },
    ...(path !== undefined && { path }),
    ...(code !== undefined && { code }),
  };
}

/** How each line of a file of records starts. `toRejected` puts `file` first. */
const signature = '{"file":';

/**
 * Throws {@link ImportInputError} if a file exists that has something else than places of records, such as the extract by mistake: it would
 * be replaced.
 */
export async function checkReplaceable(path: string, name: string): Promise<void> {
  const handle = await open(path).catch(() => undefined);
  try {
    const { buffer, bytesRead = 0 } =
      (await handle?.read(Buffer.alloc(signature.length), 0, signature.length, 0)) ?? {};
    if (bytesRead === 0 || buffer?.toString() === signature) return;
  } finally {
    await handle?.close();
  }
  throw new ImportInputError(
    `${name} exists, and has no list of records. It was not changed. Choose the name of another file.`,
  );
}

/**
 * Replaces the file of the rejected records as a whole. Without any, there is no file.
 *
 * @param name The file as it is printed.
 */
export async function writeRejects(path: string, name: string, rejected: readonly Rejected[]): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    if (rejected.length === 0) {
      await rm(path, { force: true });
      return;
    }
    await writeFile(temporary, rejected.map((each) => `${JSON.stringify(each)}\n`).join(""), { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new ImportStoppedError(
      `The rejected records can't be written to ${name} (${errorCode(error)}). ` +
        "Choose another file for them (--rejects), and run the import again: it resumes.",
      "journal",
      undefined,
      error,
    );
  }
}
