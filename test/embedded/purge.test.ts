import { describe, expect, test } from "vitest";
import { startEmbedded, startTime, timeAt, upsertion } from "../support/embedded-calls.ts";
import { send } from "../support/raw-request.ts";

describe("a purge", () => {
  test("deletes every resource of one type in its source, when its task is executed", async () => {
    const { embedded, http, upsert, purge, readPurge, task, stored, pass } = startEmbedded();
    await upsert("patient-1");
    await http.PUT("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
      params: { path: { sourceKey: "lab", resourceType: "patient", id: "patient-1" } },
      body: { data: {} },
    });
    const { data, response } = await purge("resources", "patient");
    const purgeOperation = {
      taskId: "pg_id3",
      purgeId: "pg_id3",
      collectionType: "resources",
      collectionKey: "patient",
      status: "PENDING",
      createdAt: startTime,
      updatedAt: startTime,
    };
    expect(response.status).toBe(202);
    expect(data).toStrictEqual({ taskId: "pg_id3", status: "ACCEPTED", purgeOperation });
    expect((await readPurge("pg_id3")).data).toStrictEqual(purgeOperation);
    await upsert("patient-2");
    pass(50);
    expect((await readPurge("pg_id3")).data).toStrictEqual({
      ...purgeOperation,
      status: "SUCCESS",
      deletedCount: 2,
      updatedAt: timeAt(50),
    });
    expect((await task("pg_id3", true)).data).toStrictEqual({ status: "SUCCESS", taskId: "pg_id3", receipts: [] });
    expect(stored()).toStrictEqual([]);
    expect(embedded.resources({ sourceKey: "lab", resourceType: "patient" })).toHaveLength(1);
  });

  test("of relationships, of objects, and of an empty collection", async () => {
    const { embedded, bundle, purge, readPurge } = startEmbedded();
    const end = (id: string) => ({ id, type: "patient" });
    const create = { type: "parent-of", from: end("a"), to: end("b") };
    await bundle([upsertion("patient-1")], [{ action: "CREATE", create }]);
    const deleted = async (...collection: Parameters<typeof purge>) => {
      const { data } = await purge(...collection);
      await embedded.completeTasks();
      return (await readPurge(data?.taskId)).data?.deletedCount;
    };
    expect(await deleted("relationships", "patient")).toBe(0);
    expect(await deleted("resources", "parent-of")).toBe(0);
    expect(await deleted("objects", "patient")).toBe(0);
    expect(await deleted("relationships", "parent-of")).toBe(1);
    expect(await deleted("relationships", "parent-of")).toBe(0);
    expect(await deleted("resources", "patient")).toBe(1);
  });

  test("that is missing, or is a task of another kind: 404 NOT_FOUND", async () => {
    const { upsert, readPurge } = startEmbedded();
    const { data } = await upsert("patient-1");
    for (const purgeId of ["pg_none", data?.taskId]) {
      expect((await readPurge(purgeId)).error).toStrictEqual({
        code: 404,
        type: "NOT_FOUND",
        message: "Purge not found.",
      });
    }
  });

  test("that breaks a rule is rejected", async () => {
    const { embedded } = startEmbedded();
    const body = JSON.stringify({ collectionType: "people", collectionKey: "a b" });
    const response = await send(embedded, { path: "/sources/ehr-prod/v1/purge", body });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([
      'collectionType must be "resources" or "relationships" or "objects"',
      "collectionKey must be 1 to 62 letters, digits, hyphens and underscores, not beginning with an underscore",
    ]);
  });
});
