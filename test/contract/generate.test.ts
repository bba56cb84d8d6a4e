import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { generateCommand, type GenerateOptions } from "../../scripts/contract/command.ts";
import { drift, write } from "../../scripts/contract/drift.ts";
import { generate, render } from "../../scripts/contract/generate.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { contractFile, inNewFolder, withChangedContract, type Change } from "../support/contract-copy.ts";
import { thrownBy } from "../support/thrown.ts";

const generatedFolder = "src/generated";

/** Linting the contract and generating from it takes seconds: the tests of the written files share one run. */
vi.mock(import("../../scripts/contract/generate.ts"), async (importOriginal) => {
  const original = await importOriginal();
  let files: ReturnType<typeof generate> | undefined;
  return {
    ...original,
    generate: (file) => (file === contractFile ? (files ??= original.generate(file)) : original.generate(file)),
  };
});

test("generates the same bytes from the same contract, and the committed ones", async () => {
  const [first, second] = await Promise.all([generate(contractFile), render(contractFile)]);
  expect([...first]).toStrictEqual([...second]);
  expect(await drift(generatedFolder, first)).toStrictEqual([]);
  expect((await readdir(generatedFolder)).sort()).toStrictEqual([...first.keys()].sort());
});

test("each file names its source and the command", async () => {
  for (const text of (await generate(contractFile)).values()) {
    expect(text).toMatch(
      /^\/\/ Generated from openapi\/registry\.yaml by `npm run generate` \(scripts\/generate\.ts\)\. Do not edit/,
    );
    expect(text).not.toContain("\r");
  }
});

const run = (options: Partial<GenerateOptions>) =>
  generateCommand({ check: false, contract: contractFile, out: generatedFolder, ...options });

