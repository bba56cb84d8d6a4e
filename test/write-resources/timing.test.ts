import { describe, expect, test } from "vitest";
import type { BulkClient, TaskOutcome, WriteOutcome, WriteProgress } from "../../src/index.ts";
import { waitForTasks, writeResources } from "../support/client.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { clientOf } from "../support/start.ts";
import { source, startWriting } from "../support/start-writing.ts";
import { testClock } from "../support/test-clock.ts";
import { thrown } from "../support/thrown.ts";
import { summarize, upsert, upserts } from "../support/writes.ts";

type Wire = ReturnType<typeof startWriting>;
const unauthenticated = () => Response.json({ code: 401, type: "UNAUTHENTICATED", message: "no" }, { status: 401 });
const after = (wire: Wire, ms: number) => new Promise<void>((done) => wire.clock.setTimeout(done, ms));

/** Writes until the load ends, and returns the outcomes and the error. */
async function ended(wire: Wire, ...given: Parameters<Wire["write"]>) {
  const outcomes: WriteOutcome[] = [];
  const consume = async () => {
    for await (const outcome of wire.write(...given)) outcomes.push(outcome);
  };
  const error = await thrown(() => wire.clock.settle(consume()));
  return { outcomes, error };
}

describe("B7, B8: while beforeSubmit is awaited", () => {
  test.each(["a refused bulk", "an iterable that throws"])("%s prevents the submission", async (what) => {
    const wire: Wire = startWriting((bulk, send) =>
      bulk === 0 && what === "a refused bulk" ? after(wire, 50).then(unauthenticated) : send(),
    );
    async function* read() {
      yield* upserts(4);
      await after(wire, 100);
      if (what === "an iterable that throws") throw new Error("the file ends here");
    }
    const beforeSubmit = ({ from }: { from: number }) => (from === 2 ? after(wire, 300) : undefined);
    const { outcomes } = await ended(wire, read(), { batchSize: 2, beforeSubmit });
    expect(wire.wire.bulks).toStrictEqual([["upsert patient-0", "upsert patient-1"]]);
    expect(summarize(outcomes).slice(-2)).toStrictEqual(Array(2).fill("OperationNotSentError not-done"));
    expect(outcomes.at(-1)?.attempts).toBe(0);
  });

  test("a pause delays the submission", async () => {
    const sentAt: number[] = [];
    const wire: Wire = startWriting((bulk, send) => {
      sentAt.push(wire.clock.now() - startedAt);
      return bulk === 0 ? Promise.resolve(errorResponse(429, { "retry-after": "10" })) : send();
    });
    const startedAt = wire.clock.now();
    const beforeSubmit = ({ from }: { from: number }) => (from > 0 ? after(wire, 500) : undefined);
    const outcomes = await wire.written(upserts(8), { batchSize: 2, beforeSubmit, retry: { limit: 0 } });
    expect(summarize(outcomes)).toStrictEqual(Array(8).fill("ok"));
    expect(sentAt.filter((at) => at > 0 && at < 10_000)).toStrictEqual([]);
  });

  test("a pause makes it be called again, because its check may not hold after the pause", async () => {
    const calledAt = new Map<string, number>();
    const ages: number[] = [];
    const wire: Wire = startWriting((bulk, send) => {
      const [first = ""] = wire.wire.bulks.at(-1) ?? [];
      ages.push(wire.clock.now() - Number(calledAt.get(first)));
      return bulk === 0 ? Promise.resolve(errorResponse(429, { "retry-after": "10" })) : send();
    });
    const beforeSubmit = ({ from }: { from: number }) => {
      calledAt.set(`upsert patient-${from}`, wire.clock.now());
      return from > 0 ? after(wire, 500) : undefined;
    };
    await wire.written(upserts(8), { batchSize: 2, beforeSubmit, retry: { limit: 0 } });
    expect(ages.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...ages)).toBeLessThanOrEqual(500);
  });

  test("a hook that changes its argument does not change the bulk", async () => {
    const wire = startWriting();
    await wire.written(upserts(2), {
      beforeSubmit: (bulk) => {
        Object.assign(bulk, { from: 9, operations: [] });
      },
    });
    expect(wire.submitted).toMatchObject([{ from: 0, to: 1 }]);
    expect(wire.submitted[0]?.operations).toHaveLength(2);
  });
});

