import { isJsonObject, parseJson } from "../../json.ts";
import { readBytes } from "./bytes.ts";
import { fhirRecord } from "./fhir-resources.ts";
import { parseElement, splitElements, type JsonElement } from "./json-elements.ts";
import { readLines } from "./lines.ts";
import { peek } from "./peek.ts";
import { InputReadError, type FilePosition, type InputFile, type InputRecord, type RecordReader } from "./types.ts";

type Blocks = AsyncGenerator<readonly InputRecord[], void>;

/** How much of a file is read to find out how its resources are separated. */
const headBytes = 256 * 1024;

/**
 * Reads FHIR: a resource per line, a Bundle, a Bundle per line, an array of resources, or one resource. Each entry of a Bundle is a record.
 * An entry with the request `DELETE Patient/123` is a deletion. Of other requests only the resource counts.
 *
 * Throws {@link InputReadError} for a Bundle of type `history`: it has the versions of a resource, the newest first.
 */
export const readFhir: RecordReader = async function* (file, from, settings) {
  const { head, bytes, close } = await peek(readBytes(file, 0, settings), headBytes);
  if (!hasResourcePerLine(head, file.name)) yield* readDocuments(file, from, bytes, textOf(head).startsWith("["));
  else if (from.offset === 0) yield* readResourceLines(file, from, bytes);
  else {
    await close();
    yield* readResourceLines(file, from, readBytes(file, from.offset, settings));
  }
};

async function* readResourceLines(file: InputFile, from: FilePosition, bytes: AsyncIterable<Buffer>): Blocks {
  for await (const records of readLines(bytes, from)) {
    yield records.map((record) => fhirRecord(record, false, file));
  }
}

/** Resumes by reading from the start: the bytes after a position do not show what they belong to. */
async function* readDocuments(
  file: InputFile,
  from: FilePosition,
  bytes: AsyncIterable<Buffer>,
  isInArray: boolean,
): Blocks {
  const isSplit = (head: string) => isBundle(head, file.name);
  for await (const elements of splitElements(bytes, file.name, { path: "entry", isSplit })) {
    const records = elements
      .filter(({ offset }) => offset >= from.offset)
      .flatMap((element) => recordsOf(element, file, isInArray));
    if (records.length > 0) yield records;
  }
}

function recordsOf(element: JsonElement, file: InputFile, isInArray: boolean): InputRecord[] {
  const { value, problem } = parseElement(element);
  const { offset, line, nextOffset, nextLine, isDocument } = element;
  // A Bundle with entries is split.
  if (isDocument && value?.["resourceType"] === "Bundle" && value["entry"] === undefined) return [];
  const record = { offset, line, value, problem, isDeletion: false, nextOffset, nextLine };
  return [fhirRecord(record, !isDocument && !isInArray, file)];
}

/** Whether an object is a Bundle by its text up to `entry`. A List has an `entry` too, but its resourceType before it. */
function isBundle(head: string, name: string): boolean {
  if (/"type"\s*:\s*"history"/.test(head)) {
    throw new InputReadError(
      `${name} has a Bundle of type history, with the versions of each resource, the newest first. ` +
        "Expected the current resources, such as a Bundle of type searchset or collection.",
    );
  }
  return (firstResourceType(head) ?? "Bundle") === "Bundle";
}

function firstResourceType(text: string): string | undefined {
  return /"resourceType"\s*:\s*"([^"]*)"/.exec(text)?.[1];
}

/** Whether each line is a resource, which has the advantage that a line which is not JSON does not affect others. */
function hasResourcePerLine(head: Buffer, name: string): boolean {
  const text = textOf(head);
  // The name decides for a line that is longer than the head.
  if (text.startsWith("{"))
    return firstResourceType(text) !== "Bundle" && (hasName(name) || isJsonObject(firstLine(text)));
  return !text.startsWith("[");
}

function textOf(head: Buffer): string {
  return head.toString().replace(/^\ufeff?\s*/, "");
}

function hasName(name: string): boolean {
  return /\.(ndjson|jsonl)(\.gz)?$/i.test(name);
}

function firstLine(text: string): unknown {
  return parseJson(text.slice(0, text.search(/\n|$/)));
}
