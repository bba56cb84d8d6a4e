import { readdir } from "node:fs/promises";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { everyType, vocabularies } from "../profiles/every-type.ts";
import { addFiles, folderWith, profileWith, readIn, runIn, type Files } from "../support/command.ts";

const patient = "clinia/profiles/patient.json";
const out = "src/clinia.gen.ts";

function filesOf(profiles: object, codes: object = {}): Files {
  return Object.fromEntries([
    ...Object.entries(profiles).map(([key, profile]) => [`clinia/profiles/${key}.json`, profile] as const),
    ...Object.entries(codes).map(([key, list]) => [`clinia/vocabularies/${key}.json`, list] as const),
  ]);
}

/** Generates, and returns the file without its first line. */
async function generated(profiles: object, codes: object = {}): Promise<string> {
  const folder = await folderWith(filesOf(profiles, codes));
  const { code, stderr } = await runIn(folder, "profiles generate");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return (await readIn(folder, out)).split("\n").slice(3).join("\n");
}

test("the generated file has an interface for each profile, and their definitions", async () => {
  const clinic = {
    type: "ROOT",
    description: "A clinic.",
    properties: {
      name: { type: "symbol", description: "The name.", rules: [{ required: true, min: 1, max: 120 }] },
      kind: { type: "code", binding: { vocabulary: { key: "kinds", strength: "required" } } },
      floors: { type: "array", items: { type: "integer" }, rules: [{ max: 3 }] },
      fax: { type: "contactpoint", rules: [{ required: true, when: { eq: { kind: "public" } } }] },
    },
    contained: { desks: { types: ["desk"], cardinality: "1:*" } },
  };
  const desk = { type: "CONTAINED", properties: {} };
  expect(await generated({ desk, clinic }, { kinds: ["public", "private"] })).toMatchInlineSnapshot(`
    "import {
      defineProfiles,
      type ContactPoint,
      type Contained,
    } from "clinia-registry-client/profiles";

    /** A clinic. */
    export interface Clinic {
      /** The name. Rules: required; at least 1 character; at most 120 characters. */
      name: string;
      /** Rules: vocabulary kinds (required). */
      kind?: "public" | "private" | null;
      /** Rules: at most 3 items. */
      floors?: number[] | null;
      /** Rules: if {"eq":{"kind":"public"}}: required (not checked). */
      fax?: ContactPoint | null;
    }

    /** The contained resources of \`clinic\`. */
    export interface ClinicContained {
      /** At least one. */
      desks: Contained<"desk", Desk>[];
    }

    /** The \`data\` of \`desk\`. */
    export interface Desk {
      [field: string]: never;
    }

    /** The profiles by resource type, for \`createRegistryClient\`. */
    export interface Profiles {
      clinic: {
        /**
         * - \`name\`: symbol; required; at least 1 character; at most 120 characters.
         * - \`kind\`: code; vocabulary kinds (required).
         * - \`floors\`: array of integer; at most 3 items.
         * - \`fax\`: contactpoint; if {"eq":{"kind":"public"}}: required (not checked).
         */
        data: Clinic;
        contained: ClinicContained;
      };
      desk: {
        data: Desk;
      };
    }

    export const profiles = defineProfiles<Profiles>(
      {
        clinic: {
          type: "ROOT",
          description: "A clinic.",
          properties: {
            name: {
              type: "symbol",
              description: "The name.",
              rules: [{ required: true, min: 1, max: 120 }],
            },
            kind: {
              type: "code",
              binding: { vocabulary: { key: "kinds", strength: "required" } },
            },
            floors: {
              type: "array",
              items: { type: "integer" },
              rules: [{ max: 3 }],
            },
            fax: {
              type: "contactpoint",
              rules: [{ required: true, when: { eq: { kind: "public" } } }],
            },
          },
          contained: { desks: { types: ["desk"], cardinality: "1:*" } },
        },
        desk: { type: "CONTAINED", properties: {} },
      } as never,
      { vocabularies: { kinds: ["public", "private"] } },
    );
    "
  `);
});

