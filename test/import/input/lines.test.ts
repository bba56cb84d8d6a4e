import { describe, expect, test } from "vitest";
import { readLines, readNdjson } from "../../../src/import/input/lines.ts";
import { startOfFile } from "../../../src/import/input/types.ts";
import { cutInto, inChunks, inputFile, readAll, valuesOf } from "../../support/input-files.ts";

async function valuesIn(content: string | Uint8Array): Promise<unknown[]> {
  const result = await readAll(readNdjson(await inputFile(content), startOfFile, {}));
  expect(result.error).toBeUndefined();
  return valuesOf(result);
}

const one = { id: "1" };
const two = { id: "2" };

describe("NDJSON", () => {
  test.each<[string, string | Uint8Array, unknown[]]>([
    ["U+2028, U+2029, U+0085 and a lone carriage return", '{"id":"1\u2028\u2029\u0085"}\r{}\n', ["not JSON"]],
    ["U+2028 in a string", '{"id":"1\u2028"}\n{"id":"2"}', [{ id: "1\u2028" }, two]],
    ["\\r\\n", '{"id":"1"}\r\n{"id":"2"}\r\n', [one, two]],
    ["no last newline", '{"id":"1"}\n{"id":"2"}', [one, two]],
    ["blank lines", '\n \t\r\n{"id":"1"}\n\n\n{"id":"2"}\n\n', [one, two]],
    ["BOM", '\ufeff{"id":"1"}\n{"id":"2"}\n', [one, two]],
    ["only a BOM", "\ufeff", []],
    ["0 bytes", "", []],
    ["a line that is not JSON", '{"id":"1"\n{"id":"2"}\n', ["not JSON", two]],
    ["null, an array, a string and a number", 'null\n[]\n"a"\n1\n', Array(4).fill("not an object")],
    ["Latin-1", Buffer.from('{"id":"é"}\n{"id":"2"}\n', "latin1"), ["not UTF-8", two]],
    [
      "broken UTF-8",
      Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3]), Buffer.from('"}\n{"id":"2"}')]),
      ["not UTF-8", two],
    ],
    ["characters of one to four bytes", '{"id":"aé€😀"}\n', [{ id: "aé€😀" }]],
    ["an integer over 2^53", '{"n":9007199254740993}\n{"id":"2"}\n', ["number too large to be kept exactly", two]],
  ])("%s", async (_, content, expected) => {
    expect(await valuesIn(content)).toEqual(expected);
  });

  test("records have their line, their offset, and where reading continues", async () => {
    const { items } = await readAll(readNdjson(await inputFile('\ufeff{"id":"é"}\r\n\n  {}\nx'), startOfFile, {}));
    const places = items.map(({ line, offset, nextLine, nextOffset }) => [line, offset, nextLine, nextOffset]);
    expect(places).toEqual([
      [1, 3, 2, 16],
      [3, 17, 4, 22],
      [4, 22, 5, 23],
    ]);
  });

  test("reading continues at each record, and at the end", async () => {
    const file = await inputFile('\ufeff{"id":"1"}\n\nx\n{"id":"é"}\r\n{"id":"4"}');
    const { items } = await readAll(readNdjson(file, startOfFile, {}));
    for (const [index, { nextOffset: offset, nextLine: line }] of items.entries()) {
      expect(await readAll(readNdjson(file, { offset, line }, {}))).toEqual({ items: items.slice(index + 1) });
    }
  });
});

describe("a line over 64 MB", () => {
  const content = Buffer.from(`{"id":"1"}\n{"id":"${"x".repeat(40)}"}\n{"id":"2"}\n{"id":"${"y".repeat(40)}"}`);

  test.each([1, 7, 33, 1000])(
    "is rejected without being held, and reading goes on, in chunks of %d bytes",
    async (length) => {
      const result = await readAll(readLines(inChunks(cutInto(content, length)), startOfFile, 32));
      expect(valuesOf(result)).toEqual([one, "longer than 64 MB", two, "longer than 64 MB"]);
      expect(result.items.map(({ offset, line, nextOffset }) => [offset, line, nextOffset])).toEqual([
        [0, 1, 11],
        [11, 2, 61],
        [61, 3, 72],
        [72, 4, 121],
      ]);
    },
  );
});
