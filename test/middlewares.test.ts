import { describe, expect, test } from "vitest";
import {
  ApiError,
  InvalidRequestError,
  MalformedResponseError,
  type RegistryClient,
  type RegistryEvent,
} from "../src/index.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { createPath, operationNames, operations, resourcePath, sent, upsertPath } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { errorResponse } from "./support/scripted-fetch.ts";
import { clientOf, key, start } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const created = () => Response.json(persisted, { status: 201 });

describe("the outcome is unknown if a middleware replaces the registry's response", () => {
  test.each([502, 404, 409, 200])("%i instead of 201", async (status) => {
    const { fetch } = observedFetch(created);
    for (const operation of operationNames) {
      const registry = clientOf(fetch);
      registry.http.use({ onResponse: () => Response.json({}, { status }) });
      const error = await thrown(() => operations[operation](registry));
      expect(error).toMatchObject({ status, outcome: operation === "get" ? "not-done" : "unknown" });
    }
  });

  test.each([502, 404])("but not-done if a middleware responds %i without a request", async (status) => {
    const { fetch, requests } = observedFetch(created);
    const registry = clientOf(fetch);
    const response = { code: status, type: "TEAPOT", message: "no" };
    registry.http.use({ onRequest: () => Response.json(response, { status }) });
    const error = await thrownBy(ApiError, () => operations.create(registry));
    expect(error).toMatchObject({ status, type: "TEAPOT", attempts: 0, outcome: "not-done" });
    expect(requests).toHaveLength(0);
  });
});

test.each(["create", "get"] as const)(
  "A6: after a success, the outcome of a middleware's error is unknown for a write: %s",
  async (name) => {
    const events: RegistryEvent[] = [];
    const registry = clientOf(() => Promise.resolve(created()), { onEvent: (event) => events.push(event) });
    const failure = new Error("of the middleware");
    registry.http.use({
      onResponse() {
        throw failure;
      },
    });
    expect(await thrown(() => operations[name](registry))).toBe(failure);
    const outcome = name === "get" ? "not-done" : "unknown";
    expect(events.at(-1)).toMatchObject({ type: "error", name: "Error", outcome });
  },
);

test("the outcome is unknown if a middleware's second request fails after the first succeeded", async () => {
  const responses = [created(), errorResponse(409)];
  const registry = clientOf(() => Promise.resolve(responses.shift() ?? created()));
  registry.http.use({ onResponse: ({ request, options }) => options.fetch(request) });
  const error = await thrownBy(ApiError, () => operations.create(registry));
  expect(error).toMatchObject({ status: 409, attempts: 2, outcome: "unknown" });
});

test("returns the taskId of a middleware that responds without a request", async () => {
  const { fetch, requests } = observedFetch(created);
  const registry = clientOf(fetch);
  registry.http.use({ onRequest: () => Response.json({ taskId: "s_1", status: "QUEUED" }) });
  const error = await thrownBy(MalformedResponseError, () => operations.create(registry));
  expect(error).toMatchObject({ taskId: "s_1", attempts: 0 });
  expect(requests).toHaveLength(0);
});

describe("a middleware may return the platform's Request", () => {
  const withTrace = (request: Request) => {
    const url = new URL(request.url);
    url.searchParams.set("trace", "1");
    return new Request(url, request);
  };

  test("it is sent with its own address, headers and body, and with the key", () =>
    againstTheContract(async () => {
      const { fetch, requests } = observedFetch(created);
      const registry = clientOf(fetch);
      registry.http.use({
        onRequest({ request }) {
          const own = withTrace(request);
          own.headers.set("x-trace", "a");
          own.headers.set("x-clinia-api-key", "another-key");
          return own;
        },
      });
      await operations.create(registry);
      const [request] = requests;
      expect(request?.url).toBe("https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient?trace=1");
      expect([
        request?.method,
        request?.headers.get("x-trace"),
        request?.headers.get("x-clinia-api-key"),
      ]).toStrictEqual(["POST", "a", key]);
      expect(await request?.json()).toStrictEqual({ data: sent.data });
    }));

  test("also with a body that is not JSON, and from a middleware of a single call", () =>
    againstTheContract(async () => {
      const { fetch, requests } = observedFetch(created);
      const { http } = clientOf(fetch);
      const onRequest = ({ request }: { request: Request }) =>
        new Request(request, { body: new Uint8Array([1, 2]), headers: { "content-type": "application/octet-stream" } });
      const path = patientPath;
      await http.POST(createPath, { params: { path }, body: { data: sent.data }, middleware: [{ onRequest }] });
      await http.POST(createPath, { params: { path }, body: { data: sent.data } });
      const bytes = await requests[0]?.arrayBuffer();
      expect([...new Uint8Array(bytes ?? new ArrayBuffer(0))]).toStrictEqual([1, 2]);
      expect(await requests[1]?.json()).toStrictEqual({ data: sent.data });
    }));

  test("it is retried with the same body", () =>
    againstTheContract(async () => {
      const { registry, clock, requests } = start([() => errorResponse(503), created]);
      registry.http.use({ onRequest: ({ request }) => withTrace(request) });
      await clock.settle(operations.upsert(registry));
      const bodies = await Promise.all(requests.map((request) => request.json()));
      expect(bodies).toStrictEqual([{ data: sent.data }, { data: sent.data }]);
    }));
});

describe("a middleware can't send a request to another address", () => {
  const calls = (registry: RegistryClient) => {
    const call = { params: { path: resourcePath }, body: { data: sent.data } };
    return [
      { operationId: "createResource", calling: () => operations.create(registry) },
      { operationId: "upsertResource", calling: () => registry.http.PUT(upsertPath, call) },
      {
        operationId: "createResource",
        calling: () => registry.http.POST(createPath, { ...call, params: { path: patientPath } }),
      },
    ];
  };

  test.each([
    { to: "https://evil.example/", baseUrl: "https://acme.clinia.cloud" },
    { to: "https://acme.clinia.cloud.evil.example/", baseUrl: "https://acme.clinia.cloud" },
    { to: "https://acme.clinia.cloud:8443/", baseUrl: "https://acme.clinia.cloud" },
    { to: "http://acme.clinia.cloud/", baseUrl: "https://acme.clinia.cloud" },
    { to: "https://proxy.example/", baseUrl: "https://proxy.example/clinia" },
    { to: "https://proxy.example/clinia-of-another/x", baseUrl: "https://proxy.example/clinia" },
    { to: "https://proxy.example/clinia/../admin", baseUrl: "https://proxy.example/clinia" },
  ])("by a request to $to, behind $baseUrl", async ({ to, baseUrl }) => {
    const { fetch, requests } = observedFetch(created);
    const registry = clientOf(fetch, { baseUrl });
    registry.http.use({ onRequest: ({ request }) => new Request(to, request) });
    for (const { operationId, calling } of calls(registry)) {
      const error = await thrownBy(InvalidRequestError, calling);
      expect(error).toMatchObject({ field: "path", operationId, attempts: 0, outcome: "not-done" });
      expect(printed(error)).not.toMatch(/evil|CANARY|TREA80010112/);
    }
    expect(requests).toHaveLength(0);
  });

  test.each(["https://evil.example/", "https://acme.clinia.cloud/admin"])("by request.url = %s", async (url) => {
    const { fetch, requests } = observedFetch(created);
    const registry = clientOf(fetch);
    registry.http.use({
      onRequest({ request }) {
        (request as { url: string }).url = url;
        return request;
      },
    });
    for (const { calling } of calls(registry)) expect(await thrown(calling)).toBeInstanceOf(TypeError);
    expect(requests).toHaveLength(0);
  });
});
