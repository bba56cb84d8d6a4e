import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { createRegistryClient, InvalidRequestError, TimeoutError } from "../src/index.ts";
import { advice } from "./support/advice.ts";
import { persisted } from "./support/patient.ts";
import { operations, resourcePath } from "./support/operations.ts";
import { fetchFailed, refusal } from "./support/scripted-fetch.ts";
import { start } from "./support/start.ts";
import { testClock } from "./support/test-clock.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const stuck = () => "stuck" as const;

/** An answer of which the headers and a part of the body come, and then nothing. */
const stalled = () =>
  new Response(
    new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('{"taskId":'));
      },
    }),
  );

describe("an attempt ends in time", () => {
  test.each([
    { name: "without an answer", script: stuck },
    { name: "in the middle of the body", script: stalled },
  ])("$name: after 30 s, unless it is told otherwise", async ({ script }) => {
    const { registry, clock } = start([script]);
    for (const [options, timeoutMs] of [
      [{}, 30_000],
      [{ timeoutMs: 7 }, 7],
    ] as const) {
      const before = clock.now();
      const error = await thrownBy(TimeoutError, () => clock.settle(operations.create(registry, options)));
      expect(error).toMatchObject({ timeoutMs, scope: "attempt", attempts: 1, outcome: "unknown" });
      expect(error.elapsedMs).toBe(timeoutMs);
      expect(clock.now() - before).toBe(timeoutMs);
      expect(error.message).toBe(
        `createResource took longer than ${String(timeoutMs)} ms, the time for an attempt (timeoutMs). ${advice.create}`,
      );
    }
    expect(clock.pending()).toBe(0);
  });

  test("also when a fetch does not heed its signal, and what it answers later is not left unread", async () => {
    const cancelled: string[] = [];
    let answer: (response: Response) => void = () => undefined;
    const { registry, clock } = start([], {
      fetch: () => new Promise((resolve) => (answer = resolve)),
    });
    await thrownBy(TimeoutError, () => clock.settle(operations.create(registry)));
    answer(new Response(new ReadableStream({ cancel: (reason) => void cancelled.push(String(reason)) })));
    await clock.advance(0);
    expect(cancelled).toHaveLength(1);
  });

  test("and tells when the platform gave up by itself", async () => {
    for (const code of ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]) {
      const clock = testClock();
      const givenUp = async () => {
        await clock.advance(300);
        throw fetchFailed(code);
      };
      const { registry } = start([], { fetch: givenUp, clock });
      const error = await thrownBy(TimeoutError, () => operations.create(registry));
      expect(error).toMatchObject({ scope: "attempt", timeoutMs: 30_000, elapsedMs: 300, outcome: "unknown" });
      expect(error.message).toBe(
        "createResource was given up by the platform's fetch after 300 ms, before its own time (timeoutMs) was up: to wait " +
          `longer, give the client a fetch that does. ${advice.create}`,
      );
    }
  });
});

