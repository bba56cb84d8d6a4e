import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError, TimeoutError, type RegistryClientOptions } from "../../src/index.ts";
import { callCustomPath } from "../support/custom-path.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { activeSpanId, parentId, traceClient, withContextManager } from "../support/traced-client.ts";

const patient = { sourceKey: "ehr-prod", resourceType: "patient", id: "made-up-1" };
const template = "/sources/{sourceKey}/v1/resources/{resourceType}/{id}";
const put = {
  "http.request.method": "PUT",
  "url.template": template,
  "clinia.operation_id": "upsertResource",
  "server.address": "localhost",
  "server.port": 8080,
};

function start(options: Partial<RegistryClientOptions> = {}) {
  const embedded = createEmbeddedRegistry();
  return { embedded, ...traceClient({ fetch: embedded.fetch, ...(options as object) }) };
}

describe("the span of a call", () => {
  test("follows the conventions for HTTP clients, in the scope of the package", async () => {
    const { registry, spans } = start();
    await registry.upsertResource(patient, { data: {} });
    const [span] = spans();
    expect(spans()).toHaveLength(1);
    expect(span).toMatchObject({
      name: `PUT ${template}`,
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      events: [],
      instrumentationScope: { name: "clinia-registry-client", version: "0.1.0" },
    });
    const taskId = expect.stringMatching(/^s_\w{27}$/) as string;
    expect(span?.attributes).toStrictEqual({ ...put, "http.response.status_code": 201, "clinia.task_id": taskId });
  });

  test("has the ids of the request and of the task that the registry started", async () => {
    const accepted = { status: "ACCEPTED", taskId: "s_1" };
    const response = () => Response.json(accepted, { status: 202, headers: { "x-request-id": "request-1" } });
    const { registry, spans } = start({ fetch: () => Promise.resolve(response()) });
    await registry.upsertResource(patient, { data: {} });
    expect(spans()[0]?.attributes).toMatchObject({ "clinia.request_id": "request-1", "clinia.task_id": "s_1" });
  });

  test("has an event for each retry, and the number of retries", async () => {
    const { registry, embedded, spans } = start();
    embedded.faults.nextRequests(1, { kind: "status", status: 503 });
    await registry.upsertResource(patient, { data: {} });
    const [span] = spans();
    expect(span?.attributes).toMatchObject({ "http.response.status_code": 201, "http.request.resend_count": 1 });
    expect(span?.events.map(({ name, attributes }) => ({ name, attributes }))).toStrictEqual([
      {
        name: "retry",
        attributes: {
          "http.request.resend_count": 1,
          "http.response.status_code": 503,
          "error.type": "503",
          "clinia.retry.delay_ms": expect.any(Number) as number,
        },
      },
    ]);
  });

  test("has the error of a lost connection, and an event for the retry before it", async () => {
    const { registry, embedded, spans } = start();
    embedded.faults.nextRequests(2, { kind: "resetBefore" });
    await thrownBy(ConnectionError, () => registry.upsertResource(patient, { data: {} }));
    const [span] = spans();
    expect(span?.attributes).toStrictEqual({
      ...put,
      "http.request.resend_count": 1,
      "error.type": "ConnectionError",
      "clinia.outcome": "unknown",
    });
    expect(span?.events[0]?.attributes).toMatchObject({ "error.type": "_OTHER" });
  });

  test("has the status of an error response as error.type", async () => {
    const { registry, spans } = start();
    await thrownBy(ApiError, () => registry.getResource(patient));
    const [span] = spans();
    expect(span?.attributes).toMatchObject({ "http.response.status_code": 404, "error.type": "404" });
    expect(span?.status).toStrictEqual({ code: SpanStatusCode.ERROR });
  });

  test("of a timeout and of an abort have their names", async () => {
    const { registry, embedded, spans } = start({ timeoutMs: 5, retry: false });
    embedded.faults.nextRequests(2, { kind: "noResponse" });
    await thrownBy(TimeoutError, () => registry.upsertResource(patient, { data: {} }));
    const controller = new AbortController();
    const reason = new Error("made-up-1");
    const aborted = registry.upsertResource(patient, { data: {} }, { signal: controller.signal, timeoutMs: 60_000 });
    controller.abort(reason);
    expect(await thrown(() => aborted)).toBe(reason);
    expect(spans().map(({ attributes }) => attributes["error.type"])).toStrictEqual(["TimeoutError", "AbortError"]);
  });

  test("of a call that sends nothing has its error, and no status", async () => {
    const { registry, spans } = start();
    await thrown(() => registry.upsertResource({ ...patient, id: ".." }, { data: {} }));
    expect(spans()[0]?.attributes).toStrictEqual({
      ...put,
      "error.type": "InvalidRequestError",
      "clinia.outcome": "not-done",
    });
  });

  test.each([
    [{ workspaceId: "acme", baseUrl: undefined }, "acme.clinia.cloud", 443],
    [{ baseUrl: "http://127.0.0.1" }, "127.0.0.1", 80],
    [{ baseUrl: "https://registry.example/" }, "registry.example", 443],
    [{ baseUrl: "https://registry.example:8443" }, "registry.example", 8443],
  ])("of a client with %j has the address of the server", async (options, address, port) => {
    const { registry, spans } = start(options);
    await registry.upsertResource(patient, { data: {} });
    expect(spans()[0]?.attributes).toMatchObject({ "server.address": address, "server.port": port });
  });
});

