import { describe, expect, test } from "vitest";
import {
  createOperation,
  deleteOperation,
  InvalidRequestError,
  upsertOperation,
  type BulkToSubmit,
  type WriteOutcome,
  type WriteProgress,
} from "../../src/index.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { clientOf } from "../support/start.ts";
import { patientPath } from "../support/patient.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { lost, source, startWriting } from "../support/start-writing.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { collected, create, remove, summarize, upsert, upserts } from "../support/writes.ts";

describe("B6: a slow source", () => {
  test.each([
    { name: "by default after a second", options: {}, at: [2_900, 5_900] },
    { name: "after flushMs", options: { flushMs: 1_500 }, at: [3_400] },
    { name: "never with Infinity", options: { flushMs: Infinity }, at: [] },
  ])("gets its operations sent $name, and nothing is lost", async ({ options, at }) => {
    const sentAt: number[] = [];
    const wire: ReturnType<typeof startWriting> = startWriting((_, send) => {
      sentAt.push(wire.clock.now() - startedAt);
      return send();
    });
    const startedAt = wire.clock.now();
    async function* slow() {
      for (const operation of upserts(10)) {
        yield operation;
        await new Promise<void>((done) => wire.clock.setTimeout(done, 950));
      }
    }
    const outcomes = await wire.written(slow(), options);
    expect(summarize(outcomes)).toStrictEqual(Array(10).fill("ok"));
    expect(sentAt.length).toBeGreaterThan(0);
    if (at.length === 0) expect(sentAt).toStrictEqual([9_500]);
    else expect(sentAt[0]).toBeLessThanOrEqual(options.flushMs ?? 1_000);
    expect(wire.clock.pending()).toBe(0);
  });

  test("sends nothing while no outcome is requested", async () => {
    const { write, clock, wire } = startWriting();
    async function* slow() {
      yield upsert("a");
      yield upsert("b");
      await new Promise<void>((done) => clock.setTimeout(done, 500));
      yield upsert("c");
      await new Promise<void>((done) => clock.setTimeout(done, 60_000));
    }
    const writes = write(slow(), { batchSize: 2 });
    await clock.settle(writes.next());
    await clock.advance(10_000);
    expect(wire.bulks).toHaveLength(1);
    const rest = collected(writes);
    expect((await clock.settle(rest)).map(({ index }) => index)).toStrictEqual([1, 2]);
    expect(wire.bulks).toHaveLength(2);
  });
});

describe("B7: the operation in an outcome, and the submissions of its bulk", () => {
  test("an outcome has the same object, and the number of submissions of its bulk", async () => {
    const { written } = startWriting((bulk, send) => (bulk < 2 ? lost() : send()));
    const operations = [upsert("a"), remove("b"), { action: "UPSERT" } as never];
    const outcomes = await written(operations);
    for (const { index, operation } of outcomes) expect(operation).toBe(operations[index]);
    const attempts = outcomes.toSorted((one, other) => one.index - other.index).map(({ attempts }) => attempts);
    expect(attempts).toStrictEqual([3, 3, 0]);
  });

  test("sends the JSON of the operation as it was when it was read", async () => {
    const { write, clock, embedded } = startWriting();
    const operation = upsert("a", { n: 1 });
    await clock.settle(
      collected(write([operation], { beforeSubmit: () => Object.assign(operation, { action: "x" }) })),
    );
    expect(embedded.resources(patientPath)).toMatchObject([{ id: "a", data: { n: 1 } }]);
  });

  test("beforeSubmit is awaited before each submission, including halves and resubmissions, but not before retries of a call", async () => {
    const seen: BulkToSubmit[] = [];
    const { written, wire, clock } = startWriting(
      (bulk, send) =>
        bulk === 0
          ? Promise.resolve(errorResponse(400))
          : bulk === 1
            ? lost()
            : bulk === 2
              ? Promise.resolve(errorResponse(429))
              : send(),
      {},
      { retry: { limit: 2 } },
    );
    const operations = upserts(4);
    const beforeSubmit = async (bulk: BulkToSubmit) => {
      await new Promise<void>((done) => clock.setTimeout(done, 10));
      expect(wire.bulks).toHaveLength(seen.length === 3 ? 4 : seen.length);
      seen.push(bulk);
    };
    expect(summarize(await written(operations, { beforeSubmit }))).toStrictEqual(Array(4).fill("ok"));
    expect(seen.map(({ from, to }) => [from, to])).toStrictEqual([
      [0, 3],
      [0, 1],
      [0, 1],
      [2, 3],
    ]);
    expect(wire.bulks).toHaveLength(5);
    expect(seen[0]?.operations).toStrictEqual(operations);
    expect(seen[0]?.operations[0]).toBe(operations[0]);
  });

  test("an error of beforeSubmit stops the load, and its bulk is not sent", async () => {
    const failure = new Error("the journal is full");
    const { write, clock, wire } = startWriting();
    const outcomes: WriteOutcome[] = [];
    let calls = 0;
    const beforeSubmit = () => {
      calls += 1;
      if (calls === 2) throw failure;
    };
    const consume = async () => {
      for await (const outcome of write(upserts(6), { batchSize: 2, concurrency: 1, beforeSubmit }))
        outcomes.push(outcome);
    };
    expect(await thrown(() => clock.settle(consume()))).toBe(failure);
    expect(wire.bulks).toHaveLength(1);
    expect(summarize(outcomes).slice(0, 2)).toStrictEqual(["ok", "ok"]);
    expect(
      summarize(outcomes)
        .slice(2)
        .every((each) => each === "OperationNotSentError not-done"),
    ).toBe(true);
  });
});

