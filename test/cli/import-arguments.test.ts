import { InvalidArgumentError } from "commander";
import { describe, expect, test } from "vitest";
import * as arguments_ from "../../src/cli/import/arguments.ts";
import { folderWith, runIn } from "../support/command.ts";

const { parseCount, parseDelimiter, parseDuration, parseFields, parseRejectLimit, parseShard } = arguments_;

test.each<[(text: string) => unknown, string, unknown]>([
  [parseDuration, "90s", 90_000],
  [parseDuration, "10m", 600_000],
  [parseDuration, "1h", 3_600_000],
  [parseDuration, "1.5h", 5_400_000],
  [parseCount, "1000", 1_000],
  [parseRejectLimit, "0", 0],
  [parseRejectLimit, "1000", 1_000],
  [parseRejectLimit, "0.5%", "0.5%"],
  [parseRejectLimit, "100%", "100%"],
  [parseShard, "2/8", "2/8"],
  [parseFields, "clinic, number", ["clinic", "number"]],
  [parseDelimiter, ";", ";"],
  [parseDelimiter, "tab", "\t"],
  [parseDelimiter, "\\t", "\t"],
])("%o accepts %s", (parse, text, value) => {
  expect(parse(text)).toEqual(value);
});

test.each<[(text: string) => unknown, string, RegExp]>([
  [parseDuration, "10", /^It has no unit\. Write 10s, 10m or 10h\.$/],
  [parseDuration, "10ms", /^Expected a duration such as 90s, 10m or 1h\.$/],
  [parseDuration, "0s", /^Expected a duration/],
  [parseDuration, "-1s", /^Expected a duration/],
  [parseDuration, "soon", /^Expected a duration/],
  [parseCount, "0", /^Expected a whole number of at least 1\.$/],
  [parseCount, "1.5", /^Expected a whole number/],
  [parseCount, "many", /^Expected a whole number/],
  [parseRejectLimit, "101%", /^Expected a number such as 1000, or a share such as 1%\.$/],
  [parseRejectLimit, "-1", /^Expected a number/],
  [parseRejectLimit, "few", /^Expected a number/],
  [parseShard, "9/8", /^Expected the number of the part and of all parts, such as 2\/8\.$/],
  [parseShard, "0/8", /^Expected the number/],
  [parseShard, "2", /^Expected the number/],
  [parseFields, "clinic,", /^Expected names of fields, such as clinic,number\.$/],
  [parseDelimiter, ";;", /^Expected one character, such as ";", or tab\.$/],
])("%o refuses %s", (parse, text, message) => {
  expect(() => parse(text)).toThrow(InvalidArgumentError);
  expect(() => parse(text)).toThrow(message);
});

describe("the command line", () => {
  test("names the option of an invalid value", async () => {
    expect(await runIn(".", "import patients.ndjson --deadline 10")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "error: option '--deadline <duration>' argument '10' is invalid. It has no unit. Write 10s, 10m or 10h.\n" +
        "Add --help for the options.\n",
    });
  });

  test("refuses --id together with --id-from", async () => {
    const { code, stderr } = await runIn(".", "import patients.ndjson --id number --id-from clinic,number");
    expect(stderr).toContain("option '--id-from <fields>' cannot be used with option '--id <field>'");
    expect(code).toBe(2);
  });

  test("refuses an empty file of a secret, and one that can't be read", async () => {
    const folder = await folderWith({ secret: "\n" });
    const line = "import patients.ndjson --dry-run --id-from number --id-secret-file";
    expect(await runIn(folder, `${line} secret`)).toMatchObject({
      code: 2,
      stderr: "--id-secret-file secret: The file is empty.\n",
    });
    expect(await runIn(folder, `${line} missing`)).toMatchObject({
      code: 2,
      stderr: "--id-secret-file missing: The file can't be read (ENOENT).\n",
    });
  });

  test("without files, it prints what is missing", async () => {
    expect(await runIn(".", "import")).toMatchObject({
      code: 2,
      stderr: "error: missing required argument 'files'\nAdd --help for the options.\n",
    });
  });
});

describe("the help of import", () => {
  test("has the five main options first, an example and the exit codes", async () => {
    const { code, stdout } = await runIn(".", "import --help");
    expect(code).toBe(0);
    const headings = [...stdout.matchAll(/^[A-Z][\w ]*:$/gm)].map(([heading]) => heading);
    expect(headings).toEqual([
      ...["Arguments:", "Main options:", "Input:", "Checks:", "Journal and rejected records:", "Full refresh:"],
      ...[
        "Speed and schedule:",
        "Output:",
        "Registry:",
        "Options:",
        "Environment variables:",
        "Exit codes:",
        "Examples:",
      ],
    ]);
    const [, main = ""] = /Main options:\n([^]*?)\n\n/.exec(stdout) ?? [];
    const flags = [...main.matchAll(/^ {2}--([\w-]+)/gm)].map(([, flag]) => flag);
    expect(flags).toEqual(["source", "type", "id", "mapping", "dry-run"]);
    expect(stdout).toMatch(/^ {2}130 {2}Ctrl-C or SIGTERM/m);
  });

  test("fits in 80 columns, except the examples", async () => {
    const { stdout } = await runIn(".", "import --help");
    const long = stdout.split("\n").filter((line) => line.length > 80 && !line.startsWith("  npx "));
    expect(long).toEqual([]);
  });
});