describe("registry.http", () => {
  test("has a span for each call, with the template of a path of the contract", async () => {
    const { registry, spans } = start();
    const { response } = await registry.http.GET(template, { params: { path: patient } });
    expect(response.status).toBe(404);
    expect(spans()[0]).toMatchObject({ name: `GET ${template}`, status: { code: SpanStatusCode.ERROR } });
    expect(spans()[0]?.attributes).toMatchObject({ "clinia.operation_id": "getResource", "error.type": "404" });
  });

  test("exports no path outside the contract, which may contain ids", async () => {
    const { registry, spans } = start();
    await callCustomPath(registry.http, "GET", "/patients/made-up-1");
    expect(spans()[0]?.name).toBe("GET");
    expect(spans()[0]?.attributes).not.toHaveProperty("url.template");
  });

  test("has the status of a call with a middleware, if a context manager is registered", async () => {
    const { registry, spans } = start();
    registry.http.use({ onRequest: () => Promise.resolve(undefined) });
    await withContextManager(() => registry.upsertResource(patient, { data: {} }));
    await registry.upsertResource(patient, { data: {} });
    await thrown(() => registry.upsertResource({ ...patient, id: ".." }, { data: {} }));
    const statuses = spans().map(
      ({ attributes }) => attributes["http.response.status_code"] ?? attributes["error.type"],
    );
    expect(statuses).toStrictEqual([201, undefined, "InvalidRequestError"]);
  });

  test("of a middleware that throws has an error, without its name", async () => {
    const { registry, spans } = start();
    const failure = new Error("made-up-1");
    registry.http.use({ onRequest: () => Promise.reject(failure) });
    expect(await thrown(() => registry.getResource(patient))).toBe(failure);
    expect(spans()[0]?.attributes["error.type"]).toBe("_OTHER");
  });
});

describe("the context", () => {
  test("has the span of the call during its requests, as a child of your own span", async () => {
    const active: (string | undefined)[] = [];
    const embedded = createEmbeddedRegistry();
    const { registry, inSpan, spans } = traceClient({
      fetch(url, init) {
        active.push(activeSpanId());
        return embedded.fetch(url, init);
      },
    });
    embedded.faults.nextRequests(1, { kind: "status", status: 503 });
    await withContextManager(() => inSpan("own", () => registry.upsertResource(patient, { data: {} })));
    const [call, own] = spans();
    const { spanId } = call?.spanContext() ?? {};
    expect(active).toStrictEqual([spanId, spanId]);
    expect(parentId(call)).toBe(own?.spanContext().spanId);
  });

  test("is not mixed up by 64 calls at once, in any of their own spans", async () => {
    const { registry, embedded, inSpan, spans } = start();
    embedded.faults.nextRequests(16, { kind: "status", status: 503 });
    const calls = Array.from({ length: 64 }, (_, index) => async () => {
      await inSpan(`own ${index}`, async () => {
        const path = { ...patient, id: `made-up-${index}` };
        if (index % 2 === 0) await registry.upsertResource(path, { data: {} });
        else await registry.getResource(path).catch(() => undefined);
      });
    });
    await withContextManager(() => Promise.all(calls.map((call) => call())));
    const own = spans().filter(({ name }) => name.startsWith("own"));
    expect(own).toHaveLength(64);
    let retries = 0;
    for (const span of own) {
      const children = spans().filter((each) => parentId(each) === span.spanContext().spanId);
      const isWrite = Number(span.name.slice(4)) % 2 === 0;
      const expected = isWrite
        ? { "clinia.operation_id": "upsertResource", "http.response.status_code": 201 }
        : { "clinia.operation_id": "getResource", "http.response.status_code": 404 };
      expect(children.map(({ attributes }) => attributes)).toMatchObject([expected]);
      const { "http.request.resend_count": resends = 0 } = children[0]?.attributes ?? {};
      expect(children[0]?.events).toHaveLength(Number(resends));
      retries += Number(resends);
    }
    expect(retries).toBe(16);
  });

  test("sends no header for traces", async () => {
    const sent: Headers[] = [];
    const embedded = createEmbeddedRegistry();
    const { registry, inSpan } = traceClient({
      fetch(url, init) {
        sent.push(new Headers(init.headers));
        return embedded.fetch(url, init);
      },
    });
    await withContextManager(() => inSpan("own", () => registry.upsertResource(patient, { data: {} })));
    expect([...(sent[0]?.keys() ?? [])].filter((name) => /trace|baggage|b3/.test(name))).toStrictEqual([]);
  });
});
