import { isJsonObject, type JsonObject } from "../../json.ts";
import type { RecordProblem } from "./types.ts";

/** Why a record of JSON can't be read. Contains nothing of the record. */
export const problems = {
  notJson: { reason: "not JSON" },
  notAnObject: { reason: "not an object" },
  notUtf8: { reason: "not UTF-8" },
  largeNumber: { reason: "number too large to be kept exactly" },
  tooDeep: { reason: "nested too deeply" },
  tooLong: { reason: "longer than 64 MB" },
} as const satisfies Readonly<Record<string, RecordProblem>>;

/** The maximum depth of a record. `JSON.stringify`, and the checks of data, use the stack for each level. */
const maxDepth = 1000;

/** An object, or the problem why there is none. */
export type Parsed =
  | { readonly value: JsonObject; readonly problem: undefined }
  | { readonly value: undefined; readonly problem: RecordProblem };

/**
 * Parses the text of a record. Of two fields with one key, the last counts, as for every JSON parser. A field `__proto__` stays a field.
 *
 * @param hasLongDigits Whether the text may have 16 digits in a row, such as {@link hasLongDigits} of its block found.
 */
export function parseRecord(text: string, hasLongDigits = /\d{16}/.test(text)): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message would quote the record.
    return rejected(problems.notJson);
  }
  if (!isJsonObject(value)) return rejected(problems.notAnObject);
  const mayBeInexact = hasLongDigits || largeExponent.test(text);
  if (!mayBeInexact && !mayBeDeep(text)) return { value, problem: undefined };
  const { isInexact, depth } = scanNumbersAndDepth(text);
  if (isInexact) return rejected(problems.largeNumber);
  return depth > maxDepth ? rejected(problems.tooDeep) : { value, problem: undefined };
}

function rejected(problem: RecordProblem): Parsed {
  return { value: undefined, problem };
}

/** A number that may be over 10^308. Cheap, but also finds text in strings. */
const largeExponent = /\d[eE]\+?\d{3}/;

/** Whether bytes have 16 digits in a row, as each integer over 2^53 does. One of them is at a multiple of 16: the others are not read. */
export function hasLongDigits(bytes: Buffer): boolean {
  for (let at = 0, byte = bytes[at]; byte !== undefined; at += 16, byte = bytes[at]) {
    if (isDigit(byte) && digitsAround(bytes, at) >= 16) return true;
  }
  return false;
}

function digitsAround(bytes: Buffer, at: number): number {
  let start = at;
  while (isDigit(bytes[start - 1])) start -= 1;
  let end = at + 1;
  while (isDigit(bytes[end])) end += 1;
  return end - start;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Whether a string has as many brackets as a record that is too deep. */
function mayBeDeep(text: string): boolean {
  // A bracket that is opened must be closed.
  if (text.length <= 2 * maxDepth) return false;
  return countUpTo(text, "[", maxDepth) + countUpTo(text, "{", maxDepth) > maxDepth;
}

function countUpTo(text: string, part: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && count <= limit; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

/** The brackets, the start of a string, or a number: its digits before a fraction, and its exponent. */
const token = /[[{\]}"]|-?(\d+)(?:\.\d+)?([eE][+-]?\d+)?/g;

/** Scans valid JSON: whether it has a number that is too large, and how deep it is nested. */
function scanNumbersAndDepth(text: string): { isInexact: boolean; depth: number } {
  let depth = 0;
  let deepest = 0;
  let isInexact = false;
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found, integer, exponent] = match;
    if (found === '"') token.lastIndex = endOfString(text, match.index);
    else if (integer !== undefined) isInexact ||= isTooLarge(found, integer, exponent);
    else depth += found === "[" || found === "{" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return { isInexact, depth: deepest };
}

const twoTo53 = String(2 ** 53);

/** A number with an exponent is inexact as often as one with a fraction: it is too large only if it becomes infinite. */
function isTooLarge(number: string, integer: string, exponent: string | undefined): boolean {
  if (exponent !== undefined) return !Number.isFinite(Number(number));
  return integer.length > twoTo53.length || (integer.length === twoTo53.length && integer > twoTo53);
}

/** Returns the index after a string. A quote after an odd number of backslashes does not end it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
}