describe("types", () => {
  test.each<[string, object, string]>([
    ["a code with an enum", { type: "code", rules: [{ enum: ["a", "b"] }, { enum: ["b", "c"] }] }, '"b" | null'],
    ["a number with an enum", { type: "decimal", rules: [{ enum: [1.5, -2, 1e21] }] }, "1.5 | -2 | 1e21 | null"],
    ["enums that exclude each other", { type: "code", rules: [{ enum: ["a"] }, { enum: ["b"] }] }, "never | null"],
    [
      "a code that prefers a vocabulary",
      { type: "code", binding: { vocabulary: { key: "v", strength: "preferred" } } },
      '"x" | "y" | (string & {}) | null',
    ],
    [
      "a code that prefers a long vocabulary",
      { type: "code", binding: { vocabulary: { key: "long", strength: "preferred" } } },
      "string | null",
    ],
    [
      "a code that must be of a long vocabulary",
      { type: "code", binding: { vocabulary: { key: "long", strength: "required" } } },
      "string | null",
    ],
    ["an object without properties", { type: "object" }, "{ [field: string]: unknown } | null"],
    ["an object with no property", { type: "object", properties: {} }, "{ [field: string]: never } | null"],
    ["an object", { type: "object", properties: { a: { type: "url" } } }, "{\n    a?: string | null;\n  } | null"],
    [
      "a list of codes",
      { type: "array", items: { type: "code", rules: [{ enum: ["a", "b"] }] } },
      '("a" | "b")[] | null',
    ],
    ["a quote in a code", { type: "code", rules: [{ enum: ['"', "'", `"'`] }] }, `'"' | "'" | "\\"'" | null`],
  ])("%s", async (_, property, type) => {
    const codes = { v: ["x", "y"], long: Array.from({ length: 201 }, (_, index) => `code${index}`) };
    expect(await generated({ patient: profileWith(property) }, codes)).toContain(`  name?: ${type};\n`);
  });
});

describe("rules in words", () => {
  test.each<[string, object, string]>([
    ["one character", { type: "symbol", rules: [{ min: 1 }] }, "at least 1 character"],
    [
      "numbers",
      { type: "decimal", rules: [{ required: true }, { min: 0, max: 1 }] },
      "required; at least 0; at most 1",
    ],
    ["items", { type: "array", items: { type: "url", rules: [{ pattern: "^h" }] } }, "each item: pattern ^h"],
    ["a range of dates", { type: "date", rules: [{ min: 1, max: 2 }] }, "min 1 (not checked); max 2 (not checked)"],
    ["many values", { type: "integer", rules: [{ enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }] }, "one of 11 values"],
    [
      "a condition",
      { type: "url", rules: [{ required: true, when: { eq: { a: "*" } } }] },
      'if {"eq":{"a":"*"}}: required (not checked)',
    ],
    [
      "a vocabulary",
      { type: "code", binding: { vocabulary: { key: "v", strength: "preferred" } } },
      "vocabulary v (preferred)",
    ],
  ])("%s", async (_, property, words) => {
    expect(await generated({ patient: profileWith(property) })).toContain(`/** Rules: ${words}. */`);
  });
});

describe("names", () => {
  test.each<[string, string, string]>([
    ["human-name", "export interface HumanName {", "type HumanName as CliniaHumanName"],
    ["clinia-human-name", "export interface CliniaHumanName {", "type HumanName,"],
    ["contained", "export interface Contained {", "type Contained as CliniaContained"],
    ["profiles", "export interface ProfilesData {", "profiles: {"],
    ["payment_method", "export interface PaymentMethod {", "payment_method: {"],
    ["2nd", "export interface _2nd {", '"2nd": {'],
    ["-", "export interface _ {", '"-": {'],
    ["été", "export interface Été {", '"été": {'],
  ])("the profile %s", async (key, declaration, text) => {
    const profile = {
      properties: { name: { type: "humanname" }, period: { type: "period" } },
      contained: { more: { types: [key], cardinality: "0:*" } },
    };
    const code = await generated({ [key]: profile });
    expect(code).toContain(declaration);
    expect(code.replaceAll(" }", ",")).toContain(text);
  });
});

