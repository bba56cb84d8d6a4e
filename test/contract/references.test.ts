import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contractDiffCommand } from "../../scripts/contract-diff/command.ts";
import { generateCommand } from "../../scripts/contract/command.ts";
import { parseContract } from "../../scripts/contract/document.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { changedCopy, contractFile, inNewFolder, withChangedContract, type Change } from "../support/contract-copy.ts";
import { commitFile } from "../support/git-repository.ts";
import { runScript } from "../support/run.ts";
import { thrownBy } from "../support/thrown.ts";

const requests: (string | undefined)[] = [];
/** Serves a schema at any path. */
const server = createServer((request, response) => {
  requests.push(request.url);
  response.setHeader("content-type", "application/json").end('{"type":"string","description":"Remote."}');
});
let remote = "";

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  remote = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/schema.json`;
});
afterAll(() => server.close());

/** A minimal contract: parsing the whole one for each row would take a tenth of a second. */
const textWith = (schema: string) => `openapi: 3.1.0\ncomponents:\n  schemas:\n    Key: {}\n    Other: ${schema}\n`;

/** Adds a schema to the contract. */
function withSchema(schema: string): Change {
  return { from: "    NewResourceId:\n", to: `    Other: ${schema}\n    NewResourceId:\n` };
}

describe("an external reference", () => {
  const addresses = [
    "http://127.0.0.1:1/x.json",
    "https://example.org/x.json#/a",
    "HTTPS://example.org/x.json",
    "//example.org/x.json",
    "file:///etc/passwd",
    "data:application/json,{}",
    "/etc/passwd",
    "../package.json",
    "other.yaml#/components/schemas/A",
    "#anchor",
    "",
    " #/components/schemas/Key",
  ];
  const places = [
    { name: "components.schemas.Other.$ref", schema: '{ $ref: "x.json" }' },
    { name: "components.schemas.Other.items.$ref", schema: '{ type: array, items: { $ref: "x.json" } }' },
    { name: "components.schemas.Other.example.a.$ref", schema: '{ example: { a: { $ref: "x.json" } } }' },
    { name: "components.schemas.Other.x-a.0.$ref", schema: '{ x-a: [{ $ref: "x.json" }] }' },
    { name: "components.schemas.Other.<<.$ref", schema: '{ <<: { $ref: "x.json" } }' },
    {
      name: "components.schemas.Other.discriminator.mapping.A",
      schema: '{ discriminator: { propertyName: a, mapping: { A: "./x.json" } } }',
    },
    {
      name: "components.schemas.Other.discriminator.defaultMapping",
      schema: '{ discriminator: { propertyName: a, defaultMapping: "./x.json" } }',
    },
    {
      name: "components.schemas.Other.discriminator.mapping.<<.A",
      schema: '{ discriminator: { propertyName: a, mapping: { <<: { A: "./x.json" } } } }',
    },
    {
      name: "components.schemas.Other.discriminator.<<.0.mapping.A",
      schema: '{ discriminator: { propertyName: a, <<: [{ mapping: { A: "./x.json" } }] } }',
    },
    {
      name: "components.schemas.Other.discriminator.mapping.A",
      schema: '{ x-a: &m { A: "./x.json" }, discriminator: { propertyName: a, mapping: *m } }',
    },
    {
      name: "components.schemas.Other.discriminator.mapping.A",
      schema: '{ x-a: &d { propertyName: a, mapping: { A: "./x.json" } }, discriminator: *d }',
    },
    {
      name: "components.schemas.Other.examples.a.externalValue",
      schema: '{ x-a: &e { externalValue: "x" }, examples: { a: *e } }',
    },
    {
      name: "components.schemas.Other.examples.a.externalValue",
      schema: '{ examples: { a: { externalValue: "x" } } }',
    },
  ];

  test.each(addresses)("D3: to %j is rejected, with its line", async (address) => {
    const text = textWith(`{ $ref: ${JSON.stringify(address)} }`);
    const line = text.split("\n").findIndex((each) => each.startsWith("    Other: ")) + 1;
    const { message } = await thrownBy(ContractError, () => parseContract(text, "c.yaml"));
    expect(message).toBe(
      `c.yaml:${String(line)}:20 reference\n  components.schemas.Other.$ref references ${JSON.stringify(address)}, outside the ` +
        "contract. The contract must be one file: copy the target into it, and reference it as #/components/…",
    );
  });

  test.each(places)("D3: is rejected at $name", async ({ name, schema }) => {
    const text = textWith(schema);
    const { problems } = await thrownBy(ContractError, () => parseContract(text, "c.yaml"));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(`${name} references `);
  });

  test.each([
    '{ $ref: "#/components/schemas/Key" }',
    "{ properties: { $ref: { type: string } } }",
    "{ properties: { externalValue: { type: string } } }",
    "{ example: { externalValue: https://example.org } }",
    '{ discriminator: { propertyName: a, mapping: { A: "#/components/schemas/Key", B: Key } } }',
    '{ $schema: "https://json-schema.org/draft/2020-12/schema", description: "See $ref: https://example.org." }',
    "&loop { not: *loop }",
  ])("D3: %s is not an external reference", (schema) => {
    const text = textWith(schema);
    expect(parseContract(text, "c.yaml").text).toBe(text);
  });
});

describe("D3: a remote schema is rejected and never fetched", () => {
  const rejected = () => ({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining(`Other.$ref references "${remote}"`) as string,
  });

  test("by generate, also with --check", async () => {
    await withChangedContract([withSchema(`{ $ref: "${remote}" }`)], async (contract) => {
      const out = join(contract, "..", "out");
      expect(await generateCommand({ check: false, contract, out })).toStrictEqual(rejected());
      expect(await generateCommand({ check: true, contract, out })).toStrictEqual(rejected());
    });
    expect(requests).toStrictEqual([]);
  });

  test("by contract:diff, in both contracts", async () => {
    await inNewFolder(async (folder) => {
      const changed = await changedCopy(contractFile, [withSchema(`{ $ref: "${remote}" }`)]);
      await mkdir(join(folder, "repository"));
      await commitFile(join(folder, "repository"), contractFile, await readFile(contractFile, "utf8"), "local");
      await commitFile(join(folder, "repository"), contractFile, changed, "remote");
      const compare = (ref: string, contract: string) =>
        contractDiffCommand({ refs: [ref], contract }, join(folder, "repository"));
      await writeFile(join(folder, "local.yaml"), await readFile(contractFile, "utf8"));
      expect(await compare("local", contractFile)).toStrictEqual(rejected());
      expect(await compare("remote", join(folder, "local.yaml"))).toStrictEqual(rejected());
    });
    expect(requests).toStrictEqual([]);
  });

  test("by docs", async () => {
    await withChangedContract([withSchema(`{ $ref: "${remote}" }`)], async (contract) => {
      const parameters = ["scripts/docs.ts", "--contract", contract, "--out", join(contract, "..", "out")];
      expect(await runScript(parameters)).toStrictEqual(rejected());
    });
    expect(requests).toStrictEqual([]);
  });
});