describe("the whole call ends in time", () => {
  test("after 120 s, in the middle of an attempt", async () => {
    const { registry, clock } = start([stuck], { retry: { limit: 10 } });
    const error = await thrownBy(TimeoutError, () => clock.settle(operations.upsert(registry)));
    expect(error).toMatchObject({ timeoutMs: 120_000, scope: "deadline", attempts: 4, elapsedMs: 120_000 });
    expect(error.message).toBe(
      "upsertResource, tried 4 times, took longer than 120000 ms, the time for the whole call (deadlineMs). " +
        advice.upsert,
    );
  });

  test("before a wait that would reach past it, with what the last attempt came to", async () => {
    const { registry, clock, requests } = start([() => refusal(503)], { deadlineMs: 1_400 });
    const error = await thrown(() => clock.settle(operations.upsert(registry)));
    expect(error).toMatchObject({ name: "ApiError", status: 503, attempts: 2, elapsedMs: 500 });
    expect(requests).toHaveLength(2);
  });

  test("before anything is sent, when a middleware has used it up", async () => {
    const { registry, clock, requests } = start([() => Response.json(persisted)]);
    registry.http.use({
      onRequest: async () => {
        await clock.advance(200_000);
      },
    });
    const error = await thrownBy(TimeoutError, () => operations.create(registry));
    expect(error).toMatchObject({ scope: "deadline", attempts: 0, outcome: "not-done" });
    expect(requests).toHaveLength(0);
  });

  test("a call's own options go before the client's", async () => {
    const { registry, clock } = start([stuck], { timeoutMs: 5, deadlineMs: 8, retry: false });
    const { timeoutMs } = await thrownBy(TimeoutError, () => clock.settle(operations.get(registry)));
    expect(timeoutMs).toBe(5);
    for (const timeoutMs of [8, 9]) {
      const error = await thrownBy(TimeoutError, () => clock.settle(operations.get(registry, { timeoutMs })));
      expect(error).toMatchObject({ timeoutMs: 8, scope: "deadline" });
    }
  });

  test("longer than a timer of the platform can wait", async () => {
    const days90 = 90 * 24 * 60 * 60 * 1_000;
    const { registry, clock } = start([stuck], { timeoutMs: days90, deadlineMs: Infinity });
    const longest: number[] = [];
    const setTimer = clock.setTimeout.bind(clock);
    clock.setTimeout = (callback, ms) => {
      longest.push(ms);
      return setTimer(callback, ms);
    };
    const before = clock.now();
    await thrownBy(TimeoutError, () => clock.settle(operations.create(registry)));
    expect(clock.now() - before).toBe(days90);
    expect(Math.max(...longest)).toBeLessThanOrEqual(2 ** 31 - 1);
  });

  test("Infinity waits for ever, and starts no timer", async () => {
    const { registry, clock } = start([stuck], { timeoutMs: Infinity, deadlineMs: Infinity });
    const controller = new AbortController();
    const call = operations.create(registry, { signal: controller.signal });
    await clock.advance(1);
    expect(clock.pending()).toBe(0);
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
  });
});

describe("limits that can't be right are refused", () => {
  const milliseconds = "it is not a number over 0. Expected milliseconds, or Infinity for no limit.";
  test.each([
    { options: { timeoutMs: 0 }, field: "timeoutMs", reason: milliseconds },
    { options: { timeoutMs: -1 }, field: "timeoutMs", reason: milliseconds },
    { options: { timeoutMs: NaN }, field: "timeoutMs", reason: milliseconds },
    { options: { timeoutMs: "5" }, field: "timeoutMs", reason: milliseconds },
    { options: { deadlineMs: 0 }, field: "deadlineMs", reason: milliseconds },
    { options: { retry: { backoffMs: 0 } }, field: "retry.backoffMs", reason: milliseconds },
    { options: { retry: { maxBackoffMs: -1 } }, field: "retry.maxBackoffMs", reason: milliseconds },
    {
      options: { retry: { limit: -1 } },
      field: "retry.limit",
      reason: "it is not a whole number from 0. Expected how many retries to make at most.",
    },
    {
      options: { retry: { limit: 1.5 } },
      field: "retry.limit",
      reason: "it is not a whole number from 0. Expected how many retries to make at most.",
    },
  ])("$options, for the client and for a call", async ({ options, field, reason }) => {
    const { registry, requests } = start([stuck]);
    const created = await thrownBy(InvalidRequestError, () => start([stuck], options as object));
    expect(created).toMatchObject({ field, reason, operationId: undefined, attempts: 0, outcome: "not-done" });
    const called = await thrownBy(InvalidRequestError, () => operations.create(registry, options as object));
    expect(called).toMatchObject({ field, reason, operationId: "createResource", attempts: 0, outcome: "not-done" });
    expect(requests).toHaveLength(0);
  });

  test("maxResponseBytes, for the client", async () => {
    const error = await thrownBy(InvalidRequestError, () => start([stuck], { maxResponseBytes: 0 }));
    expect(error.message).toBe(
      "Invalid maxResponseBytes: it is not a number over 0. Expected bytes, or Infinity for no limit.",
    );
  });
});