test("formatting with prettier's defaults does not change the generated file", async () => {
  const letters = Array.from({ length: 30 }, (_, index) => `letter ${index}`);
  const code = { type: "code", rules: [{ enum: letters }] };
  const long = `a${"b".repeat(50)}`;
  const properties = {
    code,
    codes: { type: "array", rules: [{ required: true }], items: code },
    optionalCodes: { type: "array", items: { type: "array", items: code } },
    objects: { type: "array", items: { type: "object", properties: { codes: { type: "array", items: code } } } },
    numbers: { type: "integer", rules: [{ enum: letters.map((_, index) => index * 1_000) }, { min: 1, max: 2 }] },
    [long]: { type: "array", items: { type: "datetime" }, description: 'A \'quoted\' "word" and "another".' },
    ["c".repeat(61)]: { type: "datetime", rules: [{ required: true }] },
    "-": { type: "array", items: { type: "code", rules: [{ enum: ["a".repeat(32), "b".repeat(32)] }] } },
    text: { type: "symbol", rules: [{ pattern: "a".repeat(80) }], eq: "b".repeat(90), x: "c".repeat(90) },
    when: {
      type: "symbol",
      rules: [
        {
          required: true,
          when: {
            in: [
              [1, 2],
              [3, 4],
            ],
            and: [[], {}],
            a: null,
          },
        },
      ],
    },
  };
  const contained = {
    one: { types: ["rather-long-name-of-a-contained-profile"], cardinality: "1:1" },
    several: { types: ["rather-long-name-of-a-contained-profile", "list"], cardinality: "0:1" },
  };
  const code1 = await generated(
    {
      ...everyType,
      "rather-long-name-of-a-contained-profile": { properties, contained },
      list: { properties: {}, contained: { list: { types: ["list"], cardinality: "0:1" } } },
    },
    vocabularies,
  );
  expect(await format(code1, { parser: "typescript" })).toBe(code1);
});

test("the order of the files and of the fields of a definition do not change the fingerprint", async () => {
  const [one, other] = await Promise.all([
    folderWith({ [patient]: { type: "ROOT", properties: { name: { type: "symbol", rules: [{ min: 1, max: 2 }] } } } }),
    folderWith({ [patient]: { properties: { name: { rules: [{ max: 2, min: 1 }], type: "symbol" } }, type: "ROOT" } }),
  ]);
  const fingerprints = [one, other].map(async (folder) => {
    await runIn(folder, "profiles generate");
    return /sha256:[0-9a-f]{64}$/m.exec(await readIn(folder, out))?.[0];
  });
  const [first, second] = await Promise.all(fingerprints);
  expect(first).toBeDefined();
  expect(second).toBe(first);
});

