import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitProfiles } from "../../src/cli/profiles/emit.ts";
import { exampleProfiles, exampleVocabularies } from "../support/example-profiles.ts";
import { startLanguageService, type LanguageService } from "../support/language-service.ts";

/* What an editor shows for a client with the example profiles, with the built package. */

const start = `import { createRegistryClient, upsertOperation } from "clinia-registry-client";
import { profiles } from "./clinia.gen.ts";
const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key", profiles });
const sourceKey = "ehr-prod";
const name = [{ family: "Tremblay" }];
`;
const programs = {
  right: 'registry.createResource({ sourceKey, resourceType: "patient" }, { data: { name, birthDate: "1980-02" } });',
  incomplete: 'registry.createResource({ sourceKey, resourceType: "patient" }, { data: { name,  } });',
  untyped: 'registry.createResource({ sourceKey, resourceType: "" }, { data: {} });',
  misspelt: 'registry.createResource({ sourceKey, resourceType: "patient" }, { data: { name, brithDate: "1980" } });',
  bulk: `const operation = upsertOperation("patient", "patient-1", { name, brithDate: "1980" });
registry.bulkResources({ sourceKey }, { operations: [operation] });`,
  mixed: `const right = upsertOperation("patient", "patient-1", { name, birthDate: "1980" });
const wrong = upsertOperation("patient", "patient-2", { name, brithDate: "1980" });
registry.bulkResources({ sourceKey }, { operations: [right, wrong] });`,
};
type Program = keyof typeof programs;

let folder: string;
let service: LanguageService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(resolve("."), join(folder, "node_modules/clinia-registry-client"), "junction");
  const compilerOptions = {
    ...{ strict: true, module: "nodenext", target: "es2022", types: [], noEmit: true },
    allowImportingTsExtensions: true,
  };
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  const definitions = { profiles: exampleProfiles, vocabularies: exampleVocabularies };
  await writeFile(join(folder, "clinia.gen.ts"), emitProfiles(definitions, "clinia/profiles"));
  for (const program of Object.keys(programs) as Program[]) {
    await writeFile(fileOf(program), start + programs[program]);
  }
  service = startLanguageService();
  for (const program of Object.keys(programs) as Program[]) service.open(fileOf(program));
});

afterAll(async () => {
  service.close();
  await rm(folder, { recursive: true, maxRetries: 10 });
});

function fileOf(program: Program): string {
  return join(folder, `${program}.ts`);
}

/** Returns the position after a part of a program. */
function after(program: Program, part: string) {
  const index = programs[program].indexOf(part) + part.length;
  const lines = (start + programs[program].slice(0, index)).split("\n");
  return { file: fileOf(program), line: lines.length, offset: (lines.at(-1)?.length ?? 0) + 1 };
}

describe("hover", () => {
  test("on data shows the fields of the profile, and their rules", async () => {
    expect(await service.hover(after("right", "{ dat"))).toMatchInlineSnapshot(`
      "(property) data: Patient
      - \`name\`: array of humanname; required; at least 1 item; at most 5 items.
      - \`birthDate\`: date.
      - \`gender\`: code; one of "male", "female", "non-binary".
      - \`active\`: boolean.
      - \`deceased\`: boolean.
      - \`deathDate\`: datetime; if {"eq":{"deceased":true}}: required (not checked).
      - \`healthCard\`: symbol; at least 12 characters; at most 12 characters; pattern ^[A-Z]{4}\\d{8}$.
      - \`identifier\`: array of identifier; at most 10 items.
      - \`telecom\`: array of contactpoint; at most 5 items.
      - \`address\`: array of address.
      - \`language\`: code; vocabulary languages (preferred).
      - \`weightKg\`: decimal; at least 0.2; at most 650.
      - \`generalPractitioner\`: reference.
      - \`photo\`: attachment.
      - \`registeredAt\`: instant.
      - \`reminders\`: object."
    `);
  });

  test("on a field shows its type and rules", async () => {
    expect(await service.hover(after("right", "{ nam"))).toMatchInlineSnapshot(`
      "(property) Patient.name: HumanName[]
      The names, the official one first. Rules: required; at least 1 item; at most 5 items."
    `);
  });
});

describe("completion", () => {
  test("in data offers the other fields", async () => {
    const names = await service.completions(after("incomplete", "name, "));
    const fields = Object.keys(exampleProfiles["patient"]?.properties ?? {});
    expect(names.sort()).toStrictEqual(fields.filter((field) => field !== "name").sort());
  });

  test("in resourceType offers the types with a profile", async () => {
    const names = await service.completions(after("untyped", 'Type: "'));
    expect(names.sort()).toStrictEqual(Object.keys(exampleProfiles).sort());
  });
});

describe("the error", () => {
  test("for a misspelt field names it, and the right one", async () => {
    expect(await errorsOf("misspelt")).toMatchInlineSnapshot(`
      [
        "Object literal may only specify known properties, but 'brithDate' does not exist in type 'Patient'. Did you mean to write 'birthDate'?",
      ]
    `);
  });

  test("for a wrong operation of a bulk has under ten lines, and names the field", async () => {
    const [error, ...more] = await errorsOf("bulk");
    expect(more).toStrictEqual([]);
    expect(error?.split("\n").length).toBeLessThan(10);
    expect(error).toMatchInlineSnapshot(`
      "Type 'UpsertOperation<{ name: { family: string; }[]; brithDate: string; }> & { upsert: { type: "patient"; }; }' is not assignable to type 'UpsertOperation<{ name: { family: string; }[]; brithDate: string; }> & { upsert: { type: "patient"; }; } & DoesNotFitProfile<"patient", "brithDate">'.
        Property 'doesNotFitProfile' is missing in type 'UpsertOperation<{ name: { family: string; }[]; brithDate: string; }> & { upsert: { type: "patient"; }; }' but required in type 'DoesNotFitProfile<"patient", "brithDate">'."
    `);
  });

  test("for one wrong operation among others names its field", async () => {
    const errors = await errorsOf("mixed");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/required in type 'DoesNotFitProfile<"patient", "brithDate">'\.$/);
  });

  test("is none for a right program", async () => {
    expect(await errorsOf("right")).toStrictEqual([]);
  });
});

async function errorsOf(program: Program): Promise<string[]> {
  return (await service.errors(fileOf(program))).map(({ text }) => text);
}
