import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import {
  InvalidRequestError,
  OperationFailedError,
  OperationNotSentError,
  writeResources,
  type BulkRequest,
  type BulkTarget,
  type Fetch,
  type ResourceOperation,
} from "../../src/index.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { patientPath } from "../support/patient.ts";
import { refusal } from "../support/scripted-fetch.ts";
import { lost, source, startWriting } from "../support/start-writing.ts";
import { clientOf } from "../support/start.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { collected, create, remove, told, upsert, upserts } from "../support/writes.ts";

describe("writeResources", () => {
  test("yields one outcome for each operation, with its receipt, and names each bulk", async () => {
    const { written, submitted, wire, embedded, clock } = startWriting();
    const outcomes = await written([create(), ...upserts(3), remove("patient-0"), remove("nobody")], { batchSize: 4 });
    expect(told(outcomes)).toStrictEqual(["ok", "ok", "ok", "ok", "ok", "OperationFailedError NOT_FOUND not-done"]);
    expect(wire.bulks).toStrictEqual([
      ["create new", "upsert patient-0", "upsert patient-1", "upsert patient-2"],
      ["delete patient-0", "delete nobody"],
    ]);
    expect(submitted).toStrictEqual([
      { taskId: expect.stringMatching(/^bk_\w{27}$/) as string, from: 0, to: 3 },
      { taskId: expect.stringMatching(/^bk_\w{27}$/) as string, from: 4, to: 5 },
    ]);
    const [first] = outcomes.filter(({ index }) => index === 1);
    expect(first).toMatchObject({
      ok: true,
      receipt: { action: "UPSERT", id: "patient-0", status: "SUCCESS", taskId: submitted[0]?.taskId },
    });
    const failed = outcomes.find(({ ok }) => !ok);
    expect(failed).toMatchObject({ receipt: { status: "FAILURE", error: { type: "NOT_FOUND" } } });
    expect(embedded.resources(patientPath)).toHaveLength(3);
    expect(clock.pending()).toBe(0);
  });

  test("waits for onSubmit before it looks at a task", async () => {
    const { written, clock } = startWriting();
    const seen: string[] = [];
    await written(upserts(1), {
      async onSubmit() {
        seen.push("submitted");
        await new Promise<void>((done) => clock.setTimeout(done, 1_000));
        seen.push("stored");
      },
      onPoll: () => seen.push("look"),
    });
    expect(seen).toStrictEqual(["submitted", "stored", "look", "look"]);
  });

  test("of nothing yields nothing", async () => {
    const { written, wire } = startWriting();
    expect(await written([])).toStrictEqual([]);
    expect(wire.bulks).toStrictEqual([]);
  });

  test("takes what is read bit by bit", async () => {
    async function* read() {
      yield upsert("patient-1");
      await new Promise((done) => setImmediate(done));
      yield upsert("patient-2");
    }
    const { written, ids } = startWriting();
    expect(told(await written(read()))).toStrictEqual(["ok", "ok"]);
    expect(ids()).toStrictEqual(["patient-1", "patient-2"]);
  });

  test("splits by bytes, each batch as large as it may be", async () => {
    const json = JSON.stringify(upsert("patient-0"));
    const batchBytes = `{"operations":[${json},${json}]}`.length;
    const { written, wire } = startWriting();
    await written(upserts(5), { batchBytes });
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual([2, 2, 1]);
    const oneLess = startWriting();
    await oneLess.written(upserts(5), { batchBytes: batchBytes - 1 });
    expect(oneLess.wire.bulks.map(({ length }) => length)).toStrictEqual([1, 1, 1, 1, 1]);
  });

  test("counts bytes, not characters", async () => {
    const name = "Émile".repeat(10);
    const json = JSON.stringify(upsert("patient-0", { name }));
    const batchBytes = Buffer.byteLength(`{"operations":[${json}]}`);
    const { written } = startWriting();
    expect(told(await written([upsert("patient-0", { name })], { batchBytes }))).toStrictEqual(["ok"]);
    expect(told(await written([upsert("patient-0", { name })], { batchBytes: batchBytes - 1 }))).toStrictEqual([
      "InvalidRequestError not-done",
    ]);
  });

  test("gives each bulk the whole of deadlineMs", async () => {
    const { written, clock } = startWriting(undefined, { taskDurationMs: 700 });
    const startedAt = clock.now();
    const options = { batchSize: 1, concurrency: 1, deadlineMs: 1_000 };
    expect(told(await written(upserts(3), options))).toStrictEqual(["ok", "ok", "ok"]);
    expect(clock.now() - startedAt).toBeGreaterThan(2_000);
  });

  test("hands its operations to whatever stands in for a client", async () => {
    const seen: ResourceOperation[] = [];
    const { registry, clock } = startWriting();
    const target: BulkTarget = {
      bulkResources(path, body, options) {
        seen.push(...(body as BulkRequest).operations);
        return registry.bulkResources(path, body, options);
      },
      getTask: (...look) => registry.getTask(...look),
    };
    const outcomes = writeResources(target, source, [upsert("a-1"), remove("a-1")], { deadlineMs: 60_000, clock });
    expect(told(await clock.settle(collected(outcomes)))).toStrictEqual(["ok", "ok"]);
    expect(seen).toStrictEqual([upsert("a-1"), remove("a-1")]);
  });

  test("takes all at once, when there is no bound", async () => {
    const { written, wire } = startWriting();
    await written(upserts(2_000), { batchSize: Infinity, concurrency: Infinity });
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual([2_000]);
  });

  test("yields what has come while it waits for an operation that never comes", async () => {
    async function* read() {
      yield upsert("a-1");
      await new Promise(() => undefined);
    }
    const { write, clock } = startWriting();
    const outcomes = write(read(), { batchSize: 1 });
    expect(await clock.settle(outcomes.next())).toMatchObject({ value: { index: 0, ok: true } });
    expect(await clock.settle(outcomes.return(undefined))).toStrictEqual({ done: true, value: undefined });
    expect(clock.pending()).toBe(0);
  });

  test("sends an operation as it was when it was taken, of half a surrogate pair too", async () => {
    const operation = upsert("a-1", { name: "\ud83d" });
    function* read() {
      yield operation;
      Object.assign(operation, remove("a-1"));
      yield upsert("b-1");
    }
    const json = JSON.stringify(operation);
    const { written, embedded } = startWriting();
    const batchBytes = `{"operations":[${json}]}`.length;
    expect(told(await written(read(), { batchBytes }))).toStrictEqual(["ok", "ok"]);
    expect(embedded.resources(patientPath).map(({ id, data }) => [id, data])).toStrictEqual([
      ["a-1", { name: "\ud83d" }],
      ["b-1", {}],
    ]);
  });

  test("keeps at most four bulks under way, or as many as it is told", async () => {
    for (const [options, most] of [
      [{}, 4],
      [{ concurrency: 2 }, 2],
    ] as const) {
      const state = { underWay: 0, most: 0 };
      const { write, clock } = startWriting();
      const outcomes = write(upserts(40), {
        ...options,
        batchSize: 2,
        onSubmit: () => {
          state.underWay += 1;
          state.most = Math.max(state.most, state.underWay);
        },
      });
      const read = async () => {
        for await (const { index } of outcomes) if (index % 2 === 1) state.underWay -= 1;
      };
      await clock.settle(read());
      expect(state.most).toBe(most);
    }
  });

  test("reads no further than the consumer takes", async () => {
    let read = 0;
    function* endless() {
      for (;;) yield upsert(`patient-${String(read++)}`);
    }
    const { write, clock } = startWriting();
    const outcomes = write(endless(), { batchSize: 10, concurrency: 2 });
    await clock.settle(outcomes.next());
    await clock.advance(10_000);
    expect(read).toBeLessThanOrEqual(40);
    await clock.settle(outcomes.return(undefined));
  });
});

