import { isAscii } from "node:buffer";
import { ImportInputError } from "../errors.ts";
import { InputReadError } from "./types.ts";

/** Decodes the chunks of a file in their order. Without a chunk it returns the rest. */
type Decode = (chunk?: Buffer) => Buffer;

/** Returns the name of an encoding by one of its labels. Throws {@link ImportInputError} for an unknown one. */
export function encodingName(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new ImportInputError(
      "The encoding is unknown. Set encoding (--encoding) to a label of the Encoding Standard, such as windows-1252, iso-8859-15 or utf-16le.",
    );
  }
}

/** Transcodes a file to UTF-8. A byte order mark is kept. Characters that are invalid in the encoding become bytes that are invalid in UTF-8. */
export async function* transcode(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decode = encoding === "windows-1252" ? decodeWindows1252 : createDecoder(encoding);
  for await (const chunk of bytes) yield decode(chunk);
  const rest = decode();
  if (rest.length > 0) yield rest;
}

function createDecoder(encoding: string): Decode {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (chunk) => withInvalidBytes(decoder.decode(chunk, { stream: chunk !== undefined }));
}

/** A byte that UTF-8 does not have. */
const invalidByte = 0xff;

/**
 * Puts an invalid byte in the place of each U+FFFD, so that the records with one are rejected, and no others. A decoder that is `fatal` would
 * stop at the first one, and lose its whole chunk.
 */
function withInvalidBytes(text: string): Buffer {
  const bytes = Buffer.from(text);
  const replacement = Buffer.from("\u{fffd}");
  for (let at = bytes.indexOf(replacement); at >= 0; at = bytes.indexOf(replacement, at)) {
    bytes.fill(invalidByte, at, at + replacement.length);
  }
  return bytes;
}

/** The characters of the bytes 0x80 to 0x9F. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The `TextDecoder` of Node 20.18.3 to 24 decodes windows-1252 as Latin-1, without an error: https://github.com/nodejs/node/issues/56542. */
function decodeWindows1252(chunk: Buffer = Buffer.alloc(0)): Buffer {
  if (isAscii(chunk)) return chunk;
  const text = chunk.toString("latin1");
  return Buffer.from(text.replace(/[\u0080-\u009f]/g, (byte) => windows1252.charAt(byte.charCodeAt(0) - 0x80)));
}

/** Returns the encoding that the first bytes of a file show; undefined when they show none. */
export function shownEncoding(start: Buffer): string | undefined {
  return markedEncoding(start) ?? utf16Encoding(start);
}

/** Throws {@link InputReadError} when the first bytes of a file show that it has another encoding. */
export function checkEncoding(start: Buffer, encoding: string, name: string): void {
  const found = encoding === "utf-8" ? shownEncoding(start) : markedEncoding(start);
  if (found === undefined || found === encoding) return;
  const fix = found === "utf-8" ? "Leave out --encoding" : `Add --encoding ${found}`;
  throw new InputReadError(`${name} is ${found}, but it was read as ${encoding}. ${fix}, and import it again.`);
}

/** Returns the encoding that the byte order mark says. */
function markedEncoding(start: Buffer): string | undefined {
  const hex = start.toString("hex", 0, 3);
  if (hex === "efbbbf") return "utf-8";
  if (hex.startsWith("fffe")) return "utf-16le";
  return hex.startsWith("feff") ? "utf-16be" : undefined;
}

/** UTF-16 without a mark: the text starts with ASCII, so every second byte is NUL. */
function utf16Encoding(start: Buffer): string | undefined {
  const isNul = Array.from(start.subarray(0, 4), (byte) => (byte === 0 ? "0" : "x")).join("");
  if (isNul === "x0x0" || isNul === "x0") return "utf-16le";
  return isNul === "0x0x" || isNul === "0x" ? "utf-16be" : undefined;
}
