import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { contractDiffCommand, type ContractDiffOptions } from "../../scripts/contract-diff/command.ts";
import { markdownReport, textReport } from "../../scripts/contract-diff/report.ts";
import { checkVersion } from "../../scripts/contract-diff/version.ts";
import { impactOf, type Impact } from "../../scripts/contract-diff/impact.ts";
import { readContract } from "../../scripts/contract/document.ts";
import { changedCopy, contractFile, inNewFolder, type Change } from "../support/contract-copy.ts";
import { commitFile } from "../support/git-repository.ts";
import { runScript } from "../support/run.ts";

const contract = await readFile(contractFile, "utf8");
const [currentVersion = ""] = /^  version: .*\n/m.exec(contract) ?? [];
let repository = "";

beforeAll(async () => {
  // In a git hook these variables select another repository.
  for (const name of Object.keys(process.env)) if (name.startsWith("GIT_")) vi.stubEnv(name, undefined);
  repository = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
  await commitFile(repository, "README.md", "", "without-contract");
  await commitFile(repository, contractFile, await changedCopy(contractFile, [version("1.2.3")]), "published");
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(repository, { recursive: true });
});

function version(to: string): Change {
  return { from: currentVersion, to: `  version: ${to}\n` };
}

/** The line of the contract in which a string begins. */
function lineOf(text: string): number {
  return contract.slice(0, contract.indexOf(text)).split("\n").length;
}

/** Compares with the contract at the ref `published`, whose version is 1.2.3. */
function contractDiff(refs: readonly string[], options: Partial<ContractDiffOptions> = {}) {
  return contractDiffCommand({ contract: contractFile, ...options, refs }, repository);
}

/** Runs the command in the repository. */
function runCommand(...parameters: string[]) {
  return runScript([resolve("scripts/contract-diff.ts"), ...parameters], {}, repository);
}

/** Compares with a changed copy of the contract, which the report names `revised.yaml`. */
async function diffOf(changes: readonly Change[], options: Partial<ContractDiffOptions> = {}) {
  return inNewFolder(async (folder) => {
    const file = join(folder, "revised.yaml");
    await writeFile(file, await changedCopy(contractFile, changes));
    const { stdout, ...run } = await contractDiff(["published"], { ...options, contract: file });
    return { ...run, stdout: stdout.replaceAll(file, "revised.yaml") };
  });
}

const idField = '        id: { $ref: "#/components/schemas/NewResourceId" }\n';
const reasonField = `        reason: { type: string, description: Why. }\n${idField}`;
const idPattern = String.raw`^[a-zA-Z0-9-][\w-]{1,92}$`;
const shorterIdPattern = String.raw`^[a-zA-Z0-9-][\w-]{1,60}$`;
const conflict = '        "409": { $ref: "#/components/responses/AlreadyExists" }\n';
const createPath = "/sources/{sourceKey}/v1/resources/{resourceType}";
const operation = `paths.${createPath}.post`;

interface Row {
  readonly name: string;
  readonly impact: Impact;
  readonly message: string;
  readonly changes: readonly Change[];
  /** The changes of one group are compared in one run, which takes a second: they are in different places. */
  readonly group?: "others" | "parameter";
}

const bulkPath = "/sources/{sourceKey}/v1/resources/bulk";
const bundlePath = "/sources/{sourceKey}/v1/bundle";
const otherSuccess =
  '        "203": { description: Other., content: { application/json: { schema: { $ref: "#/components/schemas/ResourceSubmission" } } } }\n';