describe("an operation that can't be right fails alone, before anything of it is sent", () => {
  test.each([
    { operation: null, message: "Invalid operations[1]: it is null. Expected an operation, with its action." },
    {
      operation: { action: "PATCH" },
      message: "Invalid operations[1].action: it is not known. Expected one of CREATE, UPSERT, DELETE.",
    },
    {
      operation: { action: "CREATE", upsert: {} },
      message: "Invalid operations[1].create: it is missing. Expected an object beside the action CREATE.",
    },
    {
      operation: { action: "UPSERT", upsert: { type: "patient", data: {} } },
      message: "Invalid operations[1].upsert.id: it is missing. Expected the id of the resource.",
    },
    {
      operation: { action: "DELETE", delete: { type: "", id: "x" } },
      message: "Invalid operations[1].delete.type: it is empty. Expected the key of the resource's profile.",
    },
    {
      operation: { action: "CREATE", create: { type: "patient" } },
      message: "Invalid operations[1].create.data: it is missing. Expected an object of the resource's attributes.",
    },
    {
      operation: { action: "CREATE", create: { type: "patient", data: { count: 1n } } },
      message:
        "Invalid body: it can't be written as JSON. Expected no cycle, no bigint and no toJSON that throws: convert such values first.",
    },
    {
      operation: "UPSERT",
      message: "Invalid operations[1]: it is of type string. Expected an operation, with its action.",
    },
    {
      operation: new Map([["action", "UPSERT"]]),
      message:
        "Invalid operations[1]: it is something that JSON does not write as an object. Expected an operation, with its action.",
    },
    {
      operation: {
        action: "UPSERT",
        get upsert() {
          throw new Error("TREA80010112 is not loaded");
        },
      },
      message: "Invalid operations[1]: it throws when it is read. Expected plain data: read such values first.",
    },
  ])("$message", async ({ operation, message }) => {
    const { written, wire, ids } = startWriting();
    const outcomes = await written([upsert("a-1"), operation as unknown as ResourceOperation, upsert("a-2")]);
    expect(told(outcomes)).toStrictEqual(["ok", "InvalidRequestError not-done", "ok"]);
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({ error: { message } });
    expect(wire.bulks).toHaveLength(1);
    expect(ids()).toStrictEqual(["a-1", "a-2"]);
  });

  test("nor one that is too large for any bulk", async () => {
    const { written, ids } = startWriting();
    const outcomes = await written([upsert("a-1"), upsert("a-2", { text: "x".repeat(1_000) })], { batchBytes: 500 });
    expect(told(outcomes)).toStrictEqual(["ok", "InvalidRequestError not-done"]);
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({
      error: {
        message:
          "Invalid operations[1]: it is 1077 bytes as JSON. Expected at most 483, by batchBytes: send it alone, in a larger batch.",
      },
    });
    expect(ids()).toStrictEqual(["a-1"]);
  });

  test("what the registry refuses of a bulk is found by halves, and fails alone, in order", async () => {
    const { written, wire, embedded, submitted } = startWriting();
    const bad = upsert("a-1");
    Object.assign((bad as { upsert: object }).upsert, { colour: "red" });
    const operations = [...upserts(5), bad, upsert("patient-0", { last: true })];
    const outcomes = await againstTheContract(() => written(operations));
    expect(told(outcomes)).toStrictEqual(["ok", "ok", "ok", "ok", "ok", "ApiError INVALID_ARGUMENT not-done", "ok"]);
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual([7, 4, 3, 2, 1, 1, 1]);
    expect(submitted.map(({ from, to }) => [from, to])).toStrictEqual([
      [0, 3],
      [4, 4],
      [6, 6],
    ]);
    expect(embedded.resources(patientPath)[0]?.data).toStrictEqual({ last: true });
  });

  test.each([
    { name: "one of a thousand takes 21 bulks", count: 1_000, bad: [777], bulks: 21 },
    { name: "each of a hundred takes fewer than two", count: 100, bad: [...Array(100).keys()], bulks: 199 },
  ])("$name", async ({ count, bad, bulks }) => {
    const isBad = new Set(bad.map((index) => `upsert patient-${String(index)}`));
    const { written, wire } = startWriting((bulk, send) =>
      wire.bulks[bulk]?.some((name) => isBad.has(name)) === true ? Promise.resolve(refusal(400)) : send(),
    );
    const outcomes = await written(upserts(count));
    expect(outcomes.filter(({ ok }) => !ok).map(({ index }) => index)).toStrictEqual(bad);
    expect(wire.bulks).toHaveLength(bulks);
  });

  test.each([
    { status: 413, type: "CONTENT_TOO_LARGE", bulks: [4, 2, 1, 1, 2, 1, 1] },
    { status: 401, type: "UNAUTHENTICATED", bulks: [4] },
    { status: 404, type: "NOT_FOUND", bulks: [4] },
    { status: 409, type: "ALREADY_EXISTS", bulks: [4] },
    { status: 429, type: "INTERNAL", bulks: [4] },
  ])("each of a bulk that is refused with $status $type", async ({ status, type, bulks }) => {
    const refusal = () => Promise.resolve(Response.json({ code: status, type, message: "no" }, { status }));
    const { written, wire } = startWriting(refusal);
    expect(told(await written(upserts(4)))).toStrictEqual(Array.from({ length: 4 }, () => `ApiError ${type} not-done`));
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual(bulks);
  });
});

