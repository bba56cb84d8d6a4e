import { readdir, readlink, truncate } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ImportInputError } from "../../../src/import/errors.ts";
import { readBytes } from "../../../src/import/input/bytes.ts";
import { readNdjson } from "../../../src/import/input/lines.ts";
import { startOfFile, type InputFile } from "../../../src/import/input/types.ts";
import { cutInto, inputFile, inputStream, readAll, valuesOf, type ReadResult } from "../../support/input-files.ts";
import { thrownBy } from "../../support/thrown.ts";

const lines = '{"id":"1"}\n{"id":"é€😀"}\n{"id":"3"}\n';
const values = [{ id: "1" }, { id: "é€😀" }, { id: "3" }];

async function read(file: InputFile, encoding?: string): Promise<{ values: unknown[]; error: string | undefined }> {
  const result = await readAll(readNdjson(file, startOfFile, { encoding }));
  return { values: valuesOf(result), error: result.error };
}

async function text(file: InputFile, from = 0, encoding?: string): Promise<ReadResult<Buffer>> {
  const chunks: Buffer[] = [];
  const { error } = await readAll(
    (async function* () {
      for await (const chunk of readBytes(file, from, { encoding })) {
        chunks.push(chunk);
        yield [];
      }
    })(),
  );
  return { items: [Buffer.concat(chunks)], error };
}

describe("gzip", () => {
  const cutOff = "patients.ndjson is cut off: its gzip data ends early. Get the whole file.";
  const damaged = "patients.ndjson is damaged: its gzip data or its checksum is invalid. Get the file again.";
  const junk = "patients.ndjson has other data after its gzip data. Remove that data, or get the file again.";
  const whole = gzipSync(lines);
  const [first = "", second = "", third = ""] = lines.split(/(?<=\n)/);
  const members = Buffer.concat([first, second, third].map((line) => gzipSync(line)));
  const withFields = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3]),
    Buffer.from([2, 0, 0x41, 0x42]),
    Buffer.from("patients.ndjson\0a comment\0"),
    Buffer.from([0, 0]),
    whole.subarray(10),
  ]);

  test.each<[string, Buffer]>([
    ["one member", whole],
    ["several members", members],
    ["zeros behind it", Buffer.concat([whole, Buffer.alloc(1000)])],
    ["zeros between members", Buffer.concat([gzipSync(first), Buffer.alloc(9), gzipSync(second + third)])],
    ["all fields of a header", withFields],
    ["an empty member", Buffer.concat([gzipSync(""), whole])],
  ])("%s is read, also from a stream of single bytes", async (_, content) => {
    expect(await read(await inputFile(content))).toEqual({ values, error: undefined });
    expect(await read(inputStream(cutInto(content, 1)))).toEqual({ values, error: undefined });
  });

  test.each<[string, Buffer, unknown[], string]>([
    ["gzip cut off in the checksum", whole.subarray(0, -1), values, cutOff],
    ["gzip cut off before the checksum", whole.subarray(0, -8), values, cutOff],
    ["gzip cut off in a header", members.subarray(0, gzipSync(first).length + 5), values.slice(0, 1), cutOff],
    ["gzip cut off in the second member", members.subarray(0, gzipSync(first).length + 12), values.slice(0, 1), cutOff],
    ["gzip cut off in a line", gzipSync(Buffer.from(lines.slice(0, -5))).subarray(0, -8), values.slice(0, 2), cutOff],
    ["gzip with nothing but its first bytes", whole.subarray(0, 2), [], cutOff],
    ["junk behind gzip", Buffer.concat([whole, Buffer.from("junk")]), values, junk],
    ["one byte behind gzip", Buffer.concat([whole, Buffer.from([0x1f])]), values, junk],
    ["junk behind gzip and zeros", Buffer.concat([whole, Buffer.alloc(20), Buffer.from("junk")]), values, junk],
    ["a wrong checksum", Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]), values, damaged],
    ["a wrong length", Buffer.concat([whole.subarray(0, -4), Buffer.alloc(4)]), values, damaged],
    ["another compression", Buffer.concat([Buffer.from([0x1f, 0x8b, 7]), whole.subarray(3)]), [], damaged],
    [
      "a broken member after a whole one",
      Buffer.concat([gzipSync(first), whole.subarray(0, 10), Buffer.alloc(20, 0xff)]),
      values.slice(0, 1),
      damaged,
    ],
  ])("%s: what came whole is read, then it stops", async (_, content, expected, error) => {
    expect(await read(await inputFile(content))).toEqual({ values: expected, error });
    const fromStream = await read({ ...inputStream(cutInto(content, 3)), name: "patients.ndjson" });
    expect(fromStream).toEqual({ values: expected, error });
  });

  test("reading continues at an offset of the decompressed text", async () => {
    const file = await inputFile(members);
    for (const offset of [0, 1, 11, 30, Buffer.byteLength(lines)]) {
      expect(await text(file, offset)).toEqual({ items: [Buffer.from(lines).subarray(offset)] });
    }
  });

  test("text that becomes a thousand times larger is read in blocks", async () => {
    const long = Buffer.alloc(3_000_000, "x");
    const sizes: number[] = [];
    for await (const chunk of readBytes(await inputFile(gzipSync(long)), 0, {})) sizes.push(chunk.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256 * 1024);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(long.length);
  });
});

