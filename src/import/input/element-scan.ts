import type { FilePosition } from "./types.ts";

/** The maximum length of a record in bytes. A longer one is rejected without being held. */
export const maxRecordBytes = 64 * 1024 * 1024;

/** An element of JSON: its bytes, and its place. */
export interface JsonElement extends FilePosition {
  /** Undefined when it is longer than `maxBytes`. */
  readonly bytes: Buffer | undefined;
  /** Whether it is a top-level object, not an element of an array. */
  readonly isDocument: boolean;
  readonly nextOffset: number;
  readonly nextLine: number;
}

/** Which elements are split, and how long they may be. */
export interface ElementOptions {
  /** The key of the array in a top-level object whose elements are split, such as `entry`. Default: a top-level object is one element. */
  readonly path?: string | undefined;
  /** Called with the text of a top-level object up to the array at `path`. Returns whether to split the array. Default: always. */
  readonly isSplit?: ((head: string) => boolean) | undefined;
  /** The maximum length of an element. Default: {@link maxRecordBytes}. */
  readonly maxBytes?: number | undefined;
}

/** `start`: of the file. `documents`: after an object. `first`: after `[`. `next`: after a comma. `after`: after an element. `end`: after the array. */
type Place = "start" | "documents" | "first" | "next" | "value" | "scalar" | "after" | "end";

/** The state of a scan. It goes on in the middle of an element with the next chunk. */
export interface ElementScan {
  readonly options: ElementOptions;
  place: Place;
  /** How many brackets are open, and how many are open around an element. */
  depth: number;
  outerDepth: number;
  isInString: boolean;
  /** Whether the next byte belongs to an escape of the previous chunk. */
  isEscaped: boolean;
  /** Whether the value is the rest of an object, after the array at `path`. */
  isRest: boolean;
  /** The offset of the chunk. */
  offset: number;
  line: number;
  start: FilePosition;
  /** The start of the element, from earlier chunks. */
  held: Buffer[];
  heldBytes: number;
  elements: JsonElement[];
  /** What was expected in the place of the byte where the scan ended. */
  expected: string | undefined;
}

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const openArray = 0x5b;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
const newline = 0x0a;
const byteOrderMark = [0xef, 0xbb, 0xbf];

export function createScan(options: ElementOptions): ElementScan {
  return {
    options,
    place: "start",
    depth: 0,
    outerDepth: 0,
    isInString: false,
    isEscaped: false,
    isRest: false,
    offset: 0,
    line: 1,
    start: { offset: 0, line: 1 },
    held: [],
    heldBytes: 0,
    elements: [],
    expected: undefined,
  };
}

/** Adds the elements that end in a chunk to `scan.elements`. */
export function scanChunk(scan: ElementScan, chunk: Buffer): void {
  let index = 0;
  while (index < chunk.length && scan.expected === undefined) {
    if (scan.place === "value") index = scanValue(scan, chunk, index);
    else if (scan.place === "scalar") index = scanScalar(scan, chunk, index);
    else index = scanBetween(scan, chunk, index);
  }
  if (isInElement(scan)) hold(scan, chunk.subarray(startIn(scan)));
  scan.offset += chunk.length;
}

/** Returns what is missing at the end of the bytes; undefined if nothing is. */
export function missingEnd({ place, outerDepth, isRest }: ElementScan): string | undefined {
  if (place === "start" || place === "documents" || place === "end") return undefined;
  if (place === "value" && (outerDepth === 0 || isRest)) return "the end of an object";
  return place === "value" ? "the end of an element" : "the end of the array";
}

/** One byte between elements. */
function scanBetween(scan: ElementScan, chunk: Buffer, index: number): number {
  const byte = chunk.readUInt8(index);
  if (byte === newline) scan.line += 1;
  if (isSpace(byte) || isByteOrderMark(byte, scan.offset + index)) return index + 1;
  if (byte === closeArray && (scan.place === "first" || scan.place === "after")) leaveArray(scan);
  else if (byte === comma && scan.place === "after") scan.place = "next";
  else if (byte === openArray && scan.place === "start") enterArray(scan);
  else if (startsElement(scan.place, byte)) return startElement(scan, byte, index);
  else scan.expected = expectations[scan.place];
  return index + 1;
}

const expectations: Readonly<Record<Place, string>> = {
  start: "an array or an object",
  documents: "an object, or the end of the file",
  first: "an element or ]",
  next: "an element",
  after: "a comma or ]",
  end: "the end of the file",
  value: "",
  scalar: "",
};

function startsElement(place: Place, byte: number): boolean {
  if (place === "start" || place === "documents") return byte === openObject;
  return (place === "first" || place === "next") && byte !== comma && byte !== closeArray && byte !== closeObject;
}

function startElement(scan: ElementScan, byte: number, index: number): number {
  const isBracket = byte === openObject || byte === openArray;
  scan.place = isBracket || byte === quote ? "value" : "scalar";
  scan.start = { offset: scan.offset + index, line: scan.line };
  if (isBracket) scan.depth += 1;
  scan.isInString = byte === quote;
  return index + 1;
}