describe("the order on each resource is kept", () => {
  test("an operation is not sent while a bulk with an earlier one on its id is unfinished, and others are", async () => {
    const { write, clock, wire, embedded } = startWriting(undefined, { taskDurationMs: 5_000 });
    const outcomes = collected(
      write([upsert("a-1", { n: 1 }), upsert("b-1"), upsert("a-1", { n: 2 }), upsert("c-1"), create(), create()], {
        batchSize: 2,
      }),
    );
    await clock.advance(4_000);
    expect(wire.bulks).toStrictEqual([
      ["upsert a-1", "upsert b-1"],
      ["create new", "create new"],
    ]);
    expect(told(await clock.settle(outcomes))).toStrictEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
    expect(wire.bulks[2]).toStrictEqual(["upsert a-1", "upsert c-1"]);
    expect(embedded.resources(patientPath).find(({ id }) => id === "a-1")?.data).toStrictEqual({ n: 2 });
  });

  test.each([{ concurrency: 1 }, { concurrency: 4 }])(
    "a create behind a delete behind a create, with $concurrency at a time",
    async ({ concurrency }) => {
      const { written, ids } = startWriting();
      const operations = [create("a-1"), remove("a-1"), create("a-1"), create("a-1"), remove("a-1"), create("a-1")];
      expect(told(await written(operations, { batchSize: 1, concurrency }))).toStrictEqual([
        "ok",
        "ok",
        "ok",
        "OperationFailedError ALREADY_EXISTS not-done",
        "ok",
        "ok",
      ]);
      expect(ids()).toStrictEqual(["a-1"]);
    },
  );

  test("the same id of another type is another resource", async () => {
    const { write, clock, wire } = startWriting(undefined, { taskDurationMs: 5_000 });
    const clinic: ResourceOperation = { action: "UPSERT", upsert: { type: "clinic", id: "a-1", data: {} } };
    const outcomes = collected(write([upsert("a-1"), clinic], { batchSize: 1 }));
    await clock.advance(100);
    expect(wire.bulks).toHaveLength(2);
    await clock.settle(outcomes);
  });

  test("behind a bulk of which it is not known what became, none is sent on its ids", async () => {
    const { written, wire } = startWriting((bulk, send) => (bulk === 0 ? lost() : send()));
    const operations = [create("a-1"), create(), upsert("a-1"), upsert("b-1"), remove("a-1")];
    const outcomes = await written(operations, { batchSize: 2 });
    expect(told(outcomes)).toStrictEqual([
      "ConnectionError unknown",
      "ConnectionError unknown",
      "OperationNotSentError not-done",
      "ok",
      "OperationNotSentError not-done",
    ]);
    expect(wire.bulks).toStrictEqual([["create a-1", "create new"], ["upsert b-1"]]);
    const notSent = outcomes.find(({ index }) => index === 2);
    expect(notSent).toMatchObject({ error: { earlier: { taskId: undefined, from: 0, to: 1 }, attempts: 0 } });
    expect(notSent?.ok === false && notSent.error).toBeInstanceOf(OperationNotSentError);
    expect(notSent?.ok === false && notSent.error.message).toBe(
      "The operation was not sent: an earlier one on the same id is in the bulk without a known taskId of the operations 0 to 1, " +
        "of which it is not known what became. Find that out first, and send this one again.",
    );
  });

  test("also when it was waiting for that bulk, and when that one is a half", async () => {
    // The first one is halved; of its halves, the second is lost.
    const { written, wire } = startWriting((bulk, send) =>
      bulk === 0 ? Promise.resolve(refusal(400)) : bulk === 2 ? lost() : send(),
    );
    const operations = [create("a-1"), create("b-1"), upsert("b-1"), upsert("c-1"), upsert("a-1"), upsert("b-1")];
    expect(told(await written(operations, { batchSize: 2 }))).toStrictEqual([
      "ok",
      "ConnectionError unknown",
      "OperationNotSentError not-done",
      "ok",
      "ok",
      "OperationNotSentError not-done",
    ]);
    expect(wire.bulks).toStrictEqual([
      ["create a-1", "create b-1"],
      ["create a-1"],
      ["create b-1"],
      ["upsert c-1"],
      ["upsert a-1"],
    ]);
  });

  test("nor behind a task that did not end in time, which is named", async () => {
    const { written, submitted, wire } = startWriting(undefined, { taskDurationMs: Infinity });
    const outcomes = await written([upsert("a-1"), upsert("a-1")], { batchSize: 1, deadlineMs: 1_000 });
    expect(told(outcomes)).toStrictEqual(["TaskTimeoutError unknown", "OperationNotSentError not-done"]);
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({
      error: { earlier: { taskId: submitted[0]?.taskId, from: 0, to: 0 } },
    });
    expect(wire.bulks).toHaveLength(1);
  });
});

