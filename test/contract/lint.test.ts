import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseContract, readContract } from "../../scripts/contract/document.ts";
import { lintContract } from "../../scripts/contract/lint.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { changedCopy, contractFile, inNewFolder, type Change } from "../support/contract-copy.ts";
import { thrownBy } from "../support/thrown.ts";

test("the contract has no lint problems", async () => {
  await expect(lintContract(await readContract(contractFile))).resolves.toBeUndefined();
});

const createDescription = "      description: Creates a resource. Its id is generated unless the body contains one.\n";
const inline = "{ description: Inline response. }";

interface Mistake {
  readonly rule: string;
  readonly name: string;
  /** Part of the reported line, or of the line before it. */
  readonly at: string;
  /** Made in a second contract, because another mistake is in the same place. */
  readonly second?: true;
  readonly change: Change;
}

const mistakes: Mistake[] = [
  {
    rule: "rule/operation-summary-sentence-case",
    name: "a summary in title case",
    at: "summary: Create a Resource in the registry",
    change: { from: "summary: Create a resource in the registry", to: "summary: Create a Resource in the registry" },
  },
  {
    rule: "rule/operation-summary-sentence-case",
    name: "a summary with a full stop",
    at: "summary: Create a resource in the registry.",
    second: true,
    change: { from: "summary: Create a resource in the registry", to: "summary: Create a resource in the registry." },
  },
  {
    rule: "rule/example-summary-sentence-case",
    name: "an example's summary in title case",
    at: "summary: A Minimal resource",
    change: { from: "summary: A minimal resource", to: "summary: A Minimal resource" },
  },
  {
    rule: "operation-description",
    name: "an operation without description",
    at: "    post:",
    change: { from: createDescription, to: "" },
  },
  {
    rule: "parameter-description",
    name: "a parameter without description",
    at: "    SourceKey:",
    change: { from: "      description: The key of the source.\n", to: "" },
  },
  {
    rule: "rule/property-description",
    name: "a property without description",
    at: "id: { type: string }",
    change: { from: ", description: Id of this identifier within the resource.", to: "" },
  },
  {
    rule: "rule/property-description",
    name: "a property with an empty description",
    at: 'id: { type: string, description: "" }',
    second: true,
    change: { from: "description: Id of this identifier within the resource. }", to: 'description: "" }' },
  },
  {
    rule: "rule/property-description",
    name: "a property that references a schema without description",
    at: "    PeriodInput:",
    change: { from: "      description: The validity period of an identifier.\n", to: "" },
  },
  {
    rule: "rule/schema-description",
    name: "a schema without description",
    at: "    IdentifierInput:",
    change: { from: "      description: An identifier of the resource in another system.\n", to: "" },
  },
  {
    rule: "tag-description",
    name: "a tag without description",
    at: "- name: Purges",
    change: {
      from: "    description: Background deletion of all records of a collection.\n",
      to: "",
    },
  },
  {
    rule: "rule/error-response-ref",
    name: "an inline error response",
    at: '"415": {',
    change: { from: '{ $ref: "#/components/responses/UnsupportedMediaType" }', to: inline },
  },
  {
    rule: "rule/error-response-ref",
    name: "an inline default response",
    at: "default: { description: Inline",
    change: { from: '{ $ref: "#/components/responses/UnexpectedError" }', to: inline },
  },
  {
    rule: "no-invalid-media-type-examples",
    name: "an example that is invalid against its schema",
    at: "status: DONE",
    change: { from: "        status: PERSISTED\n        resource:", to: "        status: DONE\n        resource:" },
  },
  {
    rule: "no-invalid-parameter-examples",
    name: "a parameter's example that is invalid against its schema",
    at: "example: _ehr",
    change: { from: "      example: ehr-prod", to: "      example: _ehr" },
  },
  {
    rule: "no-unused-components",
    name: "a rule of recommended-strict",
    at: "    StoredResource:",
    change: {
      from: '              examples: { stored: { $ref: "#/components/examples/StoredResource" } }\n',
      to: "",
    },
  },
];

/** A run of Redocly takes a second: mistakes in different places are made in the same contract. */
const together = [mistakes.filter(({ second }) => second !== true), mistakes.filter(({ second }) => second === true)];

describe.concurrent.each(together.map((rows) => ({ rows })))("mistakes in the contract are problems", ({ rows }) => {
  let found: ReturnType<typeof lintMistakes> | undefined;

  test.each(rows)("$rule: $name", async ({ rule, at }) => {
    const { problems, lines } = await (found ??= lintMistakes(rows));
    const places = problems.filter((problem) => problem.rule === rule).map(({ line }) => lines.slice(line - 2, line));
    expect(places.flat()).toContainEqual(expect.stringContaining(at));
    expect(problems.map(({ file }) => file)).toContain("mistakes.yaml");
  });
});

async function lintMistakes(rows: readonly Mistake[]) {
  const text = await changedCopy(
    contractFile,
    rows.map(({ change }) => change),
  );
  const { problems } = await thrownBy(ContractError, () => lintContract(parseContract(text, "mistakes.yaml")));
  return { problems, lines: text.split("\n") };
}

describe.concurrent("a mistake in the rules is a problem", () => {
  test.each([
    { name: "a built-in rule's name", change: { from: "tag-description: error", to: "tag-descriptoin: error" } },
    { name: "a severity", change: { from: "tag-description: error", to: "tag-description: eror" } },
    { name: "an assertion of our own rules", change: { from: "      nonEmpty: true", to: "      nonEmtpy: true" } },
    { name: "the ruleset", change: { from: "- recommended-strict", to: "- recommended-strcit" } },
  ])("$name mistyped", async ({ change }) => {
    await inNewFolder(async (folder) => {
      const config = join(folder, "redocly.yaml");
      await writeFile(config, await changedCopy("redocly.yaml", [change]));
      const error = await thrownBy(ContractError, async () => lintContract(await readContract(contractFile), config));
      expect(error.message).toContain("The contract could not be linted.");
      expect(error.message).toContain(change.to.replace(/: .*|^\W+/g, ""));
    });
  });
});
