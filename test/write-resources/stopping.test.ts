import { describe, expect, test } from "vitest";
import {
  ApiError,
  WriteStoppedError,
  type BulkClient,
  type RegistryClientOptions,
  type ResourceOperation,
  type WriteOutcome,
  type WriteResourcesOptions,
} from "../../src/index.ts";
import { writeResources } from "../support/client.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { scaled } from "../support/full-counts.ts";
import { operations } from "../support/operations.ts";
import { fetchFailed, errorResponse } from "../support/scripted-fetch.ts";
import { clientOf } from "../support/start.ts";
import { lost, source, startWriting } from "../support/start-writing.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { create, summarize, upsert, upserts } from "../support/writes.ts";

type Wire = ReturnType<typeof startWriting>;

/** Writes until the load stops, and returns the outcomes and the error. */
async function stoppedBy(
  { write, clock }: Wire,
  operations: Iterable<ResourceOperation>,
  options: Partial<WriteResourcesOptions> = {},
) {
  const outcomes: WriteOutcome[] = [];
  const consume = async () => {
    for await (const outcome of write(operations, options)) outcomes.push(outcome);
  };
  const error = await thrown(() => clock.settle(consume()));
  return { outcomes, error };
}

const response = (status: number, type: string) => Response.json({ code: status, type, message: "no" }, { status });
const one: Partial<WriteResourcesOptions> = { batchSize: 2, concurrency: 1 };

describe("B4: an error that every bulk would have stops the load", () => {
  test.each<{ name: string; meet: () => Promise<Response>; cause: string; client?: Partial<RegistryClientOptions> }>([
    { name: "a wrong key", meet: () => Promise.resolve(response(401, "UNAUTHENTICATED")), cause: "ApiError" },
    {
      name: "a key without permission",
      meet: () => Promise.resolve(response(403, "PERMISSION_DENIED")),
      cause: "ApiError",
    },
    { name: "an unknown source", meet: () => Promise.resolve(response(404, "NOT_FOUND")), cause: "ApiError" },
    {
      name: "an untrusted certificate",
      meet: () => Promise.reject(fetchFailed("CERT_HAS_EXPIRED")),
      cause: "ConnectionError",
    },
    {
      name: "no connection at the beginning",
      meet: () => Promise.reject(fetchFailed("ECONNREFUSED")),
      cause: "ConnectionError",
    },
    {
      name: "a key function that returns no key",
      meet: () => Promise.reject(new Error("sent")),
      cause: "InvalidRequestError",
      client: { apiKey: () => "" },
    },
  ])("$name", async ({ meet, cause, client }) => {
    const wire = startWriting(meet, {}, client);
    const { outcomes, error } = await stoppedBy(wire, upserts(10), one);
    expect(error).toBeInstanceOf(WriteStoppedError);
    const { read } = error as WriteStoppedError;
    expect(error).toMatchObject({ cause: { name: cause } });
    expect(read).toBeLessThan(10);
    expect(outcomes.map(({ index }) => index).sort()).toStrictEqual([...Array(read).keys()]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        ok: false,
        error: { name: "OperationNotSentError", outcome: "not-done", earlier: undefined },
      });
      expect(!outcome.ok && outcome.error.cause).toBe((error as WriteStoppedError).cause);
    }
    expect(wire.wire.bulks.length).toBeLessThanOrEqual(1);
    expect(wire.clock.pending()).toBe(0);
  });

  test("after a redirect its bulk may have been applied, and the others were not sent", async () => {
    const wire = startWriting(() => Promise.resolve(Response.redirect("https://elsewhere.example/")));
    const { outcomes, error } = await stoppedBy(wire, upserts(4), one);
    expect(error).toMatchObject({ name: "WriteStoppedError", cause: { name: "RedirectError" } });
    expect(summarize(outcomes).slice(0, 2)).toStrictEqual(["RedirectError unknown", "RedirectError unknown"]);
    expect(
      summarize(outcomes)
        .slice(2)
        .every((each) => each === "OperationNotSentError not-done"),
    ).toBe(true);
  });

  test("waits for accepted bulks, and reads nothing from `read` on", async () => {
    const taken: number[] = [];
    function* read() {
      for (const [index, operation] of upserts(100).entries()) {
        taken.push(index);
        yield operation;
      }
    }
    const wire = startWriting(
      (bulk, send) => (bulk === 2 ? Promise.resolve(response(401, "UNAUTHENTICATED")) : send()),
      {
        taskDurationMs: 1_000,
      },
    );
    const { outcomes, error } = await stoppedBy(wire, read(), { batchSize: 10, concurrency: 3 });
    const { read: count } = error as WriteStoppedError;
    expect(taken).toHaveLength(count);
    expect(outcomes.filter(({ ok }) => ok).map(({ index }) => index)).toStrictEqual([...Array(20).keys()]);
    expect(outcomes).toHaveLength(count);
    expect(wire.ids()).toHaveLength(20);
    expect((error as Error).message).toContain(`and continue at index ${count}`);
  });

  test("a connection that is lost for a moment, or refused after the first response, does not stop the load", async () => {
    for (const failure of [lost, () => Promise.reject(fetchFailed("ECONNREFUSED"))]) {
      const wire = startWriting((bulk, send) => (bulk === 1 ? failure() : send()));
      const { written } = wire;
      expect(summarize(await written(upserts(6), one))).toStrictEqual(Array(6).fill("ok"));
    }
  });

  test("the other half of a bulk is not sent", async () => {
    const wire = startWriting((bulk) =>
      Promise.resolve(bulk === 0 ? errorResponse(400) : response(401, "UNAUTHENTICATED")),
    );
    const { outcomes } = await stoppedBy(wire, upserts(4), { batchSize: 4 });
    expect(summarize(outcomes)).toStrictEqual(Array(4).fill("OperationNotSentError not-done"));
    expect(wire.wire.bulks.map(({ length }) => length)).toStrictEqual([4, 2]);
    expect(outcomes.map(({ attempts }) => attempts)).toStrictEqual([2, 2, 1, 1]);
  });

  test("an iterable that waits for its next operation does not delay the stop, and is closed", async () => {
    let isClosed = false;
    async function* slow() {
      try {
        yield upsert("a");
        await new Promise(() => undefined);
      } finally {
        isClosed = true;
      }
    }
    const { write, clock } = startWriting(() => Promise.resolve(response(401, "UNAUTHENTICATED")));
    const outcomes: WriteOutcome[] = [];
    const consume = async () => {
      for await (const outcome of write(slow(), { flushMs: 100 })) outcomes.push(outcome);
    };
    const error = await thrownBy(WriteStoppedError, () => clock.settle(consume()));
    expect(error.read).toBe(1);
    expect(outcomes).toHaveLength(1);
    // A generator that waits closes only once its wait ends.
    expect(isClosed).toBe(false);
  });
});