describe("after an unknown outcome", () => {
  test("a bulk of upserts and deletes is sent again, as it is", async () => {
    const { written, wire, ids } = startWriting(async (bulk, send) => {
      if (bulk < 2) await send();
      return bulk < 2 ? lost() : send();
    });
    const outcomes = await written([upsert("a-1"), remove("a-1"), upsert("a-2")]);
    expect(told(outcomes)).toStrictEqual(["ok", "ok", "ok"]);
    expect(wire.bulks).toHaveLength(3);
    expect(new Set(wire.bulks.map((bulk) => bulk.join())).size).toBe(1);
    expect(ids()).toStrictEqual(["a-2"]);
  });

  test("a delete that had landed is NOT_FOUND, of which the outcome is unknown", async () => {
    const { written, embedded, clock, registry } = startWriting(async (bulk, send) => {
      const response = await send();
      await embedded.settle();
      return bulk === 0 ? lost() : response;
    });
    await clock.settle(registry.upsertResource({ ...patientPath, id: "a-1" }, { data: {} }));
    const outcomes = await written([remove("a-1")]);
    expect(told(outcomes)).toStrictEqual(["OperationFailedError NOT_FOUND unknown"]);
    const [outcome] = outcomes;
    expect(outcome?.ok === false && outcome.error.message).toMatch(
      /^The operation failed in the bulk bk_\w{27}: NOT_FOUND\. It may have been carried out all the same: read the resource before you send it again\.$/,
    );
  });

  test.each([
    { name: "twice at most", operations: upserts(3), options: {}, bulks: 3 },
    { name: "as often as it is told", operations: upserts(3), options: { retry: { limit: 1 } }, bulks: 2 },
    { name: "never, when it is told so", operations: upserts(3), options: { retry: false as const }, bulks: 1 },
    { name: "never, with a create in it", operations: [...upserts(2), create()], options: {}, bulks: 1 },
  ])("$name, and then every operation of it is unknown", async ({ operations, options, bulks }) => {
    const { written, wire } = startWriting(lost);
    const outcomes = await written(operations, options);
    expect(told(outcomes)).toStrictEqual(operations.map(() => "ConnectionError unknown"));
    expect(wire.bulks).toHaveLength(bulks);
  });

  test("it is sent again only when the registry wants it, if that is within deadlineMs", async () => {
    for (const [retryAfter, bulks] of [
      ["30", 2],
      ["60", 1],
    ] as const) {
      const { written, wire, clock } = startWriting((bulk, send) =>
        bulk === 0 ? Promise.resolve(refusal(503, { "retry-after": retryAfter })) : send(),
      );
      const startedAt = clock.now();
      await written(upserts(1));
      expect(clock.now() - startedAt >= 30_000).toBe(bulks === 2);
      expect(wire.bulks).toHaveLength(bulks);
    }
  });

  test("it is never split, and a refusal is not the whole truth", async () => {
    const refusal = () =>
      Promise.resolve(Response.json({ code: 400, type: "INVALID_ARGUMENT", message: "no" }, { status: 400 }));
    const { written, wire } = startWriting((bulk) => (bulk === 0 ? lost() : refusal()));
    expect(told(await written(upserts(2)))).toStrictEqual(["ConnectionError unknown", "ConnectionError unknown"]);
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual([2, 2, 2]);
  });

  test.each([
    {
      name: "was cut off behind its taskId",
      cut: (text: string) => new Response(partOf(text.slice(0, text.indexOf(",") + 1)), { status: 202 }),
    },
    {
      name: "has a status that is not known",
      cut: (text: string) => new Response(text.replace("ACCEPTED", "QUEUED"), { status: 202 }),
    },
  ])("the task of an answer that $name is followed", async ({ cut }) => {
    const { written, wire, ids, submitted } = startWriting(async (_, send) => cut(await (await send()).text()));
    expect(told(await written([create("a-1"), create("a-2")]))).toStrictEqual(["ok", "ok"]);
    expect(submitted).toMatchObject([{ from: 0, to: 1 }]);
    expect(wire.bulks).toHaveLength(1);
    expect(ids()).toStrictEqual(["a-1", "a-2"]);
  });
});