const cases: Row[] = [
  {
    name: "a required request field added",
    impact: "breaking",
    message: "Properties of `CreateResourceRequest` became required: `reason`.",
    changes: [
      { from: "required: [data]", to: "required: [data, reason]" },
      { from: idField, to: reasonField },
    ],
  },
  {
    name: "a response field removed",
    impact: "breaking",
    message: "Property `applicationErrorCode` of `ErrorBody` was removed.",
    changes: [
      {
        from: "        applicationErrorCode: { type: string, description: An application-specific error code. }\n",
        to: "",
      },
    ],
  },
  {
    name: "a pattern tightened",
    impact: "breaking",
    message: `\`pattern\` changed from '${idPattern}' to '${shorterIdPattern}'.`,
    changes: [{ from: `pattern: '${idPattern}'`, to: `pattern: '${shorterIdPattern}'` }],
  },
  {
    name: "a header renamed",
    impact: "breaking",
    message: "`name` of security scheme `apiKey` changed from 'X-Clinia-API-Key' to 'X-API-Key'.",
    changes: [{ from: "name: X-Clinia-API-Key", to: "name: X-API-Key" }],
  },
  {
    name: "an operationId renamed",
    impact: "breaking",
    message: `\`operationId\` of operation \`POST ${createPath}\` changed from 'createResource' to 'addResource'.`,
    changes: [{ from: "operationId: createResource", to: "operationId: addResource" }],
  },
  {
    name: "an optional request field added",
    impact: "additive",
    message: "components.schemas.CreateResourceRequest.properties.reason was added.",
    changes: [{ from: idField, to: reasonField }],
  },
  {
    name: "a value added to an enum of a response",
    impact: "breaking",
    message: "Enum of `status` gained values: 'QUEUED'.",
    changes: [{ from: "          enum: [PERSISTED]\n", to: "          enum: [PERSISTED, QUEUED]\n" }],
  },
  {
    name: "a description changed",
    impact: "documentation",
    message: `${operation}.description was changed.`,
    changes: [{ from: "description: Creates a resource. Its id", to: "description: Creates one resource. Its id" }],
  },
  {
    name: "an error code removed",
    impact: "breaking",
    message: "Response `409` was removed.",
    changes: [{ from: conflict, to: "" }],
  },
  {
    name: "a path renamed",
    impact: "breaking",
    group: "others",
    message: `Path \`${createPath}\` was renamed to \`/sources/{sourceKey}/v1/records/{resourceType}\`.`,
    changes: [{ from: `  ${createPath}:\n`, to: "  /sources/{sourceKey}/v1/records/{resourceType}:\n" }],
  },
];

const otherThanRedocly: Row[] = [
  {
    name: "a value added to an open enum",
    impact: "additive",
    message: "Enum gained values: 'RATE_LIMITED'.",
    changes: [{ from: "- CONTENT_TOO_LARGE\n", to: "- CONTENT_TOO_LARGE\n            - RATE_LIMITED\n" }],
  },
  {
    name: "a path parameter renamed",
    impact: "breaking",
    group: "parameter",
    message: "components.parameters.SourceKey.name was changed.",
    changes: [
      { from: `  ${createPath}:\n`, to: "  /sources/{source}/v1/resources/{resourceType}:\n" },
      { from: "name: sourceKey", to: "name: source" },
    ],
  },
  {
    name: "a rule of a request relaxed",
    impact: "additive",
    message: "components.schemas.ResourceToCreate.properties.id.pattern was removed.",
    changes: [{ from: "          pattern: '^(?:@rootId\\d*|[a-zA-Z0-9-][\\w-]{1,92})$'\n", to: "" }],
  },
  {
    name: "a field deprecated",
    impact: "additive",
    message: `${operation}.deprecated was added.`,
    changes: [{ from: "operationId: createResource\n", to: "operationId: createResource\n      deprecated: true\n" }],
  },
  {
    name: "other words for a pattern",
    impact: "documentation",
    message: "components.schemas.RelationshipId.x-expected was changed.",
    changes: [
      {
        from: 'x-expected: "{fromID}.{toID}, with no other dot,',
        to: 'x-expected: "{fromID}.{toID}, without another dot,',
      },
    ],
  },
  {
    name: "a link to the documentation added",
    impact: "documentation",
    message: "components.schemas.NewResourceId.externalDocs was added.",
    changes: [
      {
        from: "    NewResourceId:\n",
        to: "    NewResourceId:\n      externalDocs: { url: https://docs.clinia.com }\n",
      },
    ],
  },
  {
    name: "the value of an example changed",
    impact: "documentation",
    message: "components.examples.IdentifiersAndDatesRequest.value was changed.",
    changes: [{ from: "value: MADE-UP-0001", to: "value: MADE-UP-0003" }],
  },
  {
    name: "a reason that applies in many places changed",
    impact: "documentation",
    message: "x-reasons.readCode was changed.",
    changes: [{ from: "200 is the HTTP code of a successful read.", to: "A successful read is 200." }],
  },
  {
    name: "one of several reasons changed",
    impact: "documentation",
    message: "components.schemas.ResourceToCreate.x-inferred was changed.",
    changes: [{ from: "The sample does not say which fields are required.\n", to: "They may be required.\n" }],
  },
  {
    name: "a default of the client added",
    impact: "additive",
    message: "components.schemas.BundleRequest.properties.resourceOperations.x-client-default was added.",
    changes: [
      {
        from: "          description: The operations on resources, one per resource. They are applied first.\n",
        to: "          description: The operations on resources, one per resource. They are applied first.\n          x-client-default: []\n",
      },
    ],
  },
  {
    name: "a default of the client removed",
    impact: "breaking",
    message: "components.schemas.BundleRequest.properties.relationshipOperations.x-client-default was removed.",
    changes: [{ from: "          x-client-default: []\n", to: "" }],
  },
  {
    name: "a form of task ids changed",
    impact: "breaking",
    message: "components.schemas.TaskIdentifier.x-task-id-forms was changed.",
    changes: [{ from: "{ prefix: s_, kind: oneOf", to: "{ prefix: t_, kind: oneOf" }],
  },
  {
    name: "a form of task ids added",
    impact: "additive",
    message: "components.schemas.TaskIdentifier.x-task-id-forms was changed.",
    changes: [
      {
        from: "      x-task-id-forms:\n",
        to: "      x-task-id-forms:\n        - { prefix: t_, kind: bulk, deprecated: false }\n",
      },
    ],
  },
];

