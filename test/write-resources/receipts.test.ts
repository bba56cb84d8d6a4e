import { describe, expect, test } from "vitest";
import { OperationFailedError, writeResources, type BulkTarget, type Fetch } from "../../src/index.ts";
import { source, startWriting } from "../support/start-writing.ts";
import { clientOf } from "../support/start.ts";
import { collected, create, told, upsert } from "../support/writes.ts";

describe("receipts are matched by their place, and checked", () => {
  const answers = (receipts: readonly object[] | undefined): Fetch => {
    return (url, init) => {
      const taskId = "bk_1";
      if (init.method === "POST") return Promise.resolve(Response.json({ taskId, status: "ACCEPTED", bulkId: taskId }));
      const withReceipts = url.endsWith("withReceipts=true");
      return Promise.resolve(
        Response.json({ taskId, status: "SUCCESS", ...(withReceipts && receipts && { receipts }) }),
      );
    };
  };
  const of = (id: string, more: object = {}) => ({
    receivedAt: "2025-05-13T14:00:00.000Z",
    taskId: "bk_1",
    action: "UPSERT",
    targetType: "RESOURCE",
    type: "patient",
    status: "SUCCESS",
    id,
    ...more,
  });

  test.each([
    { name: "one is missing", receipts: [of("a-1")], fault: "number 2 is missing, or of another action, type or id" },
    { name: "there are none", receipts: undefined, fault: "number 1 is missing, or of another action, type or id" },
    { name: "one is too many", receipts: [of("a-1"), of("a-2"), of("a-3")], fault: "there are 3 for 2 operations" },
    {
      name: "another id",
      receipts: [of("a-2"), of("a-1")],
      fault: "number 1 is missing, or of another action, type or id",
    },
    {
      name: "another type",
      receipts: [of("a-1"), of("a-2", { type: "clinic" })],
      fault: "number 2 is missing, or of another action, type or id",
    },
    {
      name: "another action",
      receipts: [of("a-1"), of("a-2", { action: "CREATE" })],
      fault: "number 2 is missing, or of another action, type or id",
    },
  ])("$name", async ({ receipts, fault }) => {
    const registry = clientOf(answers(receipts));
    const outcomes = await collected(
      writeResources(registry, source, [upsert("a-1"), upsert("a-2")], { deadlineMs: 1_000 }),
    );
    expect(told(outcomes)).toStrictEqual(["ReceiptError unknown", "ReceiptError unknown"]);
    expect(outcomes[0]).toMatchObject({
      error: {
        taskId: "bk_1",
        message:
          `What became of the operation can't be told from the receipts of the bulk bk_1: ${fault}. ` +
          "Read the resource before you send it again.",
      },
    });
  });

  test.each([
    { status: "FAILURE", outcome: "not-done" },
    { status: "CANCELLED", outcome: "not-done" },
    { status: "PENDING", outcome: "unknown" },
    { status: "PAUSED", outcome: "unknown" },
  ])("a receipt that is $status is $outcome", async ({ status, outcome }) => {
    const registry = clientOf(answers([of("a-1", { status })]));
    const [failed] = await collected(writeResources(registry, source, [upsert("a-1")], { deadlineMs: 1_000 }));
    expect(failed).toMatchObject({
      ok: false,
      error: { outcome, type: undefined, code: undefined },
      receipt: { status },
    });
    expect(failed?.ok === false && failed.error).toBeInstanceOf(OperationFailedError);
  });

  test.each([
    { status: "PENDING", told: ["OperationFailedError unknown", "OperationNotSentError not-done"] },
    { status: "FAILURE", told: ["OperationFailedError not-done", "OperationFailedError not-done"] },
  ])(
    "behind an operation that is $status in a task that has ended, none is sent unless it has ended too",
    async (each) => {
      const registry = clientOf(answers([of("a-1", { status: each.status })]));
      const options = { deadlineMs: 1_000, batchSize: 1 };
      const outcomes = await collected(writeResources(registry, source, [upsert("a-1"), upsert("a-1")], options));
      expect(told(outcomes)).toStrictEqual(each.told);
    },
  );

  test("a create whose id is generated has any", async () => {
    const { written, ids } = startWriting();
    const outcomes = await written([create(), create("@rootId"), create("@rootId1"), create("a-1")]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.receipt.id)).toStrictEqual(ids());
    expect(ids()).toHaveLength(4);
  });

  test("errors name the task as onSubmit does, whatever the registry calls it when it is looked at", async () => {
    const answer: Fetch = (url, init) => {
      if (init.method === "POST") return answers([])(url, init);
      return Promise.resolve(
        Response.json({ taskId: "1", status: "FAILURE", receipts: [of("a-1", { status: "FAILURE" })] }),
      );
    };
    const outcomes = await collected(writeResources(clientOf(answer), source, [upsert("a-1")], { deadlineMs: 1_000 }));
    expect(outcomes).toMatchObject([{ ok: false, error: { name: "OperationFailedError", taskId: "bk_1" } }]);
  });

  test("the registry's words are at hand, and are not printed", async () => {
    const error = { code: 409, type: "ALREADY_EXISTS", message: "There is a TREA80010112." };
    const registry = clientOf(answers([of("a-1", { status: "FAILURE", error })]));
    const [failed] = await collected(writeResources(registry, source, [upsert("a-1")], { deadlineMs: 1_000 }));
    expect(failed?.ok === false && failed.error).toMatchObject({
      type: "ALREADY_EXISTS",
      code: 409,
      serverMessage: error.message,
      message:
        "The operation failed in the bulk bk_1: ALREADY_EXISTS. Nothing was written by it: fix it, and send it again.",
    });
    expect(JSON.stringify(failed?.ok === false && failed.error)).not.toContain("TREA80010112");
  });

  test("a task that can't be looked at leaves its operations unknown, and nothing is sent behind them", async () => {
    const { registry, clock } = startWriting();
    const target: BulkTarget = {
      bulkResources: (...call) => registry.bulkResources(...call),
      getTask: (path, options) => registry.getTask({ ...path, sourceKey: "elsewhere" }, options),
    };
    const options = { batchSize: 1, deadlineMs: 1_000, notFoundGraceMs: 0, clock };
    const outcomes = await clock.settle(
      collected(writeResources(target, source, [upsert("a-1"), upsert("a-1")], options)),
    );
    expect(told(outcomes)).toStrictEqual(["ReceiptError unknown", "OperationNotSentError not-done"]);
    expect(outcomes[0]).toMatchObject({ error: { cause: { name: "ApiError", status: 404 } } });
  });
});
