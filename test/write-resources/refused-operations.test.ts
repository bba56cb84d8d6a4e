import { describe, expect, test } from "vitest";
import { type ResourceOperation } from "../../src/index.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { patientPath } from "../support/patient.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { startWriting } from "../support/start-writing.ts";
import { summarize, upsert, upserts } from "../support/writes.ts";

describe("an invalid operation fails alone, before it is sent", () => {
  test.each([
    { operation: null, field: "operations[1]" },
    {
      operation: { action: "PATCH" },
      field: "operations[1].action",
    },
    {
      operation: { action: "CREATE", upsert: {} },
      field: "operations[1].create",
    },
    {
      operation: { action: "UPSERT", upsert: { type: "patient", data: {} } },
      field: "operations[1].upsert.id",
    },
    {
      operation: { action: "DELETE", delete: { type: "", id: "x" } },
      field: "operations[1].delete.type",
    },
    {
      operation: { action: "CREATE", create: { type: "patient" } },
      field: "operations[1].create.data",
    },
    {
      operation: { action: "CREATE", create: { type: "patient", data: { count: 1n } } },
      field: "operations[1].create.data.count",
    },
    {
      operation: "UPSERT",
      field: "operations[1]",
    },
    {
      operation: new Map([["action", "UPSERT"]]),
      field: "operations[1]",
    },
    {
      operation: {
        action: "UPSERT",
        get upsert() {
          throw new Error("TREA80010112 is not loaded");
        },
      },
      field: "operations[1]",
    },
  ])("$field, row %#", async ({ operation, field }) => {
    const { written, wire, ids } = startWriting();
    const outcomes = await written([upsert("a-1"), operation as unknown as ResourceOperation, upsert("a-2")]);
    expect(summarize(outcomes)).toStrictEqual(["ok", "InvalidRequestError not-done", "ok"]);
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({ error: { field } });
    expect(wire.bulks).toHaveLength(1);
    expect(ids()).toStrictEqual(["a-1", "a-2"]);
  });

  test("and one that is too large for a bulk", async () => {
    const { written, ids } = startWriting();
    const outcomes = await written([upsert("a-1"), upsert("a-2", { text: "x".repeat(1_000) })], { batchBytes: 500 });
    expect(summarize(outcomes)).toStrictEqual(["ok", "InvalidRequestError not-done"]);
    expect(outcomes.find(({ index }) => index === 1)).toMatchObject({
      error: { field: "operations[1]" },
    });
    expect(ids()).toStrictEqual(["a-1"]);
  });

  test("an operation that the registry refuses is found by splitting its bulk, and fails alone", async () => {
    const { written, wire, embedded, submitted } = startWriting();
    const bad = upsert("a-1");
    Object.assign((bad as { upsert: object }).upsert, { colour: "red" });
    const operations = [...upserts(5), bad, upsert("patient-0", { last: true })];
    const outcomes = await againstTheContract(() => written(operations));
    expect(summarize(outcomes)).toStrictEqual([
      "ok",
      "ok",
      "ok",
      "ok",
      "ok",
      "ApiError INVALID_ARGUMENT not-done",
      "ok",
    ]);
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual([7, 4, 3, 2, 1, 1, 1]);
    expect(submitted.map(({ from, to }) => [from, to])).toStrictEqual([
      [0, 3],
      [4, 4],
      [6, 6],
    ]);
    expect(embedded.resources(patientPath)[0]?.data).toStrictEqual({ last: true });
  });

  test("onSubmit receives the indexes that a bulk does not contain", async () => {
    const { written, submitted } = startWriting();
    const bad = upsert("");
    await written([bad, ...upserts(2), bad, bad, upsert("patient-2"), bad]);
    expect(submitted).toMatchObject([{ from: 1, to: 5, excluded: [3, 4] }]);
  });

  test.each([
    { name: "one of a thousand takes 21 bulks", count: 1_000, bad: [777], bulks: 21 },
    { name: "each of a hundred takes fewer than two", count: 100, bad: [...Array(100).keys()], bulks: 199 },
  ])("$name", async ({ count, bad, bulks }) => {
    const isBad = new Set(bad.map((index) => `upsert patient-${index}`));
    const { written, wire } = startWriting((bulk, send) =>
      wire.bulks[bulk]?.some((name) => isBad.has(name)) === true ? Promise.resolve(errorResponse(400)) : send(),
    );
    const outcomes = await written(upserts(count));
    expect(outcomes.filter(({ ok }) => !ok).map(({ index }) => index)).toStrictEqual(bad);
    expect(wire.bulks).toHaveLength(bulks);
  });

  test.each([
    { status: 413, type: "CONTENT_TOO_LARGE", bulks: [4, 2, 1, 1, 2, 1, 1] },
    { status: 409, type: "ALREADY_EXISTS", bulks: [4] },
  ])("each of a bulk that is refused with $status $type", async ({ status, type, bulks }) => {
    const errorResponse = () => Promise.resolve(Response.json({ code: status, type, message: "no" }, { status }));
    const { written, wire } = startWriting(errorResponse);
    expect(summarize(await written(upserts(4)))).toStrictEqual(
      Array.from({ length: 4 }, () => `ApiError ${type} not-done`),
    );
    expect(wire.bulks.map(({ length }) => length)).toStrictEqual(bulks);
  });
});
