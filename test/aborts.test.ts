import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { ConnectionError, InvalidRequestError, type RegistryClient, type RegistryError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { scaled } from "./support/full-counts.ts";
import { operations, resourcePath, upsertPath } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { fetchFailed, errorResponse, scriptedFetch } from "./support/scripted-fetch.ts";
import { clientOf, key, start } from "./support/start.ts";
import { stalledBody } from "./support/streams.ts";
import { testClock } from "./support/test-clock.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const stuck = () => "stuck" as const;
const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("an abort by the caller's signal rejects at once with the signal's reason", () => {
  const reason = { not: "an error" };

  test.each([
    { name: "before the call", script: stuck, after: undefined },
    { name: "before a response arrives", script: stuck, after: 10 },
    { name: "in the middle of the body", script: () => stalledBody(201), after: 10 },
    { name: "during the wait between attempts", script: () => errorResponse(503), after: 100 },
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
    expect(listeners(controller.signal)).toBe(0);
  });

  test("right after the call, before anything is sent", async () => {
    const { registry, requests } = start([stuck]);
    const controller = new AbortController();
    const call = operations.create(registry, { signal: controller.signal });
    controller.abort(reason);
    expect(await thrown(() => call)).toBe(reason);
    expect(requests).toHaveLength(0);
  });

  test.each([
    { hook: "attempt", sent: 0 },
    { hook: "response", sent: 1 },
    { hook: "retry", sent: 1 },
  ])("by the hook onEvent, at an event of type $hook", async ({ hook, sent }) => {
    const controller = new AbortController();
    const { registry, clock, requests } = start([() => errorResponse(503)], {
      onEvent: ({ type }) => {
        if (type === hook) controller.abort(reason);
      },
    });
    const before = clock.now();
    expect(await thrown(() => operations.upsert(registry, { signal: controller.signal }))).toBe(reason);
    expect(requests).toHaveLength(sent);
    expect(clock.now()).toBe(before);
    expect(clock.pending()).toBe(0);
    expect(listeners(controller.signal)).toBe(0);
  });

  test("rejects an invalid signal, and accepts null for none", async () => {
    const { registry, requests } = start([() => Response.json(persisted)]);
    for (const signal of ["stop", 5, {}, new AbortController()]) {
      const error = await thrownBy(InvalidRequestError, () => operations.create(registry, { signal } as object));
      expect(error).toMatchObject({ field: "signal", operationId: "createResource", attempts: 0, outcome: "not-done" });
    }
    expect(requests).toHaveLength(0);
    await operations.create(registry, { signal: null } as object);
    await operations.create(registry, null as unknown as undefined);
    expect(requests).toHaveLength(2);
  });

  test("also works with a library's signal without throwIfAborted", async () => {
    for (const after of [undefined, 10]) {
      const { registry, clock } = start([stuck]);
      const controller = new AbortController();
      Object.defineProperty(controller.signal, "throwIfAborted", { value: undefined });
      if (after === undefined) controller.abort(reason);
      const call = operations.upsert(registry, { signal: controller.signal });
      const end = thrown(() => call);
      await clock.advance(10);
      controller.abort(reason);
      expect(await end).toBe(reason);
    }
  });
});

/** A method of an operation, and one of http. */
const ways: { way: string; call: (registry: RegistryClient, signal?: AbortSignal) => Promise<unknown> }[] = [
  { way: "an operation", call: (registry, signal) => operations.upsert(registry, { signal }) },
  {
    way: "http",
    call: ({ http }, signal) =>
      http.PUT(upsertPath, { params: { path: resourcePath }, body: { data: {} }, ...(signal && { signal }) }),
  },
];

describe.each(ways)("through $way, the call rejects with the reason itself", ({ call }) => {
  const moments = [
    { moment: "before the call", after: undefined },
    { moment: "during the call", after: 10 },
  ];
  const falsy = [null, 0, "", false, NaN];

  test.each(falsy.flatMap((reason) => moments.map((moment) => ({ reason, ...moment }))))(
    "$reason, $moment",
    async ({ reason, after }) => {
      const { registry, clock } = start([stuck]);
      const controller = new AbortController();
      if (after === undefined) controller.abort(reason);
      const pending = call(registry, controller.signal);
      const end = thrown(() => pending);
      await clock.advance(10);
      controller.abort(reason);
      expect(await end).toBe(reason);
    },
  );

  test("rejects with undefined if apiKey rejects with undefined", async () => {
    const nothing: Error = undefined as never;
    const apiKey = () => Promise.reject(nothing);
    const { registry, events } = start([stuck], { apiKey });
    expect(await thrown(() => call(registry))).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: "error", name: "Error", attempt: 1, outcome: "not-done" });
  });
});

