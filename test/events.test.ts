import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import type { RegistryEvent } from "../src/index.ts";
import { createPath, operations, resourcePath } from "./support/operations.ts";
import { callCustomPath } from "./support/custom-path.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { fetchFailed, errorResponse, type Scripted } from "./support/scripted-fetch.ts";
import { start } from "./support/start.ts";
import { cutBody, stalledBody } from "./support/streams.ts";
import { testClock } from "./support/test-clock.ts";
import { thrown } from "./support/thrown.ts";

const path = "/sources/{sourceKey}/v1/resources/{resourceType}/{id}";
const of = { callId: expect.any(Number) as number, taskId: undefined };
const upsert = { operationId: "upsertResource", method: "PUT", path, ...of } as const;
const nothing = { status: undefined, requestId: undefined };
const success = () => Response.json(persisted, { headers: { "x-request-id": "req-3" } });

/** A client whose responses each take a given time. */
function startTimed(steps: readonly (readonly [ms: number, step: Scripted])[]) {
  const clock = testClock();
  const script = steps.map(([ms, step]) => () => {
    clock.pass(ms);
    return step();
  });
  return start(script, {}, clock);
}

/** The types of events, and the names of errors. */
const inShort = (events: readonly RegistryEvent[]) =>
  events.map((event) => (event.type === "error" ? `error ${event.name}` : event.type));

