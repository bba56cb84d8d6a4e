import { copyFile, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { parseContract, readContract } from "../../scripts/contract/document.ts";
import { lintContract } from "../../scripts/contract/lint.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { ContractError } from "../../scripts/contract/problem.ts";
import { redocly } from "../../scripts/redocly.ts";
import { changedCopy, contractFile, inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { thrownBy } from "../support/thrown.ts";
import { unrolledContract } from "../support/unrolled-contract.ts";

const arazzoFile = "openapi/registry.arazzo.yaml";
const arazzo = parse(await readFile(arazzoFile, "utf8")) as {
  workflows: { workflowId: string; steps: { stepId: string; operationId: string; successCriteria: unknown[] }[] }[];
};

interface Report {
  files: Record<string, { executedWorkflows: Workflow[] }>;
}
interface Workflow {
  workflowId: string;
  executedSteps: { stepId: string; checks: { name: string; status: string }[] }[];
}

/** Runs every workflow, or those that the further parameters choose, against the registry at `url`. */
async function respect(url: string, ...further: string[]) {
  return inNewFolder(async (folder) => {
    const [workflows, report] = [join(folder, "registry.arazzo.yaml"), join(folder, "report.json")];
    await copyFile(arazzoFile, workflows);
    await writeFile(join(folder, "registry.yaml"), JSON.stringify(unrolledContract(await readContract(contractFile))));
    const parameters = ["--server", `registry=${url}`, "--input", "apiKey=secret", "--json-output", report];
    const { failed, stdout, stderr } = await redocly(["respect", workflows, ...parameters, ...further]);
    const { files } = JSON.parse(await readFile(report, "utf8")) as Report;
    const executed = Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows);
    return { failed, said: stdout + stderr, executed };
  });
}

describe("the workflows, run by a client that is not ours", () => {
  test("go through on the embedded registry, each answer checked against the contract", async () => {
    const embedded = createEmbeddedRegistry({
      apiKey: "secret",
      asynchronous: ({ resourceType }) => resourceType === "clinic",
      // A step that has to be repeated would be there twice.
      taskDurationMs: 0,
    });
    const { url } = await embedded.listen();
    onTestFinished(() => embedded.close());
    const { failed, said, executed } = await respect(url);
    expect(failed, said).toBe(false);

    const expected = arazzo.workflows.flatMap(({ workflowId, steps }) =>
      steps.map(({ stepId, successCriteria }) => ({
        step: `${workflowId}, ${stepId}`,
        checks: [
          ...successCriteria.map(() => "success criteria check"),
          "status code check",
          "content-type check",
          "schema check",
        ],
      })),
    );
    expect(
      executed.flatMap(({ workflowId, executedSteps }) =>
        executedSteps.map(({ stepId, checks }) => ({
          step: `${workflowId}, ${stepId}`,
          checks: checks.filter(({ status }) => status === "success").map(({ name }) => name),
        })),
      ),
    ).toStrictEqual(expected);
    const all = (count: number) => `${String(count)} passed, ${String(count)} total`;
    expect(said).toContain(`Workflows: ${all(arazzo.workflows.length)}`);
    expect(said).toContain(`Steps: ${all(expected.length)}`);
    expect(said).toContain(`Checks: ${all(expected.flatMap(({ checks }) => checks).length)}`);
    expect(said).not.toContain("WARNING");
  });

  const persisted = {
    taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
    status: "PERSISTED",
    resource: {
      id: "2wil2vg5uqi08x1aet097gLW8DO",
      type: "patient",
      meta: { source: "ehr-prod" },
      data: { name: [{ family: "Tremblay" }] },
    },
  };
  const json = "application/json";
  test.each([
    {
      name: "a field of another type",
      answer: { code: 201, type: json, body: { ...persisted, resource: { ...persisted.resource, id: 5 } } },
      failures: ["schema check"],
      says: "TYPE must be string",
    },
    {
      name: "a field missing",
      answer: { code: 201, type: json, body: { ...persisted, resource: { ...persisted.resource, type: undefined } } },
      failures: ["schema check"],
      says: "REQUIRED must have required property 'type'",
    },
    {
      name: "a status that no option has",
      answer: { code: 201, type: json, body: { ...persisted, status: "DONE" } },
      failures: ["success criteria check", "schema check"],
      says: "ONEOF must match exactly one schema in oneOf",
    },
    {
      name: "another media type",
      answer: { code: 201, type: "application/problem+json", body: persisted },
      failures: ["content-type check"],
      says: "Content type application/problem+json for 201 response is not described in the schema.",
    },
  ])("fail on a registry that answers with $name, and say so", async ({ answer, failures, says }) => {
    const server = createServer((_, response) => {
      response.writeHead(answer.code, { "content-type": answer.type }).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const { failed, said, executed } = await respect(url, "--workflow", "createPersisted");
    expect(failed).toBe(true);
    const checks = executed.flatMap(({ executedSteps }) => executedSteps.flatMap((step) => step.checks));
    expect(checks.filter(({ status }) => status !== "success").map(({ name }) => name)).toStrictEqual(failures);
    expect(said).toContain(says);
  });

  test("call operations of the contract", async () => {
    const operations = contractOperations(await readContract(contractFile)).map(({ operationId }) => operationId);
    const called = new Set(arazzo.workflows.flatMap(({ steps }) => steps.map(({ operationId }) => operationId)));
    expect(called.size).toBeGreaterThan(5);
    expect(operations).toStrictEqual(expect.arrayContaining([...called]));
  });
});

describe("the document of the workflows", () => {
  test("lint", async () => {
    await expect(lintContract(await readContract(arazzoFile))).resolves.toBeUndefined();
  });

  test.each([
    {
      rule: "rule/workflow-words",
      name: "a workflow without summary",
      change: { from: "    summary: Create a resource that is stored at once\n", to: "" },
    },
    {
      rule: "rule/workflow-words",
      name: "a workflow without description",
      change: { from: "    description: The answer is PERSISTED, with the resource and the task.\n", to: "" },
    },
    {
      rule: "rule/step-description",
      name: "a step without description",
      change: { from: "        description: Sends no key.\n", to: "" },
    },
    {
      rule: "rule/step-success-criteria",
      name: "a step that never fails",
      change: {
        from: "        successCriteria:\n          - condition: $statusCode == 201\n        outputs",
        to: "        outputs",
      },
    },
    {
      rule: "rule/status-code-in-full",
      name: "a range of status codes",
      change: { from: "$statusCode == 404", to: "$statusCode == 4XX" },
    },
    {
      rule: "stepId-unique",
      name: "what recommended-strict finds",
      change: { from: "stepId: createSecond", to: "stepId: createFirst" },
    },
  ])("$rule: $name", async ({ rule, change }) => {
    const changed = parseContract(await changedCopy(arazzoFile, [change]), arazzoFile);
    const { problems } = await thrownBy(ContractError, () => lintContract(changed));
    expect(problems.map((problem) => problem.rule)).toContain(rule);
  });
});