describe("--check", () => {
  test.each<[string, Files]>([
    ["a changed profile", { [patient]: profileWith({ type: "markdown" }) }],
    ["a new profile", { "clinia/profiles/clinic.json": profileWith({ type: "symbol" }) }],
    ["a changed vocabulary", { "clinia/vocabularies/v.json": ["a", "c"] }],
    ["an edited generated file", { [out]: "// edited\n" }],
    ["an edited schema", { "schema.json": "{}" }],
  ])("exits with 1 and a short diff after %s, and with 0 after generating again", async (_, changes) => {
    const binding = { vocabulary: { key: "v", strength: "required" } };
    const folder = await folderWith(
      filesOf({ patient: profileWith({ type: "symbol" }), code: profileWith({ type: "code", binding }) }, { v: ["a"] }),
    );
    const line = "profiles generate --json-schema schema.json";
    expect(await runIn(folder, `${line} --check`)).toEqual({
      code: 1,
      stdout: `${out} does not exist. Run profiles generate.\nschema.json does not exist. Run profiles generate.\n`,
      stderr: "",
    });
    expect(await runIn(folder, line)).toMatchObject({ code: 0, stdout: `Wrote ${out} and schema.json: 2 profiles.\n` });
    expect(await runIn(folder, `${line} --check`)).toMatchObject({
      code: 0,
      stdout: `${out} and schema.json: up to date.\n`,
    });
    await addFiles(folder, changes);
    const { code, stdout } = await runIn(folder, `${line} --check`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/is stale\. Run profiles generate\.\n@@ line \d+ @@\n/);
    expect(stdout.split("\n").length).toBeLessThan(50);
    await runIn(folder, line);
    expect((await runIn(folder, `${line} --check`)).code).toBe(0);
  });

  test("a file with more than 2,000 other lines is not compared", async () => {
    const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }), [out]: "line\n".repeat(3_000) });
    const { stdout } = await runIn(folder, "profiles generate --check");
    expect(stdout).toBe(`${out} is stale. Run profiles generate.\nThe files have little in common.\n`);
  });

  test("the diff is colored on a terminal, unless NO_COLOR is set", async () => {
    const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }), [out]: "old\n" });
    const check = async (env: Record<string, string>, isTTY = true) => {
      let stdout = "";
      await runIn(folder, "profiles generate --check", { env, stdout: { isTTY, write: (text) => (stdout += text) } });
      return stdout;
    };
    expect(await check({})).toContain("\u001b[31m-old\u001b[39m\n\u001b[32m+// Generated from ../clinia/profiles");
    expect(await check({ NO_COLOR: "" })).toContain("\u001b[");
    for (const plain of [check({ NO_COLOR: "1" }), check({ TERM: "dumb" }), check({}, false)]) {
      expect(await plain).not.toContain("\u001b");
    }
  });
});

test("more than 20 unchecked parts are counted", async () => {
  const when = { type: "symbol", rules: [{ required: true, when: { eq: { a: "*" } } }] };
  const properties = Object.fromEntries(Array.from({ length: 22 }, (_, index) => [`field${index}`, when]));
  const folder = await folderWith({ [patient]: { properties } });
  const { stdout } = await runIn(folder, "profiles generate");
  expect(stdout).toContain('  patient.field19: rule with "when"\n  … and 2 more\n');
});

test("--json-schema writes the schema of the profiles", async () => {
  const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
  await runIn(folder, "profiles generate --json-schema schemas/clinia.json");
  expect(JSON.parse(await readIn(folder, "schemas/clinia.json"))).toMatchObject({
    $defs: { patient: { properties: { name: { type: ["string", "null"] } } } },
  });
});

test("a folder that is no folder, or a file that can't be written, exits with 1 and leaves nothing behind", async () => {
  const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }), file: "", "src/clinia.gen.ts/x": "" });
  expect(await runIn(folder, "profiles generate --profiles file")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^ENOTDIR: .*\n$/) as string,
  });
  expect(await runIn(folder, "profiles generate")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^EISDIR: .*\n$/) as string,
  });
  expect(await readdir(`${folder}/src`)).toEqual(["clinia.gen.ts"]);
});

test("paths outside the folder are printed as absolute paths", async () => {
  const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }), "app/x": "" });
  const line = "profiles generate --profiles ../clinia/profiles --out ../src/clinia.gen.ts";
  expect(await runIn(`${folder}/app`, line)).toMatchObject({ code: 0, stdout: `Wrote ${folder}/${out}: 1 profile.\n` });
  expect(await readIn(folder, out)).toMatch(/^\/\/ Generated from \.\.\/clinia\/profiles by /);
});
