import { isJsonObject, parseJson } from "../../json.ts";
import { importFormats } from "../input/types.ts";
import { journalVersion, type JournalEntry } from "./entries.ts";
import { invalidLine, laterVersion } from "./journal-error.ts";

type Check = (value: unknown) => boolean;

/** The checks of all fields of an object, so that a new field does not compile without one. */
type FieldChecks<Shape> = { readonly [Field in keyof Required<Shape>]: Check };

type EntryName = JournalEntry["entry"];
type EntryOf<Name extends EntryName> = Extract<JournalEntry, { readonly entry: Name }>;
type FieldsOf<Name extends EntryName> = Omit<EntryOf<Name>, "entry">;

const isText: Check = (value) => typeof value === "string";
const isBoolean: Check = (value) => typeof value === "boolean";
const isTrue: Check = (value) => value === true;
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

/** Other fields are allowed: a later version may add one without a new format. */
function shape(fields: Readonly<Record<string, Check>>): Check {
  const checks = Object.entries(fields);
  return (value) => isJsonObject(value) && checks.every(([field, check]) => check(value[field]));
}

const isSpan: Check = (value) => Array.isArray(value) && value.length === 4 && value.every(isCount);

const frontier: FieldChecks<EntryOf<"end">["upTo"]> = {
  record: isCount,
  file: isCount,
  offset: isCount,
  line: isCount,
  read: isCount,
  skipped: isCount,
  unusualIds: isCount,
};

const rejectedRecord: FieldChecks<FieldsOf<"bad">> = {
  record: isCount,
  file: isCount,
  line: isCount,
  offset: isCount,
  reason: isText,
  path: optional(isText),
  code: optional(isText),
};

const fingerprint: FieldChecks<EntryOf<"start">["files"][number]> = {
  name: isText,
  size: optional(isCount),
  head: optional(isText),
  tail: optional(isText),
  endsWithLine: optional(isBoolean),
};

const sentOptions: FieldChecks<EntryOf<"start">["options"]> = {
  destination: optional(isText),
  sourceKey: isText,
  type: optional(isText),
  id: optional(isText),
  idFrom: optional(listOf(isText)),
  idAsText: optional(isTrue),
  idSecret: optional(isText),
  encoding: optional(isText),
  delimiter: optional(isText),
  formats: listOf((value) => importFormats.some((format) => format === value)),
  shard: optional(isText),
};

const mappingVersion: FieldChecks<NonNullable<EntryOf<"start">["mapping"]>> = {
  file: optional(isText),
  hash: isText,
  version: optional((value) => isText(value) || typeof value === "number"),
};

const entryFields: { readonly [Name in EntryName]: FieldChecks<FieldsOf<Name>> } = {
  start: {
    version: (value) => value === journalVersion,
    at: isText,
    files: listOf(shape(fingerprint)),
    options: shape(sentOptions),
    mapping: optional(shape(mappingVersion)),
    retry: optional(isTrue),
  },
  run: { at: isText },
  sending: { spans: listOf(isSpan) },
  sent: { task: isText, spans: listOf(isSpan), operations: isCount },
  done: {
    task: isText,
    failed: optional(listOf(shape(rejectedRecord))),
    retried: optional(listOf(isCount)),
    upTo: shape(frontier),
  },
  bad: rejectedRecord,
  skipped: { records: listOf(isCount) },
  resend: { task: isText },
  redo: { spans: listOf(isSpan) },
  stop: { at: isText },
  end: { upTo: shape(frontier) },
};

const entryChecks = new Map<unknown, Check>(Object.entries(entryFields).map(([name, fields]) => [name, shape(fields)]));

function isEntry(value: unknown): value is JournalEntry {
  return isJsonObject(value) && entryChecks.get(value["entry"])?.(value) === true;
}

/**
 * Returns the entry of a line of a journal. The first one must be a `start`.
 *
 * @param name The journal as it is printed.
 * @param line The number of the line, from 1.
 * @throws {@link JournalError} When the line is not an entry, or the journal has a later format.
 */
export function parseEntry(text: string, name: string, line: number): JournalEntry {
  const value = parseJson(text);
  // First, because the other fields of a later format are unknown.
  if (isJsonObject(value) && value["entry"] === "start" && isCount(value["version"])) {
    if (value["version"] > journalVersion) throw laterVersion(name, value["version"], journalVersion);
  }
  if (!isEntry(value) || (line === 1 && value.entry !== "start")) throw invalidLine(name, line);
  return value;
}
