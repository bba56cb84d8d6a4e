import { ImportInputError } from "../errors.ts";
import { csvValues, rowSplitter, type CsvRow, type RowSplitter } from "./csv-rows.ts";
import { InputReadError, type InputFile, type ReadSettings } from "./types.ts";

/** The columns of a CSV file. */
export interface CsvHeader {
  readonly delimiter: string;
  readonly columns: readonly string[];
}

/** The delimiters that are found in a header line. */
const delimiters = [",", ";", "\t", "|"];

/** Excel writes `sep=;` before the header line. */
const separatorLine = /^"?sep=([^"])"?$/i;

/**
 * Returns a function that returns the header once it receives its row, and sets the delimiter of the splitter. The rows before it are blank, or
 * name the delimiter.
 */
export function headerReader(
  file: InputFile,
  settings: ReadSettings,
  splitter: RowSplitter,
): (row: CsvRow) => CsvHeader | undefined {
  const given = settings.delimiter === undefined ? undefined : checkedDelimiter(settings.delimiter);
  let known = given ?? delimiterOfName(file.name);
  splitter.setDelimiters(known === undefined ? delimiters : [...delimiters, known]);
  return (row) => {
    const text = row.offset === 0 ? row.text.replace(/^\ufeff/, "") : row.text;
    const separator = row.offset === 0 ? separatorLine.exec(text)?.[1] : undefined;
    if (separator !== undefined) {
      known = given ?? separator;
      splitter.setDelimiters([...delimiters, known]);
    } else if (text !== "" || row.problem !== undefined) {
      const header = parseHeader(file, { ...row, text }, known);
      splitter.setDelimiters([header.delimiter]);
      return header;
    }
    return undefined;
  };
}

function checkedDelimiter(delimiter: string): string {
  if (["\\t", "tab"].includes(delimiter)) return "\t";
  if (/^[\0-\x7f]$/.test(delimiter) && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new ImportInputError("`delimiter` is invalid. Expected one ASCII character, such as `;`, or `tab`.");
}

function delimiterOfName(name: string): string | undefined {
  return /\.tsv(\.gz)?$/i.test(name) ? "\t" : undefined;
}

/** The messages contain no name of a column: a file without a header starts with data. */
function parseHeader(file: InputFile, row: CsvRow, known: string | undefined): CsvHeader {
  const other = mostFrequent(row.text);
  const delimiter = known ?? other;
  const problem = headerProblem(row, delimiter);
  if (problem !== undefined) {
    throw headerError(file, row, problem, expectedHeader(problem));
  }
  if (count(row.text, delimiter) === 0 && count(row.text, other) > 0) {
    throw headerError(file, row, `it has the delimiter ${nameOf(other)}`, nameOf(delimiter));
  }
  const columns = csvValues(row.text, row.hasQuotes, delimiter);
  checkNames(file, row, columns);
  return { delimiter, columns };
}

function expectedHeader(problem: string): string {
  return problem === "not UTF-8"
    ? "UTF-8, or the name of another encoding (--encoding), such as windows-1252"
    : "a line with the names of the columns, in UTF-8, that ends with LF or CRLF";
}

/** The row was read with several delimiters: read with one, it may have a stray quote. */
function headerProblem(row: CsvRow, delimiter: string): string | undefined {
  if (/\r(?!\n)/.test(row.text)) return "its lines end with CR alone";
  const splitter = rowSplitter(row, row.text.length * 3 + 1);
  splitter.setDelimiters([delimiter]);
  const found = [row, ...splitter.rows(Buffer.from(`${row.text}\n`))].find(({ problem }) => problem !== undefined);
  return found?.problem;
}

/** The number of delimiters outside of quoted values. */
function count(text: string, delimiter: string): number {
  return text.replaceAll(/"(?:[^"]|"")*"/g, "").split(delimiter).length - 1;
}

function mostFrequent(text: string): string {
  return delimiters.reduce((best, delimiter) => (count(text, delimiter) > count(text, best) ? delimiter : best));
}

function nameOf(delimiter: string): string {
  return delimiter === "\t" ? "tab" : `\`${delimiter}\``;
}

function checkNames(file: InputFile, row: CsvRow, columns: readonly string[]): void {
  const seen = new Map<string, number>();
  for (const [index, name] of columns.entries()) {
    const number = index + 1;
    const first = seen.get(name);
    if (name === "") throw headerError(file, row, `column ${number} has no name`, "a name for each column");
    if (first !== undefined) {
      throw headerError(
        file,
        row,
        `columns ${first} and ${number} have the same name`,
        "a different name for each column",
      );
    }
    // An assignment to this field would not store the value.
    if (name === "__proto__") throw headerError(file, row, `column ${number} is named __proto__`, "another name");
    seen.set(name, number);
  }
}

function headerError(file: InputFile, row: CsvRow, found: string, expected: string): InputReadError {
  return new InputReadError(`${file.name}: the header in line ${row.line} is invalid: ${found}. Expected ${expected}.`);
}
