import { describe, expect, test } from "vitest";
import { creation, startEmbedded, startTime, timeAt } from "../support/embedded-calls.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { send } from "../support/raw-request.ts";

const taskNotFound = { code: 404, type: "NOT_FOUND", message: "Task not found." };

describe("a write that is executed at once leaves a completed task with its receipt", () => {
  const { create, upsert, remove, contain, task } = startEmbedded();

  test.each([
    { name: "create", write: () => create("patient-1"), action: "CREATE" },
    { name: "upsert", write: () => upsert("patient-1"), action: "UPSERT" },
    {
      name: "upsert of a contained resource, with the receipt of the containing resource",
      write: () => contain("patient-1", "contact", "contact-1", { type: "contact", data: {} }),
      action: "UPSERT",
    },
    { name: "delete", write: () => remove("patient-1"), action: "DELETE" },
  ])("$name", async ({ write, action }) => {
    const { data: { taskId = "", status } = {} } = await write();
    expect(status).toBe("PERSISTED");
    expect((await task(taskId, true)).data).toStrictEqual({
      status: "SUCCESS",
      taskId,
      receipts: [
        {
          receivedAt: startTime,
          taskId,
          action,
          status: "SUCCESS",
          targetType: "RESOURCE",
          id: "patient-1",
          type: "patient",
          completedAt: startTime,
        },
      ],
    });
  });

  test("a write that fails at once leaves no task", async () => {
    const { create, task } = startEmbedded();
    await create("patient-1");
    expect((await create("patient-1")).error).toMatchObject({ code: 409, type: "ALREADY_EXISTS" });
    expect((await task("s_id1")).data?.status).toBe("SUCCESS");
    expect((await task("s_id2")).error).toStrictEqual(taskNotFound);
  });
});

describe("an accepted write", () => {
  test("is PENDING and stores nothing for 50 ms, and is then executed", async () => {
    const { create, task, stored, pass } = startEmbedded({ asynchronous: true });
    const { data: { taskId } = {}, response } = await create("patient-1", { a: 1 });
    expect(response.status).toBe(202);
    const receipt = {
      receivedAt: startTime,
      taskId,
      action: "CREATE",
      status: "PENDING",
      targetType: "RESOURCE",
      id: "patient-1",
      type: "patient",
    };
    pass(49);
    expect((await task(taskId, true)).data).toStrictEqual({ status: "PENDING", taskId, receipts: [receipt] });
    expect(stored()).toStrictEqual([]);
    pass(1);
    expect((await task(taskId, true)).data).toStrictEqual({
      status: "SUCCESS",
      taskId,
      receipts: [{ ...receipt, status: "SUCCESS", completedAt: timeAt(50) }],
    });
    expect(stored()).toStrictEqual([{ id: "patient-1", data: { a: 1 } }]);
  });

  test("has the time when it was due, however late it is read", async () => {
    const { embedded, create, read, pass } = startEmbedded({ asynchronous: true, taskDurationMs: 1_000 });
    await create("patient-1");
    pass(60_000);
    expect(embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" })[0]?.meta).toStrictEqual({
      createdAt: timeAt(1_000),
      updatedAt: timeAt(1_000),
      source: "ehr-prod",
    });
    expect((await read("patient-1")).data?.meta?.createdAt).toBe(timeAt(1_000));
  });

  test("fails in its task, with the error in the receipt", async () => {
    const { upsert, create, remove, contain, task, pass, stored } = startEmbedded({ asynchronous: true });
    await upsert("patient-1", { a: 1 });
    const failing = [
      await create("patient-1", { a: 2 }),
      await remove("patient-2"),
      await contain("patient-2", "contact", "contact-1", { type: "contact", data: {} }),
    ];
    pass(50);
    const tasks = await Promise.all(failing.map(({ data }) => task(data?.taskId, true)));
    const resourceNotFound = { code: 404, type: "NOT_FOUND", message: "Resource not found." };
    expect(
      tasks.map(({ data }) => [data?.status, data?.receipts?.[0]?.status, data?.receipts?.[0]?.error]),
    ).toStrictEqual([
      ["FAILURE", "FAILURE", { code: 409, type: "ALREADY_EXISTS", message: "A resource with this id exists." }],
      ["FAILURE", "FAILURE", resourceNotFound],
      ["FAILURE", "FAILURE", resourceNotFound],
    ]);
    expect(stored()).toStrictEqual([{ id: "patient-1", data: { a: 1 } }]);
  });

  test("is executed in the order of submission, and before a later write", async () => {
    const { upsert, bulk, stored, pass } = startEmbedded({
      asynchronous: ({ resourceType }) => resourceType === "lab",
    });
    await bulk(creation("patient-1", { a: 1 }));
    pass(20);
    await bulk(creation("patient-2", { a: 1 }));
    await upsert("patient-1", { a: 2 });
    pass(30);
    await upsert("patient-2", { a: 2 });
    expect(stored()).toStrictEqual([
      { id: "patient-1", data: { a: 2 } },
      { id: "patient-2", data: { a: 2 } },
    ]);
  });
});

