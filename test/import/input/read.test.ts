import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitElements } from "../../../src/import/input/json-elements.ts";
import { readLines } from "../../../src/import/input/lines.ts";
import { readRaw, readRecords, type InputPosition } from "../../../src/import/input/read.ts";
import { startOfFile, type ImportFormat } from "../../../src/import/input/types.ts";
import { parseJson } from "../../../src/json.ts";
import { scaled } from "../../support/full-counts.ts";
import { inChunks, inputFile, readAll, type ReadResult } from "../../support/input-files.ts";

describe("files are read in their order", () => {
  async function idsFrom(from: InputPosition): Promise<[number, unknown][]> {
    const files = [
      await inputFile('{"id":"1"}\n{"id":"2"}\n'),
      await inputFile("[]", "json"),
      await inputFile('[{"id":"3"}]', "json"),
    ];
    const found: [number, unknown][] = [];
    for await (const { file, records } of readRecords(files, from, {})) {
      found.push(...records.map(({ value }): [number, unknown] => [file, value?.id]));
    }
    return found;
  }

  test("from the start", async () => {
    expect(await idsFrom({ file: 0, ...startOfFile })).toEqual([
      [0, "1"],
      [0, "2"],
      [2, "3"],
    ]);
  });

  test("from a place in the first file", async () => {
    expect(await idsFrom({ file: 0, offset: 11, line: 2 })).toEqual([
      [0, "2"],
      [2, "3"],
    ]);
  });

  test("from the start of a later file", async () => {
    expect(await idsFrom({ file: 1, ...startOfFile })).toEqual([[2, "3"]]);
  });
});

describe("the original bytes of rejected records", () => {
  const long = `{"id":${"x".repeat(600_000)}}`;
  test.each<[ImportFormat, string, number[], string[]]>([
    ["ndjson", '{"id":"1"}\nnot JSON\r\n\n{}\nlast', [11, 22, 25], ["not JSON\r\n", "{}\n", "last"]],
    ["ndjson", `{}\n${long}\n{}\n${long}\n{}`, [3, 600_014], [`${long}\n`, `${long}\n`]],
    ["ndjson", '{"id":"1"}\n{"id":"2"}\n', [0, 11], ['{"id":"1"}\n', '{"id":"2"}\n']],
    ["ndjson", "{}\n", [], []],
    ["json", '[{"id":\n1}, 2, {}]', [1, 12], ['{"id":\n1}', "2"]],
  ])("of %s are copied", async (format, content, offsets, expected) => {
    const texts = new Map<number, string>();
    for await (const { offset, bytes } of readRaw(await inputFile(content, format), offsets, {})) {
      texts.set(offset, (texts.get(offset) ?? "") + bytes.toString());
    }
    expect([...texts.keys()]).toEqual(offsets);
    expect([...texts.values()]).toEqual(expected);
  });
});

/** Cuts bytes at some places, which are shares of 1,000. */
function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => Math.floor((place / 1000) * bytes.length)), bytes.length].sort(
    (a, b) => a - b,
  );
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

describe("chunks of any length are read as one", () => {
  const places = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 8 });
  const piece = fc.oneof(
    fc.constantFrom(
      "\n",
      "\r\n",
      "\ufeff",
      '"',
      "\\",
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      " ",
      "{}",
      '"entry":[',
      "é",
      "😀",
      '{"a":"\\""}',
      "[{},",
      "1e5",
    ),
    fc.json({ maxDepth: 2 }),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  const readers: [string, (chunks: readonly Buffer[]) => Promise<ReadResult<unknown>>][] = [
    ["lines", (chunks) => readAll(readLines(inChunks(chunks), startOfFile, 20))],
    ["elements", (chunks) => readAll(splitElements(inChunks(chunks), "a", { maxBytes: 20 }))],
    ["elements of an array in an object", (chunks) => readAll(splitElements(inChunks(chunks), "a", { path: "entry" }))],
  ];

  test.each(readers)("%s", async (_, read) => {
    await fc.assert(
      fc.asyncProperty(text, places, async (content, cuts) => {
        const bytes = Buffer.from(content);
        expect(await read(cutAt(bytes, cuts))).toEqual(await read([bytes]));
      }),
      { numRuns: scaled(2000) },
    );
  });

  test("elements are those of JSON.parse, also in an object", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 3 })),
        places,
        fc.boolean(),
        async (values, cuts, isInObject) => {
          const json = JSON.stringify(values, undefined, cuts.length % 3);
          const bytes = Buffer.from(isInObject ? `{"type":"b","entry":${json},"total":[{}]}` : json);
          const { items, error } = await readAll(splitElements(inChunks(cutAt(bytes, cuts)), "a", { path: "entry" }));
          expect(error).toBeUndefined();
          expect(items.map((item) => parseJson(item.bytes?.toString() ?? ""))).toEqual(parseJson(json));
          for (const { bytes: own, offset, nextOffset } of items)
            expect(own).toEqual(bytes.subarray(offset, nextOffset));
        },
      ),
      { numRuns: scaled(1000) },
    );
  });
});
