import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lintContract } from "../../scripts/contract/lint.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { changedCopy, contractFile, inNewFolder, withChangedContract, type Change } from "../support/contract-copy.ts";
import { thrownBy } from "../support/thrown.ts";

test("the contract has no problem", async () => {
  await expect(lintContract(contractFile)).resolves.toBeUndefined();
});

const createDescription = "      description: Creates a resource. Its id is generated unless the body contains one.\n";
const inline = "{ description: Written in place. }";

const mistakes: { rule: string; name: string; change: Change }[] = [
  {
    rule: "rule/operation-summary-sentence-case",
    name: "a summary in title case",
    change: { from: "summary: Create a resource in the registry", to: "summary: Create a Resource in the registry" },
  },
  {
    rule: "rule/operation-summary-sentence-case",
    name: "a summary with a full stop",
    change: { from: "summary: Create a resource in the registry", to: "summary: Create a resource in the registry." },
  },
  {
    rule: "rule/example-summary-sentence-case",
    name: "an example's summary in title case",
    change: { from: "summary: A minimal resource", to: "summary: A Minimal resource" },
  },
  {
    rule: "operation-description",
    name: "an operation without description",
    change: { from: createDescription, to: "" },
  },
  {
    rule: "parameter-description",
    name: "a parameter without description",
    change: { from: "      description: The key of the source.\n", to: "" },
  },
  {
    rule: "rule/property-description",
    name: "a property without description",
    change: { from: ", description: Id of this identifier within the resource.", to: "" },
  },
  {
    rule: "rule/property-description",
    name: "a property with an empty description",
    change: { from: "description: Id of this identifier within the resource. }", to: 'description: "" }' },
  },
  {
    rule: "rule/property-description",
    name: "a property that refers to a schema without description",
    change: { from: "      description: The time during which an identifier is valid.\n", to: "" },
  },
  {
    rule: "rule/schema-description",
    name: "a schema without description",
    change: { from: "      description: An identifier of the resource in another system.\n", to: "" },
  },
  {
    rule: "tag-description",
    name: "a tag without description",
    change: {
      from: "    description: Deletion of everything in a collection. It runs in the background.\n",
      to: "",
    },
  },
  {
    rule: "rule/error-response-ref",
    name: "an error response in place",
    change: { from: '{ $ref: "#/components/responses/UnsupportedMediaType" }', to: inline },
  },
  {
    rule: "rule/error-response-ref",
    name: "a default response in place",
    change: { from: '{ $ref: "#/components/responses/UnexpectedError" }', to: inline },
  },
  {
    rule: "no-invalid-media-type-examples",
    name: "an example that breaks its schema",
    change: { from: "        status: PERSISTED\n        resource:", to: "        status: DONE\n        resource:" },
  },
  {
    rule: "no-invalid-parameter-examples",
    name: "a parameter's example that breaks its schema",
    change: { from: "      example: ehr-prod", to: "      example: _ehr" },
  },
  {
    rule: "no-unused-components",
    name: "what recommended-strict finds",
    change: {
      from: '              examples: { stored: { $ref: "#/components/examples/StoredResource" } }\n',
      to: "",
    },
  },
];

describe.concurrent("a mistake in the contract is a problem, by its rule", () => {
  test.each(mistakes)("$rule: $name", async ({ rule, change }) => {
    await withChangedContract([change], async (file) => {
      const error = await thrownBy(ContractError, () => lintContract(file));
      expect(error.problems.map((problem) => problem.rule)).toContain(rule);
      expect(error.problems.map((problem) => problem.file)).toContain(file);
      expect(Math.min(...error.problems.map(({ line }) => line))).toBeGreaterThan(10);
    });
  });
});

describe.concurrent("a mistake in the rules is a problem too", () => {
  test.each([
    { name: "a built-in rule's name", change: { from: "tag-description: error", to: "tag-descriptoin: error" } },
    { name: "a severity", change: { from: "tag-description: error", to: "tag-description: eror" } },
    { name: "an assertion of our own rules", change: { from: "      nonEmpty: true", to: "      nonEmtpy: true" } },
    { name: "the ruleset", change: { from: "- recommended-strict", to: "- recommended-strcit" } },
  ])("$name mistyped", async ({ change }) => {
    await inNewFolder(async (folder) => {
      const config = join(folder, "redocly.yaml");
      await writeFile(config, await changedCopy("redocly.yaml", [change]));
      const error = await thrownBy(ContractError, () => lintContract(contractFile, config));
      expect(error.message).toContain("The contract could not be linted.");
      expect(error.message).toContain(change.to.replace(/: .*|^\W+/g, ""));
    });
  });
});
