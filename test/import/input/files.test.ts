import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ImportInputError } from "../../../src/import/errors.ts";
import { findFiles, type FindOptions } from "../../../src/import/input/files.ts";
import { readRecords } from "../../../src/import/input/read.ts";
import { cutInto, inChunks, inputFolder, makeFolder } from "../../support/input-files.ts";
import { thrownBy } from "../../support/thrown.ts";

const line = '{"id":"1"}\n';
const names = [
  "b.ndjson",
  "a.jsonl",
  "é.json",
  "Z.csv.gz",
  "c.tsv",
  "d.txt",
  ".hidden.ndjson",
  "sub/e.ndjson",
  "sub/deep/f.ndjson",
];
const own = ["b.ndjson.import", "b.ndjson.import.lock", "b.ndjson.rejects.ndjson"];

/** One folder for all tests of names: making it for each would take most of their time. */
let cwd = "";
beforeAll(async () => {
  cwd = await makeFolder(Object.fromEntries([...names, ...own, ".dot/g.ndjson"].map((name) => [`data/${name}`, line])));
  await mkdir(join(cwd, "empty"));
  await mkdir(join(cwd, "other"));
  await symlink(join(cwd, "data/d.txt"), join(cwd, "other/readme.txt"));
  await symlink("loop", join(cwd, "loop"));
  await symlink(join(cwd, "gone"), join(cwd, "dangling.ndjson"));
  await symlink(join(cwd, "data/b.ndjson"), join(cwd, "link.ndjson"));
  return () => rm(cwd, { recursive: true });
});

async function found(patterns: readonly string[], cwd: string, options?: FindOptions): Promise<string[]> {
  return (await findFiles(patterns, cwd, options)).map(({ name }) => name);
}

async function refusal(patterns: readonly string[], cwd: string, options?: FindOptions): Promise<string> {
  return (await thrownBy(ImportInputError, () => findFiles(patterns, cwd, options))).message;
}

