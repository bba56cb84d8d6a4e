import { describe, expect, test } from "vitest";
import type { RelationshipOperation } from "../../src/index.ts";
import { creation, deletion, startEmbedded, upsertion } from "../support/embedded-calls.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";

const injected = "This is an injected fault.";

describe("faults.nextOperations: the next operations that are executed fail", () => {
  test("a write that is executed at once responds with the error, and stores nothing", async () => {
    const { embedded, create, upsert, remove, contain, stored } = startEmbedded();
    await upsert("patient-1", { a: 1 });
    embedded.faults.nextOperations(4, { type: "FAILED_PRECONDITION" });
    const results = [
      await create("patient-2"),
      await upsert("patient-1", { a: 2 }),
      await remove("patient-1"),
      await contain("patient-1", "contact", "contact-1", { type: "contact", data: {} }),
    ];
    for (const { error, response } of results) {
      expect(response.status).toBe(400);
      expect(error).toStrictEqual({ code: 400, type: "FAILED_PRECONDITION", message: injected });
    }
    expect(stored()).toStrictEqual([{ id: "patient-1", data: { a: 1 } }]);
    expect((await create("patient-2")).data?.status).toBe("PERSISTED");
  });

  test("operations of a bulk fail in its task, in order", async () => {
    const { embedded, bulk, task, stored } = startEmbedded();
    const { data } = await bulk(
      creation("patient-1"),
      upsertion("patient-2"),
      deletion("patient-1"),
      creation("patient-3"),
    );
    embedded.faults.nextOperations(1, { type: "INTERNAL" });
    embedded.faults.nextOperations(1, { type: "INVALID_ARGUMENT", code: 422, message: "The pipeline refused it." });
    await embedded.completeTasks();
    const { data: { status, receipts } = {} } = await task(data?.taskId, true);
    expect(status).toBe("FAILURE");
    expect(receipts?.map(({ status, error }) => [status, error])).toStrictEqual([
      ["FAILURE", { code: 500, type: "INTERNAL", message: injected }],
      ["FAILURE", { code: 422, type: "INVALID_ARGUMENT", message: "The pipeline refused it." }],
      ["FAILURE", { code: 404, type: "NOT_FOUND", message: "Resource not found." }],
      ["SUCCESS", undefined],
    ]);
    expect(stored().map(({ id }) => id)).toStrictEqual(["patient-3"]);
  });

  test("one of a bundle fails the bundle: the others are not executed, and do not count", async () => {
    const { embedded, bundle, stored } = startEmbedded();
    const end = (id: string) => ({ id, type: "patient" });
    const relate: RelationshipOperation = { action: "CREATE", create: { type: "knows", from: end("a"), to: end("b") } };
    embedded.faults.nextOperations(2, { type: "NOT_FOUND" });
    const failing = async () => (await bundle([creation("patient-1"), creation("patient-2")], [relate])).error?.message;
    expect(await failing()).toBe(`resourceOperations[0].create: ${injected}`);
    expect(await failing()).toBe(`resourceOperations[0].create: ${injected}`);
    embedded.faults.nextOperations(1, { type: "NOT_FOUND" });
    expect((await bundle([], [relate])).error?.message).toBe(`relationshipOperations[0].create: ${injected}`);
    expect(stored()).toStrictEqual([]);
    expect(await failing()).toBeUndefined();
  });

  test("an operation that is due already, a rejected request, a read and a purge do not count", async () => {
    const { embedded, bulk, bundle, read, purge, upsert, task, pass } = startEmbedded();
    const { data } = await bulk(creation("patient-1"));
    pass(50);
    embedded.faults.nextOperations(1, { type: "INTERNAL" });
    expect((await task(data?.taskId)).data?.status).toBe("SUCCESS");
    expect((await bundle([creation("ab", { b: "@rootId" })])).response.status).toBe(400);
    expect((await read("patient-1")).response.status).toBe(200);
    await purge("resources", "patient");
    await embedded.completeTasks();
    expect((await upsert("patient-1")).response.status).toBe(500);
    expect((await upsert("patient-1")).response.status).toBe(201);
  });

  test("reset removes the fault", async () => {
    const { embedded, upsert } = startEmbedded();
    embedded.faults.nextOperations(1, { type: "INTERNAL" });
    embedded.reset();
    expect((await upsert("patient-1")).response.status).toBe(201);
  });

  test.each([
    { type: "INVALID_ARGUMENT", code: 400 },
    { type: "FAILED_PRECONDITION", code: 400 },
    { type: "OUT_OF_RANGE", code: 400 },
    { type: "UNAUTHENTICATED", code: 401 },
    { type: "PERMISSION_DENIED", code: 403 },
    { type: "NOT_FOUND", code: 404 },
    { type: "ALREADY_EXISTS", code: 409 },
    { type: "CONTENT_TOO_LARGE", code: 413 },
    { type: "INTERNAL", code: 500 },
    { type: "UNIMPLEMENTED", code: 501 },
    { type: "OF_LATER", code: 500 },
  ])("the code of $type is $code", async ({ type, code }) => {
    const { embedded, upsert } = startEmbedded();
    embedded.faults.nextOperations(1, { type });
    expect((await upsert("patient-1")).error).toStrictEqual({ code, type, message: injected });
  });

  const count = "Expected an integer, 1 or higher. Call faults.nextOperations(n, fault).";
  test.each([
    { n: 0, code: 400, message: `n is 0. ${count}` },
    { n: 1.5, code: 400, message: `n is 1.5. ${count}` },
    { n: NaN, code: 400, message: `n is NaN. ${count}` },
    { n: 1, code: 200, message: "code is 200. Expected an integer from 400 to 599." },
    { n: 1, code: 600, message: "code is 600. Expected an integer from 400 to 599." },
  ])("an n of $n with the code $code throws", ({ n, code, message }) => {
    const embedded = createEmbeddedRegistry();
    expect(() => {
      embedded.faults.nextOperations(n, { type: "INTERNAL", code });
    }).toThrow(new RangeError(message));
  });

  const noType =
    'The fault has no type. Expected an error type, as in { type: "INTERNAL" }. Call faults.nextOperations(n, fault).';
  test.each<{ given: unknown[]; error: Error }>([
    {
      given: [{ type: "INTERNAL" }],
      error: new RangeError(`n is of type object. ${count}`),
    },
    {
      given: [],
      error: new RangeError(`n is undefined. ${count}`),
    },
    { given: [1], error: new TypeError(noType) },
    { given: [1, null], error: new TypeError(noType) },
    { given: [1, {}], error: new TypeError(noType) },
    { given: [1, "INTERNAL"], error: new TypeError(noType) },
  ])("a missing argument is named: $given", async ({ given, error }) => {
    const { embedded, upsert } = startEmbedded();
    expect(() => {
      embedded.faults.nextOperations(...(given as Parameters<typeof embedded.faults.nextOperations>));
    }).toThrow(error);
    expect((await upsert("patient-1")).response.status).toBe(201);
  });
});