describe("a contract without a part that the client needs", () => {
  const formOf = (kind: string) => `- { prefix: s_, kind: ${kind}, deprecated: false }`;
  const secondOperation = `
  /other/{sourceKey}:
    get:
      operationId: getOther
      parameters:
        - name: sourceKey
          in: path
          required: true
          schema: { type: string, pattern: "^other$" }
components:
`;
  const mistakes: { rule: string; message: string; change: Change }[] = [
    {
      rule: "constants/servers",
      message: "servers.0.url must contain {workspaceId}.",
      change: { from: "url: https://{workspaceId}.clinia.cloud", to: "url: https://registry.clinia.cloud" },
    },
    {
      rule: "constants/servers",
      message: "servers must be a non-empty list.",
      change: { from: "servers:", to: "x-servers:" },
    },
    {
      rule: "constants/headers",
      message: "components.headers.RequestId must have exactly one name in the error responses.",
      change: {
        from: "  responses:\n    InvalidArgument:\n",
        to: '  responses:\n    Other: { headers: { X-Request-Name: { $ref: "#/components/headers/RequestId" } } }\n    InvalidArgument:\n',
      },
    },
    {
      rule: "constants/api-key-header",
      message: "components.securitySchemes.apiKey must be an apiKey in a header.",
      change: { from: "      in: header", to: "      in: query" },
    },
    {
      rule: "constants/api-key-header",
      message: "components.securitySchemes.apiKey.name must be a non-empty string.",
      change: { from: "      name: X-Clinia-API-Key\n", to: "" },
    },
    {
      rule: "operations/body",
      message: "components.schemas.NewResourceId.anyOf.1.pattern must be an ECMAScript regular expression.",
      change: { from: String.raw`pattern: '^[a-zA-Z0-9-][\w-]{1,92}$'`, to: "pattern: '^[a-z'" },
    },
    {
      rule: "constants/root-id-token",
      message: "components.schemas.NewResourceId.anyOf.0.enum.0 must be a non-empty string.",
      change: { from: ', enum: ["@rootId"]', to: "" },
    },
    {
      rule: "constants/task-id-forms",
      message: "components.schemas.TaskIdentifier.x-task-id-forms must be a non-empty list.",
      change: { from: "x-task-id-forms:", to: "x-task-forms:" },
    },
    {
      rule: "constants/task-id-forms",
      message: "components.schemas.TaskIdentifier.x-task-id-forms.0.kind must be a non-empty string.",
      change: { from: formOf("oneOf"), to: formOf('""') },
    },
    {
      rule: "constants/task-id-forms",
      message: "components.schemas.TaskIdentifier.x-task-id-forms.0.deprecated must be true or false.",
      change: { from: formOf("oneOf"), to: "- { prefix: s_, kind: oneOf }" },
    },
    {
      rule: "constants/task-id-forms",
      message: "components.schemas.TaskIdentifier.x-task-id-forms.0.idPattern must be a non-empty string.",
      change: { from: formOf("oneOf"), to: '- { prefix: "", kind: oneOf, deprecated: false }' },
    },
    {
      rule: "constants/task-id-forms",
      message:
        "components.schemas.TaskIdentifier.x-task-id-forms.2.prefix is a duplicate: " +
        "the kind of such a taskId would be ambiguous.",
      change: { from: "prefix: bd_", to: "prefix: bk_" },
    },
    {
      rule: "operations",
      message:
        "paths./sources/{sourceKey}/v1/resources/{resourceType}.post.operationId must be a verb and a noun in camel case, " +
        "such as createResource.",
      change: { from: "operationId: createResource", to: "operationId: __proto__" },
    },
    {
      rule: "operations",
      message:
        "paths./sources/{sourceKey}/v1/browse.post.operationId must be a verb and a noun in camel case, such as createResource.",
      change: { from: "operationId: browse\n", to: "operationId: http\n" },
    },
    {
      rule: "constants/task-submission-statuses",
      message: "components.schemas.ResourceSubmission.oneOf.1.properties.status.enum.0 must be a non-empty string.",
      change: { from: "          enum: [ACCEPTED]\n", to: "" },
    },
    {
      rule: "constants/collection-types",
      message: "components.schemas.PurgeRequest.properties.collectionType.enum must be a non-empty list.",
      change: { from: "enum: [resources, relationships, objects], ", to: "" },
    },
    {
      rule: "constants/task-statuses",
      message: "components.schemas.TaskStatus.anyOf.0.enum must be a non-empty list.",
      change: {
        from: "anyOf: [{ type: string, enum: [SUCCESS, PENDING, CANCELLED, FAILURE] }",
        to: "anyOf: [{ type: string }",
      },
    },
    {
      rule: "constants/operation-actions",
      message: "components.schemas.ResourceOperation.oneOf.1.properties.action.enum.0 must be a non-empty string.",
      change: { from: "action: { type: string, enum: [UPSERT], ", to: "action: { type: string, " },
    },
    ...["0", "-1", "1.5", "many"].map((limit) => ({
      rule: "constants/max-bytes",
      message: "paths./sources/{sourceKey}/v1/bundle.post.requestBody.x-max-bytes must be a positive whole number.",
      change: { from: "x-max-bytes: 500000\n", to: `x-max-bytes: ${limit}\n` },
    })),
    {
      rule: "operations",
      message: "paths./other/{sourceKey}.get.parameters.0.name must be a non-empty string.",
      change: {
        from: "\ncomponents:\n",
        to: secondOperation.replace("name: sourceKey\n          in: path", "in: query"),
      },
    },
    {
      rule: "operations/kind",
      message: "paths./sources/{sourceKey}/v1/purge.post.x-kind must be read, repeatable or once.",
      change: { from: "operationId: purgeCollection\n", to: "operationId: purgeCollection\n      x-kind: twice\n" },
    },
    {
      rule: "operations/body",
      message:
        "components.schemas.RelationshipEnd.properties.id requires RelationshipToWrite within itself, so no body can be valid.",
      change: {
        from: 'Both are assumed to be required.]\n      properties:\n        id: { $ref: "#/components/schemas/RelationshipEndId" }',
        to: 'Both are assumed to be required.]\n      properties:\n        id: { $ref: "#/components/schemas/RelationshipToWrite" }',
      },
    },
    {
      rule: "operations/response",
      message:
        "paths./sources/{sourceKey}/v1/purge/{purgeId}.get.responses.200.content.application/json.schema must be an object or " +
        "a list of objects.",
      change: { from: 'schema: { $ref: "#/components/schemas/PurgeOperation" }', to: "schema: { type: string }" },
    },
    {
      rule: "constants/error-types",
      message: "components.schemas.ErrorType.anyOf.0.enum.0 must be a non-empty string.",
      change: { from: "            - INVALID_ARGUMENT\n", to: "            - 400\n" },
    },
    {
      rule: "operations",
      message: "paths./sources/{sourceKey}/v1/resources/{resourceType}.post.operationId must be a non-empty string.",
      change: { from: "      operationId: createResource\n", to: "" },
    },
    {
      rule: "operations",
      message: "paths must be a non-empty map.",
      change: { from: "\npaths:\n", to: "\npaths: {}\nx-paths:\n" },
    },
    {
      rule: "schemas",
      message:
        "paths./sources/{sourceKey}/v1/resources/{resourceType}.post.requestBody.content.application/json.schema.$ref " +
        "must be a non-empty string.",
      change: { from: '$ref: "#/components/schemas/CreateResourceRequest"', to: "type: object" },
    },
  ];

  test.each(mistakes)("is rejected by $rule: $message", async ({ rule, message, change }) => {
    await withChangedContract([change], async (file) => {
      const { problems } = await thrownBy(ContractError, () => render(file));
      expect(problems.map((problem) => ({ rule: problem.rule, message: problem.message }))).toStrictEqual([
        { rule, message },
      ]);
    });
  });

  test("is rejected with the line of the problem", async () => {
    const change = { from: "      in: header", to: "      in: query" };
    await withChangedContract([change], async (file) => {
      const lines = (await readFile(file, "utf8")).split("\n");
      const { problems, message } = await thrownBy(ContractError, () => render(file));
      const [problem] = problems;
      expect(lines[(problem?.line ?? 0) - 2]).toBe("    apiKey:");
      expect(message).toBe(
        `${file}:${String(problem?.line)}:7 constants/api-key-header\n` +
          "  components.securitySchemes.apiKey must be an apiKey in a header.",
      );
    });
  });
});