describe("names", () => {
  test.each<[string, string[], string[]]>([
    ["a file", ["data/b.ndjson"], ["data/b.ndjson"]],
    ["files in their order", ["data/b.ndjson", "data/a.jsonl"], ["data/b.ndjson", "data/a.jsonl"]],
    ["a folder", ["data"], ["data/Z.csv.gz", "data/a.jsonl", "data/b.ndjson", "data/c.tsv", "data/é.json"]],
    ["a folder with a slash", ["./data/sub/"], ["data/sub/e.ndjson"]],
    ["*", ["data/*.ndjson"], ["data/b.ndjson"]],
    ["* without a dot", ["data/*n"], ["data/b.ndjson", "data/é.json"]],
    ["?", ["data/?.json*"], ["data/a.jsonl", "data/é.json"]],
    ["[…]", ["data/[a-b].*"], ["data/a.jsonl", "data/b.ndjson"]],
    ["[!…]", ["data/[!a-b].??v*"], ["data/Z.csv.gz", "data/c.tsv"]],
    ["[^…] and ]", ["data/[^]a].ts[]v]"], ["data/c.tsv"]],
    ["**", ["data/**/*.ndjson"], ["data/b.ndjson", "data/sub/deep/f.ndjson", "data/sub/e.ndjson"]],
    ["** at the end", ["data/sub/**"], ["data/sub/deep/f.ndjson", "data/sub/e.ndjson"]],
    ["** in the middle", ["data/**/deep/*"], ["data/sub/deep/f.ndjson"]],
    ["a folder that is matched", ["d*/sub/e.ndjson"], ["data/sub/e.ndjson"]],
    ["a hidden name", ["data/.h*"], ["data/.hidden.ndjson"]],
    [
      "{a,b}",
      ["data/{b,a}.{ndjson,jsonl}"].slice(1).concat("data/{b.ndjson,a.jsonl}"),
      ["data/a.jsonl", "data/b.ndjson"],
    ],
    ["{a,{b,c}}", ["data/{a.jsonl,{c.tsv,b.nd*}}"], ["data/a.jsonl", "data/b.ndjson", "data/c.tsv"]],
    ["two choices of braces that match one file", ["data/{b*.ndjson,b.ndjson}"], ["data/b.ndjson"]],
  ])("%s", async (_, patterns, expected) => {
    expect(await found(patterns, cwd)).toEqual(expected);
  });

  test("an absolute pattern", async () => {
    expect(await found([join(cwd, "data/*.jsonl")], "/")).toEqual([join(cwd, "data/a.jsonl")]);
  });

  test("a file whose name looks like a pattern", async () => {
    const cwd = await inputFolder({ "a[1].ndjson": line, "a1.ndjson": line });
    expect(await found(["a[1].ndjson"], cwd)).toEqual(["a[1].ndjson"]);
    expect(await found(["a[1]*.ndjson"], cwd)).toEqual(["a1.ndjson"]);
  });

  test.each<[string, string[], string]>([
    ["a name that does not exist", ["data/x.ndjson"], "There is no file data/x.ndjson. Check the name."],
    [
      "a choice of braces that does not exist",
      ["data/{b,x}.ndjson"],
      "There is no file data/x.ndjson. Check the name.",
    ],
    [
      "a pattern that matches nothing",
      ["data/*.xml"],
      "The pattern data/*.xml matches no file. Check it, and put it in quotes on the command line.",
    ],
    [
      "a pattern in a folder that does not exist",
      ["x/y/*.ndjson"],
      "The pattern x/y/*.ndjson matches no file. Check it, and put it in quotes on the command line.",
    ],
    [
      "a pattern below a file",
      ["data/b.ndjson/*"],
      "The pattern data/b.ndjson/* matches no file. Check it, and put it in quotes on the command line.",
    ],
    [
      "a pattern that matches a folder",
      ["data/s*"],
      "The pattern data/s* matches the folder data/sub. Use a pattern that matches only files, such as *.ndjson.",
    ],
    [
      "a pattern with a range in the wrong order",
      ["data/[z-a].ndjson"],
      "The pattern [z-a].ndjson is invalid. A range such as [a-z] must be in ascending order.",
    ],
    [
      "the same file twice",
      ["data/b.ndjson", "data/*.ndjson"],
      "The same file is given twice: data/b.ndjson and data/b.ndjson. Name each file once.",
    ],
    ["no name", [], "No file is given. Name a file, a folder, a pattern in quotes, or - for stdin."],
    [
      "the same file by a link",
      ["data/b.ndjson", "link.ndjson"],
      "The same file is given twice: data/b.ndjson and link.ndjson. Name each file once.",
    ],
    ["a link to nothing", ["dang*.ndjson"], "There is no file dangling.ndjson. Check the name."],
    [
      "a folder with unknown files only",
      ["other"],
      "The folder other has no file to import. Expected files that end in .ndjson, .jsonl, .json, .csv or .tsv, with or without .gz.",
    ],
    [
      "an empty folder",
      ["empty"],
      "The folder empty has no file to import. Expected files that end in .ndjson, .jsonl, .json, .csv or .tsv, with or without .gz.",
    ],
    [
      "a name that is too long",
      [`${"x".repeat(300)}.ndjson`],
      `${"x".repeat(300)}.ndjson can't be read (ENAMETOOLONG). Check the file and its permissions.`,
    ],
    ["a pattern that can't be followed", ["l*/*"], "loop can't be read (ELOOP). Check the file and its permissions."],
  ])("%s", async (_, patterns, message) => {
    expect(await refusal(patterns, cwd)).toBe(message);
  });

  test.runIf(process.platform === "linux")("a file that can't be read", async () => {
    expect(await refusal(["/proc/self/mem"], cwd)).toBe(
      "/proc/self/mem can't be read (EIO). Check the file and its permissions.",
    );
  });
});

