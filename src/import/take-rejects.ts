import { open, rm, type FileHandle } from "node:fs/promises";
import { resolve } from "node:path";
import { ImportInputError } from "./errors.ts";
import { findFiles } from "./input/files.ts";
import { compareFingerprints } from "./input/fingerprint.ts";
import { readRanges, readRaw, readRecords } from "./input/read.ts";
import { problems } from "./input/parse.ts";
import { startOfFile, type InputFile, type ReadSettings } from "./input/types.ts";
import type { RejectedRecord, StartEntry } from "./journal/entries.ts";
import { spanSet } from "./journal/spans.ts";
import type { JournalState } from "./journal/state.ts";
import { readJournal, rejectedRecords, type ReadRejectsOptions } from "./rejects.ts";
import { createInput, forEachOperation, type ImportInput } from "./mapping/records.ts";
import type { ImportMapping } from "./types.ts";

/** Options of {@link takeRejects}: those of the import that make the ids. The others are in its journal. */
export interface TakeRejectsOptions extends ReadRejectsOptions {
  /** The mapping of the import. Required if it had one. */
  readonly map?: ImportMapping | undefined;
  /** The secret of the import. Required if it had one. */
  readonly idSecret?: string | Uint8Array | undefined;
}

/** What {@link takeRejects} wrote. */
export interface TakenRejects {
  /** How many records were written to the file. */
  readonly taken: number;
  /** How many were left out, because a later record with the same id was written. */
  readonly superseded: number;
  /** How many were left out, because they are longer than 64 MB. */
  readonly tooLong: number;
}

/**
 * Writes the original lines of the rejected records to a new file of the same format, which only the owner can read. Fix them there, and
 * import the file. Those with an id that a later record has written are left out: they would overwrite it.
 *
 * @throws {@link ImportInputError} When there is no journal, a file has changed since, or the new file exists.
 */
export async function takeRejects(
  files: readonly string[],
  out: string,
  options: TakeRejectsOptions = {},
): Promise<TakenRejects> {
  const state = await readJournal(files, options);
  const { start } = state;
  if (start === undefined) throw new ImportInputError("The journal is empty: nothing was imported yet.");
  const input = await reopen(files, start, options);
  const rejected = rejectedRecords(state);
  const superseded = await findSuperseded(input, state, rejected);
  const left = rejected.filter(({ record }) => !superseded.has(record));
  const taken = left.filter(({ reason }) => reason !== problems.tooLong.reason);
  const offsets = offsetsByFile(taken);
  if (input.files.some(({ isDeletion }, index) => isDeletion === true && offsets.has(index))) {
    throw new ImportInputError(
      "A deletion was rejected. Its line can't be taken: without the manifest, an import would store the resource. Correct the files of the export.",
    );
  }
  const { cwd = process.cwd() } = options;
  const file = await create(resolve(cwd, out), out);
  try {
    for (const [index, source] of input.files.entries()) {
      await copy(file, source, offsets.get(index) ?? [], start.options);
    }
  } catch (error) {
    await rm(resolve(cwd, out), { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return { taken: taken.length, superseded: superseded.size, tooLong: left.length - taken.length };
}

/** Finds the files of an import again, and reads them as it did. */
async function reopen(
  names: readonly string[],
  { options, mapping, files: earlier }: StartEntry,
  { map, idSecret, cwd = process.cwd() }: TakeRejectsOptions,
): Promise<ImportInput> {
  if (mapping !== undefined && map === undefined) {
    throw new ImportInputError("The mapping is missing. Set map (--mapping) to the mapping of the import.");
  }
  const [format, ...others] = new Set(options.formats);
  const files = await findFiles(names, cwd, { format, encoding: options.encoding });
  if (files.length !== earlier.length || others.length > 0) {
    throw new ImportInputError("Name the same files as the import. They must have one format.");
  }
  if (files.some(({ size }) => size === undefined)) {
    throw new ImportInputError(
      "The lines of a stream can't be taken: it can be read once. Fix the records where they come from.",
    );
  }
  const problem = await compareFingerprints(files, earlier, true);
  if (problem !== undefined) throw new ImportInputError(problem);
  const { type, id = "id", idFrom, idAsText = false, encoding, delimiter, shard } = options;
  return createInput(files, { type, id, idFrom, idAsText, idSecret, encoding, delimiter, map, shard });
}

/** Returns the numbers of the rejected records whose ids were written by a later record. */
async function findSuperseded(
  input: ImportInput,
  { done, frontier }: JournalState,
  records: readonly RejectedRecord[],
): Promise<Set<number>> {
  const superseded = new Set<number>();
  const [first] = records;
  if (first === undefined) return superseded;
  const rejected = new Set(records.map(({ record }) => record));
  const isDone = spanSet(done);
  const earlier = new Map<string, number[]>();
  await forEachOperation(input, first, Infinity, (record, operation, key) => {
    if (rejected.has(record)) earlier.set(key, [...(earlier.get(key) ?? []), record]);
    else if (record < frontier.record || isDone.has(record, operation)) {
      for (const each of earlier.get(key) ?? []) superseded.add(each);
    }
  });
  return superseded;
}

/** Returns the offsets of records, by the index of their file. */
function offsetsByFile(records: readonly RejectedRecord[]): Map<number, number[]> {
  const offsets = new Map<number, number[]>();
  for (const { file, offset } of records) offsets.set(file, [...(offsets.get(file) ?? []), offset]);
  return offsets;
}

async function create(path: string, name: string): Promise<FileHandle> {
  try {
    return await open(path, "wx", 0o600);
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    const reason = exists
      ? `${name} exists. Pass the name of a new file.`
      : `${name} can't be written. Check its folder.`;
    throw new ImportInputError(reason, { cause: error });
  }
}

/**
 * Writes the records of a file as they are, each on a line of its own: all formats are read so, and CSV after its header line. A record
 * is held as a whole.
 */
async function copy(
  out: FileHandle,
  file: InputFile,
  offsets: readonly number[],
  settings: ReadSettings,
): Promise<void> {
  if (file.format === "csv") await out.appendFile(await headerOf(file, settings));
  let pieces: Buffer[] = [];
  let current: number | undefined;
  for await (const { offset, bytes } of readRaw(file, offsets, settings)) {
    if (offset !== current) {
      await out.appendFile(lineOf(pieces));
      pieces = [];
      current = offset;
    }
    pieces.push(Buffer.from(bytes));
  }
  await out.appendFile(lineOf(pieces));
}

function lineOf(pieces: readonly Buffer[]): Buffer {
  if (pieces.length === 0) return Buffer.alloc(0);
  const bytes = Buffer.concat(pieces);
  return bytes.at(-1) === lineFeed ? bytes : Buffer.concat([bytes, Buffer.of(lineFeed)]);
}

const lineFeed = 0x0a;

/** Returns the bytes before the first record of a CSV file. */
async function headerOf(file: InputFile, settings: ReadSettings): Promise<Buffer> {
  let ranges: [start: number, end: number][] = [];
  for await (const { records } of readRecords([file], { file: 0, ...startOfFile }, settings)) {
    ranges = records.slice(0, 1).map(({ offset }) => [0, offset]);
    break;
  }
  const pieces: Buffer[] = [];
  for await (const { bytes } of readRanges(file, ranges, settings)) pieces.push(Buffer.from(bytes));
  return Buffer.concat(pieces);
}
