import { readBytes } from "./bytes.ts";
import { readCsv } from "./csv.ts";
import { readFhir } from "./fhir.ts";
import { readJson } from "./json-elements.ts";
import { readNdjson } from "./lines.ts";
import {
  startOfFile,
  type FilePosition,
  type ImportFormat,
  type InputFile,
  type InputRecord,
  type ReadSettings,
  type RecordReader,
} from "./types.ts";

const readers: Readonly<Record<ImportFormat, RecordReader>> = {
  ndjson: readNdjson,
  json: readJson,
  csv: readCsv,
  fhir: readFhir,
};

/** A place in the input: the index of a file, and a place in it. */
export interface InputPosition extends FilePosition {
  readonly file: number;
}

/** Consecutive records of a file. */
export interface RecordBlock {
  /** The index of the file, and the file. */
  readonly file: number;
  readonly source: InputFile;
  readonly records: readonly InputRecord[];
}

/** Yields the records of files from a place on, in their order, and in blocks. */
export async function* readRecords(
  files: readonly InputFile[],
  from: InputPosition,
  settings: ReadSettings,
): AsyncGenerator<RecordBlock, void, undefined> {
  for (const [index, file] of files.entries()) {
    if (index < from.file) continue;
    const start = index === from.file ? { offset: from.offset, line: from.line } : startOfFile;
    for await (const records of readers[file.format](file, start, settings)) {
      yield { file: index, source: file, records };
    }
  }
}

/** Bytes of a record as they are in the file: decompressed, and as UTF-8. Those of a line end with its line feed, if it has one. */
export interface RawRecord {
  readonly offset: number;
  readonly bytes: Buffer;
}

/**
 * Yields the bytes of the records at some offsets, in the order of the file. A long record comes in several pieces with one offset. Reads the
 * file twice, because only its reader knows where a record ends; a stream can't be read twice.
 *
 * @param offsets The offsets of the records, in ascending order.
 */
export async function* readRaw(
  file: InputFile,
  offsets: readonly number[],
  settings: ReadSettings,
): AsyncGenerator<RawRecord, void> {
  const wanted = new Set(offsets);
  const ends = new Map<number, number>();
  for await (const records of readers[file.format](file, startOfFile, settings)) {
    for (const { offset, nextOffset } of records) if (wanted.has(offset)) ends.set(offset, nextOffset);
    if (ends.size === wanted.size) break;
  }
  yield* readRanges(file, [...ends], settings);
}

/** Yields the bytes of ranges of a file, in pieces. The ranges must be in ascending order, and not overlap. */
export async function* readRanges(
  file: InputFile,
  ranges: readonly (readonly [start: number, end: number])[],
  settings: ReadSettings,
): AsyncGenerator<RawRecord, void> {
  let position = 0;
  let index = 0;
  for await (const chunk of readBytes(file, 0, settings)) {
    const chunkEnd = position + chunk.length;
    for (let range = ranges[index]; range !== undefined && range[0] < chunkEnd; range = ranges[index]) {
      const [offset, end] = range;
      yield { offset, bytes: chunk.subarray(Math.max(0, offset - position), end - position) };
      if (end > chunkEnd) break;
      index += 1;
    }
    if (index === ranges.length) break;
    position = chunkEnd;
  }
}
