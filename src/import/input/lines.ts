import { isUtf8 } from "node:buffer";
import { readBytes, withWholeStart } from "./bytes.ts";
import { maxRecordBytes } from "./element-scan.ts";
import { hasLongDigits, parseRecord, problems, type Parsed } from "./parse.ts";
import type { FilePosition, InputRecord, RecordReader } from "./types.ts";

const newline = 0x0a;

/** Reads NDJSON: one JSON object per line. Lines end at a line feed alone, because a string may contain U+2028, U+2029 and U+0085. */
export const readNdjson: RecordReader = (file, from, settings) =>
  readLines(readBytes(file, from.offset, settings), from);

/**
 * Yields the records of lines in blocks. Blank lines are no records.
 *
 * @param bytes The bytes from the position on, as UTF-8.
 * @param maxBytes The maximum length of a line. A longer one is not held.
 */
export async function* readLines(
  bytes: AsyncIterable<Buffer>,
  from: FilePosition,
  maxBytes: number = maxRecordBytes,
): AsyncGenerator<readonly InputRecord[]> {
  const lines: Lines = { ...from, maxBytes, held: [], heldBytes: 0 };
  let isStart = from.offset === 0;
  for await (const chunk of withWholeStart(bytes)) {
    const mark = isStart ? byteOrderMarkBytes(chunk) : 0;
    isStart = false;
    lines.offset += mark;
    const records = takeChunk(lines, chunk.subarray(mark));
    if (records.length > 0) yield records;
  }
  // The last line may have no line feed.
  const records = takeLines(lines, Buffer.alloc(0));
  if (records.length > 0) yield records;
}

/** The state between chunks: the place of the next line, and its start from earlier chunks. */
interface Lines {
  offset: number;
  line: number;
  readonly maxBytes: number;
  held: Buffer[];
  /** Of the start of the line, also when it is too long and not held. */
  heldBytes: number;
}

function takeChunk(lines: Lines, chunk: Buffer): InputRecord[] {
  const first = chunk.indexOf(newline) + 1;
  if (first === 0) {
    hold(lines, chunk);
    return [];
  }
  const end = chunk.lastIndexOf(newline) + 1;
  const isHeld = lines.heldBytes <= lines.maxBytes;
  const records = takeLines(lines, chunk.subarray(0, isHeld ? end : first));
  if (!isHeld) records.push(...takeLines(lines, chunk.subarray(first, end)));
  hold(lines, chunk.subarray(end));
  return records;
}

function hold(lines: Lines, piece: Buffer): void {
  lines.heldBytes += piece.length;
  if (lines.heldBytes > lines.maxBytes) lines.held = [];
  else lines.held.push(piece);
}

/** Returns the records of what is held and of `block`: whole lines together. */
function takeLines(lines: Lines, block: Buffer): InputRecord[] {
  const { held, heldBytes, maxBytes } = lines;
  lines.held = [];
  lines.heldBytes = 0;
  if (heldBytes > maxBytes) return [takeLongLine(lines, heldBytes + block.length)];
  return parseLines(lines, held.length === 0 ? block : Buffer.concat([...held, block]));
}

function takeLongLine(lines: Lines, length: number): InputRecord {
  const { offset, line } = lines;
  lines.offset += length;
  lines.line += 1;
  const next = { nextOffset: lines.offset, nextLine: lines.line };
  return { offset, line, value: undefined, problem: problems.tooLong, isDeletion: false, ...next };
}

function parseLines(lines: Lines, block: Buffer): InputRecord[] {
  const records: InputRecord[] = [];
  const parse = lineParser(block, lines.maxBytes);
  for (let start = 0; start < block.length;) {
    const found = block.indexOf(newline, start);
    const end = found < 0 ? block.length : found;
    const next = found < 0 ? end : found + 1;
    if (!isBlank(block, start, end)) {
      const { value, problem } = parse(start, end);
      records.push({
        offset: lines.offset + start,
        line: lines.line,
        value,
        problem,
        isDeletion: false,
        nextOffset: lines.offset + next,
        nextLine: lines.line + 1,
      });
    }
    lines.line += 1;
    start = next;
  }
  lines.offset += block.length;
  return records;
}

/** Checks a block as a whole first: that costs a fraction of checking each line. */
function lineParser(block: Buffer, maxBytes: number): (start: number, end: number) => Parsed {
  const isValid = isUtf8(block);
  const mayHaveLongDigits = hasLongDigits(block);
  return (start, end) => {
    if (end - start > maxBytes) return { value: undefined, problem: problems.tooLong };
    if (!isValid && !isUtf8(block.subarray(start, end))) return { value: undefined, problem: problems.notUtf8 };
    return parseRecord(block.toString("utf8", start, end), mayHaveLongDigits);
  };
}

function byteOrderMarkBytes(block: Buffer): number {
  return block.length >= 3 && block.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
}

/** Whether a line has nothing but spaces, tabs and carriage returns. */
function isBlank(block: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = block[at];
    if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}