const limits: Row[] = [
  {
    name: "D4: a byte limit added",
    impact: "breaking",
    message: `${operation}.requestBody.x-max-bytes was added.`,
    changes: [
      {
        from: "        required: true\n        content:\n",
        to: "        required: true\n        x-max-bytes: 10\n        content:\n",
      },
    ],
  },
  {
    name: "D4: a smaller byte limit",
    impact: "breaking",
    message: `paths.${bundlePath}.post.requestBody.x-max-bytes was changed.`,
    changes: [{ from: "x-max-bytes: 500000\n", to: "x-max-bytes: 499999\n" }],
  },
  {
    name: "D4: a larger byte limit",
    impact: "additive",
    message: `paths.${bulkPath}.post.requestBody.x-max-bytes was changed.`,
    changes: [{ from: "x-max-bytes: 5000000000\n", to: "x-max-bytes: 5000000001\n" }],
  },
  {
    name: "D4: a byte limit removed",
    impact: "additive",
    message: `paths.${bundlePath}.post.requestBody.x-max-bytes was removed.`,
    changes: [{ from: "        x-max-bytes: 500000\n", to: "" }],
  },
  {
    name: "D4: security removed",
    impact: "breaking",
    message: "security was removed.",
    changes: [{ from: "security:\n  - apiKey: []\n", to: "" }],
    group: "others",
  },
  {
    name: "D4: security of one operation emptied",
    impact: "breaking",
    message: `paths.${bulkPath}.post.security was added.`,
    changes: [{ from: "operationId: bulkResources\n", to: "operationId: bulkResources\n      security: []\n" }],
  },
  {
    name: "D4: another alternative of security",
    impact: "additive",
    message: "security.1 was added.",
    changes: [{ from: "  - apiKey: []\n", to: "  - apiKey: []\n  - {}\n" }],
  },
  {
    name: "D4: a new success status",
    impact: "breaking",
    message: `${operation}.responses.203 was added.`,
    changes: [{ from: '        "400": { $ref', to: `${otherSuccess}        "400": { $ref` }],
  },
  {
    name: "D4: a kind that is retried less",
    impact: "breaking",
    message: `paths.${createPath}/{id}.put.x-kind was added.`,
    changes: [{ from: "operationId: upsertResource\n", to: "operationId: upsertResource\n      x-kind: once\n" }],
  },
  {
    name: "D4: a kind that is retried more",
    impact: "additive",
    message: `${operation}.x-kind was added.`,
    changes: [{ from: "operationId: createResource\n", to: "operationId: createResource\n      x-kind: repeatable\n" }],
  },
  {
    name: "D4: a default of the client with another item",
    impact: "breaking",
    message: "components.schemas.BundleRequest.properties.relationshipOperations.x-client-default was changed.",
    changes: [{ from: "x-client-default: []", to: "x-client-default: [{}]" }],
    group: "others",
  },
];

