import { compile, type JSONSchema } from "json-schema-to-typescript";
import { join, resolve } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { emitProfiles } from "../../src/cli/profiles/emit.ts";
import { profilesSchema } from "../../src/profiles/schema.ts";
import { everyType, vocabularies } from "../profiles/every-type.ts";

/*
 * One program compiles all files, because the compiler needs seconds for the first. The files exist only in memory.
 */

const folder = resolve("test/cli");
const generated = emitProfiles({ profiles: everyType, vocabularies }, "clinia/profiles");

const start = `
import { profiles, type Family, type FamilyContained, type Keys, type Profiles, type Rules } from "./clinia.gen.ts";
declare function check<Type extends keyof Profiles>(type: Type, data: Profiles[Type]["data"]): void;
declare const person: FamilyContained["doctor"];
`;

const right = [
  'check("rules", { age: 18, tags: [], gender: "male", language: "iu", rate: 12.2, century: "1999", home: { rooms: [{ name: "a" }] } });',
  'check("rules", { age: 18, tags: [], gender: null, language: null, free: { anything: [1] } });',
  'check("rules", { age: 18, tags: [], nickname: "any code" });',
  'check("optional", { humanname: { family: "a", given: ["b"], more: 1 }, reference: { type: "patient", id: "1" } });',
  'check("keys", { constructor: "a", ["__proto__"]: 1, "a b": "c", "2nd": true, class: "2020", toString: null });',
  'const family: FamilyContained = { parents: [], home: [{ type: "place", data: { position: { longitude: 1, latitude: 2 } } }] };',
  'const members: FamilyContained["members"] = [{ type: "family", data: { name: {} } }];',
  'const problems: readonly { path: string; message: string }[] = profiles.check("rules", { data: {} });',
  'profiles.rules["~standard"].validate({});',
];

const wrong = [
  'check("rules", { tags: [] });',
  'check("rules", { age: "18", tags: [] });',
  'check("rules", { age: null, tags: [] });',
  'check("rules", { age: 18, tags: null });',
  'check("rules", { age: 18, tags: [null] });',
  'check("rules", { age: 18, tags: [], gender: "x" });',
  'check("rules", { age: 18, tags: [], language: "de" });',
  'check("rules", { age: 18, tags: [], rate: 11 });',
  'check("rules", { age: 18, tags: [], agee: 18 });',
  'check("rules", { age: 18, tags: [], comment: undefined });',
  'check("rules", { age: 18, tags: [], home: { flor: 1 } });',
  'check("rules", { age: 18, tags: [], matrix: [1] });',
  'check("keys", { constructor: "a", ["__proto__"]: 1, toString: {} });',
  'check("place", { position: { longitude: 1 } });',
  'check("plac", {});',
  "const family: FamilyContained = { parents: [] };",
  'const members: FamilyContained["members"] = [{ type: "place", data: {} }];',
  'const members: FamilyContained["members"] = [{ type: "family", data: { name: {} }, contained: { home: [] } }];',
  'const rules: Rules = profiles.rules["~standard"];',
];

let diagnostics: ReadonlyMap<string, string[]>;

beforeAll(async () => {
  const files = new Map([
    ["clinia.gen.ts", generated],
    ["oracle.ts", await oracleOf()],
    ["same.ts", sameTypes()],
    ...right.map((line, index) => [`right${index}.ts`, start + line] as const),
    ...wrong.map((line, index) => [`wrong${index}.ts`, start + line] as const),
  ]);
  diagnostics = compileFiles(files);
});

describe("a right program compiles", () => {
  test.each(right.map((line, index) => [line, index] as const))("%s", (_, index) => {
    expect(diagnostics.get(`right${index}.ts`)).toEqual([]);
  });
});

describe("a wrong program does not compile", () => {
  test.each(wrong.map((line, index) => [line, index] as const))("%s", (_, index) => {
    expect(diagnostics.get(`wrong${index}.ts`)).toHaveLength(1);
  });
});

test("the generated file compiles with isolatedModules, verbatimModuleSyntax and exactOptionalPropertyTypes", () => {
  expect(diagnostics.get("clinia.gen.ts")).toEqual([]);
});

test("the types are those that json-schema-to-typescript generates from the schema", () => {
  expect(diagnostics.get("oracle.ts")).toEqual([]);
  expect(diagnostics.get("same.ts")).toEqual([]);
});

test("a misspelt field is named, with the right one", () => {
  const index = wrong.findIndex((line) => line.includes("agee"));
  expect(diagnostics.get(`wrong${index}.ts`)?.join("")).toContain("'agee' does not exist in type 'Rules'");
});

const withOracle = ["optional", "required", "arrays", "rules", "keys", "person", "place"] as const;

/** Returns a namespace for each profile, because json-schema-to-typescript numbers equal names. */
async function oracleOf(): Promise<string> {
  const { schema } = profilesSchema(everyType, vocabularies);
  const namespaces = withOracle.map(async (key) => {
    const root = { ...schema.$defs[key], $defs: schema.$defs, title: "Data" } as JSONSchema;
    const code = await compile(root, "Data", { bannerComment: "", ignoreMinAndMaxItems: true, format: false });
    return `export namespace ${key} {\n${code}\n}`;
  });
  return (await Promise.all(namespaces)).join("\n");
}

/** A reference may be any JSON, so only one direction holds. */
function sameTypes(): string {
  const lines = withOracle.map((key) => {
    const name = key.charAt(0).toUpperCase() + key.slice(1);
    const ours = `Omit<${name}, "reference">`;
    const other = `Omit<Known<oracle.${key}.Data>, "reference">`;
    return `export const ${key}: [(value: ${ours}) => ${other}, (value: ${other}) => ${ours}] = [(value) => value, (value) => value];`;
  });
  const names = withOracle.map((key) => key.charAt(0).toUpperCase() + key.slice(1));
  return [
    `import type { ${names.join(", ")} } from "./clinia.gen.ts";`,
    'import type * as oracle from "./oracle.ts";',
    "type Known<T> = { [K in keyof T as string extends K ? never : K]: T[K] };",
    ...lines,
  ].join("\n");
}

/** Returns the first line of each message by file. */
function compileFiles(files: ReadonlyMap<string, string>): ReadonlyMap<string, string[]> {
  const options: ts.CompilerOptions = {
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, noEmit: true, skipLibCheck: true },
    ...{ strict: true, exactOptionalPropertyTypes: true, isolatedModules: true, verbatimModuleSyntax: true },
    ...{ allowImportingTsExtensions: true, types: [] },
    paths: { "clinia-registry-client/profiles": [resolve("src/profiles/index.ts")] },
  };
  const host = ts.createCompilerHost(options);
  const inMemory = new Map([...files].map(([name, text]) => [join(folder, name), text]));
  const onDisk = { ...host };
  host.fileExists = (path) => inMemory.has(path) || onDisk.fileExists(path);
  host.readFile = (path) => inMemory.get(path) ?? onDisk.readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = inMemory.get(path);
    return text === undefined ? onDisk.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...inMemory.keys()], options, host);
  return new Map(
    [...files.keys()].map((name) => {
      const file = program.getSourceFile(join(folder, name));
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))] as const;
    }),
  );
}
