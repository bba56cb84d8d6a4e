import { describe, expect, test } from "vitest";
import { OperationFailedError, type BulkClient, type Fetch } from "../../src/index.ts";
import { writeResources } from "../support/client.ts";
import { source, startWriting } from "../support/start-writing.ts";
import { clientOf } from "../support/start.ts";
import { collected, create, remove, summarize, upsert } from "../support/writes.ts";

describe("receipts are matched to the operations", () => {
  const responses = (receipts: readonly object[] | undefined): Fetch => {
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

  const operations = {
    "upsert 1": { operation: upsert("a-1"), receipt: of("a-1") },
    "upsert 2": { operation: upsert("a-2"), receipt: of("a-2") },
    "create 1": { operation: create("a-1"), receipt: of("a-1", { action: "CREATE" }) },
    "delete 2": { operation: remove("a-2"), receipt: of("a-2", { action: "DELETE" }) },
    "create b": { operation: create(), receipt: of("b", { action: "CREATE" }) },
    "create c": { operation: create(), receipt: of("c", { action: "CREATE" }) },
  };
  type Name = keyof typeof operations;
  const inOrder: readonly Name[] = ["upsert 1", "create b", "upsert 2", "create c", "delete 2"];

  /** For each outcome, the id in its receipt, or the name of its error. */
  async function matched(names: readonly Name[], receipts: readonly object[] | undefined) {
    const given = names.map((name) => operations[name].operation);
    const outcomes = await collected(
      writeResources(clientOf(responses(receipts)), source, given, { deadlineMs: 1_000 }),
    );
    return outcomes
      .toSorted((a, b) => a.index - b.index)
      .map((outcome) => (outcome.ok ? outcome.receipt.id : `${outcome.error.name} ${outcome.error.outcome}`));
  }
  const unknown = "ReceiptError unknown";
  const receiptsOf = (names: readonly Name[]) => names.map((name) => operations[name].receipt);

  test.each<{ name: string; sent: readonly Name[]; receipts: readonly object[] | undefined; want: string[] }>([
    { name: "by position", sent: inOrder, receipts: receiptsOf(inOrder), want: ["a-1", "b", "a-2", "c", "a-2"] },
    {
      name: "in another order, by action, type and id, but not for a generated id",
      sent: inOrder,
      receipts: receiptsOf(inOrder).toReversed(),
      want: ["a-1", unknown, "a-2", unknown, "a-2"],
    },
    {
      name: "if some are missing, by action, type and id",
      sent: inOrder,
      receipts: receiptsOf(["delete 2", "create b"]),
      want: [unknown, unknown, unknown, unknown, "a-2"],
    },
    {
      name: "if there is one too many",
      sent: ["upsert 1"],
      receipts: receiptsOf(["upsert 2", "upsert 1"]),
      want: ["a-1"],
    },
    { name: "if there are none", sent: ["upsert 1", "upsert 2"], receipts: undefined, want: [unknown, unknown] },
    {
      name: "never by an action, type and id that two operations have",
      sent: ["upsert 1", "upsert 1", "upsert 2"],
      receipts: receiptsOf(["upsert 2", "upsert 1", "upsert 1"]),
      want: [unknown, unknown, "a-2"],
    },
    {
      name: "never by an action, type and id that two receipts have",
      sent: ["upsert 1", "upsert 2"],
      receipts: receiptsOf(["upsert 2", "upsert 1", "upsert 1"]),
      want: [unknown, "a-2"],
    },
    {
      name: "never with another type",
      sent: ["upsert 1", "upsert 2"],
      receipts: [of("a-1", { type: "clinic" }), of("a-2")],
      want: [unknown, "a-2"],
    },
    {
      name: "never with another action",
      sent: ["upsert 1", "create 1"],
      receipts: receiptsOf(["upsert 1", "upsert 1"]),
      want: [unknown, unknown],
    },
    {
      name: "but not two creates with the same generated id",
      sent: ["create b", "upsert 1", "create c"],
      receipts: receiptsOf(["create b", "upsert 1", "create b"]),
      want: [unknown, "a-1", unknown],
    },
    {
      name: "but not a create whose generated id is that of another operation",
      sent: ["create b", "create 1"],
      receipts: receiptsOf(["create 1", "create 1"]),
      want: [unknown, "a-1"],
    },
  ])("C16: $name", async ({ sent, receipts, want }) => {
    expect(await matched(sent, receipts)).toStrictEqual(want);
  });

  test("C16: two creates that succeeded without an id have no unique receipt", async () => {
    const succeeded = of("", { action: "CREATE" });
    const registry = clientOf(responses([succeeded, succeeded]));
    const outcomes = await collected(writeResources(registry, source, [create(), create()], { deadlineMs: 1_000 }));
    expect(summarize(outcomes)).toStrictEqual([unknown, unknown]);
  });

  test("C16: after an operation without a unique receipt, no operation on its id is sent while a receipt that may be its own is not final", async () => {
    const open = of("a-1", { status: "PENDING" });
    const registry = clientOf(responses([open, open]));
    const options = { deadlineMs: 1_000, batchSize: 1 };
    const outcomes = await collected(writeResources(registry, source, [upsert("a-1"), upsert("a-1")], options));
    expect(summarize(outcomes)).toStrictEqual([unknown, "OperationNotSentError not-done"]);
  });

  test("C16: two creates that failed before they had an id have their own outcomes", async () => {
    const failed = (type: string) =>
      of("", { action: "CREATE", status: "FAILURE", error: { type, message: "TREA80010112" } });
    const registry = clientOf(responses([failed("INVALID_ARGUMENT"), failed("OUT_OF_RANGE")]));
    const outcomes = await collected(writeResources(registry, source, [create(), create()], { deadlineMs: 1_000 }));
    expect(summarize(outcomes)).toStrictEqual([
      "OperationFailedError INVALID_ARGUMENT not-done",
      "OperationFailedError OUT_OF_RANGE not-done",
    ]);
  });

  test.each([
    { receipts: [of("a-1")], name: "fewer receipts than operations" },
    { receipts: [of("b"), of("c")], name: "no receipt matches" },
  ])("the error names the bulk, behind $name", async ({ receipts }) => {
    const registry = clientOf(responses(receipts));
    const outcomes = await collected(
      writeResources(registry, source, [upsert("a-1"), upsert("a-2")], { deadlineMs: 1_000 }),
    );
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({
      error: {
        name: "ReceiptError",
        operationId: "bulkResources",
        outcome: "unknown",
        taskId: "bk_1",
      },
    });
  });

  test.each([
    { status: "FAILURE", outcome: "not-done" },
    { status: "CANCELLED", outcome: "not-done" },
    { status: "PENDING", outcome: "unknown" },
    { status: "PAUSED", outcome: "unknown" },
  ])("a receipt that is $status is $outcome", async ({ status, outcome }) => {
    const registry = clientOf(responses([of("a-1", { status })]));
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
    "after an operation that is $status in a task that has ended, later ones are sent only if it is final",
    async (each) => {
      const registry = clientOf(responses([of("a-1", { status: each.status })]));
      const options = { deadlineMs: 1_000, batchSize: 1 };
      const outcomes = await collected(writeResources(registry, source, [upsert("a-1"), upsert("a-1")], options));
      expect(summarize(outcomes)).toStrictEqual(each.told);
    },
  );

  test("a create without an id accepts any id in its receipt", async () => {
    const { written, ids } = startWriting();
    const outcomes = await written([create(), create("@rootId"), create("@rootId1"), create("a-1")]);
    expect(outcomes.map((outcome) => outcome.ok && outcome.receipt.id)).toStrictEqual(ids());
    expect(ids()).toHaveLength(4);
  });

  test("errors have the taskId of onSubmit, even if a poll returns another form", async () => {
    const response: Fetch = (url, init) => {
      if (init.method === "POST") return responses([])(url, init);
      return Promise.resolve(
        Response.json({ taskId: "1", status: "FAILURE", receipts: [of("a-1", { status: "FAILURE" })] }),
      );
    };
    const outcomes = await collected(
      writeResources(clientOf(response), source, [upsert("a-1")], { deadlineMs: 1_000 }),
    );
    expect(outcomes).toMatchObject([{ ok: false, error: { name: "OperationFailedError", taskId: "bk_1" } }]);
  });

  test("the registry's message is available, but not printed", async () => {
    const error = { code: 409, type: "ALREADY_EXISTS", message: "There is a TREA80010112." };
    const registry = clientOf(responses([of("a-1", { status: "FAILURE", error })]));
    const [failed] = await collected(writeResources(registry, source, [upsert("a-1")], { deadlineMs: 1_000 }));
    expect(failed?.ok === false && failed.error).toMatchObject({
      type: "ALREADY_EXISTS",
      code: 409,
      serverMessage: error.message,
      taskId: "bk_1",
      outcome: "not-done",
    });
    expect(JSON.stringify(failed?.ok === false && failed.error)).not.toContain("TREA80010112");
  });

  test("if a task can't be polled, its outcomes are unknown, and no later operation on their ids is sent", async () => {
    const { registry, clock } = startWriting();
    const target: BulkClient = {
      bulkResources: (...call) => registry.bulkResources(...call),
      getTask: (path, options) => registry.getTask({ ...path, sourceKey: "elsewhere" }, options),
    };
    const options = { batchSize: 1, deadlineMs: 1_000, notFoundGraceMs: 0, clock };
    const outcomes = await clock.settle(
      collected(writeResources(target, source, [upsert("a-1"), upsert("a-1")], options)),
    );
    expect(summarize(outcomes)).toStrictEqual(["ReceiptError unknown", "OperationNotSentError not-done"]);
    expect(outcomes[0]).toMatchObject({ error: { cause: { name: "ApiError", status: 404 } } });
  });
});
