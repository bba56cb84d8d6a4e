import { describe, expect, test } from "vitest";
import { InvalidRequestError, TimeoutError, type AnyRegistryError } from "../src/index.ts";
import { operations } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { fetchFailed, errorResponse } from "./support/scripted-fetch.ts";
import { start } from "./support/start.ts";
import { testClock } from "./support/test-clock.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const stuck = () => "stuck" as const;

/** A response that stalls in the middle of the body. */
const stalled = () =>
  new Response(
    new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('{"taskId":'));
      },
    }),
  );

describe("timeoutMs ends an attempt", () => {
  test.each([
    { name: "before a response", script: stuck },
    { name: "in the middle of the body", script: stalled },
  ])("$name: after 30 s by default, and after timeoutMs", async ({ script }) => {
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
    }
    expect(clock.pending()).toBe(0);
  });

  test("even if fetch ignores its signal, and a late response is cancelled", async () => {
    const cancelled: string[] = [];
    let response: (response: Response) => void = () => undefined;
    const { registry, clock } = start([], {
      fetch: () => new Promise((resolve) => (response = resolve)),
    });
    await thrownBy(TimeoutError, () => clock.settle(operations.create(registry)));
    response(new Response(new ReadableStream({ cancel: (reason) => void cancelled.push(String(reason)) })));
    await clock.advance(0);
    expect(cancelled).toHaveLength(1);
  });

  test("even if fetch ignores its signal, and no event follows the end of the call", async () => {
    const cancelled: string[] = [];
    const endless = () => {
      const body = new ReadableStream({
        pull: (stream) => {
          stream.enqueue(new TextEncoder().encode("x"));
          return new Promise(() => undefined);
        },
        cancel: () => void cancelled.push("in the middle"),
      });
      return Promise.resolve(new Response(body, { status: 201 }));
    };
    const { registry, clock, events } = start([], { fetch: endless });
    await thrownBy(TimeoutError, () => clock.settle(operations.create(registry)));
    const told = events.map(({ type }) => type);
    expect(told).toStrictEqual(["attempt", "error"]);
    await clock.advance(60_000);
    expect(events).toHaveLength(told.length);
    expect(cancelled).toStrictEqual(["in the middle"]);
  });

  test("a timeout of the platform's fetch is a TimeoutError too", async () => {
    for (const code of ["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]) {
      const clock = testClock();
      const givenUp = async () => {
        await clock.advance(300);
        throw fetchFailed(code);
      };
      const { registry } = start([], { fetch: givenUp, clock });
      const error = await thrownBy(TimeoutError, () => operations.create(registry));
      expect(error).toMatchObject({ scope: "attempt", timeoutMs: 30_000, elapsedMs: 300, outcome: "unknown" });
    }
  });
});

describe("deadlineMs ends the whole call", () => {
  test("after 120 s, in the middle of an attempt", async () => {
    const { registry, clock } = start([stuck], { retry: { limit: 10 } });
    const error = await thrownBy(TimeoutError, () => clock.settle(operations.upsert(registry)));
    expect(error).toMatchObject({
      timeoutMs: 120_000,
      scope: "deadline",
      attempts: 4,
      elapsedMs: 120_000,
      outcome: "unknown",
    });
  });

  test("before a wait that would pass it, with the error of the last attempt", async () => {
    const { registry, clock, requests } = start([() => errorResponse(503)], { deadlineMs: 1_400 });
    const error = await thrown(() => clock.settle(operations.upsert(registry)));
    expect(error).toMatchObject({ name: "ApiError", status: 503, attempts: 2, elapsedMs: 500 });
    expect(requests).toHaveLength(2);
  });

  test("before anything is sent, if a middleware used up the time", async () => {
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

  test("options of a call override those of the client", async () => {
    const { registry, clock } = start([stuck], { timeoutMs: 5, deadlineMs: 8, retry: false });
    const { timeoutMs } = await thrownBy(TimeoutError, () => clock.settle(operations.get(registry)));
    expect(timeoutMs).toBe(5);
    for (const timeoutMs of [8, 9]) {
      const error = await thrownBy(TimeoutError, () => clock.settle(operations.get(registry, { timeoutMs })));
      expect(error).toMatchObject({ timeoutMs: 8, scope: "deadline" });
    }
  });

  test("may be longer than the platform's timers allow", async () => {
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

  test("Infinity waits without limit, and starts no timer", async () => {
    const { registry, clock } = start([stuck], { timeoutMs: Infinity, deadlineMs: Infinity });
    const controller = new AbortController();
    const call = operations.create(registry, { signal: controller.signal });
    await clock.advance(1);
    expect(clock.pending()).toBe(0);
    controller.abort(new Error("enough"));
    await expect(call).rejects.toThrow("enough");
  });
});

describe("on a clock that is set back by an hour at each attempt", () => {
  test.each(["stuck", "refused"] as const)(
    "deadlineMs still ends the call, and no duration is negative: %s",
    async (name) => {
      const steady = testClock();
      let setBackMs = 0;
      const clock = { ...steady, now: () => steady.now() - setBackMs };
      const step = () => {
        setBackMs += 3_600_000;
        return name === "stuck" ? name : errorResponse(503);
      };
      const { registry, events, requests } = start([step], { timeoutMs: Infinity, deadlineMs: 10_000 }, clock);
      const before = steady.now();
      const error = (await thrown(() => steady.settle(operations.upsert(registry)))) as AnyRegistryError;
      expect(steady.now() - before).toBeLessThanOrEqual(10_000);
      expect(requests).toHaveLength(name === "stuck" ? 1 : 3);
      expect(error.elapsedMs).toBe(0);
      const durations = events.flatMap((event) => ("durationMs" in event ? [event.durationMs] : []));
      expect(durations.length).toBeGreaterThan(0);
      expect(Math.min(...durations)).toBe(0);
    },
  );
});

describe("refuses invalid limits", () => {
  test.each([
    { options: { timeoutMs: 0 }, field: "timeoutMs" },
    { options: { timeoutMs: -1 }, field: "timeoutMs" },
    { options: { timeoutMs: NaN }, field: "timeoutMs" },
    { options: { timeoutMs: "5" }, field: "timeoutMs" },
    { options: { deadlineMs: 0 }, field: "deadlineMs" },
    { options: { retry: { backoffMs: 0 } }, field: "retry.backoffMs" },
    { options: { retry: { maxBackoffMs: -1 } }, field: "retry.maxBackoffMs" },
    {
      options: { retry: { limit: -1 } },
      field: "retry.limit",
    },
    {
      options: { retry: { limit: 1.5 } },
      field: "retry.limit",
    },
  ])("$options, for the client and for a call", async ({ options, field }) => {
    const { registry, requests } = start([stuck]);
    const created = await thrownBy(InvalidRequestError, () => start([stuck], options as object));
    expect(created).toMatchObject({ field, operationId: undefined, attempts: 0, outcome: "not-done" });
    const called = await thrownBy(InvalidRequestError, () => operations.create(registry, options as object));
    expect(called).toMatchObject({ field, operationId: "createResource", attempts: 0, outcome: "not-done" });
    expect(requests).toHaveLength(0);
  });

  test("maxResponseBytes, for the client", async () => {
    const error = await thrownBy(InvalidRequestError, () => start([stuck], { maxResponseBytes: 0 }));
    expect(error).toMatchObject({ field: "maxResponseBytes", attempts: 0, outcome: "not-done" });
  });
});