test("B7: after an error of beforeSubmit before a resubmission, the outcome of the first submission is unknown", async () => {
  const { write, clock } = startWriting(lost);
  let calls = 0;
  const beforeSubmit = () => {
    calls += 1;
    if (calls === 2) throw new Error("full");
  };
  const outcomes: WriteOutcome[] = [];
  const consume = async () => {
    for await (const outcome of write(upserts(2), { beforeSubmit })) outcomes.push(outcome);
  };
  await thrown(() => clock.settle(consume()));
  expect(summarize(outcomes)).toStrictEqual(["ConnectionError unknown", "ConnectionError unknown"]);
});

test("B8: an abort ends the loop at once, also while onSubmit runs", async () => {
  const controller = new AbortController();
  const { write, clock, wire } = startWriting();
  const onSubmit = () => {
    controller.abort("enough");
    return new Promise(() => undefined);
  };
  const before = clock.now();
  const consume = () =>
    collected(write(upserts(4), { batchSize: 1, concurrency: 2, onSubmit, signal: controller.signal }));
  expect(await thrown(() => clock.settle(consume()))).toBe("enough");
  expect(clock.now()).toBe(before);
  expect(wire.bulks.length).toBeLessThanOrEqual(2);
  expect(clock.pending()).toBe(0);
});

test("B8: after the iterable has thrown, neither a half nor a resubmission is sent", async () => {
  for (const first of [() => Promise.resolve(errorResponse(400)), lost]) {
    const failure = new Error("the file ends here");
    const { write, clock, wire } = startWriting(async (bulk, send) => {
      await new Promise<void>((done) => clock.setTimeout(done, 200));
      return bulk === 0 ? first() : send();
    });
    async function* read() {
      yield* upserts(4);
      await new Promise<void>((done) => clock.setTimeout(done, 100));
      throw failure;
    }
    const outcomes: WriteOutcome[] = [];
    const consume = async () => {
      for await (const outcome of write(read(), { batchSize: 4, concurrency: 2 })) outcomes.push(outcome);
    };
    expect(await thrown(() => clock.settle(consume()))).toBe(failure);
    expect(outcomes).toHaveLength(4);
    expect(wire.bulks).toHaveLength(1);
  }
});