const rows = [...cases, ...otherThanRedocly, ...limits];
const groups = [...new Set(rows.map(({ impact, group = "" }) => `${impact} ${group}`))].map((name) => {
  const together = rows.filter(({ impact, group = "" }) => `${impact} ${group}` === name);
  return { impact: together[0]?.impact ?? "breaking", together };
});

const contractVersion = version("1.2.3");
const titles = { breaking: "Breaking", additive: "Additive", documentation: "Documentation only" };
const needed = { breaking: "2.0.0", additive: "1.3.0", documentation: "1.2.4" };
const tooLow = { breaking: "1.3.0", additive: "1.2.4", documentation: "1.2.3" };

describe.concurrent.each(groups)("npm run contract:diff rates as $impact", ({ impact, together }) => {
  const changes = together.flatMap((row) => row.changes);
  let low: ReturnType<typeof diffOf> | undefined;
  const tooLowDiff = () => (low ??= diffOf([version(tooLow[impact]), ...changes]));

  const first = new RegExp(String.raw`^${titles[impact]}: \d+ changes? since published\.\n`);

  test("fails if the version is too low", async () => {
    const { stdout, ...run } = await tooLowDiff();
    expect(run).toStrictEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(first);
    const line = `info.version is ${tooLow[impact]} and was 1.2.3. Raise it to ${needed[impact]} or higher.`;
    expect(stdout).toContain(`\n${line}\n`);
  });

  test.each(together)("$name", async ({ message }) => {
    const { stdout } = await tooLowDiff();
    expect(stdout.split("\n").map((line) => line.replace(/^ +(\w+) +\S+:[1-9]\d*  /, "$1 "))).toContain(
      `${impact} ${message}`,
    );
  });

  // Each run takes a second: one group of each impact is tested.
  if (together[0]?.group !== undefined) return;
  test("passes if the version was raised", async () => {
    const { stdout, ...run } = await diffOf([version(needed[impact]), ...changes]);
    expect(run).toStrictEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(first);
    expect(stdout).toContain(`\ninfo.version was raised from 1.2.3 to ${needed[impact]}.\n`);
  });
});

