import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ImportInputError } from "../../../src/import/errors.ts";
import { csvReader, readCsv } from "../../../src/import/input/csv.ts";
import { InputReadError, type ReadSettings } from "../../../src/import/input/types.ts";
import { inputFile, readAll, valuesOf, type ReadResult } from "./read-all.ts";

async function read(text: string | Buffer, settings?: ReadSettings, name = "patients.csv"): Promise<ReadResult> {
  return readAll(readCsv, await inputFile(name, text, "csv"), settings);
}

const ann = { id: "1", name: "Ann" };
const bob = { id: "2", name: "Bob" };

test.each<[string, string, unknown[]]>([
  ["plain rows", "id,name\n1,Ann\n2,Bob\n", [ann, bob]],
  ["no last newline", "id,name\n1,Ann\n2,Bob", [ann, bob]],
  ["CRLF", "id,name\r\n1,Ann\r\n2,Bob\r\n", [ann, bob]],
  ["CRLF after quotes", '"id","name"\r\n"1","Ann"\r\n"2","Bob"\r\n', [ann, bob]],
  ["a CR at the end of the file", 'id,name\r\n1,Ann\r\n2,"Bob"\r', [ann, bob]],
  ["a byte order mark", "\ufeffid,name\n1,Ann\n", [ann]],
  ["a byte order mark before a quote", '\ufeff"id","name"\n1,Ann\n', [ann]],
  ["blank lines", "\n\r\nid,name\n\n1,Ann\n\r\n2,Bob\n\n", [ann, bob]],
  ["rows of empty values, which spreadsheets add", "id,name\n1,Ann\n,\n,,,\n", [ann]],
  [
    "numbers, dates and booleans as strings",
    "a,b,c\n007,2020-01-02,true\n",
    [{ a: "007", b: "2020-01-02", c: "true" }],
  ],
  ["empty values as empty strings", 'a,b,c\n,"",x\n', [{ a: "", b: "", c: "x" }]],
  ["spaces as they are", "a,b\n x , y\n", [{ a: " x ", b: " y" }]],
  ["quotes, delimiters and newlines in quotes", 'a,b\n"x ""y"", z","1\n\r\n2"\n', [{ a: 'x "y", z', b: "1\n\r\n2" }]],
  ["U+2028, U+2029 and U+0085 in values", "a,b\nx\u2028y,z\u2029\u0085\n", [{ a: "x\u2028y", b: "z\u2029\u0085" }]],
  ["a CR in a value", "a,b\nx\ry,z\n", [{ a: "x\ry", b: "z" }]],
  ["a replacement character", "a,b\n\ufffd,z\n", [{ a: "\ufffd", b: "z" }]],
  ["one column", "id\n1\n2\n", [{ id: "1" }, { id: "2" }]],
  ["newlines in the header", '"a\nb",c\n1,2\n', [{ "a\nb": "1", c: "2" }]],
  ["header only", "id,name\n", []],
  ["header only without newline", "id,name", []],
  ["0 bytes", "", []],
  ["blank lines only", "\n\n", []],
])("reads %s", async (_, text, values) => {
  const result = await read(text);
  expect(result.error).toBeUndefined();
  expect(valuesOf(result)).toEqual(values);
});

test.each<[string, string, ReadSettings, string]>([
  ["comma", "id,name\n1,Ann\n", {}, "a.csv"],
  ["semicolon", "id;name\n1;Ann\n", {}, "a.csv"],
  ["tab", "id\tname\n1\tAnn\n", {}, "a.csv"],
  ["pipe", "id|name\n1|Ann\n", {}, "a.csv"],
  ["semicolon beside a comma in quotes", '"id";"name"\n1;Ann\n', {}, "a.csv"],
  ["tab of a .tsv file", "id\tname\n1\tAnn\n", {}, "a.tsv"],
  ["the sep= line of Excel", "sep=:\r\nid:name\r\n1:Ann\r\n", {}, "a.csv"],
  ["a quoted sep= line", '"sep=;"\nid;name\n1;Ann\n', {}, "a.csv"],
  ["a sep= line after a byte order mark", "\ufeffsep=;\nid;name\n1;Ann\n", {}, "a.csv"],
  ["a given one, with a sep= line", "sep=;\nid,name\n1,Ann\n", { delimiter: "," }, "a.csv"],
  ["a given one", 'id^"name"\n1^Ann\n', { delimiter: "^" }, "a.csv"],
  ["a given tab", "id\tname\n1\tAnn\n", { delimiter: "tab" }, "a.csv"],
  ["a given tab, escaped", "id\tname\n1\tAnn\n", { delimiter: "\\t" }, "a.csv"],
])("finds the delimiter: %s", async (_, text, settings, name) => {
  expect(valuesOf(await read(text, settings, name))).toEqual([ann]);
});