describe("when the load stops", () => {
  test("deadlineMs still ends the wait for a task if the load stops in a pause", async () => {
    const wire: Wire = startWriting(
      (bulk, send) => {
        if (bulk === 0) return send();
        return after(wire, 200).then(() =>
          bulk === 1 ? errorResponse(429, { "retry-after": "1" }) : unauthenticated(),
        );
      },
      { taskDurationMs: 3_600_000 },
    );
    const before = wire.clock.now();
    const options = { batchSize: 1, deadlineMs: 60_000, retry: { limit: 0 } };
    const { outcomes, error } = await ended(wire, upserts(2), options);
    expect(error).toMatchObject({ name: "WriteStoppedError" });
    expect(summarize(outcomes)).toContain("TaskTimeoutError unknown");
    expect(wire.clock.now() - before).toBeLessThan(70_000);
  });

  test("the retries of calls end", async () => {
    const wire: Wire = startWriting((bulk, send) => {
      if (bulk === 0) return after(wire, 50).then(unauthenticated);
      return bulk === 1 ? Promise.resolve(errorResponse(429, { "retry-after": "60" })) : send();
    });
    const before = wire.clock.now();
    const { outcomes } = await ended(wire, upserts(4), { batchSize: 2, retry: { limit: 2 } });
    expect(summarize(outcomes)).toStrictEqual(Array(4).fill("OperationNotSentError not-done"));
    expect(wire.wire.bulks).toHaveLength(2);
    expect(wire.clock.now() - before).toBeLessThan(1_000);
  });

  test("B4: stops if the key is no longer valid when the tasks are polled", async () => {
    const wire = startWriting();
    const denied = clientOf(() => Promise.resolve(errorResponse(403)));
    const target: BulkClient = {
      bulkResources: (...given) => wire.registry.bulkResources(...given),
      getTask: (...given) => denied.getTask(...given),
    };
    const outcomes: WriteOutcome[] = [];
    const consume = async () => {
      const options = { deadlineMs: 1_000, batchSize: 2, clock: wire.clock };
      for await (const outcome of writeResources(target, source, upserts(100), options)) outcomes.push(outcome);
    };
    expect(await thrown(() => wire.clock.settle(consume()))).toMatchObject({ name: "WriteStoppedError" });
    expect(wire.wire.bulks.length).toBeLessThan(10);
    expect(summarize(outcomes).slice(0, 2)).toStrictEqual(Array(2).fill("ReceiptError unknown"));
  });
});

test("only an accepted bulk resets the time of maxPauseMs", async () => {
  const wire = startWriting((bulk) => Promise.resolve(errorResponse(bulk % 2 === 0 ? 429 : 500)));
  const options = { batchSize: 1, concurrency: 1, maxPauseMs: 5_000, retry: { limit: 0 } };
  const { error } = await ended(wire, upserts(1_000), options);
  expect(error).toMatchObject({ name: "WriteStoppedError" });
  expect(wire.wire.bulks.length).toBeLessThan(100);
});

describe("B8: an abort ends the loop at once", () => {
  test("in the body of the loop, before further outcomes of the same bulk", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const wire = startWriting();
    const outcomes: WriteOutcome[] = [];
    const consume = async () => {
      for await (const outcome of wire.write(upserts(10), { signal: controller.signal })) {
        outcomes.push(outcome);
        controller.abort(reason);
      }
    };
    expect(await thrown(() => wire.clock.settle(consume()))).toBe(reason);
    expect(outcomes).toHaveLength(1);
  });

  test("after an early exit, while a hook never ends", async () => {
    const controller = new AbortController();
    const wire = startWriting();
    const onSubmit = ({ from }: { from: number }) => (from === 2 ? new Promise(() => undefined) : undefined);
    const consume = async () => {
      for await (const { ok } of wire.write(upserts(4), { batchSize: 2, signal: controller.signal, onSubmit })) {
        if (ok) break;
      }
    };
    wire.clock.setTimeout(() => {
      controller.abort();
    }, 5_000);
    await wire.clock.settle(consume());
    expect(controller.signal.aborted).toBe(true);
  });
});

describe("B13: onProgress", () => {
  test("may reject without effect", async () => {
    const { written } = startWriting();
    const onProgress = () => Promise.reject(new Error("of the hook")) as never;
    expect(summarize(await written(upserts(2), { onProgress }))).toStrictEqual(["ok", "ok"]);
    await new Promise((done) => setTimeout(done, 10));
  });

  test("reports operations that were read, and the latest counts after 250 ms", async () => {
    const wire: Wire = startWriting(undefined, { taskDurationMs: 3_000 });
    const seen: (WriteProgress & { at: number })[] = [];
    const startedAt = wire.clock.now();
    async function* slow() {
      for (const operation of upserts(6)) {
        await after(wire, 300);
        yield operation;
      }
    }
    await wire.written(slow(), {
      flushMs: Infinity,
      onProgress: (progress) => seen.push({ ...progress, at: wire.clock.now() - startedAt }),
    });
    expect(seen.slice(0, 5).map(({ read }) => read)).toStrictEqual([1, 2, 3, 4, 5]);
    expect(seen.find(({ accepted: sent }) => sent === 6)?.at).toBeLessThan(2_200);
    expect(wire.clock.pending()).toBe(0);
  });
});

test("B6: flushMs also applies to an iterable that blocks", async () => {
  const wire = startWriting();
  function* slow() {
    for (const operation of upserts(10)) {
      wire.clock.pass(100);
      yield operation;
    }
  }
  await wire.written(slow(), { flushMs: 300 });
  expect(wire.wire.bulks.length).toBeGreaterThan(2);
});

test("B1: a poll that never ends allows the next one after deadlineMs of its task", async () => {
  const clock = testClock();
  const registry = { getTask: () => new Promise<never>(() => undefined) };
  const outcomes: TaskOutcome[] = [];
  const ids = Array.from({ length: 20 }, (_, n) => `bk_${n}`);
  const consume = async () => {
    for await (const outcome of waitForTasks(registry, source, ids, { deadlineMs: 300, concurrency: 4, clock })) {
      outcomes.push(outcome);
    }
  };
  await clock.settle(consume());
  expect(outcomes).toHaveLength(20);
  expect(outcomes.every(({ ok }) => !ok)).toBe(true);
});

test("B8: an operation that was read before the iterable throws has an outcome", async () => {
  const wire = startWriting();
  function* read() {
    yield upsert("a");
    throw new Error("the file ends here");
  }
  const { outcomes } = await ended(wire, read());
  expect(summarize(outcomes)).toStrictEqual(["OperationNotSentError not-done"]);
});
