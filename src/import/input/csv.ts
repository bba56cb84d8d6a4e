import type { JsonObject } from "../../json.ts";
import { readBytes } from "./bytes.ts";
import { headerReader, type CsvHeader } from "./csv-header.ts";
import { csvValues, rowSplitter, type CsvRow } from "./csv-rows.ts";
import { maxRecordBytes } from "./element-scan.ts";
import {
  InputReadError,
  startOfFile,
  type FilePosition,
  type InputFile,
  type InputRecord,
  type ReadSettings,
  type RecordReader,
} from "./types.ts";

/**
 * Reads CSV with a header line. Each row is a record, whose fields are the columns. All values are strings; an empty one is `""`, in quotes or
 * not. Rows without any value are no records.
 *
 * A stray quote makes a row invalid. If the quote that starts a value has no end before it, the row contains the rows up to it, which
 * are not read. When no quote ends the value at all, {@link InputReadError} is thrown at the end of the file.
 */
export const readCsv: RecordReader = csvReader(maxRecordBytes);

/** Returns a reader of CSV whose rows have at most `maxBytes`. */
export function csvReader(maxBytes: number): RecordReader {
  return async function* (file, from, settings) {
    // A stream can be read only once.
    const header = from.offset === 0 ? undefined : await readHeader(file, settings, maxBytes);
    for await (const { records } of readBlocks(file, from, settings, maxBytes, header)) {
      if (records.length > 0) yield records;
    }
  };
}

interface Block {
  readonly header: CsvHeader | undefined;
  readonly records: readonly InputRecord[];
}

async function readHeader(file: InputFile, settings: ReadSettings, maxBytes: number): Promise<CsvHeader | undefined> {
  for await (const { header } of readBlocks(file, startOfFile, settings, maxBytes)) {
    if (header !== undefined) return header;
  }
  return undefined;
}

async function* readBlocks(
  file: InputFile,
  from: FilePosition,
  settings: ReadSettings,
  maxBytes: number,
  knownHeader?: CsvHeader,
): AsyncGenerator<Block> {
  const splitter = rowSplitter(from, maxBytes);
  const headerOf = headerReader(file, settings, splitter);
  let header = knownHeader;
  if (header !== undefined) splitter.setDelimiters([header.delimiter]);
  function addRow(row: CsvRow, records: InputRecord[]): void {
    if (header === undefined) {
      header = headerOf(row);
    } else {
      const record = recordOf(row, header);
      if (record !== undefined) records.push(record);
    }
  }

  for await (const chunk of readBytes(file, from.offset, settings)) {
    const records: InputRecord[] = [];
    for (const row of splitter.rows(chunk)) addRow(row, records);
    yield { header, records };
  }
  const openQuoteLine = splitter.openQuoteLine();
  if (openQuoteLine !== undefined) throw openQuoteError(file, openQuoteLine);
  const records: InputRecord[] = [];
  for (const row of splitter.lastRow()) addRow(row, records);
  yield { header, records };
}

function openQuoteError(file: InputFile, line: number): InputReadError {
  return new InputReadError(
    `${file.name} ends in a quoted value, which starts in line ${line}. ` +
      "Expected its closing quote. Add the quote if it is missing there, or get the whole file if it is cut off.",
  );
}

/** Returns undefined for a row without values: spreadsheets add rows of delimiters. */
function recordOf(row: CsvRow, { delimiter, columns }: CsvHeader): InputRecord | undefined {
  if (row.problem !== undefined) return recordAt(row, undefined, row.problem);
  const values = csvValues(row.text, row.hasQuotes, delimiter);
  if (isBlank(values)) return undefined;
  if (values.length === columns.length) return recordAt(row, objectOf(columns, values), undefined);
  const reason = values.length < columns.length ? "missing columns" : "too many columns";
  return recordAt(row, undefined, `${reason}: found ${values.length}, expected ${columns.length}`);
}

function isBlank(values: readonly string[]): boolean {
  return values.every((value) => value === "");
}

/** A loop, because `Object.fromEntries` takes several times longer. */
function objectOf(columns: readonly string[], values: readonly string[]): JsonObject {
  const object: JsonObject = {};
  let index = 0;
  for (const column of columns) object[column] = values[index++];
  return object;
}

function recordAt(row: CsvRow, value: JsonObject | undefined, reason: string | undefined): InputRecord {
  const { offset, line, nextOffset, nextLine } = row;
  const problem = reason === undefined ? undefined : { reason };
  return { offset, line, value, problem, isDeletion: false, nextOffset, nextLine };
}
