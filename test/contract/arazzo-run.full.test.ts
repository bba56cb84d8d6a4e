import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { redocly } from "../../scripts/redocly.ts";
import { contractFile, inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { arazzo, arazzoText } from "../support/arazzo.ts";
import { unrolledContract } from "../support/unrolled-contract.ts";

interface Report {
  files: Record<string, { executedWorkflows: Workflow[] }>;
}
interface Workflow {
  workflowId: string;
  executedSteps: { stepId: string; checks: { name: string; status: string; message?: string }[] }[];
}

/** Runs the workflows of a document against the registry at `url`. */
async function respect(url: string, text: string) {
  return inNewFolder(async (folder) => {
    const [workflows, report] = [join(folder, "registry.arazzo.yaml"), join(folder, "report.json")];
    await writeFile(workflows, text);
    await writeFile(join(folder, "registry.yaml"), JSON.stringify(unrolledContract(await readContract(contractFile))));
    const parameters = ["--server", `registry=${url}`, "--input", "apiKey=secret", "--json-output", report];
    const { failed, stdout, stderr } = await redocly(["respect", workflows, ...parameters]);
    const { files } = JSON.parse(await readFile(report, "utf8")) as Report;
    const executed = Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows);
    return { failed, output: stdout + stderr, executed };
  });
}

describe("the workflows in Redocly Respect", () => {
  test("pass with the embedded registry, with each response checked against the contract", async () => {
    const embedded = createEmbeddedRegistry({
      apiKey: "secret",
      asynchronous: ({ resourceType }) => resourceType === "clinic",
      // A repeated step would be reported twice.
      taskDurationMs: 0,
    });
    const { url } = await embedded.listen();
    onTestFinished(() => embedded.close());
    const { failed, output, executed } = await respect(url, arazzoText);
    expect(failed, output).toBe(false);

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
    expect(output).toContain(`Workflows: ${all(arazzo.workflows.length)}`);
    expect(output).toContain(`Steps: ${all(expected.length)}`);
    expect(output).toContain(`Checks: ${all(expected.flatMap(({ checks }) => checks).length)}`);
    expect(output).not.toContain("WARNING");
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
  const invalidResponses = [
    {
      name: "a field of another type",
      response: { code: 201, type: json, body: { ...persisted, resource: { ...persisted.resource, id: 5 } } },
      failures: ["schema check"],
      failureMessage: "TYPE must be string",
    },
    {
      name: "a missing field",
      response: { code: 201, type: json, body: { ...persisted, resource: { ...persisted.resource, type: undefined } } },
      failures: ["schema check"],
      failureMessage: "REQUIRED must have required property 'type'",
    },
    {
      name: "an unknown status",
      response: { code: 201, type: json, body: { ...persisted, status: "DONE" } },
      failures: ["success criteria check", "schema check"],
      failureMessage: "ONEOF must match exactly one schema in oneOf",
    },
    {
      name: "another media type",
      response: { code: 201, type: "application/problem+json", body: persisted },
      failures: ["content-type check"],
      failureMessage: "Content type application/problem+json for 201 response is not described in the schema.",
    },
  ];

  /** Runs the workflow once for each invalid response, in one run of Respect, which takes a second. */
  async function respectInvalid() {
    const responses = invalidResponses.map(({ response }) => response);
    const server = createServer((_, response) => {
      const { code, type, body } = responses.shift() ?? { code: 500, type: json, body: {} };
      response.writeHead(code, { "content-type": type }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      const [createPersisted] = arazzo.workflows;
      const workflows = invalidResponses.map((_, index) => ({
        ...createPersisted,
        workflowId: `response-${String(index)}`,
      }));
      return await respect(url, JSON.stringify({ ...arazzo, workflows }));
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }
  let respected: ReturnType<typeof respectInvalid> | undefined;

  test.each(invalidResponses.map((row, index) => ({ ...row, index })))(
    "fail and report a response with $name",
    async ({ index, failures, failureMessage }) => {
      const { failed, executed } = await (respected ??= respectInvalid());
      expect(failed).toBe(true);
      expect(executed[index]?.workflowId).toBe(`response-${String(index)}`);
      const checks = executed[index]?.executedSteps.flatMap((step) => step.checks) ?? [];
      const failing = checks.filter(({ status }) => status !== "success");
      expect(failing.map(({ name }) => name)).toStrictEqual(failures);
      expect(failing.map(({ message }) => message).join("\n")).toContain(failureMessage);
    },
  );
});