describe("onEvent", () => {
  test("receives each attempt, response and retry of a call", async () => {
    const { registry, clock, events } = startTimed([
      [30, () => fetchFailed("ECONNRESET")],
      [70, () => errorResponse(503, { "x-request-id": "req-2" })],
      [110, success],
    ]);
    await clock.settle(operations.upsert(registry));
    const second = { status: 503, durationMs: 70, requestId: "req-2" };
    expect(events).toStrictEqual([
      { ...upsert, type: "attempt", attempt: 1 },
      { ...upsert, type: "retry", attempt: 1, ...nothing, durationMs: 30, delayMs: 500 },
      { ...upsert, type: "attempt", attempt: 2 },
      { ...upsert, type: "response", attempt: 2, ...second },
      { ...upsert, type: "retry", attempt: 2, ...second, delayMs: 1_000 },
      { ...upsert, type: "attempt", attempt: 3 },
      {
        ...{ ...upsert, type: "response", attempt: 3, status: 200, durationMs: 110, requestId: "req-3" },
        taskId: persisted.taskId,
      },
    ]);
  });

  test("receives one error event for a failed call, with the duration of the whole call", async () => {
    const { registry, clock, events } = startTimed([
      [20, () => errorResponse(503)],
      [5, () => errorResponse(404, { "x-request-id": "req-1" })],
      [0, () => "stuck"],
    ]);
    await thrown(() => clock.settle(operations.upsert(registry)));
    await thrown(() => operations.upsert(registry, { timeoutMs: 0 }));
    await thrown(() => clock.settle(operations.upsert(registry, { timeoutMs: 40, retry: false })));
    const failed = { ...upsert, type: "error" } as const;
    expect(events.filter(({ type }) => type === "error")).toStrictEqual([
      { ...failed, attempt: 2, name: "ApiError", outcome: "unknown", status: 404, durationMs: 525, requestId: "req-1" },
      { ...failed, attempt: 0, name: "InvalidRequestError", outcome: "not-done", ...nothing, durationMs: 0 },
      { ...failed, attempt: 1, name: "TimeoutError", outcome: "unknown", ...nothing, durationMs: 40 },
    ]);
  });

  const long = () => new Response("x".repeat(101), { headers: { "content-type": "text/plain" } });
  test.each<{ name: string; script: Scripted; reported: string[] }>([
    {
      name: "a redirect",
      script: () => Response.redirect("https://x.example/"),
      reported: ["response", "error RedirectError"],
    },
    { name: "a response that is too long", script: long, reported: ["response", "error MalformedResponseError"] },
    {
      name: "a response that does not match the contract",
      script: () => Response.json({}),
      reported: ["response", "error MalformedResponseError"],
    },
    { name: "an error that is cut off", script: () => cutBody(503), reported: ["response", "error ApiError"] },
    { name: "a success that is cut off", script: () => cutBody(201), reported: ["error ConnectionError"] },
    { name: "headers, and then nothing", script: () => stalledBody(503), reported: ["error TimeoutError"] },
    { name: "no response", script: () => "stuck", reported: ["error TimeoutError"] },
  ])("receives a response event only for a complete response: $name", async ({ script, reported }) => {
    const { registry, clock, events } = start([script], { retry: false, maxResponseBytes: 100 });
    await thrown(() => clock.settle(operations.upsert(registry)));
    expect(inShort(events)).toStrictEqual(["attempt", ...reported]);
  });

  test("receives the status 0 for a redirect in a browser, which hides it", async () => {
    const hidden = () =>
      Object.defineProperties(new Response(null), { status: { value: 0 }, type: { value: "opaqueredirect" } });
    const { registry, events } = start([hidden]);
    await thrown(() => operations.upsert(registry));
    expect(events[1]).toMatchObject({ type: "response", status: 0 });
    expect(events[2]).toMatchObject({ type: "error", name: "RedirectError", status: undefined });
  });

  test("receives no response event if the body stalls, but the status of the attempt", async () => {
    const { registry, clock, events } = start([() => stalledBody(503, { "x-request-id": "req-1" }), success]);
    await clock.settle(operations.upsert(registry, { timeoutMs: 40 }));
    expect(inShort(events)).toStrictEqual(["attempt", "retry", "attempt", "response"]);
    expect(events[1]).toMatchObject({ status: 503, durationMs: 40, requestId: "req-1" });
  });

  test("receives AbortError for an abort, and Error for an error of a middleware", async () => {
    const { registry, clock, events } = start([() => "stuck"]);
    const controller = new AbortController();
    const aborted = thrown(() => operations.upsert(registry, { signal: controller.signal }));
    await clock.advance(15);
    controller.abort();
    await aborted;
    registry.http.use({
      onRequest() {
        throw new Error("of the middleware");
      },
    });
    await thrown(() => operations.upsert(registry));
    const failed = { ...upsert, type: "error", ...nothing } as const;
    expect(events.filter(({ type }) => type === "error")).toStrictEqual([
      { ...failed, attempt: 1, name: "AbortError", outcome: "unknown", durationMs: 15 },
      { ...failed, attempt: 0, name: "Error", outcome: "not-done", durationMs: 0 },
    ]);
  });

  test("receives Error for any error of apiKey", async () => {
    const apiKey = () => Promise.reject(new TypeError("the vault is sealed"));
    const { registry, events } = start([success], { apiKey });
    await thrown(() => operations.upsert(registry));
    expect(inShort(events)).toStrictEqual(["attempt", "error Error"]);
  });

  test("receives the events of http, where an error response is not an error event", async () => {
    const { registry, events } = start([() => errorResponse(404), () => fetchFailed("ECONNRESET")]);
    const call = { params: { path: patientPath }, body: { data: {} } };
    await registry.http.POST(createPath, call);
    await thrown(() => registry.http.POST(createPath, call));
    expect(inShort(events)).toStrictEqual(["attempt", "response", "attempt", "error ConnectionError"]);
    expect(new Set(events.map(({ operationId }) => operationId))).toStrictEqual(new Set(["createResource"]));
  });

  test("receives no operation and no path for a custom path", async () => {
    const { registry, events } = start([() => fetchFailed("ECONNRESET")]);
    await thrown(() => callCustomPath(registry.http, "POST", "/own"));
    expect(events.map(({ operationId, path }) => ({ operationId, path }))).toStrictEqual([
      { operationId: undefined, path: "" },
      { operationId: undefined, path: "" },
    ]);
  });
});

describe("a hook does not change the call", () => {
  const full = "the log is full";
  test.each<{ name: string; onEvent: () => unknown }>([
    {
      name: "that throws",
      onEvent: () => {
        throw new Error(full);
      },
    },
    { name: "that rejects", onEvent: () => Promise.reject(new Error(full)) },
    {
      name: "that rejects with a promise of another realm, as under Jest",
      onEvent: () => runInNewContext(`Promise.reject(new Error("${full}"))`) as unknown,
    },
    { name: "that returns null", onEvent: () => null },
  ])("$name", async ({ onEvent }) => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    const { registry, clock } = start([() => errorResponse(503), success], { onEvent: onEvent });
    expect(await clock.settle(operations.upsert(registry))).toMatchObject({ taskId: persisted.taskId });
    expect(await thrown(() => registry.getResource({ ...resourcePath, id: "" }))).toMatchObject({ field: "id" });
    await clock.advance(0);
    process.off("unhandledRejection", onUnhandled);
    expect(unhandled).toStrictEqual([]);
  });
});