/** The hot loop: most bytes of a file are inside of elements. */
function scanValue(scan: ElementScan, chunk: Buffer, index: number): number {
  const { outerDepth } = scan;
  let { depth, isInString, line } = scan;
  let at = scan.isEscaped ? index + 1 : index;
  let isAtEnd = false;
  for (let byte = chunk[at]; byte !== undefined; byte = chunk[++at]) {
    if (isInString) {
      if (byte === quote) {
        isInString = false;
        isAtEnd = depth === outerDepth;
      } else if (byte === backslash) at++;
    } else if (byte === quote) isInString = true;
    // Sets the bit in which [ and { differ, and ] and }.
    else if ((byte | 0x20) === openObject) {
      depth++;
      if (depth === 2 && byte === openArray && isPath(scan, chunk, at)) {
        scan.line = line;
        enterArray(scan);
        return at + 1;
      }
    } else if ((byte | 0x20) === closeObject) isAtEnd = --depth === outerDepth;
    if (byte === newline) line++;
    if (isAtEnd) break;
  }
  scan.depth = depth;
  scan.isInString = isInString;
  scan.isEscaped = at > chunk.length;
  scan.line = line;
  if (isAtEnd) finishElement(scan, chunk, at + 1);
  return at + 1;
}

function scanScalar(scan: ElementScan, chunk: Buffer, index: number): number {
  const byte = chunk.readUInt8(index);
  if (!isSpace(byte) && byte !== comma && byte !== closeArray) return index + 1;
  finishElement(scan, chunk, index);
  return index;
}

/** Whether the bracket at an index of the chunk starts the array that is split. */
function isPath(scan: ElementScan, chunk: Buffer, index: number): boolean {
  const { path, isSplit } = scan.options;
  if (path === undefined || scan.outerDepth > 0 || scan.isRest) return false;
  const piece = chunk.subarray(startIn(scan), index);
  const before = lastBytes([...scan.held.slice(-keyBytes), piece])
    .toString("latin1")
    .trimEnd();
  if (!before.endsWith(":")) return false;
  const key = before.slice(0, -1).trimEnd();
  if (!key.endsWith(`"${path}"`) || key.endsWith(`\\"${path}"`)) return false;
  return isSplit === undefined || isSplit(Buffer.concat([...scan.held, piece]).toString());
}

/** More than a key with a colon and spaces around it. */
const keyBytes = 256;

function lastBytes(pieces: readonly Buffer[]): Buffer {
  const last: Buffer[] = [];
  let length = 0;
  for (const piece of pieces.toReversed()) {
    last.unshift(piece.subarray(-keyBytes));
    length += piece.length;
    if (length >= keyBytes) break;
  }
  return Buffer.concat(last);
}

function enterArray(scan: ElementScan): void {
  scan.depth = scan.place === "start" ? 1 : 2;
  scan.outerDepth = scan.depth;
  scan.isInString = false;
  drop(scan, "first");
}

/** After the array of an object, the rest of the object must be there. */
function leaveArray(scan: ElementScan): void {
  scan.isRest = scan.outerDepth === 2;
  scan.place = scan.isRest ? "value" : "end";
  scan.depth = scan.outerDepth - 1;
  scan.outerDepth = 0;
}

function finishElement(scan: ElementScan, chunk: Buffer, end: number): void {
  const { outerDepth, isRest, start, line, options } = scan;
  const isDocument = outerDepth === 0;
  if (!isRest) {
    const last = chunk.subarray(startIn(scan), end);
    const isTooLong = scan.heldBytes + last.length > (options.maxBytes ?? maxRecordBytes);
    const bytes = isTooLong ? undefined : scan.held.length === 0 ? last : Buffer.concat([...scan.held, last]);
    scan.elements.push({ bytes, isDocument, ...start, nextOffset: scan.offset + end, nextLine: line });
  }
  scan.isRest = false;
  drop(scan, isDocument ? "documents" : "after");
}

function drop(scan: ElementScan, place: Place): void {
  scan.place = place;
  scan.held = [];
  scan.heldBytes = 0;
}

function isInElement({ place, isRest }: ElementScan): boolean {
  return (place === "value" || place === "scalar") && !isRest;
}

function hold(scan: ElementScan, piece: Buffer): void {
  scan.heldBytes += piece.length;
  if (scan.heldBytes > (scan.options.maxBytes ?? maxRecordBytes)) scan.held = [];
  else scan.held.push(piece);
}

/** The index of the start of the element in the chunk; 0 when it started in an earlier one. */
function startIn({ start, offset }: ElementScan): number {
  return Math.max(0, start.offset - offset);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === newline || byte === 0x0d || byte === 0x09;
}

function isByteOrderMark(byte: number, offset: number): boolean {
  return byte === byteOrderMark[offset];
}
