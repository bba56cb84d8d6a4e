import { copyFile, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readContract } from "../../scripts/contract/document.ts";
import { contractOperations } from "../../scripts/contract/operations.ts";
import { redocly } from "../../scripts/redocly.ts";
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { contractFile, inNewFolder } from "../support/contract-copy.ts";
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
  executedSteps: { stepId: string; checks: { name: string; status: string; message: string }[] }[];
}

/** Runs every workflow against the registry at `url`. */
async function respect(url: string) {
  return inNewFolder(async (folder) => {
    const [workflows, report] = [join(folder, "registry.arazzo.yaml"), join(folder, "report.json")];
    await copyFile(arazzoFile, workflows);
    await writeFile(join(folder, "registry.yaml"), JSON.stringify(unrolledContract(await readContract(contractFile))));
    const parameters = ["--server", `registry=${url}`, "--input", "apiKey=secret", "--json-output", report];
    const { failed, stdout, stderr } = await redocly(["respect", workflows, ...parameters]);
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
    });
    const { url } = await embedded.listen();
    const { failed, said, executed } = await respect(url);
    await embedded.close();
    expect(failed, said).toBe(false);

    const names = (workflows: typeof arazzo.workflows) =>
      workflows.flatMap(({ workflowId, steps }) =>
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
    ).toStrictEqual(names(arazzo.workflows));
  });

  test("fail on a registry that breaks the contract, and say how", async () => {
    const resource = { id: 5, type: "patient", meta: { source: "ehr-prod" }, data: { name: [{ family: "Tremblay" }] } };
    const answer = { taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw", status: "PERSISTED", resource };
    const server = createServer((_, response) => {
      response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { failed, executed } = await respect(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    server.close();
    server.closeAllConnections();
    expect(failed).toBe(true);
    const checks = executed[0]?.executedSteps[0]?.checks ?? [];
    const [broken, ...others] = checks.filter(({ status }) => status !== "success");
    expect(broken?.name).toBe("schema check");
    expect(broken?.message).toContain("TYPE must be string");
    expect(others).toStrictEqual([]);
  });

  test("have a step for every operation of the contract", async () => {
    const operations = contractOperations(await readContract(contractFile));
    const called = arazzo.workflows.flatMap(({ steps }) => steps.map(({ operationId }) => operationId));
    expect([...new Set(called)].sort()).toStrictEqual(operations.map(({ operationId }) => operationId).sort());
  });

  test("lint", async () => {
    const { failed, stdout, stderr } = await redocly(["lint", arazzoFile]);
    expect(failed, stdout + stderr).toBe(false);
  });
});