describe.concurrent("npm run contract:diff", () => {
  const changes = [
    version("1.3.0"),
    { from: conflict, to: "" },
    { from: idField, to: reasonField },
    { from: "The Clinia registry stores", to: "The Clinia registry keeps" },
    { from: `pattern: '${idPattern}'`, to: "pattern: '^a|b$'" },
  ];
  const goneLines = 1;
  const places = {
    pattern: `revised.yaml:${lineOf(`pattern: '${idPattern}'`) - goneLines}`,
    conflict: `published:openapi/registry.yaml:${lineOf(conflict)}`,
    reason: `revised.yaml:${lineOf(idField) - goneLines}`,
    description: `revised.yaml:${lineOf("  description: |")}`,
  };

  let comparison: Promise<{ stdout: string; summary: string }> | undefined;
  const compared = () =>
    (comparison ??= inNewFolder(async (folder) => {
      const file = join(folder, "summary.md");
      const { stdout } = await diffOf(changes, { summary: file });
      return { stdout, summary: await readFile(file, "utf8") };
    }));

  test("lists the changes with their places, those with the highest impact first", async () => {
    const { stdout } = await compared();
    expect(stdout).toBe(
      [
        "Breaking: 4 changes since published.",
        `  breaking       ${places.pattern}  \`pattern\` changed from '${idPattern}' to '^a|b$'.`,
        `  breaking       ${places.conflict}  Response \`409\` was removed.`,
        `  additive       ${places.reason}  components.schemas.CreateResourceRequest.properties.reason was added.`,
        `  documentation  ${places.description}  info.description was changed.`,
        "info.version is 1.3.0 and was 1.2.3. Raise it to 2.0.0 or higher.",
        "",
      ].join("\n"),
    );
  });

  test("writes the same as Markdown, for a comment", async () => {
    const summary = (await compared()).summary.replaceAll(/`\S*(revised\.yaml:)/g, "`$1");
    const row = (impact: Impact, place: string, message: string) =>
      `| ${impact} | \`${place}\` | \`\` ${message} \`\` |`;
    expect(summary).toBe(
      [
        "## Changes of the contract",
        "",
        "**Breaking: 4 changes since published.**",
        "",
        "| impact | place | change |",
        "| --- | --- | --- |",
        row("breaking", places.pattern, `\`pattern\` changed from '${idPattern}' to '^a\\|b$'.`),
        row("breaking", places.conflict, "Response `409` was removed."),
        row("additive", places.reason, "components.schemas.CreateResourceRequest.properties.reason was added."),
        row("documentation", places.description, "info.description was changed."),
        "",
        "❌ info.version is 1.3.0 and was 1.2.3. Raise it to 2.0.0 or higher.",
        "",
      ].join("\n"),
    );
  });

  test("accepts the same version if only the notation of the contract changed", async () => {
    await inNewFolder(async (folder) => {
      const file = join(folder, "summary.md");
      const rewritten = [
        version("1.2.3 # as before"),
        { from: "      required: [data]", to: "      required:\n        - data" },
      ];
      expect(await diffOf(rewritten, { summary: file })).toStrictEqual({
        code: 0,
        stdout: "The contract has not changed since published.\ninfo.version is still 1.2.3.\n",
        stderr: "",
      });
      expect(await readFile(file, "utf8")).toBe(
        "## Changes of the contract\n\n**The contract has not changed since published.**\n\n" +
          "✅ info.version is still 1.2.3.\n",
      );
    });
  });

  test("compares the contract of the repository by default", async () => {
    expect(await runCommand("HEAD")).toMatchObject({
      code: 0,
      stdout: "The contract has not changed since HEAD.\ninfo.version is still 1.2.3.\n",
    });
  });

  test("rejects a lower version, and one that is not three numbers", async () => {
    expect(await diffOf([version("1.2.2")])).toMatchObject({
      code: 1,
      stdout:
        "The contract has not changed since published.\ninfo.version is 1.2.2 and was 1.2.3. Raise it to 1.2.3 or higher.\n",
    });
    const { code, stderr } = await diffOf([version("1.3")]);
    expect(code).toBe(1);
    const place = `revised.yaml:${lineOf(currentVersion)}:12 version`;
    const message = "info.version is 1.3. It must be three numbers, such as 1.2.0.";
    expect(stderr.slice(stderr.indexOf("revised.yaml"))).toBe(`${place}\n  ${message}\n`);
  });

  test("reports the position if a contract can't be compared", async () => {
    const { code, stdout, stderr } = await diffOf([
      version("1.2.3"),
      { from: "schemas/CreateResourceRequest", to: "schemas/Missing" },
    ]);
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("revised.yaml:1:1 diff\n  The contract could not be compared with published:openapi/");
    expect(stderr).toContain("Can't resolve $ref");
    expect(stderr).not.toContain("    at ");
  });

  test.each([
    {
      name: "a missing ref",
      parameters: ["no-such-branch"],
      stderr:
        "There is no git ref no-such-branch. Use an existing branch, tag or commit. A shallow clone may not contain it.\n",
    },
    {
      name: "a missing commit",
      parameters: ["0123456789012345678901234567890123456789"],
      stderr:
        "There is no git ref 0123456789012345678901234567890123456789. " +
        "Use an existing branch, tag or commit. A shallow clone may not contain it.\n",
    },
    {
      name: "a ref that git could parse as an option",
      parameters: ["--output=x"],
      stderr:
        "There is no git ref --output=x. Use an existing branch, tag or commit. A shallow clone may not contain it.\n",
    },
    {
      name: "a ref without a contract",
      parameters: ["without-contract"],
      stderr: "There is no openapi/registry.yaml at without-contract. Use a ref that contains it.\n",
    },
    {
      name: "no ref",
      parameters: [],
      stderr: "Pass one git ref to compare the contract with: npm run contract:diff -- <git ref>\n",
    },
    {
      name: "two refs",
      parameters: ["published", "HEAD"],
      stderr: "Pass one git ref to compare the contract with: npm run contract:diff -- <git ref>\n",
    },
  ])("reports $name in one line", async ({ parameters, stderr }) => {
    expect(await contractDiff(parameters)).toStrictEqual({ code: 2, stdout: "", stderr });
  });

  test("reports a missing repository and an unknown option in one line", async () => {
    await inNewFolder(async (folder) => {
      const bare = join(folder, "bare");
      await mkdir(bare);
      const environment = { GIT_CEILING_DIRECTORIES: folder };
      const run = await runScript([resolve("scripts/contract-diff.ts"), "main"], environment, bare);
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toMatch(/^git could not resolve main: fatal: not a git repository.*\n$/);
    });
    const { code, stderr } = await runCommand("--sumary", "x");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Unknown option '--sumary'.* Known options: --contract, --summary\.\n$/s);
  });
});

