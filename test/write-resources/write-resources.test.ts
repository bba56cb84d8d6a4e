import { describe, expect, test } from "vitest";
import type { BulkRequest, BulkClient, ResourceOperation } from "../../src/index.ts";
import { writeResources } from "../support/client.ts";
import { patientPath } from "../support/patient.ts";
import { source, startWriting } from "../support/start-writing.ts";
import { collected, create, remove, summarize, upsert, upserts } from "../support/writes.ts";

describe("writeResources", () => {
  test("yields one outcome for each operation, with its receipt, and calls onSubmit for each bulk", async () => {
    const { written, submitted, wire, embedded, clock } = startWriting();
    const operations = [create(), ...upserts(3), remove("patient-0"), remove("nobody")];
    const outcomes = await written(operations, { batchSize: 4 });
    expect(summarize(outcomes)).toStrictEqual([
      "ok",
      "ok",
      "ok",
      "ok",
      "ok",
      "OperationFailedError NOT_FOUND not-done",
    ]);
    expect(wire.bulks).toStrictEqual([
      ["create new", "upsert patient-0", "upsert patient-1", "upsert patient-2"],
      ["delete patient-0", "delete nobody"],
    ]);
    expect(submitted).toStrictEqual([
      {
        taskId: expect.stringMatching(/^bk_\w{27}$/) as string,
        from: 0,
        to: 3,
        excluded: [],
        operations: operations.slice(0, 4),
      },
      {
        taskId: expect.stringMatching(/^bk_\w{27}$/) as string,
        from: 4,
        to: 5,
        excluded: [],
        operations: operations.slice(4),
      },
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

  test("awaits onSubmit before it polls a task", async () => {
    const { written, clock } = startWriting();
    const seen: string[] = [];
    await written(upserts(1), {
      async onSubmit() {
        seen.push("submitted");
        await new Promise<void>((done) => clock.setTimeout(done, 1_000));
        seen.push("stored");
      },
      onPoll: () => seen.push("poll"),
    });
    expect(seen).toStrictEqual(["submitted", "stored", "poll"]);
  });

  test("requests receipts with the first poll, in case the task has ended, and again when it has", async () => {
    const done = startWriting(undefined, { taskDurationMs: 0 });
    expect(summarize(await done.written(upserts(2)))).toStrictEqual(["ok", "ok"]);
    expect(done.wire.polls).toStrictEqual(["true"]);
    const lasting = startWriting(undefined, { taskDurationMs: 4_000 });
    expect(summarize(await lasting.written(upserts(2)))).toStrictEqual(["ok", "ok"]);
    const [first, ...between] = lasting.wire.polls;
    expect([first, between.pop()]).toStrictEqual(["true", "true"]);
    expect(between.length).toBeGreaterThan(1);
    expect(new Set(between)).toStrictEqual(new Set(["false"]));
  });

  test("yields nothing for an empty list", async () => {
    const { written, wire } = startWriting();
    expect(await written([])).toStrictEqual([]);
    expect(wire.bulks).toStrictEqual([]);
  });

  test("accepts an async iterable", async () => {
    async function* read() {
      yield upsert("patient-1");
      await new Promise((done) => setImmediate(done));
      yield upsert("patient-2");
    }
    const { written, ids } = startWriting();
    expect(summarize(await written(read()))).toStrictEqual(["ok", "ok"]);
    expect(ids()).toStrictEqual(["patient-1", "patient-2"]);
  });

  test("splits by bytes into the largest possible batches", async () => {
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
    expect(summarize(await written([upsert("patient-0", { name })], { batchBytes }))).toStrictEqual(["ok"]);
    expect(summarize(await written([upsert("patient-0", { name })], { batchBytes: batchBytes - 1 }))).toStrictEqual([
      "InvalidRequestError not-done",
    ]);
  });

  test("fills a bulk to its last byte, for any characters", async () => {
    const names = ["Tremblay", "Émile", "Zoë", "李", "Roy", "Gagné", "Côté"];
    const operations = names.map((name, index) => upsert(`patient-${index}`, { name }));
    const bytes = operations.map((operation) => Buffer.byteLength(JSON.stringify(operation)));
    for (const count of [1, 2, 3, 6]) {
      const first = bytes.slice(0, count).reduce((sum, each) => sum + each, 0);
      const batchBytes = '{"operations":[]}'.length + first + count - 1;
      for (const [most, expected] of [
        [batchBytes, count],
        [batchBytes - 1, count - 1],
      ] as const) {
        const { written, wire } = startWriting();
        await written(operations, { batchBytes: most });
        if (expected > 0) expect(wire.bulks[0]).toHaveLength(expected);
        else expect(wire.bulks[0]).not.toContain("upsert patient-0");
      }
    }
  });

  test("gives each bulk the whole of deadlineMs", async () => {
    const { written, clock } = startWriting(undefined, { taskDurationMs: 700 });
    const startedAt = clock.now();
    const options = { batchSize: 1, concurrency: 1, deadlineMs: 1_000 };
    expect(summarize(await written(upserts(3), options))).toStrictEqual(["ok", "ok", "ok"]);
    expect(clock.now() - startedAt).toBeGreaterThan(2_000);
  });

  test("passes operations to a stub of a client", async () => {
    const seen: ResourceOperation[] = [];
    const { registry, clock } = startWriting();
    const target: BulkClient = {
      bulkResources(path, body, options) {
        seen.push(...(body as BulkRequest).operations);
        return registry.bulkResources(path, body, options);
      },
      getTask: (...poll) => registry.getTask(...poll),
    };
    const outcomes = writeResources(target, source, [upsert("a-1"), remove("a-1")], { deadlineMs: 60_000, clock });
    expect(summarize(await clock.settle(collected(outcomes)))).toStrictEqual(["ok", "ok"]);
    expect(seen).toStrictEqual([upsert("a-1"), remove("a-1")]);
  });

  test("accepts Infinity for batchSize and concurrency", async () => {
    const { written, wire } = startWriting();
    await written(upserts(2_000), { batchSize: Infinity, concurrency: Infinity });
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual([2_000]);
  });

  test("yields outcomes while it waits for an operation that never comes", async () => {
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

  test("sends an operation as it was when it was read, also with half of a surrogate pair", async () => {
    const operation = upsert("a-1", { name: "\ud83d" });
    function* read() {
      yield operation;
      Object.assign(operation, remove("a-1"));
      yield upsert("b-1");
    }
    const json = JSON.stringify(operation);
    const { written, embedded } = startWriting();
    const batchBytes = `{"operations":[${json}]}`.length;
    expect(summarize(await written(read(), { batchBytes }))).toStrictEqual(["ok", "ok"]);
    expect(embedded.resources(patientPath).map(({ id, data }) => [id, data])).toStrictEqual([
      ["a-1", { name: "\ud83d" }],
      ["b-1", {}],
    ]);
  });

  test("keeps at most four bulks in progress, or as many as concurrency allows", async () => {
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

  test("reads no further than the consumer needs", async () => {
    let read = 0;
    function* endless() {
      for (;;) yield upsert(`patient-${read++}`);
    }
    const { write, clock } = startWriting();
    const outcomes = write(endless(), { batchSize: 10, concurrency: 2 });
    await clock.settle(outcomes.next());
    await clock.advance(10_000);
    expect(read).toBeLessThanOrEqual(40);
    await clock.settle(outcomes.return(undefined));
  });
});