/** A body that breaks off. */
function partOf(text: string): ReadableStream {
  let isFirst = true;
  return new ReadableStream({
    pull(stream) {
      if (isFirst) stream.enqueue(new TextEncoder().encode(text));
      else stream.error(new TypeError("terminated"));
      isFirst = false;
    },
  });
}

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
        "The operation failed in the bulk bk_1: ALREADY_EXISTS. Nothing was written by it: mend it, and send it again.",
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

describe("when it ends before its end", () => {
  test("an iterable that throws: what was sent is yielded, then the error, and nothing more is sent", async () => {
    const failure = new Error("the file ends here");
    function* read() {
      yield* upserts(4);
      // Behind the bulk of the first: it waits for it, and is not sent any more.
      yield upsert("patient-0", { late: true });
      yield upsert("patient-9");
      yield upsert("patient-10");
      throw failure;
    }
    const { write, clock, wire } = startWriting(undefined, { taskDurationMs: 1_000 });
    const seen: number[] = [];
    const consume = async () => {
      for await (const { index } of write(read(), { batchSize: 2 })) seen.push(index);
    };
    expect(await thrown(() => clock.settle(consume()))).toBe(failure);
    expect(seen.toSorted()).toStrictEqual([0, 1, 2, 3]);
    expect(wire.bulks.flat()).toStrictEqual([
      "upsert patient-0",
      "upsert patient-1",
      "upsert patient-2",
      "upsert patient-3",
    ]);
    expect(clock.pending()).toBe(0);
  });

  test("a consumer that leaves: nothing more is sent, and what is under way was named", async () => {
    let isLeft = false;
    function* read() {
      try {
        for (let index = 0; ; index++) yield upsert(`patient-${String(index)}`);
      } finally {
        isLeft = true;
      }
    }
    const { write, clock, wire, submitted } = startWriting();
    const consume = async () => {
      for await (const { index } of write(read(), { batchSize: 2 })) return index;
      return -1;
    };
    expect(await clock.settle(consume())).toBe(0);
    const { length } = wire.bulks;
    await clock.advance(60_000);
    expect(wire.bulks).toHaveLength(length);
    expect(submitted).toHaveLength(length);
    expect(isLeft).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  test("a consumer that leaves while a bulk is submitted: it is named before the loop is left", async () => {
    let answer: () => void = () => undefined;
    const { write, clock, submitted } = startWriting(async (bulk, send) => {
      if (bulk === 1) await new Promise<void>((go) => (answer = go));
      return send();
    });
    const outcomes = write(upserts(2), { batchSize: 1 });
    await clock.settle(outcomes.next());
    const left = outcomes.return(undefined);
    await clock.advance(0);
    expect(submitted).toHaveLength(1);
    answer();
    await clock.settle(left);
    expect(submitted).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  test("an abort: at once, with the signal's own reason", async () => {
    const controller = new AbortController();
    const { write, clock } = startWriting(undefined, { taskDurationMs: Infinity });
    const end = thrown(() => collected(write(upserts(10), { batchSize: 2, signal: controller.signal })));
    await clock.advance(1_000);
    controller.abort("enough");
    expect(await end).toBe("enough");
    await clock.advance(0);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toStrictEqual([]);
    expect(await thrown(() => collected(write(upserts(1), { signal: controller.signal })))).toBe("enough");
  });

  const failure = new Error("the disk is full");
  test.each([
    {
      name: "throws",
      fail() {
        throw failure;
      },
    },
    { name: "rejects", fail: () => Promise.reject(failure) },
  ])("an onSubmit or onPoll that $name", async ({ fail }) => {
    for (const options of [{ onSubmit: fail }, { onPoll: fail }]) {
      const { write, clock } = startWriting();
      expect(await thrown(() => clock.settle(collected(write(upserts(3), options))))).toBe(failure);
      expect(clock.pending()).toBe(0);
    }
  });
});

describe("options that can't be right are refused at once", () => {
  const count = "it is not a whole number over 0. Expected how many there are at most.";
  test.each([
    {
      options: { deadlineMs: undefined },
      message:
        "Invalid deadlineMs: it is missing. Expected how long to wait, in milliseconds, or Infinity: a task can wait for a person.",
    },
    { options: { concurrency: 0 }, message: `Invalid concurrency: ${count}` },
    { options: { concurrency: NaN }, message: `Invalid concurrency: ${count}` },
    { options: { concurrency: 1.5 }, message: `Invalid concurrency: ${count}` },
    { options: { concurrency: "4" }, message: `Invalid concurrency: ${count}` },
    { options: { batchSize: -1 }, message: `Invalid batchSize: ${count}` },
    { options: { batchBytes: 0 }, message: `Invalid batchBytes: ${count}` },
    {
      options: { batchBytes: 5_000_000_001 },
      message: "Invalid batchBytes: it is over 5000000000 bytes, the registry's limit of a bulk. Expected no more.",
    },
    {
      options: { batchBytes: Infinity },
      message: "Invalid batchBytes: it is over 5000000000 bytes, the registry's limit of a bulk. Expected no more.",
    },
    {
      options: { onSubmit: "log" },
      message: "Invalid onSubmit: it is not a function. Expected one that takes a bulk.",
    },
    {
      options: { retry: { limit: -1 } },
      message: "Invalid retry.limit: it is not a whole number from 0. Expected how many retries to make at most.",
    },
  ])("$options", async ({ options, message }) => {
    const { write, wire } = startWriting();
    const error = await thrownBy(InvalidRequestError, () => write(upserts(1), options as object));
    expect(error.message).toBe(message);
    expect(wire.bulks).toHaveLength(0);
  });

  test("and so is what can't be iterated over", async () => {
    const { write } = startWriting();
    const error = await thrownBy(InvalidRequestError, () => write({} as ResourceOperation[]));
    expect(error.message).toBe(
      "Invalid operations: it can't be iterated over. Expected an array, a generator or a stream.",
    );
  });
});