describe("B5: a registry that is overloaded or can't be reached pauses the load", () => {
  const minute = 60_000;
  /** A registry that fails until a time. */
  function startUntil(fail: () => Promise<Response>, untilMs: number) {
    const wire: Wire = startWriting((_, send) => {
      times.push(wire.clock.now() - startedAt);
      return wire.clock.now() - startedAt < untilMs ? fail() : send();
    });
    const times: number[] = [];
    const startedAt = wire.clock.now();
    return { ...wire, times };
  }

  test.each([
    { name: "429", fail: () => Promise.resolve(response(429, "RESOURCE_EXHAUSTED")) },
    ...[502, 503, 504, 520, 530].map((status) => ({
      name: String(status),
      fail: () => Promise.resolve(errorResponse(status)),
    })),
    { name: "a lost connection", fail: lost },
  ])("$name for a minute: no operation fails, and few requests are made", async ({ fail }) => {
    const { written, times } = startUntil(fail, minute);
    const outcomes = await written(upserts(scaled(10_000)), { batchSize: scaled(1_000), deadlineMs: 5_000 });
    expect(outcomes.filter(({ ok }) => !ok)).toStrictEqual([]);
    expect(times.filter((at) => at < minute).length).toBeLessThan(25);
  });

  test("with creates, only a bulk with the outcome not-done is resubmitted", async () => {
    const refused = startUntil(() => Promise.resolve(response(429, "RESOURCE_EXHAUSTED")), minute);
    expect(summarize(await refused.written([create("a-1"), create("a-2")]))).toStrictEqual(["ok", "ok"]);
    const failing = startUntil(() => Promise.resolve(errorResponse(503)), minute);
    expect(summarize(await failing.written([create("a-1"), upsert("a-2")]))).toStrictEqual(
      Array(2).fill("ApiError INTERNAL unknown"),
    );
    expect(failing.times).toHaveLength(1);
  });

  test("tries one bulk at a time, and all bulks wait for Retry-After", async () => {
    const wire: Wire = startWriting((bulk, send) => {
      starts.push(wire.clock.now() - startedAt);
      return bulk < 6 ? Promise.resolve(errorResponse(429, { "retry-after": "10" })) : send();
    });
    const starts: number[] = [];
    const startedAt = wire.clock.now();
    const outcomes = await wire.written(upserts(8), { batchSize: 2, concurrency: 4, random: () => 0 });
    expect(summarize(outcomes)).toStrictEqual(Array(8).fill("ok"));
    // Four at once, then one at a time, every 10 s, and the rest once one was accepted.
    expect(starts.slice(0, 4)).toStrictEqual([0, 0, 0, 0]);
    expect(starts.slice(4, 7)).toStrictEqual([10_000, 20_000, 30_000]);
    expect(starts.slice(7).every((at) => at >= 30_000)).toBe(true);
  });

  test("a pause does not count towards deadlineMs", async () => {
    const wire: Wire = startWriting(
      (_, send) => {
        const at = wire.clock.now() - startedAt;
        return at > 0 && at < 5 * minute ? Promise.resolve(errorResponse(503)) : send();
      },
      { taskDurationMs: 6 * minute },
    );
    const startedAt = wire.clock.now();
    async function* two() {
      yield upsert("a");
      await new Promise<void>((done) => wire.clock.setTimeout(done, 2_000));
      yield upsert("b");
    }
    const outcomes: WriteOutcome[] = [];
    const consume = async () => {
      for await (const outcome of wire.write(two(), { batchSize: 1, deadlineMs: 2 * minute })) outcomes.push(outcome);
    };
    await wire.clock.settle(consume());
    expect(outcomes.find(({ index }) => index === 0)?.ok).toBe(true);
  });

  test("after maxPauseMs without an accepted bulk the load stops", async () => {
    const wire = startWriting(() => Promise.resolve(errorResponse(503)));
    const before = wire.clock.now();
    const { outcomes, error } = await stoppedBy(wire, upserts(4), { ...one, maxPauseMs: 30_000 });
    expect(error).toMatchObject({ name: "WriteStoppedError", cause: { name: "ApiError", status: 503 } });
    expect(wire.clock.now() - before).toBeGreaterThan(15_000);
    expect(wire.clock.now() - before).toBeLessThanOrEqual(30_000);
    expect(summarize(outcomes).slice(0, 2)).toStrictEqual(Array(2).fill("ApiError INTERNAL unknown"));
    const refused = startWriting(() => Promise.resolve(errorResponse(429)));
    const { outcomes: notSent } = await stoppedBy(refused, upserts(2), { ...one, maxPauseMs: 30_000 });
    expect(summarize(notSent)).toStrictEqual(Array(2).fill("OperationNotSentError not-done"));
  });

  test("a pause ends when the loop is exited, or aborted", async () => {
    for (const abort of [true, false]) {
      const controller = new AbortController();
      const { write, clock } = startWriting((bulk, send) =>
        bulk === 0 ? send() : Promise.resolve(errorResponse(503)),
      );
      const consume = async () => {
        for await (const outcome of write(upserts(6), { batchSize: 1, signal: controller.signal })) {
          if (outcome.ok && abort) controller.abort(new Error("enough"));
          else break;
        }
      };
      await clock.settle(consume().catch(() => undefined));
      expect(clock.pending()).toBe(0);
    }
  });
});

test("B9: more than 100,000 resources with an unknown outcome stop the load", async () => {
  const failing = clientOf(() => Promise.resolve(errorResponse(500)));
  const failure = await thrownBy(ApiError, () => operations.create(failing));
  const unused = () => Promise.reject(new Error("unused"));
  const target: BulkClient = { bulkResources: () => Promise.reject(failure), getTask: unused };
  let count = 0;
  function* all() {
    for (let n = 0; n < 200_000; n++) yield upsert(`patient-${n}`);
  }
  const consume = async () => {
    for await (const { ok } of writeResources(target, source, all(), { deadlineMs: 1_000, retry: false })) {
      if (!ok) count += 1;
    }
  };
  // Without the check for secrets, which would take too long for 100,000 outcomes with the same error.
  const error = await thrownBy(WriteStoppedError, () => againstTheContract(consume));
  expect(error.message).toContain("the outcomes of more than 100,000 resources or relationships are unknown");
  expect(error.cause).toBe(failure);
  expect(count).toBe(error.read);
  expect(error.read).toBeGreaterThan(100_000);
  expect(error.read).toBeLessThan(110_000);
});
