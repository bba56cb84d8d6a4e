import { lstat, mkdir, readdir, symlink } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { addFiles, folderWith, profileWith, readIn, runIn, type Files } from "../support/command.ts";

const patient = "clinia/profiles/patient.json";
const symbol = profileWith({ type: "symbol" });

function contained(definition: object): object {
  return { properties: {}, contained: { visits: { types: ["visit"], cardinality: "0:*", ...definition } } };
}

describe("bad input exits with 2, names the file and the place, and writes nothing", () => {
  test.each<[string, Files, string]>([
    ["an empty file", { [patient]: "" }, `${patient}:1:1: The file is not valid JSON. Expected a value.`],
    [
      "a file that is not JSON",
      { [patient]: '{\n  "properties": {\n    secret\n' },
      `${patient}:3:5: The file is not valid JSON. Expected a key in double quotes.`,
    ],
    [
      "a missing comma",
      { [patient]: '{ "type": "ROOT" "a": 1 }' },
      `${patient}:1:18: The file is not valid JSON. Expected a comma or }.`,
    ],
    [
      "a missing bracket",
      { [patient]: '{ "a": [1 2] }' },
      `${patient}:1:11: The file is not valid JSON. Expected a comma or ].`,
    ],
    ["a missing colon", { [patient]: '{ "a" 1 }' }, `${patient}:1:7: The file is not valid JSON. Expected a colon.`],
    [
      "a line break in a string",
      { [patient]: '{ "a": "b\nc" }' },
      `${patient}:1:8: The file is not valid JSON. Expected a value.`,
    ],
    [
      "text after the value",
      { [patient]: "{} {}" },
      `${patient}:1:4: The file is not valid JSON. Expected the end of the file.`,
    ],
    [
      "two fields with one key",
      { [patient]: '{ "a": 1,\n  "a": 2 }' },
      `${patient}:2:3: The file is not valid JSON. Two fields have the same key.`,
    ],
    [
      "10,000 nested lists",
      { [patient]: "[".repeat(10_000) },
      `${patient}:1:202: The file is not valid JSON. It is nested too deeply.`,
    ],
    [
      "an unknown type",
      { [patient]: '{\n  "properties": {\n    "name": { "type": "symbl" }\n  }\n}' },
      `${patient}:3:23: properties.name.type must be a property type; did you mean symbol?\nTo accept types that are not known, add --allow-unknown-types.`,
    ],
    [
      "an array without items",
      { [patient]: profileWith({ type: "array" }) },
      `${patient}:1:1: properties.name.items is required.`,
    ],
    [
      "a contained profile without a file",
      { [patient]: contained({ types: ["visits"] }), "clinia/profiles/visit.json": symbol },
      `${patient}:1:50: contained.visits.types[0] must be the key of a profile; did you mean visit?\nEach type in contained needs a profile of its own: clinia/profiles/<type>.json.`,
    ],
    [
      "a cardinality that is not one of the four",
      { [patient]: contained({ cardinality: "1:2" }), "clinia/profiles/visit.json": symbol },
      `${patient}:1:73: contained.visits.cardinality must be "0:1" or "1:1" or "0:*" or "1:*".`,
    ],
    [
      "min over max",
      { [patient]: profileWith({ type: "integer", rules: [{ min: 2, max: 1 }] }) },
      `${patient}:1:71: properties.name.rules[0].min must not be greater than max.`,
    ],
    [
      "an empty enum",
      { [patient]: profileWith({ type: "symbol", rules: [{ enum: [] }] }) },
      `${patient}:1:71: properties.name.rules[0].enum must be an array with at least 1 value.`,
    ],
    [
      "a number in the enum of a symbol",
      { [patient]: profileWith({ type: "symbol", rules: [{ enum: ["a", 1] }] }) },
      `${patient}:1:76: properties.name.rules[0].enum[1] must be a string.`,
    ],
    [
      "a pattern that is no regular expression",
      { [patient]: profileWith({ type: "symbol", rules: [{ pattern: "(a" }] }) },
      `${patient}:1:74: properties.name.rules[0].pattern must be a regular expression: Invalid regular expression: /(a/: Unterminated group.`,
    ],
    [
      "a condition that is no object",
      { [patient]: profileWith({ type: "symbol", rules: [{ required: true, when: null }] }) },
      `${patient}:1:87: properties.name.rules[0].when must be an object.`,
    ],
    [
      "a type that is neither ROOT nor CONTAINED",
      { [patient]: { type: "ROT", properties: {} } },
      `${patient}:1:9: type must be ROOT or CONTAINED.`,
    ],
    [
      "a description that is no string",
      { [patient]: profileWith({ type: "array", items: { type: "symbol", description: 1 } }) },
      `${patient}:1:92: properties.name.items.description must be a string.`,
    ],
    ["a profile that is no object", { [patient]: "1" }, `${patient}:1:1: The file must be an object.`],
    ["no profiles", {}, "There is no profile in clinia/profiles. Expected files such as patient.json."],
    [
      "keys that differ only in case",
      { [patient]: symbol, "clinia/profiles/Patient.json": symbol },
      "clinia/profiles/Patient.json and clinia/profiles/patient.json differ only in case. Rename one of them.",
    ],
    [
      "two keys with one name",
      { "clinia/profiles/home-visit.json": symbol, "clinia/profiles/home_visit.json": symbol },
      "home-visit and home_visit would both have the TypeScript name HomeVisit.\nRename one of the profiles.",
    ],
    [
      "a name of contained resources that another profile has",
      {
        [patient]: contained({}),
        "clinia/profiles/visit.json": symbol,
        "clinia/profiles/patientContained.json": symbol,
      },
      "patient and patientContained would both have the TypeScript name PatientContained.\nRename one of the profiles.",
    ],
    [
      "a vocabulary that is no list",
      { [patient]: symbol, "clinia/vocabularies/genders.json": {} },
      'clinia/vocabularies/genders.json:1:1: The file must be a list of codes, such as ["male", "female"].',
    ],
    [
      "a vocabulary with a number",
      { [patient]: symbol, "clinia/vocabularies/genders.json": ["male", 2] },
      "clinia/vocabularies/genders.json:1:9: [1] must be a code.",
    ],
  ])("%s", async (_, files, message) => {
    const folder = await folderWith(files);
    const run = await runIn(folder, "profiles generate");
    expect(run).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
    expect(await readdir(folder)).not.toContain("src");
  });

  test("one file for --out and --json-schema", async () => {
    const folder = await folderWith({ [patient]: symbol });
    expect(await runIn(folder, "profiles generate --out a.ts --json-schema ./a.ts")).toEqual({
      ...{ code: 2, stdout: "" },
      stderr: "--out and --json-schema must be different files.\n",
    });
  });

  test("the problems of all files are printed at once", async () => {
    const folder = await folderWith({
      "clinia/profiles/a.json": "",
      "clinia/profiles/b.json": profileWith({ type: "symbl", rules: [{ min: "1" }] }),
      "clinia/profiles/b.c.json": { properties: [] },
      "clinia/vocabularies/v.json": "[",
    });
    const { stderr } = await runIn(folder, "profiles generate");
    expect(stderr.split("\n").map((line) => line.split(":")[0])).toEqual([
      "clinia/profiles/a.json",
      "clinia/profiles/b.c.json",
      "clinia/profiles/b.json",
      "clinia/profiles/b.json",
      "clinia/vocabularies/v.json",
      "To accept types that are not known, add --allow-unknown-types.",
      "",
    ]);
  });
});

