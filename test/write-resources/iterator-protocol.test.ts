import { describe, expect, test } from "vitest";
import { startWriting } from "../support/start-writing.ts";
import { upserts } from "../support/writes.ts";

describe("the generator of outcomes", () => {
  const indexOf = ({ done, value }: IteratorResult<{ index: number }, unknown>) =>
    done === true ? "done" : value.index;

  test("resolves concurrent calls of next() in order", async () => {
    const { write, clock } = startWriting();
    const outcomes = write(upserts(5), { batchSize: 2, concurrency: 1 });
    const asked = Array.from({ length: 7 }, async () => indexOf(await outcomes.next()));
    expect(await clock.settle(Promise.all(asked))).toStrictEqual([0, 1, 2, 3, 4, "done", "done"]);
  });

  test("starts with the first call of next()", async () => {
    const { write, wire, clock } = startWriting();
    const outcomes = write(upserts(1));
    await clock.advance(1_000);
    expect(wire.bulks).toStrictEqual([]);
    expect(outcomes[Symbol.asyncIterator]()).toBe(outcomes);
    expect(Object.prototype.toString.call(outcomes)).toBe("[object AsyncGenerator]");
    expect(indexOf(await clock.settle(outcomes.next()))).toBe(0);
  });

  test("ends with return(), after earlier calls of next(), even in the middle of a bulk", async () => {
    const { write, wire, clock } = startWriting();
    const outcomes = write(upserts(9), { batchSize: 3, concurrency: 1 });
    const asked = [outcomes.next(), outcomes.next(), outcomes.return(), outcomes.next()];
    expect((await clock.settle(Promise.all(asked))).map(indexOf)).toStrictEqual([0, 1, "done", "done"]);
    await clock.advance(60_000);
    expect(wire.bulks).toHaveLength(1);
  });

  test("ends with throw(), which rejects with the given error", async () => {
    const { write, clock } = startWriting();
    const outcomes = write(upserts(3));
    expect(indexOf(await clock.settle(outcomes.next()))).toBe(0);
    const reason = new Error("enough");
    await expect(clock.settle(outcomes.throw(reason))).rejects.toBe(reason);
    expect(indexOf(await outcomes.next())).toBe("done");
  });

  test("yields nothing after throw(), even when it is called in the middle of a bulk", async () => {
    const { write, clock } = startWriting();
    const outcomes = write(upserts(9), { batchSize: 3, concurrency: 1 });
    expect(indexOf(await clock.settle(outcomes.next()))).toBe(0);
    const reason = new Error("enough");
    const calls = [outcomes.next(), outcomes.throw(reason), outcomes.next()];
    const [second, thrown, last] = await clock.settle(Promise.allSettled(calls));
    expect(second).toMatchObject({ status: "fulfilled", value: { value: { index: 1 } } });
    expect(thrown).toStrictEqual({ status: "rejected", reason });
    expect(last).toStrictEqual({ status: "fulfilled", value: { done: true, value: undefined } });
  });

  test("rejects once with the error that ends the load, then is done", async () => {
    const { write, clock } = startWriting();
    const reason = new Error("of the hook");
    const outcomes = write(upserts(3), {
      onPoll() {
        throw reason;
      },
    });
    const asked = [outcomes.next(), outcomes.next()];
    const [first, second] = await clock.settle(Promise.allSettled(asked));
    expect(first).toStrictEqual({ status: "rejected", reason });
    expect(second).toStrictEqual({ status: "fulfilled", value: { done: true, value: undefined } });
  });
});
