import { describe, expect, test } from "vitest";
import { loadMapping } from "../../src/cli/import/load-mapping.ts";
import { exportOf, reasonOf } from "../../src/cli/import/load-module.ts";
import { loadProfiles } from "../../src/cli/import/load-profiles.ts";
import { folderWith, profileWith, runIn } from "../support/command.ts";

const patients = `${JSON.stringify({ number: "7", name: "Tremblay-CANARY" })}\n${JSON.stringify({ number: "8", test: true })}\n`;
const command = "import patients.ndjson --dry-run --mapping";

describe("--mapping", () => {
  test.each([
    [
      "mapping.mjs",
      "export default (record, place, { upsertOperation, skip }) =>\n" +
        "  record.test ? skip() : upsertOperation('patient', record.number, { name: record.name });\n",
    ],
    [
      "mapping.cjs",
      "module.exports = ({ number, name, test }, { line }, { upsertOperation, skip }) =>\n" +
        "  test && line === 2 ? skip() : upsertOperation('patient', number, { name });\n",
    ],
    [
      "node_modules/mappings/compiled.cjs",
      "exports.__esModule = true;\n" +
        "exports.default = async (record, place, tools) => (record.test ? tools.skip() : tools.upsertOperation('patient', '7', {}));\n",
    ],
  ])("%s returns operations, and skips records, without the package installed", async (file, code) => {
    const folder = await folderWith({ "patients.ndjson": patients, [file]: code });
    const run = await runIn(folder, `${command} ${file}`);
    expect(run.stdout).toMatch(/^Dry run, nothing was sent\. 2 records: 1 valid, 0 rejected, 1 skipped\. /);
    expect(run.code).toBe(0);
  });

  test("rejects records with a reason", async () => {
    const code = "export default (record, place, { reject }) => reject('no date of birth');\n";
    const folder = await folderWith({ "patients.ndjson": patients, "mapping.mjs": code });
    const run = await runIn(folder, `${command} mapping.mjs`);
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining("  2  no date of birth\n") as string });
  });

  test.each<[string, string, RegExp]>([
    [
      "no-function.mjs",
      "export default 'Tremblay-CANARY';",
      /^--mapping node_modules\/mappings\/no-function\.mjs: The default export is no function\. Expected /,
    ],
    ["no-default.mjs", "export const map = () => [];", /The default export is no function/],
    [
      "version.mjs",
      "export default () => [];\nexport const mappingVersion = ['Tremblay-CANARY'];",
      /mappingVersion must be a string or a number\.$/m,
    ],
    ["syntax.mjs", "export default (record) => {", /The module can't be loaded\. SyntaxError: .*\.$/m],
    [
      "throws.mjs",
      "\nthrow new TypeError('Tremblay-CANARY');",
      /The module can't be loaded\. It throws TypeError at line 2\.$/m,
    ],
    ["requires.cjs", "require('missing-package-7f3a');", /missing-package-7f3a was not found\. Check the imports\.$/m],
    ["throws-string.mjs", "throw 'Tremblay-CANARY';", /It throws a value that is no error\.$/m],
    [
      "throws-elsewhere.mjs",
      "const error = new RangeError('Tremblay-CANARY');\nerror.stack = undefined;\nthrow error;",
      /It throws RangeError\.$/m,
    ],
    [
      "imports.mjs",
      "import 'missing-package-7f3a';\nexport default () => [];",
      /missing-package-7f3a was not found\. Check the imports\.$/m,
    ],
    [
      "imports-package.mjs",
      "import { skip } from 'clinia-registry-client/import';\nexport default skip;",
      /clinia-registry-client was not found\. Install the package in the folder of the module, or use the third argument/,
    ],
  ])("%s is refused with the reason", async (file, code, message) => {
    // Vite would transform a file elsewhere.
    const name = `node_modules/mappings/${file}`;
    const folder = await folderWith({ "patients.ndjson": patients, [name]: code });
    const run = await runIn(folder, `${command} ${name}`);
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toContain("CANARY");
    expect(run).toMatchObject({ code: 2, stdout: "" });
  });

  test("a file that does not exist is refused", async () => {
    const folder = await folderWith({ "patients.ndjson": patients });
    expect(await runIn(folder, `${command} missing.js`)).toEqual({
      code: 2,
      stdout: "",
      stderr: "--mapping missing.js: The file can't be read (ENOENT).\n",
    });
  });

  test("the version is the hash of the file, and mappingVersion", async () => {
    const code = "export default () => [];\n";
    const folder = await folderWith({
      ...{ "one.mjs": code, "same.mjs": code, "other.mjs": `// More.\n${code}` },
      ...{ "version.mjs": `${code}export const mappingVersion = 3;\n` },
    });
    const versionOf = async (file: string) => (await loadMapping(file, folder)).mappingVersion;
    expect(await versionOf("one.mjs")).toMatch(/^[\da-f]{64}$/);
    expect(await versionOf("same.mjs")).toBe(await versionOf("one.mjs"));
    expect(await versionOf("other.mjs")).not.toBe(await versionOf("one.mjs"));
    expect(await versionOf("version.mjs")).toMatch(/^[\da-f]{64} 3$/);
  });
});