test("a given delimiter does not split by others", async () => {
  const [value] = valuesOf(await read("id;name, first\n1;Ann, B\n", { delimiter: ";" }));
  expect(value).toEqual({ id: "1", "name, first": "Ann, B" });
});

test.each(["", ";;", '"', "\n", "§"])("refuses the delimiter %j", async (delimiter) => {
  expect((await read("id,name\n", { delimiter })).error).toBeInstanceOf(ImportInputError);
});

test.each([
  ["missing columns", "1", "missing columns: found 1, expected 2"],
  ["too many columns", "1,Ann,x", "too many columns: found 3, expected 2"],
  ["another delimiter", "1;Ann", "missing columns: found 1, expected 2"],
  ["a stray quote in a value", '1,A"nn', "stray quote"],
  ["a stray quote after a value", '1,"A"nn', "stray quote"],
  ["a space after a quote", '"1" ,Ann', "stray quote"],
  ["a CR after a quote", '1,"Ann"\rx', "stray quote"],
  ["a quote after a CR", '1,"Ann"\r"x', "stray quote"],
  [
    "a stray quote before a value with a newline",
    '1"x,"Ann\nLee"',
    "stray quote in a row of several lines: a quote may be missing before it",
  ],
  [
    "a missing quote, found in a later row",
    '1,"Ann\n1,"Lee"',
    "stray quote in a row of several lines: a quote may be missing before it",
  ],
])("rejects a row with %s, and goes on at the next row", async (_, row, reason) => {
  const result = await read(`id,name\n${row}\n2,Bob\n`);
  expect(result.error).toBeUndefined();
  expect(valuesOf(result)).toEqual([reason, bob]);
});

test("rejects rows that are not UTF-8, and reads them with an encoding", async () => {
  const text = Buffer.from("id,name\n1,Ren\xe9\n2,Bob\n", "latin1");
  expect(valuesOf(await read(text))).toEqual(["not UTF-8", bob]);
  expect(valuesOf(await read(text, { encoding: "windows-1252" }))).toEqual([{ id: "1", name: "René" }, bob]);
});

test.each([
  [
    "two columns of one name",
    "id,name,id\n1,Ann,2\n",
    {},
    "columns 1 and 3 have the same name. Expected a different name for each column.",
  ],
  ["an empty name", "id,,name\n1,Ann,2\n", {}, "column 2 has no name. Expected a name for each column."],
  ["a delimiter at the end", "id,name,\n", {}, "column 3 has no name. Expected a name for each column."],
  ["the name __proto__", "id,__proto__\n", {}, "column 2 is named __proto__. Expected another name."],
  ["other delimiter than the given one", "id,name\n", { delimiter: ";" }, "it has the delimiter `,`. Expected `;`."],
  [
    "tabs in the place of the given delimiter",
    "id\tname\n",
    { delimiter: ";" },
    "it has the delimiter tab. Expected `;`.",
  ],
  [
    "other delimiter than the given one, in quotes",
    '"id","name";x\n',
    { delimiter: ";" },
    "stray quote. Expected a line with the names of the columns, in UTF-8, that ends with LF or CRLF.",
  ],
  [
    "a stray quote",
    'id,na"me\n',
    {},
    "stray quote. Expected a line with the names of the columns, in UTF-8, that ends with LF or CRLF.",
  ],
  [
    "lines that end with CR alone",
    "id,name\r1,Ann\r",
    {},
    "its lines end with CR alone. Expected a line with the names of the columns, in UTF-8, that ends with LF or CRLF.",
  ],
])("stops at a header with %s", async (_, text, settings, message) => {
  const { error, records } = await read(text, settings);
  expect(records).toEqual([]);
  expect(error).toBeInstanceOf(InputReadError);
  expect(error).toHaveProperty("message", `patients.csv: the header in line 1 is invalid: ${message}`);
});

