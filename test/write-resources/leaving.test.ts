import { EventEmitter, getEventListeners, on } from "node:events";
import { describe, expect, test } from "vitest";
import type { AnyIterable, ResourceOperation, WriteResourcesOptions } from "../../src/index.ts";
import { refusal } from "../support/scripted-fetch.ts";
import { lost, startWriting } from "../support/start-writing.ts";
import { thrown } from "../support/thrown.ts";
import { collected, upsert, upserts } from "../support/writes.ts";

/** The operations that are given to it, one at a time, and how it is left. */
function sourceOf(operations: readonly ResourceOperation[], leave: () => Promise<void> = () => Promise.resolve()) {
  const state = { read: 0, left: 0 };
  const iterator: AsyncIterator<ResourceOperation, void> = {
    async next() {
      await new Promise((done) => setImmediate(done));
      const value = operations[state.read++];
      return value === undefined ? { done: true, value } : { done: false, value };
    },
    async return() {
      state.left += 1;
      await leave();
      return { done: true, value: undefined };
    },
  };
  return { state, operations: { [Symbol.asyncIterator]: () => iterator } };
}

/** Takes one outcome, and leaves the loop. */
function leftAfterOne(
  { write, clock }: ReturnType<typeof startWriting>,
  operations: AnyIterable<ResourceOperation>,
  options: Partial<WriteResourcesOptions> = {},
): Promise<number> {
  const consume = async () => {
    for await (const { index } of write(operations, { batchSize: 1, ...options })) return index;
    return -1;
  };
  return clock.settle(consume());
}

describe("a consumer that leaves", () => {
  test("reads no further, not even to the end of a batch", async () => {
    const writing = startWriting();
    const { state, operations } = sourceOf(upserts(100_000));
    await leftAfterOne(writing, operations, { batchSize: 50 });
    const { read } = state;
    await writing.clock.advance(60_000);
    expect(state).toStrictEqual({ read, left: 1 });
  });

  test("ends an iterable that waits for what never comes", async () => {
    const emitter = new EventEmitter();
    const events = on(emitter, "operation") as AsyncIterator<[ResourceOperation], undefined>;
    const iterator: AsyncIterator<ResourceOperation, undefined> = {
      async next() {
        const { done, value } = await events.next();
        return done === true ? { done, value } : { done: false, value: value[0] };
      },
      async return() {
        await events.return?.();
        return { done: true, value: undefined };
      },
    };
    const operations = { [Symbol.asyncIterator]: () => iterator };
    emitter.emit("operation", upsert("a-1"));
    expect(await leftAfterOne(startWriting(), operations)).toBe(0);
    expect(emitter.listenerCount("operation")).toBe(0);
  });

  test("sends nothing while the iterable takes its time to end", async () => {
    let end: () => void = () => undefined;
    const ending = new Promise<void>((done) => (end = done));
    // The second waits for the first, and the third, which is refused, is what the loop is left at.
    const { operations } = sourceOf([upsert("a-1"), upsert("a-1"), upsert(""), upsert("b-1")], () => ending);
    const writing = startWriting();
    const left = leftAfterOne(writing, operations, { concurrency: 3 });
    await writing.clock.advance(60_000);
    end();
    expect(await left).toBe(2);
    expect(writing.wire.bulks).toStrictEqual([["upsert a-1"]]);
  });

  test.each([
    { name: "429", answer: () => Promise.resolve(refusal(429, { "retry-after": "100" })) },
    { name: "503, which leaves it open", answer: () => Promise.resolve(refusal(503, { "retry-after": "20" })) },
    { name: "no answer", answer: lost },
  ])("does not wait for a bulk to be sent again after $name", async ({ answer }) => {
    const writing = startWriting((bulk, send) => (bulk === 0 ? send() : answer()), {}, { retry: { limit: 5 } });
    const { clock, wire } = writing;
    const startedAt = clock.now();
    await leftAfterOne(writing, upserts(2));
    expect(clock.now() - startedAt).toBeLessThan(1_000);
    await clock.advance(600_000);
    expect(wire.bulks).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  test("and so does an abort, with its reason", async () => {
    const controller = new AbortController();
    const refused = () => Promise.resolve(refusal(429, { "retry-after": "100" }));
    const { write, clock, wire } = startWriting(refused, {}, { retry: { limit: 5 } });
    const end = thrown(() => collected(write(upserts(1), { signal: controller.signal })));
    await clock.advance(1_000);
    controller.abort(null);
    expect(await end).toBe(null);
    await clock.advance(600_000);
    expect(wire.bulks).toHaveLength(1);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toStrictEqual([]);
  });

  test.each(["first", "second"])(
    "an iterable that aborts by itself, behind its %s operation, is ended too",
    async (when) => {
      const controller = new AbortController();
      let isEnded = false;
      function* read() {
        try {
          yield upsert("a-1");
          if (when === "first") controller.abort("enough");
          yield upsert("a-1");
          controller.abort("enough");
          yield upsert("b-1");
        } finally {
          isEnded = true;
        }
      }
      const { write, clock } = startWriting();
      const options = { batchSize: 1, concurrency: 1, signal: controller.signal };
      expect(await thrown(() => clock.settle(collected(write(read(), options))))).toBe("enough");
      await clock.advance(0);
      expect(isEnded).toBe(true);
    },
  );

  test("stops halving", async () => {
    const writing = startWriting(async (bulk, send) => {
      if (bulk === 1) return send();
      await new Promise<void>((done) => writing.clock.setTimeout(done, 100));
      return refusal(400);
    });
    expect(await leftAfterOne(writing, upserts(9), { batchSize: 8 })).toBe(8);
    await writing.clock.advance(60_000);
    expect(writing.wire.bulks.map(({ length }) => length)).toStrictEqual([8, 1, 4, 2]);
  });
});
