import { describe, expect, test } from "vitest";
import { parseContract, readContract } from "../../scripts/contract/document.ts";
import { lintContract } from "../../scripts/contract/lint.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { arazzo, arazzoFile } from "../support/arazzo.ts";
import { changedCopy, contractFile } from "../support/contract-copy.ts";
import { thrownBy } from "../support/thrown.ts";

describe("the Arazzo document", () => {
  test("calls operations of the contract", async () => {
    const operations = contractOperations(await readContract(contractFile)).map(({ operationId }) => operationId);
    const called = new Set(arazzo.workflows.flatMap(({ steps }) => steps.map(({ operationId }) => operationId)));
    expect(called.size).toBeGreaterThan(5);
    expect(operations).toStrictEqual(expect.arrayContaining([...called]));
  });

  test("has no lint problems", async () => {
    await expect(lintContract(await readContract(arazzoFile))).resolves.toBeUndefined();
  });

  const mistakes = [
    {
      rule: "rule/workflow-description",
      name: "a workflow without summary",
      at: "workflowId: createPersisted",
      change: { from: "    summary: Create a resource synchronously\n", to: "" },
    },
    {
      rule: "rule/workflow-description",
      name: "a workflow without description",
      at: "workflowId: createAccepted",
      change: {
        from: "    description: The response is ACCEPTED, with the taskId of a task that runs in the background.\n",
        to: "",
      },
    },
    {
      rule: "rule/step-description",
      name: "a step without description",
      at: "stepId: create",
      change: { from: "        description: Sends no API key.\n", to: "" },
    },
    {
      rule: "rule/step-success-criteria",
      name: "a step without success criteria",
      at: "stepId: createFirst",
      change: {
        from: "        successCriteria:\n          - condition: $statusCode == 201\n        outputs",
        to: "        outputs",
      },
    },
    {
      rule: "rule/no-status-code-range",
      name: "a range of status codes",
      at: "$statusCode == 4XX",
      change: { from: "$statusCode == 404", to: "$statusCode == 4XX" },
    },
    {
      rule: "stepId-unique",
      name: "a rule of recommended-strict",
      at: "stepId: createFirst",
      change: { from: "stepId: createSecond", to: "stepId: createFirst" },
    },
  ];

  /** A run of the linter takes a second: all mistakes are made in the same document. */
  async function lintMistakes() {
    const text = await changedCopy(
      arazzoFile,
      mistakes.map(({ change }) => change),
    );
    const { problems } = await thrownBy(ContractError, () => lintContract(parseContract(text, arazzoFile)));
    return { problems, lines: text.split("\n") };
  }
  let found: ReturnType<typeof lintMistakes> | undefined;

  test.each(mistakes)("$rule: $name", async ({ rule, at }) => {
    const { problems, lines } = await (found ??= lintMistakes());
    const places = problems.filter((problem) => problem.rule === rule).map(({ line }) => lines.slice(line - 1, line));
    expect(places.flat()).toContainEqual(expect.stringContaining(at));
  });
});