test("B11: accepts operations from the builder functions", async () => {
  const { written, embedded } = startWriting();
  const meta = { createdAt: "2020-01-01T00:00:00Z" };
  const operations = [
    createOperation("patient", undefined, { n: 1 }),
    createOperation("patient", "patient-2", { n: 2 }, { meta }),
    upsertOperation("patient", "3", { n: 3 }, { contained: { contact: [{ type: "contact", data: {} }] } }),
    upsertOperation("patient", "4", { n: 4 }),
    deleteOperation("patient", "4"),
  ];
  expect(summarize(await written(operations))).toStrictEqual(Array(5).fill("ok"));
  const stored = embedded.resources(patientPath);
  expect(stored.map(({ data }) => data.n)).toStrictEqual([1, 2, 3]);
  expect(stored[1]?.meta?.createdAt).toBe(meta.createdAt);
});

describe("B12: the rules for ids", () => {
  const registry = clientOf(() => Promise.reject(new Error("sent")));
  const bad = ["a/../b", "a/b", "a\\b", ".", "..", "", "a\u0000", "\ud800"];

  test.each(bad)("refuses the id %j in every operation", async (id) => {
    for (const operation of [upsert(id), remove(id), create(id)]) {
      for (const call of [
        () => registry.bulkResources(source, { operations: [operation] }),
        () => registry.submitBundle(source, { resourceOperations: [operation] }),
      ]) {
        await thrownBy(InvalidRequestError, call);
      }
    }
    await againstTheContract(() => thrownBy(InvalidRequestError, () => registry.getResource({ ...patientPath, id })));
  });

  test.each(["1", "_a", "a b", "é", "a".repeat(94)])("accepts the id %j, except in a create", async (id) => {
    for (const call of [
      () => registry.createResource(patientPath, { id, data: {} }),
      () => registry.bulkResources(source, { operations: [create(id)] }),
      () => registry.submitBundle(source, { resourceOperations: [create(id)] }),
    ]) {
      expect((await thrownBy(InvalidRequestError, call)).field).toMatch(/id$/);
    }
    const { written } = startWriting();
    expect(summarize(await written([upsert(id), remove(id)]))).toStrictEqual(["ok", "ok"]);
  });

  test("a type must be one segment too, and a create accepts @rootId", async () => {
    const { written } = startWriting();
    const slash = { action: "UPSERT", upsert: { type: "a/b", id: "1", data: {} } } as const;
    expect(summarize(await written([slash, create("@rootId"), create("@rootId7")]))).toStrictEqual([
      "InvalidRequestError not-done",
      "ok",
      "ok",
    ]);
  });

  test("refuses a create whose resource type is the name of another operation", async () => {
    const bulk = { ...source, resourceType: "bulk" };
    for (const call of [
      () => registry.createResource(bulk, { data: {} }),
      () => registry.getResource({ ...bulk, id: "1" }),
      () => registry.upsertResource({ ...bulk, id: "1" }, { data: {} }),
    ]) {
      const error = await thrownBy(InvalidRequestError, call);
      expect(error.field).toBe("resourceType");
      expect(error.message).toContain("it is reserved: the path would be that of another operation");
    }
    const contained = { ...bulk, id: "1", containKey: "contact", containedResourceId: "2" };
    const other = await thrown(() => registry.upsertContainedResource(contained, { type: "contact", data: {} }));
    expect(other).toMatchObject({ name: "ConnectionError" });
  });
});

test("B13: onProgress reports at most four times a second, and at the end", async () => {
  const seen: (WriteProgress & { at: number })[] = [];
  const { written, clock } = startWriting((bulk, send) =>
    bulk === 1 ? Promise.resolve(errorResponse(503, { "retry-after": "5" })) : send(),
  );
  const operations = [...upserts(8), remove("nobody")];
  const onProgress = (progress: WriteProgress) => {
    seen.push({ ...progress, at: clock.now() });
    throw new Error("of the hook");
  };
  await written(operations, { batchSize: 3, concurrency: 1, onProgress });
  expect(seen.at(-1)).toMatchObject({ read: 9, accepted: 9, applied: 8, failed: 1, pausedMs: 0 });
  expect(seen.some(({ pausedMs }) => pausedMs > 1_000)).toBe(true);
  const gaps = seen.slice(1, -1).map(({ at }, index) => at - (seen[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(250);
});