describe("an abort reason that is an error of another call", () => {
  const { fetch } = scriptedFetch(() => fetchFailed("ECONNREFUSED"));
  const reasons: { type: abstract new (...parameters: never[]) => RegistryError; fail: () => unknown }[] = [
    { type: ConnectionError, fail: () => operations.get(clientOf(fetch)) },
    { type: InvalidRequestError, fail: () => operations.get(clientOf(fetch), { timeoutMs: 0 }) },
    { type: InvalidRequestError, fail: () => createRegistryClient({ workspaceId: "a b", apiKey: key }) },
  ];

  test.each(reasons.flatMap((row) => ways.map((way) => ({ ...row, ...way }))))(
    "$type.name, through $way: the call rejects with the same object, without a retry",
    async ({ type, fail, call }) => {
      const reason = await thrownBy(type, fail);
      for (const after of [undefined, 10]) {
        const { registry, clock, events } = start([stuck]);
        const controller = new AbortController();
        if (after === undefined) controller.abort(reason);
        const pending = call(registry, controller.signal);
        const end = thrown(() => pending);
        await clock.advance(10);
        controller.abort(reason);
        expect(await end).toBe(reason);
        expect(events.map(({ type }) => type)).toStrictEqual(after === undefined ? ["error"] : ["attempt", "error"]);
        expect(events.at(-1)).toMatchObject({ name: "AbortError" });
      }
    },
  );

  test.each(ways)("an error of apiKey is not retried, through $way", async ({ call }) => {
    const failure = await thrownBy(ConnectionError, () => operations.get(clientOf(fetch)));
    let asked = 0;
    const apiKey = () => {
      asked += 1;
      return Promise.reject(failure);
    };
    const { registry, events } = start([stuck], { apiKey });
    expect(await thrown(() => call(registry))).toBe(failure);
    expect(asked).toBe(1);
    expect(events.map(({ type }) => type)).toStrictEqual(["attempt", "error"]);
  });
});

describe("calls that share a signal", () => {
  test("share one listener, even when two limits end a call", async () => {
    const counts: number[] = [];
    const controller = new AbortController();
    const { signal } = controller;
    const { registry, clock } = start([stuck]);
    const short = thrown(() => operations.create(registry, { signal, timeoutMs: 10 }));
    const long = thrown(() => operations.create(registry, { signal, timeoutMs: 50 }));
    for (const ms of [1, 10, 10]) {
      await clock.advance(ms);
      counts.push(listeners(signal));
    }
    await short;
    const third = thrown(() => operations.create(registry, { signal, timeoutMs: 50 }));
    await clock.advance(1);
    counts.push(listeners(signal));
    await clock.settle(long);
    counts.push(listeners(signal));
    await clock.settle(third);
    expect(counts).toStrictEqual([1, 1, 1, 1, 1]);
    expect(listeners(signal)).toBe(0);
  });

  test("end together", async () => {
    const controller = new AbortController();
    const { registry, clock } = start([stuck]);
    const ends = [1, 2, 3].map(() => thrown(() => operations.create(registry, { signal: controller.signal })));
    await clock.advance(1);
    controller.abort("enough");
    expect(await Promise.all(ends)).toStrictEqual(["enough", "enough", "enough"]);
    expect(listeners(controller.signal)).toBe(0);
  });
});

const calls = scaled(10_000);
test(`${calls} calls with one signal leave no listener, no timer, and no warning of Node.js`, async () => {
  const warnings: string[] = [];
  const onWarning = ({ name }: Error) => warnings.push(name);
  process.on("warning", onWarning);
  const embedded = createEmbeddedRegistry();
  const clock = testClock();
  let requests = 0;
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: key,
    clock: { ...clock, now: () => Date.now() },
    retry: false,
    fetch: (url, init) =>
      ++requests % 4 === 0 ? Promise.reject(fetchFailed("ECONNRESET")) : embedded.fetch(url, init),
  });
  const { signal } = new AbortController();
  const ended = { fulfilled: 0, rejected: 0 };
  for (let first = 0; first < calls; first += 100) {
    const batch = Array.from({ length: 100 }, () => operations.create(registry, { signal }));
    for (const { status } of await Promise.allSettled(batch)) ended[status] += 1;
  }
  process.off("warning", onWarning);
  expect(warnings).toStrictEqual([]);
  expect(ended).toStrictEqual({ fulfilled: 0.75 * calls, rejected: 0.25 * calls });
  expect(listeners(signal)).toBe(0);
  expect(clock.pending()).toBe(0);
});
