import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv } from "../../../src/import/input/csv.ts";
import { csvValues, rowSplitter, type CsvRow } from "../../../src/import/input/csv-rows.ts";
import { startOfFile } from "../../../src/import/input/types.ts";
import { scaled } from "../../support/full-counts.ts";
import { inputFile, readAll } from "./read-all.ts";

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "\u2028", "😀", '"', '""', ",", ";", "\t", "\n", "\r\n", "\r", " ", "\ufeff"),
  maxLength: 5,
});

interface Table {
  readonly columns: number;
  readonly rows: readonly string[][];
  readonly delimiter: string;
  readonly text: string;
}

const table: fc.Arbitrary<Table> = fc
  .record({
    columns: fc.integer({ min: 1, max: 4 }),
    cells: fc.array(fc.tuple(cell, fc.boolean()), { maxLength: 24 }),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    newline: fc.constantFrom("\n", "\r\n"),
    hasLastNewline: fc.boolean(),
    mark: fc.constantFrom("", "\ufeff"),
  })
  .map(({ columns, cells, delimiter, newline, hasLastNewline, mark }) => {
    const header = Array.from({ length: columns }, (_, index) => `column ${index}`);
    const rows: string[][] = [];
    const lines = [header.join(delimiter)];
    for (let index = 0; index + columns <= cells.length; index += columns) {
      const row = cells.slice(index, index + columns);
      rows.push(row.map(([value]) => value));
      lines.push(row.map(([value, isQuoted]) => writtenCell(value, isQuoted, delimiter)).join(delimiter));
    }
    const text = mark + lines.join(newline) + (hasLastNewline ? newline : "");
    return { columns, rows, delimiter, text };
  });

function writtenCell(value: string, isQuoted: boolean, delimiter: string): string {
  const needsQuotes = isQuoted || value.includes(delimiter) || /["\r\n\ufeff]/.test(value);
  return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
}

function splitInChunks(bytes: Buffer, delimiter: string, sizes: readonly number[]): (CsvRow | string)[] {
  const splitter = rowSplitter(startOfFile, 1000);
  splitter.setDelimiters([delimiter]);
  const rows: (CsvRow | string)[] = [];
  for (let offset = 0, index = 0; offset < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? bytes.length;
    rows.push(...splitter.rows(bytes.subarray(offset, offset + size)));
    offset += size;
  }
  const line = splitter.openQuoteLine();
  return line === undefined ? [...rows, ...splitter.lastRow()] : [...rows, `open since line ${line}`];
}

function hasValue(row: readonly string[]): boolean {
  return row.some((value) => value !== "");
}

const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

test("rows are those that csv-parse reads, in chunks of any size", () => {
  fc.assert(
    fc.property(table, sizes, ({ text, delimiter, rows }, chunks) => {
      const found = splitInChunks(Buffer.from(text), delimiter, chunks)
        .filter((row) => typeof row !== "string")
        .map((row) => csvValues(row.text, row.hasQuotes, delimiter));
      const options = { delimiter, bom: true, record_delimiter: ["\n", "\r\n"] };
      expect(found.slice(1).filter(hasValue)).toEqual(parse(text, options).slice(1).filter(hasValue));
      expect(found.slice(1).filter(hasValue)).toEqual(rows.filter(hasValue));
    }),
    { numRuns: scaled(5000) },
  );
});

test("invalid rows are the same in chunks of any size", () => {
  const text = fc.string({ unit: fc.constantFrom('"', ",", "a", "\n", "\r", "é", "\ufeff"), maxLength: 40 });
  fc.assert(
    fc.property(text, sizes, (content, chunks) => {
      const bytes = Buffer.from(content);
      const whole = splitInChunks(bytes, ",", []);
      expect(splitInChunks(bytes, ",", chunks)).toEqual(whole);
      for (const row of whole) {
        if (typeof row !== "string" && row.problem === undefined) csvValues(row.text, row.hasQuotes, ",");
      }
    }),
    { numRuns: scaled(10_000) },
  );
});

test("reading resumes after any record", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.nat(), async ({ text, delimiter, rows, columns }, at) => {
      const file = await inputFile("random.csv", text, "csv");
      const { records } = await readAll(readCsv, file, { delimiter });
      const values = records.map(({ value }) =>
        Array.from({ length: columns }, (_, index) => value?.[`column ${index}`]),
      );
      expect(values).toEqual(rows.filter(hasValue));
      const index = at % (records.length + 1);
      const { nextOffset: offset, nextLine: line } = records[index - 1] ?? { nextOffset: 0, nextLine: 1 };
      expect((await readAll(readCsv, file, { delimiter }, { offset, line })).records).toEqual(records.slice(index));
    }),
    { numRuns: scaled(400) },
  );
});
