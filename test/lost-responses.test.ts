import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { ApiError, ConnectionError } from "../src/index.ts";
import { operations } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { sourcePath, taskOperations } from "./support/task-operations.ts";
import { thrownBy } from "./support/thrown.ts";

describe("a delete that is retried because its response was lost", () => {
  test("rejects with an ApiError 404 whose outcome is unknown", async () => {
    const embedded = createEmbeddedRegistry();
    const registry = clientOf(embedded.fetch, { retry: { backoffMs: 1 } });
    await operations.upsert(registry);
    embedded.faults.nextRequests(1, { kind: "resetAfter" });
    const error = await thrownBy(ApiError, () => taskOperations.delete(registry));
    expect(error).toMatchObject({
      operationId: "deleteResource",
      status: 404,
      type: "NOT_FOUND",
      outcome: "unknown",
      attempts: 2,
    });
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });

  test("starts a second task, which fails, if writes are asynchronous", async () => {
    const embedded = createEmbeddedRegistry({ asynchronous: true });
    const registry = clientOf(embedded.fetch, { retry: { backoffMs: 1 } });
    await operations.upsert(registry);
    embedded.faults.nextRequests(1, { kind: "resetAfter" });
    const { taskId, status } = await taskOperations.delete(registry);
    await embedded.completeTasks();
    expect(status).toBe("ACCEPTED");
    expect(await registry.getTask({ ...sourcePath, taskId }, { query: { withReceipts: true } })).toMatchObject({
      status: "FAILURE",
      receipts: [{ action: "DELETE", status: "FAILURE", error: { type: "NOT_FOUND" } }],
    });
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });
});

describe("the error of a response that is cut off after its taskId has the taskId", () => {
  test.each([
    { name: "bulk", operationId: "bulkResources", taskId: "bk_id1" },
    { name: "bundle", operationId: "submitBundle", taskId: "bd_id1" },
    { name: "purge", operationId: "purgeCollection", taskId: "pg_id1" },
  ] as const)("$name", async ({ name, operationId, taskId }) => {
    const embedded = createEmbeddedRegistry({ newId: () => "id1" });
    const registry = clientOf(embedded.fetch);
    embedded.faults.nextRequests(1, { kind: "cutBody" });
    const error = await thrownBy(ConnectionError, () => taskOperations[name](registry));
    expect(error).toMatchObject({ operationId, cause: { code: "UND_ERR_SOCKET" } });
    expect(error).toMatchObject({ taskId, outcome: "unknown", attempts: 1 });
    await embedded.completeTasks();
    expect(await registry.getTask({ ...sourcePath, taskId })).toMatchObject({ status: "SUCCESS" });
  });

  test("but not for a read, which accepts no write", async () => {
    for (const read of ["getTask", "getPurge"] as const) {
      const response = () => new Response(cut('{"taskId":"pg_2wil","status":"SUCC'));
      const registry = clientOf(() => Promise.resolve(response()));
      const path = { ...sourcePath, taskId: "purge:2wil", purgeId: "purge:2wil" };
      const error = await thrownBy(ConnectionError, () => registry[read](path));
      expect(error).toMatchObject({ operationId: read, taskId: undefined, outcome: "not-done" });
    }
  });
});

/** A body that is cut off after a string. */
function cut(text: string): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(stream) {
      if (isSent) stream.error(new TypeError("terminated"));
      else stream.enqueue(new TextEncoder().encode(text));
      isSent = true;
    },
  });
}