describe("a contract that can't be read", () => {
  const bomb = [
    "x-a: &a [1,1,1,1,1,1,1,1,1,1]",
    ..."abcde"
      .split("")
      .map(
        (name, index) =>
          `x-${"bcdef"[index] ?? ""}: &${"bcdef"[index] ?? ""} [${Array(10).fill(`*${name}`).join(",")}]`,
      ),
    "",
  ].join("\n");

  test("because it is not YAML", async () => {
    await withChangedContract([{ from: "tags:\n", to: "tags: [\n" }], async (file) => {
      const { problems } = await thrownBy(ContractError, () => generate(file));
      expect(problems[0]).toMatchObject({ file, rule: "yaml-syntax" });
      expect(problems[0]?.line).toBeGreaterThan(30);
    });
  });

  test.each(["", "[]\n", "openapi\n", "\u0000"])("because it is %j", async (text) => {
    await inNewFolder(async (folder) => {
      const file = join(folder, "registry.yaml");
      await writeFile(file, text);
      expect(await run({ contract: file, out: join(folder, "out") })).toStrictEqual({
        code: 1,
        stdout: "",
        stderr:
          `${file}:1:1 yaml-map\n  The contract must be a YAML map that begins with \`openapi: 3.1.0\`.\n` +
          `Nothing was written: fix ${file} first.\n`,
      });
      expect(await readdir(folder)).toStrictEqual(["registry.yaml"]);
    });
  });

  test("because of a duplicate key", async () => {
    await withChangedContract([{ from: "tags:\n", to: "openapi: 3.1.0\ntags:\n" }], async (file) => {
      const { problems } = await thrownBy(ContractError, () => generate(file));
      expect(problems).toMatchObject([{ file, rule: "yaml-syntax", message: "Map keys must be unique" }]);
    });
  });

  test.each([
    { what: "an undefined alias", from: "tags:\n", to: "x-a: *nope\ntags:\n", rule: "yaml-alias" },
    { what: "an alias that expands too much", from: "tags:\n", to: `${bomb}tags:\n`, rule: "yaml-alias" },
    { what: "an unknown tag", from: "tags:\n", to: "x-a: !foo bar\ntags:\n", rule: "lint" },
    {
      what: "a schema that references itself",
      from: "    NewResourceId:\n",
      to: '    Loop:\n      $ref: "#/components/schemas/Loop"\n    NewResourceId:\n',
      rule: "",
    },
  ])("because of $what", async ({ from, to, rule }) => {
    await withChangedContract([{ from, to }], async (file) => {
      const { problems } = await thrownBy(ContractError, () => generate(file));
      if (rule !== "") expect(problems[0]?.rule).toBe(rule);
      expect(problems[0]?.file).toBe(file);
      if (rule === "yaml-alias") expect(problems[0]?.line).toBeGreaterThan(30);
    });
  });

  test("because it is missing", async () => {
    const { problems } = await thrownBy(ContractError, () => generate("openapi/none.yaml"));
    expect(problems).toMatchObject([{ file: "openapi/none.yaml", line: 1, rule: "file" }]);
  });

  test("by openapi-typescript", async () => {
    await withChangedContract([{ from: "openapi: 3.1.0", to: 'openapi: "1.0"' }], async (file) => {
      const { problems } = await thrownBy(ContractError, () => render(file));
      expect(problems).toMatchObject([{ file, rule: "types" }]);
    });
  });
});

