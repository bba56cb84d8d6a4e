import { describe, expect, test } from "vitest";
import { readJson, splitElements, type ElementOptions } from "../../../src/import/input/json-elements.ts";
import { startOfFile } from "../../../src/import/input/types.ts";
import { cutInto, inChunks, inputFile, readAll, valuesOf, type ReadResult } from "../../support/input-files.ts";

async function valuesIn(content: string | Uint8Array): Promise<unknown[]> {
  const result = await readAll(readJson(await inputFile(content, "json"), startOfFile, {}));
  expect(result.error).toBeUndefined();
  return valuesOf(result);
}

const one = { id: "1" };
const two = { id: "2" };

describe("JSON", () => {
  test.each<[string, string | Uint8Array, unknown[]]>([
    ["an array of objects", '[{"id":"1"},{"id":"2"}]', [one, two]],
    ["spaces and line breaks", '\r\n [\n\t{"id" : "1"}\n ,\n{"id":"2"} ]\r\n', [one, two]],
    ["BOM", '\ufeff[{"id":"1"}]', [one]],
    ["an empty array", "[ ]", []],
    ["0 bytes", "", []],
    ["one object", '{\n"id":"1"\n}', [one]],
    ["several objects", '{"id":"1"}{"id":\n"2"}\n', [one, two]],
    ["brackets and quotes in strings", '[{"id":"]}\\"\\\\"},{"id":"2"}]', [{ id: ']}"\\' }, two]],
    ["nested arrays and objects", '[{"a":[[{}],{"b":[1]}]},{"id":"2"}]', [{ a: [[{}], { b: [1] }] }, two]],
    ["elements that are no objects", '[1,"a,]",null , [[2]],true\n]', Array(5).fill("not an object")],
    ["an element that is not JSON", '[{"id":},{"id":"2"},nul]', ["not JSON", two, "not JSON"]],
    ["Latin-1", Buffer.from('[{"id":"é"},{"id":"2"}]', "latin1"), ["not UTF-8", two]],
    ["an integer over 2^53", '[{"n":9007199254740993},{"id":"2"}]', ["number too large to be kept exactly", two]],
  ])("%s", async (_, content, expected) => {
    expect(await valuesIn(content)).toEqual(expected);
  });

  test("records have their line, their offset, and where reading continues", async () => {
    const { items } = await readAll(readJson(await inputFile('[\n{"id":\n"é"},\n\n{}\n]', "json"), startOfFile, {}));
    const places = items.map(({ line, offset, nextLine, nextOffset }) => [line, offset, nextLine, nextOffset]);
    expect(places).toEqual([
      [2, 2, 3, 14],
      [5, 17, 5, 19],
    ]);
  });

  test.each(['[{"id":"1"},\n{"id":"2"} , {"id":"3"}]', '{"id":"1"}\n{"id":"2"}', '[{"id":"1"},{"id":"2"}'])(
    "reading %j continues at each record, and at the end",
    async (content) => {
      const file = await inputFile(content, "json");
      const { items, error } = await readAll(readJson(file, startOfFile, {}));
      for (const [index, { nextOffset: offset, nextLine: line }] of items.entries()) {
        expect(await readAll(readJson(file, { offset, line }, {}))).toEqual({ items: items.slice(index + 1), error });
      }
    },
  );
});

async function split(text: string, options: ElementOptions = {}, length = text.length): Promise<ReadResult<string>> {
  const chunks = inChunks(cutInto(Buffer.from(text), length));
  const { items, error } = await readAll(splitElements(chunks, "a.json", options));
  return { items: items.map(({ bytes }) => bytes?.toString() ?? "too long"), error };
}

test("an array without a colon before it is not the array at the path", async () => {
  const text = '{"entry" [{}]}';
  expect(await split(text, { path: "entry" })).toEqual({ items: [text], error: undefined });
});

