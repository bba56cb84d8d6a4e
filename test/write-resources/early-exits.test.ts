import { EventEmitter, getEventListeners, on } from "node:events";
import { describe, expect, test } from "vitest";
import type { AnyIterable, ResourceOperation, WriteResourcesOptions } from "../../src/index.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { lost, startWriting } from "../support/start-writing.ts";
import { thrown } from "../support/thrown.ts";
import { collected, upsert, upserts } from "../support/writes.ts";

/** An async iterable that yields operations one at a time, and records whether it was closed. */
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

/** Takes one outcome, and exits the loop. */
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

describe("exiting the loop early", () => {
  test("stops reading, even in the middle of a batch", async () => {
    const writing = startWriting();
    const { state, operations } = sourceOf(upserts(100_000));
    await leftAfterOne(writing, operations, { batchSize: 50 });
    const { read } = state;
    await writing.clock.advance(60_000);
    expect(state).toStrictEqual({ read, left: 1 });
  });

  test("closes an iterable that waits forever", async () => {
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

  test("sends nothing while the iterable closes slowly", async () => {
    let end: () => void = () => undefined;
    const ending = new Promise<void>((done) => (end = done));
    // The second operation waits for the first. The loop is exited at the third, which is refused.
    const { operations } = sourceOf([upsert("a-1"), upsert("a-1"), upsert(""), upsert("b-1")], () => ending);
    const writing = startWriting();
    const left = leftAfterOne(writing, operations, { concurrency: 3 });
    await writing.clock.advance(60_000);
    end();
    expect(await left).toBe(2);
    expect(writing.wire.bulks).toStrictEqual([["upsert a-1"]]);
  });

  test.each([
    { name: "429", response: () => Promise.resolve(errorResponse(429, { "retry-after": "100" })) },
    { name: "503, an unknown outcome", response: () => Promise.resolve(errorResponse(503, { "retry-after": "20" })) },
    { name: "no response", response: lost },
  ])("does not wait for a bulk to be resubmitted after $name", async ({ response }) => {
    const writing = startWriting((bulk, send) => (bulk === 0 ? send() : response()), {}, { retry: { limit: 5 } });
    const { clock, wire } = writing;
    const startedAt = clock.now();
    await leftAfterOne(writing, upserts(2));
    expect(clock.now() - startedAt).toBeLessThan(1_000);
    await clock.advance(600_000);
    expect(wire.bulks).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  test("an abort does too, and throws its reason", async () => {
    const controller = new AbortController();
    const refused = () => Promise.resolve(errorResponse(429, { "retry-after": "100" }));
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

  test.each(["first", "second"])("closes an iterable that itself aborts after its %s operation", async (when) => {
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
  });

  test("stops splitting a refused bulk", async () => {
    const writing = startWriting(async (bulk, send) => {
      if (bulk === 1) return send();
      await new Promise<void>((done) => writing.clock.setTimeout(done, 100));
      return errorResponse(400);
    });
    expect(await leftAfterOne(writing, upserts(9), { batchSize: 8 })).toBe(8);
    await writing.clock.advance(60_000);
    expect(writing.wire.bulks.map(({ length }) => length)).toStrictEqual([8, 1, 4, 2]);
  });
});