describe("an abort by the caller's signal ends the call at once, with the signal's own reason", () => {
  const reason = { not: "an error" };

  test.each([
    { name: "before the call", script: stuck, after: undefined },
    { name: "while there is no answer", script: stuck, after: 10 },
    { name: "in the middle of the body", script: stalled, after: 10 },
    { name: "while it waits between attempts", script: () => refusal(503), after: 100 },
  ])("$name", async ({ script, after }) => {
    const { registry, clock, requests } = start([script]);
    const controller = new AbortController();
    if (after === undefined) controller.abort(reason);
    const call = operations.upsert(registry, { signal: controller.signal });
    const end = thrown(() => call);
    if (after !== undefined) {
      await clock.advance(after);
      controller.abort(reason);
    }
    expect(await end).toBe(reason);
    expect(requests).toHaveLength(after === undefined ? 0 : 1);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toStrictEqual([]);
  });

  test.each([
    { hook: "attempt", sent: 0 },
    { hook: "response", sent: 1 },
    { hook: "retry", sent: 1 },
  ])("by a hook that is told of an event of type $hook", async ({ hook, sent }) => {
    const controller = new AbortController();
    const { registry, clock, requests } = start([() => refusal(503)], {
      onEvent: ({ type }) => {
        if (type === hook) controller.abort(reason);
      },
    });
    const before = clock.now();
    expect(await thrown(() => operations.upsert(registry, { signal: controller.signal }))).toBe(reason);
    expect(requests).toHaveLength(sent);
    expect(clock.now()).toBe(before);
    expect(clock.pending()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toStrictEqual([]);
  });

  test("what is no signal is refused, and null is none", async () => {
    const { registry, requests } = start([() => Response.json(persisted)]);
    for (const signal of ["stop", 5, {}, new AbortController()]) {
      const error = await thrownBy(InvalidRequestError, () => operations.create(registry, { signal } as object));
      expect(error.message).toBe(
        "Invalid signal: it is not an AbortSignal. Expected the signal of an AbortController.",
      );
    }
    expect(requests).toHaveLength(0);
    await operations.create(registry, { signal: null } as object);
    await operations.create(registry, null as unknown as undefined);
    expect(requests).toHaveLength(2);
  });

  test("through http too", async () => {
    const { registry, clock } = start([stuck]);
    const controller = new AbortController();
    const path = "/sources/{sourceKey}/v1/resources/{resourceType}/{id}";
    const call = registry.http.GET(path, { params: { path: resourcePath }, signal: controller.signal });
    const end = thrown(() => call);
    await clock.advance(10);
    controller.abort(reason);
    expect(await end).toBe(reason);
  });
});

test("10,000 calls on one signal leave no listener and no timer, and no warning of Node's", async () => {
  const warnings: string[] = [];
  const onWarning = ({ name }: Error) => warnings.push(name);
  process.on("warning", onWarning);
  const embedded = createEmbeddedRegistry();
  const clock = testClock();
  let failures = 0;
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "key-CANARY-7f3a",
    clock: { ...clock, now: () => Date.now() },
    retry: false,
    fetch: (url, init) =>
      ++failures % 4 === 0 ? Promise.reject(fetchFailed("ECONNRESET")) : embedded.fetch(url, init),
  });
  const { signal } = new AbortController();
  let ended = 0;
  for (let first = 0; first < 10_000; first += 100) {
    const batch = Array.from({ length: 100 }, () => operations.create(registry, { signal }));
    ended += (await Promise.allSettled(batch)).length;
  }
  process.off("warning", onWarning);
  expect(warnings).toStrictEqual([]);
  expect(ended).toBe(10_000);
  expect(getEventListeners(signal, "abort")).toStrictEqual([]);
  expect(clock.pending()).toBe(0);
});
