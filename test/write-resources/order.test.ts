import { describe, expect, test } from "vitest";
import { OperationNotSentError, type ResourceOperation } from "../../src/index.ts";
import { patientPath } from "../support/patient.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { lost, startWriting } from "../support/start-writing.ts";
import { collected, create, remove, summarize, upsert } from "../support/writes.ts";

describe("keeps the order of the operations on a resource", () => {
  test("an operation waits for the bulk with an earlier one on the same id, and others do not", async () => {
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
    expect(summarize(await clock.settle(outcomes))).toStrictEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
    expect(wire.bulks[2]).toStrictEqual(["upsert a-1", "upsert c-1"]);
    expect(embedded.resources(patientPath).find(({ id }) => id === "a-1")?.data).toStrictEqual({ n: 2 });
  });

  test.each([{ concurrency: 1 }, { concurrency: 4 }])(
    "create, delete and create of one id, with the concurrency $concurrency",
    async ({ concurrency }) => {
      const { written, ids } = startWriting();
      const operations = [create("a-1"), remove("a-1"), create("a-1"), create("a-1"), remove("a-1"), create("a-1")];
      expect(summarize(await written(operations, { batchSize: 1, concurrency }))).toStrictEqual([
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

  test("two ids with the same hash are written, and neither blocks the other after an unknown outcome", async () => {
    const ids = ["id-1w86q1", "id-cblvqf"];
    const { written, wire } = startWriting((bulk, send) => (bulk === 0 ? lost() : send()));
    const outcomes = await written(
      ids.map((id) => create(id)),
      { batchSize: 1 },
    );
    expect(summarize(outcomes)).toStrictEqual(["ConnectionError unknown", "ok"]);
    expect(wire.bulks).toStrictEqual([["create id-1w86q1"], ["create id-cblvqf"]]);
  });

  test("after a bulk with an unknown outcome, no operation on its ids is sent", async () => {
    const { written, wire } = startWriting((bulk, send) => (bulk === 0 ? lost() : send()));
    const behind = [upsert("a-1"), upsert("b-1"), remove("a-1"), upsert("a-1"), upsert("d-1"), upsert("e-1")];
    const operations = [create("a-1"), create(), ...behind];
    const outcomes = await written(operations, { batchSize: 2 });
    expect(summarize(outcomes)).toStrictEqual([
      "ConnectionError unknown",
      "ConnectionError unknown",
      "OperationNotSentError not-done",
      "ok",
      "OperationNotSentError not-done",
      "OperationNotSentError not-done",
      "ok",
      "ok",
    ]);
    expect(wire.bulks[0]).toStrictEqual(["create a-1", "create new"]);
    expect(wire.bulks.slice(1).toSorted()).toStrictEqual([["upsert b-1"], ["upsert d-1", "upsert e-1"]]);
    const notSent = outcomes.find(({ index }) => index === 2);
    expect(notSent).toMatchObject({ error: { earlier: { taskId: undefined, from: 0, to: 1 }, attempts: 0 } });
    expect(notSent?.ok === false && notSent.error).toBeInstanceOf(OperationNotSentError);
  });

  test("also if the operation waited for that bulk, or if the bulk is a half", async () => {
    // The first bulk is split, and the response to its second half is lost.
    const { written, wire } = startWriting((bulk, send) =>
      bulk === 0 ? Promise.resolve(errorResponse(400)) : bulk === 2 ? lost() : send(),
    );
    const operations = [create("a-1"), create("b-1"), upsert("b-1"), upsert("c-1"), upsert("a-1"), upsert("b-1")];
    expect(summarize(await written(operations, { batchSize: 2 }))).toStrictEqual([
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

  test("nor after a task that timed out, whose taskId the error has", async () => {
    const { written, submitted, wire } = startWriting(undefined, { taskDurationMs: Infinity });
    const outcomes = await written([upsert("a-1"), upsert("a-1")], { batchSize: 1, deadlineMs: 1_000 });
    expect(summarize(outcomes)).toStrictEqual(["TaskTimeoutError unknown", "OperationNotSentError not-done"]);
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({
      error: { earlier: { taskId: submitted[0]?.taskId, from: 0, to: 0 } },
    });
    expect(wire.bulks).toHaveLength(1);
  });
});