test("D4: a property whose name begins with x- is not an extension", async () => {
  const revised = await readContract(contractFile);
  const pointer = ["components", "schemas", "ErrorBody", "properties", "x-kind"];
  const removed = { typeName: "Schema", kind: "removed", impact: "major", verdicts: [] } as const;
  expect(impactOf(removed, pointer, revised)).toBe("breaking");
});

describe("the report", () => {
  const version = { before: "1.0.0", after: "2.0.0", needed: "2.0.0", isSufficient: true };
  const names = ["`` @octocat ![x](y) ``", "a\nb", "a|b", "a\\|b", "```", "\u001b[31m\u202e", "*b*"];
  const changes = names.map((name) => ({
    impact: "breaking" as const,
    place: `${name}.yaml:1`,
    message: `${name} was removed.`,
  }));

  test("D4: has one table row for each change, with any name as code", () => {
    const lines = markdownReport("@octocat`*", changes, version).split("\n");
    expect(lines[2]).toBe("**Breaking: 7 changes since `` @octocat`* ``.**");
    expect(lines.slice(6, 13)).toStrictEqual([
      "| breaking | ``` `` @octocat ![x](y) ``.yaml:1 ``` | ``` `` @octocat ![x](y) `` was removed. ``` |",
      "| breaking | `a\\u000ab.yaml:1` | `` a\\u000ab was removed. `` |",
      "| breaking | `a\\|b.yaml:1` | `` a\\|b was removed. `` |",
      "| breaking | `a\\\\u007cb.yaml:1` | `` a\\\\u007cb was removed. `` |",
      "| breaking | ```` ```.yaml:1 ```` | ```` ``` was removed. ```` |",
      "| breaking | `\\u001b[31m\\u202e.yaml:1` | `` \\u001b[31m\\u202e was removed. `` |",
      "| breaking | `*b*.yaml:1` | `` *b* was removed. `` |",
    ]);
    expect(lines[13]).toBe("");
  });

  test("D4: has no control characters in the terminal", () => {
    const report = textReport("main\u001b[2J", changes, version);
    expect(report.split("\n")).toHaveLength(9);
    expect(report).not.toMatch(/[^\P{Control}\n]|\p{Bidi_Control}/u);
    expect(report).toContain("\\u001b[31m\\u202e was removed.");
  });

  test("D4: reports in one line that it can't be written", async () => {
    await inNewFolder(async (folder) => {
      const summary = join(folder, "missing", "summary.md");
      expect(await diffOf([contractVersion], { summary })).toStrictEqual({
        code: 2,
        stdout: "",
        stderr:
          `The summary was not written: ENOENT: no such file or directory, open '${summary}'. ` +
          "Choose another file: --summary <file>\n",
      });
    });
  });
});

describe("the version for a change", () => {
  test.each<{ before: string; impact?: Impact; needed: string; lower?: string }>([
    { before: "1.2.3", impact: "breaking", needed: "2.0.0", lower: "1.99.99" },
    { before: "1.2.3", impact: "additive", needed: "1.3.0", lower: "1.2.99" },
    { before: "1.2.3", impact: "documentation", needed: "1.2.4", lower: "1.2.3" },
    { before: "1.2.3", needed: "1.2.3", lower: "1.2.2" },
    { before: "0.1.9", impact: "breaking", needed: "0.2.0", lower: "0.1.10" },
    { before: "0.1.9", impact: "additive", needed: "0.1.10", lower: "0.1.9" },
    { before: "0.1.9", impact: "documentation", needed: "0.1.10", lower: "0.0.11" },
    { before: "0.1.9", needed: "0.1.9", lower: "0.1.8" },
  ])("is $needed or higher after $before for $impact", ({ before, impact, needed, lower = "" }) => {
    const changes = impact === undefined ? [] : [{ impact, place: "", message: "" }];
    const check = (after: string) => checkVersion(before, after, changes);
    expect(check(needed)).toStrictEqual({ before, after: needed, needed, isSufficient: true });
    expect(check(lower)).toStrictEqual({ before, after: lower, needed, isSufficient: false });
    expect(check("3.0.0").isSufficient).toBe(true);
    expect(check("0.0.1").isSufficient).toBe(false);
  });
});