test("stops at a header that is not UTF-8, and names its line", async () => {
  const { error } = await read(Buffer.from("\n\nid,pr\xe9nom\n1,x\n", "latin1"));
  expect(error).toHaveProperty(
    "message",
    "patients.csv: the header in line 3 is invalid: not UTF-8. Expected UTF-8, or the name of another encoding (--encoding), such as windows-1252.",
  );
});

test("stops when a quoted value never ends, after the rows before it", async () => {
  const result = await read('id,name\n1,Ann\n"2","x\ny","Secret\n3,Lee\n4,Kim\n');
  expect(valuesOf(result)).toEqual([ann]);
  expect(result.error).toBeInstanceOf(InputReadError);
  expect(result.error).toHaveProperty(
    "message",
    "patients.csv ends in a quoted value, which starts in line 4. Expected its closing quote. " +
      "Add the quote if it is missing there, or get the whole file if it is cut off.",
  );
});

describe("a row over 64 MB", () => {
  const longName = "x".repeat(1_000_000);

  test.each([
    ["plain", `1,${longName}`, "longer than 64 MB"],
    ["in quotes", `1,"${longName}\n${longName}"`, "longer than 64 MB"],
    ["with a stray quote", `1,${longName}"`, "stray quote"],
  ])("is rejected: %s", async (_, row, reason) => {
    const file = await inputFile("a.csv", `id,name\n1,Ann\n${row}\n2,Bob\n`, "csv");
    expect(valuesOf(await readAll(csvReader(500_000), file))).toEqual([ann, reason, bob]);
  });
});

describe("places", () => {
  const text = '\ufeffsep=;\r\n\r\nid;name\r\n1;é\r\n2\r\n"3";"a\r\nb"\r\n\r\n4;Ann';

  test("are the first line and the bytes of each row", async () => {
    const { records } = await read(text);
    const bytes = Buffer.from(text);
    expect(
      records.map(({ line, nextLine, offset, nextOffset }) => [
        line,
        nextLine,
        bytes.toString("utf8", offset, nextOffset),
      ]),
    ).toEqual([
      [4, 5, "1;é\r\n"],
      [5, 6, "2\r\n"],
      [6, 8, '"3";"a\r\nb"\r\n'],
      [9, 9, "4;Ann"],
    ]);
  });

  test.each(["patients.csv", "patients.csv.gz"])("are where reading resumes in %s", async (name) => {
    const file = await inputFile(name, name.endsWith(".gz") ? gzipSync(text) : text, "csv");
    const { records } = await readAll(readCsv, file);
    for (const [index, { nextOffset, nextLine }] of records.entries()) {
      const rest = await readAll(readCsv, file, {}, { offset: nextOffset, line: nextLine });
      expect(rest.records).toEqual(records.slice(index + 1));
    }
  });

  test("a file that lost its header since yields its first row as a header", async () => {
    const file = await inputFile("a.csv", "\n\n", "csv");
    expect(await readAll(readCsv, file, {}, { offset: 1, line: 2 })).toEqual({ records: [], error: undefined });
  });
});

test("gzip that is cut off yields the whole rows before the error", async () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `${index},${Math.sqrt(index)}`);
  const gzip = gzipSync(["id,name", ...rows].join("\n"));
  const { records, error } = await read(gzip.subarray(0, gzip.length / 2), {}, "a.csv.gz");
  expect(error).toBeInstanceOf(InputReadError);
  expect(records.length).toBeGreaterThan(1000);
  expect(
    records.every(
      ({ value, line }) => value?.["id"] === String(line - 2) && value["name"] === String(Math.sqrt(line - 2)),
    ),
  ).toBe(true);
});