describe("--profiles", () => {
  const data = `${JSON.stringify({ id: "p1", name: "a" })}\n${JSON.stringify({ id: "p2", name: 7 })}\n`;
  const command = "import patients.ndjson --type patient --dry-run --profiles";

  test("checks the records by a folder of profiles", async () => {
    const folder = await folderWith({
      "patients.ndjson": data,
      "clinia/profiles/patient.json": profileWith({ type: "symbol" }),
    });
    const run = await runIn(folder, `${command} clinia/profiles`);
    expect(run.stdout).toMatch(/^ {2}1 {2}data\.name: it must be /m);
    expect(run.stdout).toMatch(/1 valid, 1 rejected/);
    expect(run.code).toBe(1);
  });

  test("reads the vocabularies beside the profiles, or those of --vocabularies", async () => {
    const binding = { vocabulary: { key: "gender", strength: "required" } };
    const folder = await folderWith({
      "clinia/profiles/patient.json": profileWith({ type: "code", binding }),
      "clinia/vocabularies/gender.json": ["a"],
      "other/gender.json": ["b"],
    });
    const beside = await loadProfiles({ profiles: "clinia/profiles" }, folder);
    const other = await loadProfiles({ profiles: "clinia/profiles", vocabularies: "other" }, folder);
    expect(beside?.check("patient", { data: { name: "a" } })).toEqual(expect.not.arrayContaining([expect.anything()]));
    expect(other).toBeDefined();
  });

  test("checks the records by a module that exports profiles", async () => {
    const folder = await folderWith({
      "patients.ndjson": data,
      "clinia.gen.mjs":
        "export const profiles = { check: (type, { data }) => (data.name === 7 ? [{ path: 'data.name', message: 'must be a name' }] : []) };\n",
    });
    const run = await runIn(folder, `${command} clinia.gen.mjs`);
    expect(run.stdout).toMatch(/^ {2}1 {2}data\.name: it must be a name$/m);
    expect(run.code).toBe(1);
  });

  test.each<[string, string]>([
    ["no-profiles.mjs", "The module has no export profiles, as clinia-registry profiles generate writes it."],
    ["wrong.mjs", "The module has no export profiles, as clinia-registry profiles generate writes it."],
    ["patient.json", "Expected a folder of such files, or a module."],
  ])("%s is refused", async (file, message) => {
    const folder = await folderWith({
      ...{ "patients.ndjson": data, "patient.json": {} },
      ...{ "no-profiles.mjs": "export const other = 1;", "wrong.mjs": "export const profiles = {};" },
    });
    const run = await runIn(folder, `${command} ${file}`);
    expect(run).toMatchObject({ code: 2, stderr: `--profiles ${file}: ${message}\n` });
  });

  test("a folder without profiles is refused, and --vocabularies alone", async () => {
    const folder = await folderWith({ "patients.ndjson": data });
    expect(await runIn(folder, `${command} none`)).toMatchObject({
      code: 2,
      stderr: "There is no profile in none. Expected files such as patient.json.\n",
    });
    expect(await runIn(folder, "import patients.ndjson --dry-run --vocabularies none")).toMatchObject({
      code: 2,
      stderr: "--vocabularies needs --profiles.\n",
    });
  });
});

test.each([
  [{ default: 1 }, 1],
  [{ default: { default: 1 } }, 1],
  [{ default: { other: 1 } }, { other: 1 }],
  [{}, undefined],
])("the default export of %o is %o", (module, value) => {
  expect(exportOf(module, "default")).toEqual(value);
});

test.each([
  ["CANARY", "It throws a value that is no error."],
  [
    Object.assign(new TypeError("CANARY"), { stack: "TypeError: CANARY\n    at file:///m.js:7:3" }),
    "It throws TypeError at line 7.",
  ],
  [Object.assign(new TypeError("CANARY"), { stack: "TypeError: CANARY\n    at file:///m.js" }), "It throws TypeError."],
  [Object.assign(new TypeError("CANARY"), { stack: "TypeError: CANARY" }), "It throws TypeError."],
  [Object.assign(new TypeError("CANARY"), { stack: undefined }), "It throws TypeError."],
])("a module that throws is reported without its message: %o", (error, reason) => {
  expect(reasonOf(error, "file:///m.js")).toBe(reason);
});

test.each([
  ["ERR_MODULE_NOT_FOUND", "Cannot find package 'other' imported from m.js", "other was not found. Check the imports."],
  ["ERR_UNKNOWN_FILE_EXTENSION", 'Unknown file extension ".ts"', /TypeScript needs Node\.js 22\.18 or later\.$/],
  ["MODULE_NOT_FOUND", "Cannot find module 'other'\nRequire stack:\n- m.js", "other was not found. Check the imports."],
])("a module that Node.js does not find or know is named: %s", (code, message, reason) => {
  expect(reasonOf(Object.assign(new Error(message), { code }), "file:///m.js")).toMatch(reason);
});
