import { isUtf8 } from "node:buffer";
import { readBytes } from "./bytes.ts";
import { createScan, missingEnd, scanChunk, type ElementOptions, type JsonElement } from "./element-scan.ts";
import { hasLongDigits, parseRecord, problems, type Parsed } from "./parse.ts";
import { InputReadError, type FilePosition, type InputFile, type InputRecord, type ReadSettings } from "./types.ts";

export type { ElementOptions, JsonElement } from "./element-scan.ts";

/**
 * Splits JSON into its elements: of a top-level array, of the array at `options.path` of a top-level object, or else each top-level object.
 * Yields them in blocks. The bytes must be those of a whole file, from its start: the place of an element says too little to go on from there.
 * Throws {@link InputReadError} at the first byte that can't be split, or at an early end, after the whole elements before it.
 *
 * @param bytes The bytes of the file as UTF-8.
 * @param name The name of the file, for the error.
 */
export async function* splitElements(
  bytes: AsyncIterable<Buffer>,
  name: string,
  options: ElementOptions = {},
): AsyncGenerator<readonly JsonElement[]> {
  const scan = createScan(options);
  for await (const chunk of bytes) {
    scanChunk(scan, chunk);
    if (scan.elements.length > 0) yield scan.elements;
    if (scan.expected !== undefined)
      throw new InputReadError(`${name}:${scan.line}: Not valid JSON: expected ${scan.expected}. Correct the file.`);
    scan.elements = [];
  }
  const expected = missingEnd(scan);
  if (expected !== undefined)
    throw new InputReadError(`${name} is cut off: it ends before ${expected}. Get the whole file.`);
}

/** Reads JSON: an array of objects, or one or more objects. To resume, it skips the elements before the position. */
export async function* readJson(
  file: InputFile,
  from: FilePosition,
  settings: ReadSettings,
  options: ElementOptions = {},
): AsyncGenerator<readonly InputRecord[]> {
  for await (const elements of splitElements(readBytes(file, 0, settings), file.name, options)) {
    const records = elements.filter(({ offset }) => offset >= from.offset).map(elementRecord);
    if (records.length > 0) yield records;
  }
}

function elementRecord(element: JsonElement): InputRecord {
  const { offset, line, nextOffset, nextLine } = element;
  return { offset, line, ...parseElement(element), isDeletion: false, nextOffset, nextLine };
}

/** Parses an element: its object, or the problem why there is none. */
export function parseElement({ bytes }: JsonElement): Parsed {
  if (bytes === undefined) return { value: undefined, problem: problems.tooLong };
  if (!isUtf8(bytes)) return { value: undefined, problem: problems.notUtf8 };
  return parseRecord(bytes.toString(), hasLongDigits(bytes));
}