describe("unusual input works", () => {
  test.each<[string, Files, string]>([
    ["a BOM", { [patient]: `\uFEFF${JSON.stringify(symbol)}` }, "name?: string | null;"],
    [
      "a cycle of contained profiles",
      { [patient]: contained({ types: ["patient"] }) },
      'visits?: Contained<"patient", Patient, PatientContained>[];',
    ],
    [
      "arrays in arrays",
      { [patient]: profileWith({ type: "array", items: { type: "array", items: { type: "symbol" } } }) },
      "name?: string[][] | null;",
    ],
    ["an unknown key", { [patient]: { properties: {}, more: { "a b": 1 } } }, 'more: { "a b": 1 }'],
    ["*/ in a description", { [patient]: profileWith({ type: "symbol", description: "a */ b" }) }, "/** a *\\/ b */"],
    ["a tag in a description", { [patient]: profileWith({ type: "symbol", description: "@a" }) }, "/** \\@a */"],
    [
      "a description with several lines",
      { [patient]: profileWith({ type: "symbol", description: "a\n\nb\n", rules: [{ max: 2 }] }) },
      "  /**\n   * a\n   * b\n   * Rules: at most 2 characters.\n   */\n",
    ],
    ...["constructor", "__proto__", "a b", "2nd", "class", "é", "m²", "check"].map((key): [string, Files, string] => [
      `the key ${key}`,
      {
        [`clinia/profiles/${key}.json`]: JSON.stringify({
          properties: JSON.parse(`{"${key}":{"type":"symbol"}}`) as object,
        }),
      },
      `${/^(?:[a-z]\w*|__proto__)$/.test(key) ? key : `"${key}"`}?: string | null;`,
    ]),
  ])("%s", async (_, files, text) => {
    const folder = await folderWith(files);
    const run = await runIn(folder, "profiles generate");
    expect(run).toEqual({ code: 0, stdout: "Wrote src/clinia.gen.ts: 1 profile.\n", stderr: "" });
    expect(await readIn(folder, "src/clinia.gen.ts")).toContain(text);
  });

  test("a name in TypeScript has only the characters of identifiers", async () => {
    const keys = ["m²", "½", "🙂", "ªb", "e\u0301t\u0301"];
    const folder = await folderWith(Object.fromEntries(keys.map((key) => [`clinia/profiles/${key}.json`, symbol])));
    expect((await runIn(folder, "profiles generate")).stderr).toBe(
      "½ and 🙂 would both have the TypeScript name _.\nRename one of the profiles.\n",
    );
    const other = await folderWith({ "clinia/profiles/m².json": symbol, "clinia/profiles/½.json": symbol });
    expect((await runIn(other, "profiles generate")).code).toBe(0);
    expect((await readIn(other, "src/clinia.gen.ts")).match(/(?<=interface )\S+/g)).toEqual(["M", "_", "Profiles"]);
  });

  test("hidden files and folders in the folder of profiles are ignored", async () => {
    const folder = await folderWith({ [patient]: symbol, "clinia/profiles/._patient.json": "\0\u0005" });
    await symlink("me@host.1:2", `${folder}/clinia/profiles/.#patient.json`);
    await mkdir(`${folder}/clinia/profiles/old.json`);
    expect(await runIn(folder, "profiles generate")).toMatchObject({ code: 0, stderr: "" });
  });

  test("the generated file can be a symbolic link, which stays one", async () => {
    const folder = await folderWith({ [patient]: symbol, "shared/types.ts": "", "src/other.ts": "" });
    await symlink("../shared/types.ts", `${folder}/src/clinia.gen.ts`);
    await runIn(folder, "profiles generate");
    expect((await lstat(`${folder}/src/clinia.gen.ts`)).isSymbolicLink()).toBe(true);
    expect(await readIn(folder, "shared/types.ts")).toContain("export interface Patient");
  });

  test("--check accepts CRLF, and half a surrogate pair in a description", async () => {
    const folder = await folderWith({
      [patient]: '{"properties":{"name":{"type":"symbol","description":"a \\ud800 b"}}}',
    });
    await runIn(folder, "profiles generate");
    expect((await runIn(folder, "profiles generate --check")).code).toBe(0);
    await addFiles(folder, {
      "src/clinia.gen.ts": (await readIn(folder, "src/clinia.gen.ts")).replaceAll("\n", "\r\n"),
    });
    expect((await runIn(folder, "profiles generate --check")).code).toBe(0);
  });

  test("a type that is not known with --allow-unknown-types is unknown, and not checked", async () => {
    const folder = await folderWith({ [patient]: profileWith({ type: "symbl" }) });
    const run = await runIn(folder, "profiles generate --allow-unknown-types");
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("Not checked:\n  patient.name: unknown type symbl\n");
    expect(await readIn(folder, "src/clinia.gen.ts")).toContain("name?: unknown;");
  });

  test("a vocabulary that is required and has no file gives a string, and is listed", async () => {
    const binding = { vocabulary: { key: "genders", strength: "required" } };
    const folder = await folderWith({ [patient]: profileWith({ type: "code", binding }) });
    const { stdout } = await runIn(folder, "profiles generate");
    expect(stdout).toContain("Not checked:\n  patient.name: vocabulary genders without a file\n");
    expect(await readIn(folder, "src/clinia.gen.ts")).toContain("name?: string | null;");
  });

  test("a pattern that backtracks for seconds gives a warning", async () => {
    const patternOf = (pattern: string) => ({ type: "symbol", rules: [{ pattern }] });
    const properties = {
      fine: patternOf("^[\\w\\-\\.]+@([\\w-]+\\.)+[\\w-]{2,4}$"),
      alsoFine: patternOf("\\-"),
      slow: { type: "array", items: patternOf("^no-([a-c]+)+$") },
      inner: { type: "object", properties: { slow: patternOf("(ab|abab)+$") } },
      same: patternOf("(ab|abab)+$"),
    };
    const folder = await folderWith({ [patient]: { properties } });
    const run = await runIn(folder, "profiles generate");
    expect(run.code).toBe(0);
    expect(run.stderr.match(/patient\.[\w.[\]]+/g)).toEqual(["patient.slow[]", "patient.inner.slow", "patient.same"]);
  });

  test("Ctrl-C ends the search for slow patterns", async () => {
    const slow = Array.from({ length: 60 }, (_, index) => [
      `slow${index}`,
      { type: "symbol", rules: [{ pattern: `^${index}([a-c]+)+$` }] },
    ]);
    const folder = await folderWith({ [patient]: { properties: Object.fromEntries(slow) as object } });
    const controller = new AbortController();
    const write = () => {
      setTimeout(() => {
        controller.abort();
      }, 50);
    };
    const run = await runIn(folder, "profiles generate", { signal: controller.signal, stdout: { write } });
    expect(run).toMatchObject({ code: 1, stderr: "Stopped.\n" });
  });
});
