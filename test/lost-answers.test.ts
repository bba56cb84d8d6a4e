import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { ApiError, ConnectionError } from "../src/index.ts";
import { operations } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { sourcePath, taskOperations } from "./support/task-operations.ts";
import { thrownBy } from "./support/thrown.ts";

describe("a delete whose answer is lost, and that is sent again", () => {
  test("is an ApiError 404, of which it is not known whether it deleted anything", async () => {
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

  test("is a second task, which fails, where writes are tasks", async () => {
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

describe("an answer that is cut off behind its taskId names the task", () => {
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

  test("but not that of a read, which takes nothing on, though it names a task", async () => {
    for (const read of ["getTask", "getPurge"] as const) {
      const answer = () => new Response(cut('{"taskId":"pg_2wil","status":"SUCC'));
      const registry = clientOf(() => Promise.resolve(answer()));
      const path = { ...sourcePath, taskId: "purge:2wil", purgeId: "purge:2wil" };
      const error = await thrownBy(ConnectionError, () => registry[read](path));
      expect(error).toMatchObject({ operationId: read, taskId: undefined, outcome: "not-done" });
    }
  });
});

/** A body of which no more comes. */
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
