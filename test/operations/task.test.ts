import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { ApiError, MalformedResponseError } from "../../src/index.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { sent } from "../support/operations.ts";
import { clientOf } from "../support/start.ts";
import { sourcePath, taskOperations } from "../support/task-operations.ts";
import { receipt, taskId } from "../support/task-responses.ts";
import { thrownBy } from "../support/thrown.ts";

const taskPath = { ...sourcePath, taskId };

function clientWithResponse(body: unknown, init?: ResponseInit) {
  return clientOf(observedFetch(() => Response.json(body, init)).fetch);
}

describe("a task of the embedded registry", () => {
  test("has its current status, and its receipts if they are requested", async () => {
    const embedded = createEmbeddedRegistry({ taskDurationMs: Infinity });
    const registry = clientOf(embedded.fetch);
    const { taskId } = await taskOperations.bulk(registry);
    const path = { ...sourcePath, taskId };
    expect(await registry.getTask(path)).toStrictEqual({ taskId, status: "PENDING" });
    await embedded.completeTasks();
    expect(await registry.getTask(path)).toStrictEqual({ taskId, status: "SUCCESS" });
    expect(await registry.getTask(path, { query: { withReceipts: true } })).toMatchObject({
      taskId,
      status: "SUCCESS",
      receipts: [
        { action: "CREATE", id: sent.id, status: "SUCCESS", targetType: "RESOURCE" },
        { action: "UPSERT", id: "patient-0002", status: "SUCCESS", targetType: "RESOURCE" },
      ],
    });
  });

  test("that is unknown, or of another source, is an ApiError 404", async () => {
    const registry = clientOf(createEmbeddedRegistry().fetch);
    const { taskId } = await taskOperations.bulk(registry);
    for (const path of [taskPath, { sourceKey: "another", taskId }, { ...sourcePath, taskId: "purge:2wil" }]) {
      const error = await thrownBy(ApiError, () => registry.getTask(path));
      expect(error).toMatchObject({ operationId: "getTask", status: 404, type: "NOT_FOUND", outcome: "not-done" });
    }
  });
});

test("unknown values of a receipt are returned unchanged", async () => {
  const later = {
    ...receipt("PAUSED", "QUOTA_EXCEEDED", { action: "PATCH", targetType: "OBJECT" }),
    pipelineExecution: { id: "2wil", pipelineDefinitionId: "clinic.1", status: "SKIPPED" },
    priority: 5,
  };
  const task = { taskId, status: "FAILURE", receipts: [later], progress: 0.5 };
  expect(await clientWithResponse(task).getTask(taskPath)).toStrictEqual(task);
});

test.each([
  { header: "2", retryAfterMs: 2_000 },
  { header: "0", retryAfterMs: 0 },
])("a Retry-After of $header is retryAfterMs: $retryAfterMs", async ({ header, retryAfterMs }) => {
  const task = { taskId, status: "PENDING" };
  const registry = clientWithResponse(task, { headers: { "retry-after": header } });
  expect(await registry.getTask(taskPath)).toStrictEqual({ ...task, retryAfterMs });
});

describe("a response that is not a task is a MalformedResponseError", () => {
  test.each([
    { response: [] },
    { response: null },
    { response: { taskId } },
    { response: { taskId, status: null } },
    { response: { taskId, status: 5 } },
    { response: { taskId, status: "SUCCESS", receipts: {} } },
    { response: { taskId: "bk_another", status: "SUCCESS", receipts: ["text"] } },
  ])("$response", async ({ response }) => {
    const error = await thrownBy(MalformedResponseError, () => clientWithResponse(response).getTask(taskPath));
    expect(error).toMatchObject({ operationId: "getTask", status: 200, taskId: undefined, outcome: "not-done" });
  });
});
