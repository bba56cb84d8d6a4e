import { describe, expect, test } from "vitest";
import { createRegistryClient, type OnEvent, type RegistryEvent } from "../src/index.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { patientPath, persisted } from "./support/observed-fetch.ts";
import { operations, resourcePath } from "./support/operations.ts";
import { fetchFailed, refusal, scriptedFetch, type Scripted } from "./support/scripted-fetch.ts";
import { testClock } from "./support/test-clock.ts";
import { thrown } from "./support/thrown.ts";

function start(script: Scripted[], onEvent: OnEvent) {
  const clock = testClock();
  const { fetch } = scriptedFetch(...script);
  return {
    clock,
    registry: createRegistryClient({ workspaceId: "acme", apiKey: "key", fetch, clock, random: () => 1, onEvent }),
  };
}

const path = "/sources/{sourceKey}/v1/resources/{resourceType}/{id}";
const upsert = { operationId: "upsertResource", method: "PUT", path };
const success = () => Response.json(persisted, { headers: { "x-request-id": "req-3" } });

describe("onEvent", () => {
  test("is told of each attempt, answer and retry of a call", async () => {
    const events: RegistryEvent[] = [];
    const script = [() => fetchFailed("ECONNRESET"), () => refusal(503, { "x-request-id": "req-2" }), success];
    const { registry, clock } = start(script, (event) => events.push(event));
    await clock.settle(operations.upsert(registry));
    expect(events).toStrictEqual([
      { ...upsert, type: "attempt", attempt: 1 },
      { ...upsert, type: "retry", attempt: 1, status: undefined, durationMs: 0, requestId: undefined, delayMs: 500 },
      { ...upsert, type: "attempt", attempt: 2 },
      { ...upsert, type: "response", attempt: 2, status: 503, durationMs: 0, requestId: "req-2" },
      { ...upsert, type: "retry", attempt: 2, status: 503, durationMs: 0, requestId: "req-2", delayMs: 1_000 },
      { ...upsert, type: "attempt", attempt: 3 },
      { ...upsert, type: "response", attempt: 3, status: 200, durationMs: 0, requestId: "req-3" },
    ]);
  });

  test("is told once how a call has failed", async () => {
    const events: RegistryEvent[] = [];
    const { registry, clock } = start([() => refusal(404, { "x-request-id": "req-1" }), () => "stuck"], (event) => {
      if (event.type === "error") events.push(event);
    });
    const ended = { ...upsert, type: "error" } as const;
    await thrown(() => operations.upsert(registry));
    await thrown(() => operations.upsert(registry, { timeoutMs: 0 }));
    await thrown(() => clock.settle(operations.upsert(registry, { timeoutMs: 20, retry: false })));
    expect(events).toStrictEqual([
      { ...ended, attempt: 1, name: "ApiError", outcome: "not-done", status: 404, durationMs: 0, requestId: "req-1" },
      {
        ...ended,
        attempt: 0,
        name: "InvalidRequestError",
        outcome: "not-done",
        status: undefined,
        durationMs: 0,
        requestId: undefined,
      },
      {
        ...ended,
        attempt: 1,
        name: "TimeoutError",
        outcome: "unknown",
        status: undefined,
        durationMs: 20,
        requestId: undefined,
      },
    ]);
  });

  test("is told of calls through http, where an answer that is an error is none that is thrown", async () => {
    const events: RegistryEvent[] = [];
    const { registry } = start([() => refusal(404), () => fetchFailed("ECONNRESET")], (event) => events.push(event));
    const call = { params: { path: patientPath }, body: { data: {} } };
    const createPath = "/sources/{sourceKey}/v1/resources/{resourceType}";
    await registry.http.POST(createPath, call);
    await thrown(() => registry.http.POST(createPath, call));
    expect(events.map(({ type, operationId }) => `${type} ${String(operationId)}`)).toStrictEqual([
      "attempt createResource",
      "response createResource",
      "attempt createResource",
      "error createResource",
    ]);
  });

  test("is told of a path of your own without an operation", async () => {
    const events: RegistryEvent[] = [];
    const { registry } = start([() => fetchFailed("ECONNRESET")], (event) => events.push(event));
    const error = await thrown(() => againstTheContract(() => registry.http.POST("/own" as never, {} as never)));
    expect((error as Error).message).toMatch(/^The request got no answer \(ECONNRESET\)\./);
    expect(events.map(({ operationId, path }) => ({ operationId, path }))).toStrictEqual([
      { operationId: undefined, path: "" },
      { operationId: undefined, path: "" },
    ]);
  });

  test.each([
    {
      name: "throws",
      onEvent: () => {
        throw new Error("the log is full");
      },
    },
    { name: "rejects", onEvent: () => Promise.reject(new Error("the log is full")) as unknown as undefined },
  ])("changes nothing when it $name", async ({ onEvent }) => {
    const { registry, clock } = start([() => refusal(503), success], onEvent);
    expect(await clock.settle(operations.upsert(registry))).toMatchObject({ taskId: persisted.taskId });
    expect(await thrown(() => registry.getResource({ ...resourcePath, id: "" }))).toMatchObject({ field: "id" });
  });
});