describe("what can't be split stops after the whole elements", () => {
  const cut = "a.json is cut off: it ends before";
  const invalid = (line: number, expected: string): string =>
    `a.json:${line}: Not valid JSON: expected ${expected}. Correct the file.`;
  test.each<[string, string, string[], string]>([
    [
      "JSON array cut off in an element",
      '[{"a":1},{"a"',
      ['{"a":1}'],
      `${cut} the end of an element. Get the whole file.`,
    ],
    ["JSON array cut off in a string", '[{},"a\\', ["{}"], `${cut} the end of an element. Get the whole file.`],
    ["JSON array cut off in a number", "[{},12", ["{}"], `${cut} the end of the array. Get the whole file.`],
    ["JSON array cut off after an element", "[{},{}", ["{}", "{}"], `${cut} the end of the array. Get the whole file.`],
    ["JSON array cut off after a comma", "[{},", ["{}"], `${cut} the end of the array. Get the whole file.`],
    ["JSON array cut off at the start", "[", [], `${cut} the end of the array. Get the whole file.`],
    ["an object cut off", '{}\n{"a":[', ["{}"], `${cut} the end of an object. Get the whole file.`],
    ["junk between elements", "[{}\n{}]", ["{}"], invalid(2, "a comma or ]")],
    ["a comma at the end", "[{},]", ["{}"], invalid(1, "an element")],
    ["two commas", "[{},,{}]", ["{}"], invalid(1, "an element")],
    ["a comma at the start", "[,{}]", [], invalid(1, "an element or ]")],
    ["another bracket", "[}", [], invalid(1, "an element or ]")],
    ["text after the array", "[{}]\n\nabc", ["{}"], invalid(3, "the end of the file")],
    ["text after an object", "{}\nabc", ["{}"], invalid(2, "an object, or the end of the file")],
    ["text", "abc", [], invalid(1, "an array or an object")],
  ])("%s", async (_, text, items, error) => {
    expect(await split(text)).toEqual({ items, error });
  });
});

test.each([1, 7, 100])(
  "an element over 64 MB is rejected without being held, in chunks of %d bytes",
  async (length) => {
    const text = `[{"a":1},{"a":"${"x".repeat(40)}"},{"a":2},${"1".repeat(40)},{"a":3}]`;
    const items = ['{"a":1}', "too long", '{"a":2}', "too long", '{"a":3}'];
    expect(await split(text, { maxBytes: 32 }, length)).toEqual({ items, error: undefined });
    const records = await readAll(
      readJson(await inputFile(`[{"id":"1"},{"a":"${"x".repeat(40)}"}]`, "json"), startOfFile, {}, { maxBytes: 32 }),
    );
    expect(valuesOf(records)).toEqual([{ id: "1" }, "longer than 64 MB"]);
  },
);

describe("the elements of an array in an object", () => {
  const isSplit = (head: string): boolean => !head.includes("List");
  test.each<[string, string, string[]]>([
    ["an array", '{"type":"b","entry":[{"a":1},{"a":[{}]}],"total":2}', ['{"a":1}', '{"a":[{}]}']],
    ["an empty array", '{"entry":[],"total":[0]}', []],
    ["spaces around the colon", '{ "entry" \n: [{}]}', ["{}"]],
    ["no array", '{"total":0,"link":[]}', ['{"total":0,"link":[]}']],
    ["an object in the place of the array", '{"entry":{"a":[]}}', ['{"entry":{"a":[]}}']],
    ["the key in a string", '{"link":["entry",[1]]}', ['{"link":["entry",[1]]}']],
    ["a key that ends like it", '{"x\\"entry":[{}]}', ['{"x\\"entry":[{}]}']],
    ["the key in a nested object", '{"link":{"entry":[{}]}}', ['{"link":{"entry":[{}]}}']],
    ["an array that is not split", '{"type":"List","entry":[{}]}', ['{"type":"List","entry":[{}]}']],
    ["two arrays with the key", '{"entry":[{"a":1}],"entry":[{"a":2}]}', ['{"a":1}']],
    ["several objects", '{"entry":[{}]}\n{"a":1}\n{"entry":[{"a":2}]}', ["{}", '{"a":1}', '{"a":2}']],
    ["a top-level array", '[{"entry":[{}]}]', ['{"entry":[{}]}']],
    ["many spaces before the key", `{"a":"${"x".repeat(300)}", "entry":[{}]}`, ["{}"]],
  ])("%s", async (_, text, items) => {
    for (const length of [text.length, 1, 5]) {
      expect(await split(text, { path: "entry", isSplit }, length)).toEqual({ items, error: undefined });
    }
    expect((await split(text, { path: "entry" })).error).toBeUndefined();
  });

  test("an object that is cut off after the array", async () => {
    expect(await split('{"entry":[{}]', { path: "entry" })).toEqual({
      items: ["{}"],
      error: "a.json is cut off: it ends before the end of an object. Get the whole file.",
    });
  });
});