describe("formats", () => {
  const patient = '{"resourceType":"Patient","id":"1"}';
  const nested = '{"id":"1","resource":{"resourceType":"Patient"}}';
  test.each<[string, string | Buffer, string]>([
    ["a.ndjson", line, "ndjson"],
    ["a.jsonl.gz", gzipSync(line), "ndjson gzip"],
    ["a.ndjson", gzipSync(line), "ndjson gzip"],
    ["a.ndjson.gz", line, "ndjson"],
    ["a.NDJSON", line, "ndjson"],
    ["a.csv", "id,name\n1,x\n", "csv"],
    ["a.tsv.gz", gzipSync("id\tname\n"), "csv gzip"],
    ["a.json", "[]", "json"],
    ["a.json", "", "json"],
    ["a.json", `{"id":"1"}`, "json"],
    ["a.json", `${line}${line}`, "ndjson"],
    ["a.json", '{"id":\n{"x":1}}', "json"],
    ["a.json", "text", "json"],
    ["a.ndjson", `${patient}\n`, "fhir"],
    ["a.ndjson", `${nested}\n`, "ndjson"],
    ["a.json", '\ufeff { "type": "x",\n"a":[{}], "resourceType" : "Bundle"', "fhir"],
    ["a.json", `[\n${patient}]`, "fhir"],
    ["a.json", `[{"id":"1"},${patient}]`, "json"],
    ["a.json", `[{"id":"1"`, "json"],
    ["a.json", '[{"id":"resourceType","a":"\\"resourceType\\":"}]', "json"],
    ["a", line, "ndjson"],
    ["a", "", "ndjson"],
    ["a", "\ufeff\n[]", "json"],
    ["a", '{\n"id":"1"}', "json"],
    ["a", '{"id":"1"}', "ndjson"],
    ["a", patient, "fhir"],
    ["a.dump", gzipSync("[]"), "json gzip"],
    ["a.ndjson", Buffer.from([0x1f, 0x8b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), "ndjson gzip"],
    ["a", Buffer.from(line, "utf16le"), "ndjson"],
    ["a", Buffer.from("\ufeff[]", "utf16le"), "json"],
  ])("%s with %j is %s", async (name, content, expected) => {
    const [file] = await findFiles([name], await inputFolder({ [name]: content }));
    expect(`${file?.format ?? ""}${file?.isGzip === true ? " gzip" : ""}`).toBe(expected);
    expect(file?.size).toBe(Buffer.byteLength(content));
  });

  test("format and encoding decide", async () => {
    const cwd = await inputFolder({ "a.ndjson": "id\n", b: Buffer.from("[]", "utf16le") });
    expect(await findFiles(["a.ndjson"], cwd, { format: "csv" })).toMatchObject([{ format: "csv" }]);
    expect(await findFiles(["b"], cwd, { encoding: "utf-16le" })).toMatchObject([{ format: "json" }]);
  });

  test("an unknown format is an error", async () => {
    const cwd = await inputFolder({ "a.txt": "text" });
    expect(await refusal(["a.txt"], cwd)).toBe(
      "The format of a.txt is unknown. Set format (--format) to ndjson, csv, json or fhir, or rename the file, such as to patients.ndjson.",
    );
  });
});

async function idsIn(patterns: readonly string[], cwd: string, options?: FindOptions): Promise<unknown[]> {
  const files = await findFiles(patterns, cwd, options);
  const ids: unknown[] = [];
  for await (const { records } of readRecords(files, { file: 0, offset: 0, line: 1 }, {})) {
    ids.push(...records.map(({ value }) => value?.id));
  }
  return ids;
}

describe("streams", () => {
  const content = Buffer.from(Array.from({ length: 20_000 }, (_, index) => `{"id":"${index}"}\n`).join(""));
  const ids = Array.from({ length: 20_000 }, (_, index) => String(index));

  test.each<[string, Buffer[]]>([
    ["stdin", cutInto(content, 65_536)],
    ["stdin in small chunks", cutInto(content, 1001)],
    ["stdin with gzip", cutInto(gzipSync(content), 1001)],
  ])("%s is read as a whole, after its format was found", async (_, chunks) => {
    expect(await idsIn(["-"], "/", { stdin: inChunks(chunks) })).toEqual(ids);
  });

  test("stdin of the process is read without another one", async () => {
    const own = Object.getOwnPropertyDescriptor(process, "stdin") ?? {};
    onTestFinished(() => {
      Object.defineProperty(process, "stdin", own);
    });
    Object.defineProperty(process, "stdin", { ...own, get: () => Readable.from([content]) });
    expect(await idsIn(["-"], "/")).toEqual(ids);
  });

  test("stdin without a byte is empty", async () => {
    expect(await idsIn(["-"], "/", { stdin: inChunks([]) })).toEqual([]);
  });

  test("stdin that waits after its first line is not waited for", async () => {
    const never = new Promise<Buffer>(() => undefined);
    const stdin = (async function* () {
      yield Buffer.from("{");
      yield Buffer.from('"id":"1"}\n');
      yield await never;
    })();
    expect(await findFiles(["-"], "/", { stdin })).toMatchObject([{ name: "-", format: "ndjson", size: undefined }]);
  });

  test("stdin that fails can't be read", async () => {
    const stdin = (async function* (): AsyncGenerator<Buffer> {
      yield await Promise.reject(Object.assign(new Error("data"), { code: "EIO" }));
    })();
    expect(await refusal(["-"], "/", { stdin })).toBe("- can't be read (EIO). Check the file and its permissions.");
  });

  test("stdin twice is refused", async () => {
    const stdin = inChunks([]);
    expect(await refusal(["-", "-"], "/", { stdin })).toBe(
      "The same file is given twice: - and -. Name each file once.",
    );
  });

  test.runIf(process.platform !== "win32")("a pipe is read as a whole, after its format was found", async () => {
    const cwd = await inputFolder({ "source.ndjson": content });
    const shell = spawn("sh", ["-c", "mkfifo pipe && echo made && cat source.ndjson > pipe"], { cwd });
    await once(shell.stdout, "data");
    expect(await idsIn(["pipe"], cwd)).toEqual(ids);
  });
});