describe("npm run generate", () => {
  test("writes the files, and --check then passes", async () => {
    await inNewFolder(async (folder) => {
      const written = await run({ out: folder });
      expect(written).toMatchObject({ code: 0, stderr: "" });
      expect(written.stdout).toBe(
        `Generated contract.ts, schemas.ts, client.ts, types.ts in ${folder} from ${contractFile}.\n`,
      );
      for (const name of await readdir(folder)) {
        expect(await readFile(join(folder, name), "utf8")).toBe(await readFile(join(generatedFolder, name), "utf8"));
      }
      const checked = await run({ check: true, out: folder });
      expect(checked).toStrictEqual({
        code: 0,
        stdout: `${folder} is up to date with ${contractFile}: contract.ts, schemas.ts, client.ts, types.ts.\n`,
        stderr: "",
      });
    });
  });

  test("--check prints a short diff of files that are out of date, exits 1 and writes nothing", async () => {
    await inNewFolder(async (folder) => {
      await write(folder, new Map([["contract.ts", await readFile(join(generatedFolder, "contract.ts"), "utf8")]]));
      await writeFile(
        join(folder, "contract.ts"),
        (await readFile(join(folder, "contract.ts"), "utf8")).replace("X-Clinia", "X-Other"),
      );
      const { code, stdout, stderr } = await run({ check: true, out: folder });
      expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(
        '-export const apiKeyHeader = "X-Other-API-Key" as const;\n+export const apiKeyHeader = "X-Clinia-API-Key"',
      );
      expect(stderr).toContain("more lines");
      expect(stderr).toContain(`${folder} is out of date: the contract has changed. Run \`npm run generate\`.\n`);
      expect(stderr.split("\n").length).toBeLessThan(80);
      expect(await readdir(folder)).toStrictEqual(["contract.ts"]);
    });
  });

  test("prints the position of a lint problem, exits 1 and writes nothing", async () => {
    const change = { from: "summary: Create a resource in the registry", to: "summary: Create a Resource" };
    await withChangedContract([change], async (file) => {
      const folder = join(file, "..", "out");
      await mkdir(folder);
      await writeFile(join(folder, "types.ts"), "untouched");
      const { code, stdout, stderr } = await run({ contract: file, out: folder });
      expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
      const line =
        (await readFile(file, "utf8")).split("\n").findIndex((text) => text.includes("Create a Resource")) + 1;
      expect(stderr).toContain(
        "rule/operation-summary-sentence-case\n  Write each operation's summary in sentence case",
      );
      expect(stderr).toContain(`${file}:${String(line)}:`);
      expect(stderr).toContain(`Nothing was written: fix ${file} first.\n`);
      expect(await readdir(folder)).toStrictEqual(["types.ts"]);
      expect(await readFile(join(folder, "types.ts"), "utf8")).toBe("untouched");
    });
  });
});

test("D5: an output path that is not a folder is reported in one line", async () => {
  await inNewFolder(async (folder) => {
    const out = join(folder, "file", "generated");
    await writeFile(join(folder, "file"), "");
    expect(await run({ out })).toStrictEqual({
      code: 1,
      stdout: "",
      stderr: `${out} was not written: ENOTDIR: not a directory, mkdir '${out}'. Choose a writable folder: --out <folder>\n`,
    });
  });
});

test("write removes files that are no longer generated, and no others", async () => {
  await inNewFolder(async (folder) => {
    await writeFile(join(folder, "old.ts"), "// Generated from openapi/registry.yaml by `npm run generate`\n");
    await writeFile(join(folder, "notes.txt"), "not generated");
    await mkdir(join(folder, "folder"));
    expect(await drift(folder, new Map())).toHaveLength(1);
    await write(folder, new Map([["new.ts", "export {};\n"]]));
    expect((await readdir(folder)).sort()).toStrictEqual(["folder", "new.ts", "notes.txt"]);
  });
});

test("write changes all files or none", async () => {
  await inNewFolder(async (folder) => {
    await writeFile(join(folder, "a.ts"), "// Generated from openapi/registry.yaml\n");
    await mkdir(join(folder, "b.ts"));
    const files = new Map([
      ["a.ts", "new"],
      ["b.ts", "new"],
    ]);
    await expect(write(folder, files)).rejects.toThrow("EISDIR");
    expect(await readFile(join(folder, "a.ts"), "utf8")).toBe("// Generated from openapi/registry.yaml\n");
    expect((await readdir(folder)).sort()).toStrictEqual(["a.ts", "b.ts"]);
  });
});