describe("completeTasks()", () => {
  test("executes every task at the current time, in the order of submission", async () => {
    const { embedded, upsert, remove, task, stored } = startEmbedded({ asynchronous: true, taskDurationMs: Infinity });
    await embedded.completeTasks();
    const { data: { taskId } = {} } = await upsert("patient-1");
    await remove("patient-1");
    await upsert("patient-1", { a: 2 });
    expect((await task(taskId)).data?.status).toBe("PENDING");
    await embedded.completeTasks();
    expect((await task(taskId, true)).data).toMatchObject({
      status: "SUCCESS",
      receipts: [{ completedAt: startTime }],
    });
    expect(stored()).toStrictEqual([{ id: "patient-1", data: { a: 2 } }]);
  });
});

describe("taskDurationMs", () => {
  test("of 0: a task is executed before the next request", async () => {
    const { upsert, stored } = startEmbedded({ asynchronous: true, taskDurationMs: 0 });
    expect((await upsert("patient-1")).data?.status).toBe("ACCEPTED");
    expect(stored()).toHaveLength(1);
  });

  test.each([-1, NaN])("of %d throws", (taskDurationMs) => {
    expect(() => createEmbeddedRegistry({ taskDurationMs })).toThrow(
      new RangeError(
        `taskDurationMs is ${taskDurationMs}. Expected a number of milliseconds, 0 or higher, or Infinity.`,
      ),
    );
  });
});

describe("reading a task", () => {
  test("includes receipts only with withReceipts", async () => {
    const { create, task } = startEmbedded();
    const { data: { taskId } = {} } = await create("patient-1");
    for (const withReceipts of [undefined, false]) {
      expect((await task(taskId, withReceipts)).data).toStrictEqual({ status: "SUCCESS", taskId });
    }
  });

  test("that is missing, or of another source: 404 NOT_FOUND", async () => {
    const { create, task } = startEmbedded();
    const { data: { taskId } = {} } = await create("patient-1");
    for (const [id, source] of [["s_none"], ["purge:none"], [taskId, "lab"]]) {
      expect((await task(id, true, source)).error).toStrictEqual(taskNotFound);
    }
  });

  test("after reset: 404 NOT_FOUND", async () => {
    const { embedded, create, task, bulk, stored } = startEmbedded();
    const { data: { taskId } = {} } = await create("patient-1");
    await bulk(creation("patient-2"));
    embedded.reset();
    await embedded.completeTasks();
    expect((await task(taskId)).error).toStrictEqual(taskNotFound);
    expect(stored()).toStrictEqual([]);
  });

  test.each(["maybe", "1", ""])("withReceipts=%s is rejected", async (value) => {
    const path = `/sources/ehr-prod/v1/tasks/s_1?withReceipts=${value}`;
    const response = await send(createEmbeddedRegistry(), { method: "GET", path, body: null });
    expect(response.body).toStrictEqual({
      code: 400,
      type: "INVALID_ARGUMENT",
      message: "The query has 1 problem: see details.",
      details: [{ code: 400, type: "INVALID_ARGUMENT", message: "withReceipts must be boolean" }],
    });
  });
});
