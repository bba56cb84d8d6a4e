import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { InvalidRequestError } from "../../src/index.ts";
import { startWriting } from "../support/start-writing.ts";
import { thrown } from "../support/thrown.ts";
import { collected, upsert, upserts } from "../support/writes.ts";

describe("ends early", () => {
  test("B8: if the iterable throws, yields the outcome of every operation that was read, then throws its error, and sends nothing more", async () => {
    const failure = new Error("the file ends here");
    async function* read() {
      yield* upserts(4);
      await new Promise<void>((done) => clock.setTimeout(done, 10));
      // It waits for the bulk of the first operation, and is never sent.
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
    expect(seen.toSorted()).toStrictEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(wire.bulks.flat()).toStrictEqual([
      "upsert patient-0",
      "upsert patient-1",
      "upsert patient-2",
      "upsert patient-3",
    ]);
    expect(clock.pending()).toBe(0);
  });

  test("after the loop is exited early nothing more is sent, and onSubmit has received the bulks in progress", async () => {
    let isLeft = false;
    function* read() {
      try {
        for (let index = 0; ; index++) yield upsert(`patient-${index}`);
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

  test("if the loop is exited during a submission, onSubmit receives it before the loop ends", async () => {
    let response: () => void = () => undefined;
    const { write, clock, submitted } = startWriting(async (bulk, send) => {
      if (bulk === 1) await new Promise<void>((go) => (response = go));
      return send();
    });
    const outcomes = write(upserts(2), { batchSize: 1 });
    await clock.settle(outcomes.next());
    const left = outcomes.return(undefined);
    await clock.advance(0);
    expect(submitted).toHaveLength(1);
    response();
    await clock.settle(left);
    expect(submitted).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  test("an abort ends it at once with the signal's reason", async () => {
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

  test("onPoll rejects with an error of this client, such as of a call that it makes", async () => {
    const refused = new InvalidRequestError({ field: "page", reason: "it was closed." });
    const { write, clock } = startWriting();
    const options = { onPoll: () => Promise.reject(refused) };
    expect(await thrown(() => clock.settle(collected(write(upserts(3), options))))).toBe(refused);
  });
});
