import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { ApiError, MalformedResponseError } from "../../src/index.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { operations } from "../support/operations.ts";
import { patientPath } from "../support/patient.ts";
import { clientOf } from "../support/start.ts";
import { collection, sourcePath, taskOperations } from "../support/task-operations.ts";
import { thrownBy } from "../support/thrown.ts";

const taskId = "pg_2wil2zeXT0V0wAw25pb9Xqha5qw";
const purge = { taskId, purgeId: taskId, ...collection, status: "PENDING" };

function clientWithResponse(body: unknown) {
  return clientOf(observedFetch(() => Response.json(body)).fetch);
}

test("a purge is ACCEPTED with its task and state, and can be polled until it ends", async () => {
  const now = "2025-05-13T14:00:00.000Z";
  const embedded = createEmbeddedRegistry({ newId: () => "id1", now: () => new Date(now) });
  const registry = clientOf(embedded.fetch);
  await operations.upsert(registry);
  const purgeOperation = {
    taskId: "pg_id1",
    purgeId: "pg_id1",
    ...collection,
    status: "PENDING",
    createdAt: now,
    updatedAt: now,
  };
  expect(await taskOperations.purge(registry)).toStrictEqual({
    taskId: "pg_id1",
    status: "ACCEPTED",
    purgeOperation,
    task: { kind: "purge", id: "id1", deprecated: false, raw: "pg_id1" },
  });
  const path = { ...sourcePath, purgeId: "pg_id1" };
  expect(await registry.getPurge(path)).toStrictEqual(purgeOperation);
  await embedded.completeTasks();
  expect(await registry.getPurge(path)).toStrictEqual({ ...purgeOperation, status: "SUCCESS", deletedCount: 1 });
  expect(embedded.resources(patientPath)).toStrictEqual([]);
});

test("an unknown purge is an ApiError 404", async () => {
  const registry = clientOf(createEmbeddedRegistry().fetch);
  const error = await thrownBy(ApiError, () => registry.getPurge({ ...sourcePath, purgeId: taskId }));
  expect(error).toMatchObject({ operationId: "getPurge", status: 404, type: "NOT_FOUND", outcome: "not-done" });
});

test.each(["SUCCESS", "PENDING", "CANCELLED", "FAILURE", "PAUSED"])(
  "C5: a purge with the status %s is returned unchanged, with unknown collections and fields",
  async (status) => {
    const response = { ...purge, status, collectionType: "events", reason: "audit" };
    expect(await clientWithResponse(response).getPurge({ ...sourcePath, purgeId: taskId })).toStrictEqual(response);
  },
);

const noPurges = [[], null, "text", {}, { ...purge, status: undefined }, { ...purge, status: 5 }];

describe("a response that is not a purge", () => {
  test.each(noPurges)("is a MalformedResponseError for a read: %j", async (response) => {
    const registry = clientWithResponse(response);
    const error = await thrownBy(MalformedResponseError, () => registry.getPurge({ ...sourcePath, purgeId: taskId }));
    expect(error).toMatchObject({ operationId: "getPurge", status: 200, taskId: undefined, outcome: "not-done" });
  });

  test.each([undefined, ...noPurges])("C8: is removed from an ACCEPTED submission: %j", async (purgeOperation) => {
    const registry = clientWithResponse({ taskId, status: "ACCEPTED", purgeOperation });
    expect(await taskOperations.purge(registry)).toStrictEqual({
      taskId,
      status: "ACCEPTED",
      task: { kind: "purge", id: "2wil2zeXT0V0wAw25pb9Xqha5qw", deprecated: false, raw: taskId },
    });
  });
});
