import { isUtf8 } from "node:buffer";
import type { FilePosition } from "./types.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** A row of CSV. Blank lines are rows without text. */
export interface CsvRow extends FilePosition {
  /** Without the end of its line. */
  readonly text: string;
  /** Whether a value is in quotes. */
  readonly hasQuotes: boolean;
  readonly problem: string | undefined;
  readonly nextOffset: number;
  readonly nextLine: number;
}

/** Splits bytes into rows. */
export interface RowSplitter {
  /** Only these characters separate values: a quote after another character does not start a quoted value. */
  setDelimiters(delimiters: readonly string[]): void;
  /** Yields the rows that end in a chunk. A caller may set the delimiters between two rows. */
  rows(chunk: Buffer): Generator<CsvRow>;
  /** Returns the last row if its line has no end. */
  lastRow(): readonly CsvRow[];
  /** The line where a quoted value is open; undefined if none is. */
  openQuoteLine(): number | undefined;
}

type State = "value-start" | "unquoted" | "quoted" | "after-quote" | "after-return";

/**
 * Returns a splitter. It reads on in a row after a stray quote, by the same rules, up to the end of its last line: a quoted value of that row
 * may contain line breaks.
 *
 * @param from The place of the first chunk.
 * @param maxBytes The maximum length of a row. A longer one is not held.
 */
export function rowSplitter(from: FilePosition, maxBytes: number): RowSplitter {
  const isDelimiter = new Uint8Array(256);
  let state: State = "value-start";
  let hasQuotes = false;
  let isStray = false;
  /** The place of the row, the offset of the chunk, and the number of the line and of the last line with an open quote. */
  let start = from;
  let chunkOffset = from.offset;
  let line = from.line;
  let quoteLine = from.line;
  /** The start of a row that ends in a later chunk. */
  let held: Buffer[] = [];

  /** Returns the index after the end of the row; -1 if the row goes on in the next chunk. */
  function scan(chunk: Buffer, index: number): number {
    for (let at = index; at < chunk.length; at++) {
      const byte = chunk.readUInt8(at);
      if (state === "quoted") {
        if (byte === quote) state = "after-quote";
        else if (byte === lineFeed) line++;
      } else if (byte === lineFeed) return at + 1;
      else if (isDelimiter[byte] === 1) state = "value-start";
      else if (byte === quote && (state === "value-start" || state === "after-quote")) openQuote();
      else if (byte === carriageReturn && state === "after-quote") state = "after-return";
      else if (byte === quote || state === "after-quote" || state === "after-return") addStray();
      // A byte order mark may be before the first quote.
      else if (byte < 0x80 || chunkOffset + at > 2) state = "unquoted";
    }
    return -1;
  }

  function openQuote(): void {
    if (state === "value-start") quoteLine = line;
    hasQuotes = true;
    state = "quoted";
  }

  function addStray(): void {
    isStray = true;
    state = "unquoted";
  }

  function finishRow(bytes: Buffer, nextOffset: number, nextLine: number): CsvRow {
    const text = bytes.toString("utf8", 0, textEnd(bytes));
    const problem = problemOf(bytes, text, nextOffset);
    // Spreading `start` here takes most of the time of reading.
    const row = { offset: start.offset, line: start.line, text, hasQuotes, problem, nextOffset, nextLine };
    start = { offset: nextOffset, line: nextLine };
    line = nextLine;
    state = "value-start";
    hasQuotes = isStray = false;
    held = [];
    return row;
  }

  function problemOf(bytes: Buffer, text: string, nextOffset: number): string | undefined {
    if (isStray && line > start.line) return "stray quote in a row of several lines: a quote may be missing before it";
    if (isStray) return "stray quote";
    if (nextOffset - start.offset > maxBytes) return "longer than 64 MB";
    return text.includes("\ufffd") && !isUtf8(bytes) ? "not UTF-8" : undefined;
  }

  function hold(bytes: Buffer): void {
    if (chunkOffset - start.offset + bytes.length <= maxBytes) held.push(bytes);
    else held = [];
  }

  return {
    setDelimiters(delimiters) {
      isDelimiter.fill(0);
      for (const delimiter of delimiters) isDelimiter[delimiter.charCodeAt(0)] = 1;
    },
    *rows(chunk) {
      let index = 0;
      let nextQuote = -1;
      while (index < chunk.length) {
        if (nextQuote < index) nextQuote = indexOrEnd(chunk, quote, index);
        const nextLineFeed = indexOrEnd(chunk, lineFeed, index);
        // Most rows have no quotes, and searching for the end of the line is many times faster than to test each byte.
        const isPlain = start.offset === chunkOffset + index && nextLineFeed < nextQuote;
        const end = isPlain ? nextLineFeed + 1 : scan(chunk, index);
        const bytes = chunk.subarray(index, end === -1 ? chunk.length : end);
        if (end === -1) {
          hold(bytes);
          break;
        }
        index = end;
        yield finishRow(held.length === 0 ? bytes : Buffer.concat([...held, bytes]), chunkOffset + end, line + 1);
      }
      chunkOffset += chunk.length;
    },
    lastRow() {
      return chunkOffset === start.offset ? [] : [finishRow(Buffer.concat(held), chunkOffset, line)];
    },
    openQuoteLine() {
      return state === "quoted" ? quoteLine : undefined;
    },
  };
}

function indexOrEnd(chunk: Buffer, byte: number, from: number): number {
  const index = chunk.indexOf(byte, from);
  return index === -1 ? chunk.length : index;
}

/** The length of a row without the end of its line. */
function textEnd(bytes: Buffer): number {
  const end = bytes.at(-1) === lineFeed ? bytes.length - 1 : bytes.length;
  return bytes[end - 1] === carriageReturn ? end - 1 : end;
}

/** Returns the values of a row without a problem. */
export function csvValues(text: string, hasQuotes: boolean, delimiter: string): string[] {
  if (!hasQuotes) return text.split(delimiter);
  const values: string[] = [];
  for (let index = 0; index <= text.length; index++) {
    const isQuoted = text.startsWith('"', index);
    const end = isQuoted ? closingQuote(text, index + 1) + 1 : indexOfDelimiter(text, delimiter, index);
    values.push(isQuoted ? text.slice(index + 1, end - 1).replaceAll('""', '"') : text.slice(index, end));
    index = end;
  }
  return values;
}

function indexOfDelimiter(text: string, delimiter: string, from: number): number {
  const index = text.indexOf(delimiter, from);
  return index === -1 ? text.length : index;
}

function closingQuote(text: string, from: number): number {
  let index = text.indexOf('"', from);
  while (text.startsWith('"', index + 1)) index = text.indexOf('"', index + 2);
  return index;
}
