import { open, stat, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { appendQueue } from "./append-queue.ts";
import type { Journal, JournalEntry } from "./entries.ts";
import { JournalError, shortWrite, takenOver, writeFailure } from "./journal-error.ts";
import { entriesOf, entryLine, reading, wholeLength } from "./journal-lines.ts";
import { takeLock } from "./lock.ts";

export { JournalError, type JournalErrorReason } from "./journal-error.ts";

/** Only the owner may read it: it names files, tasks, and the places of rejected records. */
const ownerOnly = 0o600;

/** How long a torn line must stay as it is: without a lock, another process may be writing it. */
const settleMs = 200;

/** An open journal, and how this process left it. */
interface OpenFile {
  readonly path: string;
  readonly name: string;
  readonly handle: FileHandle;
  readonly device: bigint;
  readonly inode: bigint;
  length: number;
}

/**
 * Opens the journal of an import for reading and appending, and creates it if it does not exist. A torn last line is removed.
 *
 * @param path The file. Its lock is the file with `.lock` at the end.
 * @param name The file as it is printed. Default: `path`.
 * @throws {@link JournalError} When another process uses the journal, it can't be written, or the file is not a journal. Such a file is not changed.
 */
export async function openFileJournal(path: string, name = path): Promise<Journal> {
  const lock = await takeLock(path, name);
  try {
    const file = await writing(name, () => openFile(path, name));
    return journalOf(file, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Opens a journal as {@link openFileJournal} does, but without a lock: a process that was killed or is frozen does not keep others from it.
 * Of two processes that append, one fails.
 */
export async function openUnlockedFileJournal(path: string, name: string): Promise<Journal> {
  return journalOf(await writing(name, () => openFile(path, name, settleMs)));
}

/**
 * Yields the entries of a journal without its lock, such as while an import uses it. Changes nothing.
 *
 * @throws {@link JournalError} When the file can't be read, or is not a journal.
 */
export async function* readFileJournal(path: string, name = path): AsyncGenerator<JournalEntry, void, undefined> {
  const handle = await reading(name, () => open(path, "r"));
  try {
    await wholeLength(handle, name);
    yield* entriesOf(handle, name);
  } finally {
    await handle.close();
  }
}

async function openFile(path: string, name: string, waitMs = 0): Promise<OpenFile> {
  // For appending, so that not even a process that lost the journal can overwrite an entry.
  const handle = await open(path, "a+", ownerOnly);
  try {
    const { dev: device, ino: inode } = await handle.stat({ bigint: true });
    const { size, length } = await settledLength(handle, name, waitMs);
    if (size > length) await handle.truncate(length);
    if (size === 0n) await protectNewFile(path, handle);
    return { path, name, handle, device, inode, length };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Returns the size of a journal, and the length of its whole lines. Waits while its last line is torn and grows. */
async function settledLength(handle: FileHandle, name: string, waitMs: number) {
  for (let before = -1n; ;) {
    // Before it is read: what a process appends meanwhile must not be cut off, but noticed.
    const { size } = await handle.stat({ bigint: true });
    const length = await wholeLength(handle, name);
    if (size <= length || size === before || waitMs === 0) return { size, length };
    before = size;
    await sleep(waitMs);
  }
}

/** Sets the mode, which the umask of the process may have changed, and stores the entry of the file in its folder. */
async function protectNewFile(path: string, handle: FileHandle): Promise<void> {
  try {
    await handle.chmod(ownerOnly);
    const folder = await open(dirname(path), "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // Not on every platform and disk: Windows opens no folder, and FAT has no modes.
  }
}

function journalOf(file: OpenFile, release?: () => Promise<void>): Journal {
  const { append, idle } = appendQueue((entries, isDurable) => appendTo(file, entries, isDurable));
  return {
    name: file.name,
    read: () => entriesOf(file.handle, file.name),
    append,
    async close() {
      await idle();
      await writing(file.name, () => file.handle.close()).finally(release);
    },
  };
}

/*
 * The check after the write is for a process that was stopped between the first check and the write, while another one took over: its
 * entry is in the journal, but it does not act on it, and the other process stops at its next append.
 */
async function appendTo(file: OpenFile, entries: readonly JournalEntry[], isDurable: boolean): Promise<void> {
  const bytes = Buffer.from(entries.map(entryLine).join(""));
  await checkUnchanged(file);
  file.length += await writing(file.name, () => writeOnce(file, bytes, isDurable));
  await checkUnchanged(file);
}

/** Throws when the file is not the one that this process opened, or has another length than this process left. */
async function checkUnchanged({ path, name, device, inode, length }: OpenFile): Promise<void> {
  const now = await stat(path, { bigint: true }).catch(() => undefined);
  if (now?.dev !== device || now.ino !== inode || now.size !== BigInt(length)) throw takenOver(name);
}

async function writeOnce({ handle, name }: OpenFile, bytes: Buffer, isDurable: boolean): Promise<number> {
  const { bytesWritten } = await handle.write(bytes);
  if (bytesWritten < bytes.length) throw shortWrite(name);
  if (isDurable) await handle.datasync();
  return bytesWritten;
}

/** Replaces errors of the platform. */
async function writing<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof JournalError ? error : writeFailure(name, error);
  }
}