describe("encodings", () => {
  const utf16le = Buffer.from(lines, "utf16le");
  const utf16be = Buffer.from(utf16le).swap16();
  const bom = "\ufeff";
  const useUtf16 = (label: string): string =>
    `patients.ndjson is ${label}, but it was read as utf-8. Add --encoding ${label}, and import it again.`;

  test.each<[string, Buffer, string]>([
    ["utf-16le", utf16le, "utf-16le"],
    ["utf-16be", utf16be, "utf-16be"],
    ["utf-16le with a BOM", Buffer.from(bom + lines, "utf16le"), "utf-16"],
    ["gb18030", Buffer.from('{"id":"1"}\n'), "gb18030"],
  ])("%s is transcoded, also in chunks of single bytes", async (_, content, encoding) => {
    const expected = { values: values.slice(0, encoding === "gb18030" ? 1 : 3), error: undefined };
    expect(await read(await inputFile(content), encoding)).toEqual(expected);
    expect(await read(inputStream(cutInto(content, 1)), encoding)).toEqual(expected);
    expect(await read(await inputFile(gzipSync(content)), encoding)).toEqual(expected);
  });

  test("every byte of windows-1252 is read as the Encoding Standard says", async () => {
    const high = Buffer.from(Array.from({ length: 128 }, (_, index) => 128 + index));
    const content = Buffer.concat([Buffer.from('{"id":"'), high, Buffer.from('"}')]);
    const { values: read1252 } = await read(await inputFile(content), "latin1");
    const rest = String.fromCharCode(...Array.from({ length: 96 }, (_, index) => 160 + index));
    const controls = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";
    expect(read1252).toEqual([{ id: controls + rest }]);
  });

  test("offsets are those of the text as UTF-8, with its BOM", async () => {
    const file = await inputFile(Buffer.from(bom + lines, "utf16le"));
    const { items } = await readAll(readNdjson(file, startOfFile, { encoding: "utf-16le" }));
    expect(items.map(({ offset }) => offset)).toEqual([3, 14, 33]);
    const { nextOffset: offset, nextLine: line } = { nextOffset: 0, nextLine: 0, ...items[1] };
    expect(await readAll(readNdjson(file, { offset, line }, { encoding: "utf-16le" }))).toEqual({
      items: items.slice(2),
    });
  });

  test.each<[string, Buffer, string]>([
    ["UTF-16 with a BOM", Buffer.from(bom + lines, "utf16le"), useUtf16("utf-16le")],
    ["UTF-16 with a BOM, big endian", Buffer.from(bom + lines, "utf16le").swap16(), useUtf16("utf-16be")],
    ["UTF-16 without a BOM", utf16le, useUtf16("utf-16le")],
    ["UTF-16 without a BOM, big endian", utf16be, useUtf16("utf-16be")],
    ["one character of UTF-16", utf16le.subarray(0, 2), useUtf16("utf-16le")],
    ["one character of UTF-16, big endian", utf16be.subarray(0, 2), useUtf16("utf-16be")],
  ])("%s stops at once and names --encoding", async (_, content, error) => {
    expect(await read(await inputFile(content))).toEqual({ values: [], error });
    expect(await read(await inputFile(gzipSync(content)))).toEqual({ values: [], error });
  });

  test.each<[string, string, string]>([
    ["utf-8", "windows-1252", "Leave out --encoding"],
    ["utf-16le", "utf-16be", "Add --encoding utf-16le"],
  ])("a BOM of %s with --encoding %s stops at once", async (found, encoding, fix) => {
    const content = Buffer.from(bom + lines, found === "utf-8" ? "utf8" : "utf16le");
    const error = `patients.ndjson is ${found}, but it was read as ${encoding}. ${fix}, and import it again.`;
    expect(await read(await inputFile(content), encoding)).toEqual({ values: [], error });
  });

  test.each<[string, string, Buffer]>([
    ["shift_jis", "a byte that does not exist", Buffer.from('{"id":"1"}\n{"id":"\xff"}\n{"id":"3"}\n', "latin1")],
    ["utf-16le", "half of a surrogate pair", Buffer.from('{"id":"1"}\n{"id":"\ud800"}\n{"id":"3"}\n', "utf16le")],
  ])("in %s, %s rejects only its line", async (encoding, _, content) => {
    const expected = { values: [values[0], "not UTF-8", values[2]], error: undefined };
    expect(await read(await inputFile(content), encoding)).toEqual(expected);
  });

  test("half a character at the end of UTF-16 rejects the last line", async () => {
    const content = Buffer.concat([Buffer.from('{"id":"1"}\n', "utf16le"), Buffer.from([0x7b])]);
    expect((await read(await inputFile(content), "utf-16le")).values).toEqual([values[0], "not UTF-8"]);
  });

  test("an unknown encoding is an error", async () => {
    const error = await thrownBy(ImportInputError, () => read(inputStream([]), "ebcdic-cp-us"));
    expect(error.message).toBe(
      "The encoding is unknown. Set encoding (--encoding) to a label of the Encoding Standard, such as windows-1252, iso-8859-15 or utf-16le.",
    );
  });
});

