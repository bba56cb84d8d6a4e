import type { FileHandle } from "node:fs/promises";
import { parseEntry } from "./check-entry.ts";
import type { JournalEntry } from "./entries.ts";
import { noJournal, readFailure } from "./journal-error.ts";

const blockBytes = 64 * 1024;
const lineFeed = 0x0a;

/** How every journal starts. `entryLine` writes `entry` first. */
const signature = '{"entry":"start",';

interface Lines {
  readonly lines: readonly string[];
  /** The offset of their end. */
  readonly end: number;
}

/** Returns the line of an entry, with its line feed. */
export function entryLine({ entry, ...fields }: JournalEntry): string {
  return `${JSON.stringify({ entry, ...fields })}\n`;
}

/**
 * Yields the whole lines of a journal. Ends before a torn line, and before the first NUL byte: no entry contains one, but after a power
 * loss a file can contain them in the place of what was not stored yet. What follows them was not stored durably either.
 */
async function* wholeLines(file: FileHandle, name: string): AsyncGenerator<Lines, void, undefined> {
  let start = 0;
  let rest = Buffer.alloc(0);
  for (;;) {
    const from = start + rest.length;
    const read = await reading(name, () => file.read(Buffer.allocUnsafe(blockBytes), 0, blockBytes, from));
    const bytes = Buffer.concat([rest, read.buffer.subarray(0, read.bytesRead)]);
    const nul = bytes.indexOf(0);
    const end = bytes.subarray(0, nul === -1 ? bytes.length : nul).lastIndexOf(lineFeed) + 1;
    if (end > 0) yield { lines: bytes.toString("utf8", 0, end - 1).split("\n"), end: start + end };
    if (nul !== -1 || read.bytesRead === 0) return;
    start += end;
    rest = bytes.subarray(end);
  }
}

/** Replaces errors of the platform. */
export async function reading<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw readFailure(name, error);
  }
}

/** Yields the entries of a journal. */
export async function* entriesOf(file: FileHandle, name: string): AsyncGenerator<JournalEntry, void, undefined> {
  let line = 0;
  for await (const { lines } of wholeLines(file, name)) {
    for (const text of lines) yield parseEntry(text, name, ++line);
  }
}

/**
 * Returns the length of the whole lines of a journal: 0 when it is empty, or was torn in its first line.
 *
 * @throws {@link JournalError} When the file is not a journal, such as a file of data, or is one of a later format.
 */
export async function wholeLength(file: FileHandle, name: string): Promise<number> {
  const stats = await file.stat();
  if (!stats.isFile() || !(await hasSignature(file, stats.size))) throw noJournal(name);
  let length = 0;
  for await (const { lines, end } of wholeLines(file, name)) {
    if (length === 0) parseEntry(String(lines[0]), name, 1);
    length = end;
  }
  return length;
}

/** Before anything else is read: a file of data may be large, and consist of a single line. */
async function hasSignature(file: FileHandle, size: number): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, 0);
  const start = buffer.toString("latin1", 0, bytesRead).replace(/\0+$/, "");
  return start.startsWith(signature) || (size <= blockBytes && signature.startsWith(start));
}