describe("files", () => {
  const long = Buffer.from('{"id":"0123456789"}\n'.repeat(50_000));

  test("a file longer than a block is read as it is, from any offset", async () => {
    const file = await inputFile(long);
    for (const offset of [0, 1, 300_000, long.length]) {
      const { items } = await text(file, offset);
      expect(items[0]?.equals(long.subarray(offset))).toBe(true);
    }
  });

  test("what was added after the file was found is not read", async () => {
    const file = { ...(await inputFile(lines)), size: 11 };
    expect(await read(file)).toEqual({ values: values.slice(0, 1), error: undefined });
  });

  test("a file that became shorter stops after what it has", async () => {
    const file = await inputFile(lines);
    await truncate(file.path, 15);
    const error = "patients.ndjson became shorter while it was read. Get the whole file.";
    expect(await read(file)).toEqual({ values: values.slice(0, 1), error });
  });

  test("a file without a known size is read to its end", async () => {
    expect(await read({ ...(await inputFile(lines)), size: undefined })).toEqual({ values, error: undefined });
  });

  test.each<[string, (path: string) => string, string]>([
    ["a file that was deleted", (path) => `${path}.gone`, "ENOENT"],
    ["a folder", (path) => `${path}/..`, "ENOTDIR"],
    ["a folder that is read", (path) => path.replace(/\/[^/]*$/, ""), "EISDIR"],
  ])("%s can't be read", async (_, change, code) => {
    const file = await inputFile(lines);
    const { error } = await read({ ...file, path: change(file.path) });
    expect(error).toBe(`patients.ndjson can't be read (${code}). Check the file and its permissions.`);
  });

  test("a stream that fails stops after what came", async () => {
    const stream = (async function* () {
      yield await Promise.resolve(Buffer.from(lines));
      throw new Error("a message with data");
    })();
    const error = "- can't be read. Check the file and its permissions.";
    expect(await read({ ...inputStream([]), stream })).toEqual({ values, error });
  });

  test.runIf(process.platform === "linux").each(["plain", "gzip"])(
    "a %s file is closed when the loop is exited early",
    async (kind) => {
      const file = await inputFile(kind === "gzip" ? gzipSync(long) : long);
      for await (const chunk of readBytes(file, 0, {})) {
        expect(chunk.length).toBeGreaterThan(0);
        expect(await openPaths()).toContain(file.path);
        break;
      }
      expect(await openPaths()).not.toContain(file.path);
    },
  );
});

async function openPaths(): Promise<string[]> {
  const numbers = await readdir("/proc/self/fd");
  return Promise.all(numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => "")));
}
