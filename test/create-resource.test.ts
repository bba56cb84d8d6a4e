import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { InvalidRequestError, type CreateResourceRequest } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath, persisted, persistedAs } from "./support/patient.ts";
import { thrownBy } from "./support/thrown.ts";

const data = { name: [{ family: "Tremblay" }] };

function clientWithResponse(body: unknown, init?: ResponseInit) {
  const { fetch, requests } = observedFetch(() => Response.json(body, init));
  return { registry: createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch }), requests };
}

describe("over HTTP, on the embedded registry", () => {
  test("PERSISTED has the stored resource and the parsed taskId", async () => {
    const embedded = createEmbeddedRegistry({ apiKey: "key-CANARY-7f3a" });
    const { url } = await embedded.listen();
    const registry = createRegistryClient({ baseUrl: url, apiKey: "key-CANARY-7f3a" });
    try {
      const created = await registry.createResource(patientPath, { id: "patient-1", data });
      expect(created.status).toBe("PERSISTED");
      expect(embedded.resources(patientPath)).toStrictEqual([created.resource]);
      expect(created.resource?.data).toStrictEqual(data);
      expect(created.task).toStrictEqual({
        kind: "oneOf",
        id: created.taskId.slice("s_".length),
        deprecated: false,
        raw: created.taskId,
      });
    } finally {
      await embedded.close();
    }
  });

  test("ACCEPTED has only the parsed taskId", async () => {
    const embedded = createEmbeddedRegistry({ asynchronous: true });
    const { url } = await embedded.listen();
    const registry = createRegistryClient({ baseUrl: url, apiKey: "key-CANARY-7f3a" });
    try {
      const created = await registry.createResource(patientPath, { data });
      expect(Object.keys(created).sort()).toStrictEqual(["status", "task", "taskId"]);
      expect(created.status).toBe("ACCEPTED");
      expect(created.task.kind).toBe("oneOf");
    } finally {
      await embedded.close();
    }
  });
});

describe("the request", () => {
  test("has the operation's path, and the body as JSON, with nothing added", async () => {
    const { registry, requests } = clientWithResponse(persistedAs({ id: "patient-1" }));
    const body = { id: "patient-1", data, meta: { createdAt: "2019-03-04T08:30:00Z" }, contained: {} };
    await registry.createResource(patientPath, body);
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.url).toBe("https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient");
    expect(request?.headers.get("content-type")).toBe("application/json");
    expect(request?.redirect).toBe("manual");
    expect(await request?.json()).toStrictEqual(body);
  });

  test("is sent with the globalThis.fetch at the time of the call", async () => {
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a" });
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const platformFetch = globalThis.fetch;
    globalThis.fetch = fetch as typeof globalThis.fetch;
    try {
      await registry.createResource(patientPath, { data });
    } finally {
      globalThis.fetch = platformFetch;
    }
    expect(requests).toHaveLength(1);
  });
});

describe("a success", () => {
  const { taskId, resource } = persisted;
  const task = { kind: "oneOf", id: taskId.slice(2), deprecated: false, raw: taskId };

  test.each([
    { name: "201 PERSISTED", status: 201, body: persisted, expected: { ...persisted, task } },
    { name: "200 PERSISTED", status: 200, body: persisted, expected: { ...persisted, task } },
    { name: "202 PERSISTED", status: 202, body: persisted, expected: { ...persisted, task } },
    {
      name: "201 ACCEPTED with a resource",
      status: 201,
      body: { taskId, status: "ACCEPTED", resource },
      expected: { taskId, status: "ACCEPTED", resource, task },
    },
    {
      name: "202 ACCEPTED with resource null",
      status: 202,
      body: { taskId, status: "ACCEPTED", resource: null },
      expected: { taskId, status: "ACCEPTED", task },
    },
    {
      name: "299 with fields that the contract does not list",
      status: 299,
      body: { taskId, status: "ACCEPTED", bulkId: "b" },
      expected: { taskId, status: "ACCEPTED", bulkId: "b", task },
    },
    {
      name: "202 with an unknown prefix",
      status: 202,
      body: { taskId: "zz_1", status: "ACCEPTED" },
      expected: {
        taskId: "zz_1",
        status: "ACCEPTED",
        task: { kind: "unknown", id: undefined, deprecated: false, raw: "zz_1" },
      },
    },
  ])("$name", async ({ status, body, expected }) => {
    const { registry } = clientWithResponse(body, { status });
    expect(await registry.createResource(patientPath, { data })).toStrictEqual(expected);
  });

  test("in chunks that split a character", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(persisted).replace("Tremblay", "Côté 🩺"));
    const { fetch } = observedFetch(
      () => new Response(new Blob([...bytes].map((byte) => Uint8Array.of(byte))).stream(), { status: 201 }),
    );
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    expect((await registry.createResource(patientPath, { data })).resource?.data).toStrictEqual({ name: "Côté 🩺" });
  });

  test("with a content type other than JSON", async () => {
    const { registry } = clientWithResponse(persisted, { headers: { "content-type": "text/plain" } });
    expect(await registry.createResource(patientPath, { data })).toStrictEqual({ ...persisted, task });
  });
});

describe("refuses an id that does not match the pattern before anything is sent, without showing it", () => {
  test.each([
    { id: "1" },
    { id: "" },
    { id: "a".repeat(94) },
    { id: "a".repeat(5_000) },
    { id: "_patient" },
    { id: "TREA 80010112" },
    { id: "é" },
    { id: "patient🏥" },
    { id: "patient-1\n" },
    { id: "@rootId1" },
    { id: 80010112 },
    { id: null },
    { id: ["TREA"] },
  ])("$id", async ({ id }) => {
    const { registry, requests } = clientWithResponse(persisted);
    const error = await thrownBy(InvalidRequestError, () =>
      registry.createResource(patientPath, { id: id as string, data }),
    );
    expect(error).toMatchObject({ field: "id", operationId: "createResource", attempts: 0, outcome: "not-done" });
    expect(inspect(error)).not.toContain("TREA");
    expect(requests).toStrictEqual([]);
  });

  test.each(["@rootId", "ab", "-_", "a".repeat(93), undefined])("accepts %s", async (id) => {
    const { registry, requests } = clientWithResponse(id === undefined ? persisted : persistedAs({ id }));
    await registry.createResource(patientPath, { data, ...(id === undefined ? {} : { id }) });
    expect(requests).toHaveLength(1);
  });
});

describe("refuses an invalid body before anything is sent", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;

  test.each([
    { name: "no body", body: undefined, field: "body" },
    { name: "null", body: null, field: "body" },
    { name: "a string", body: "{}", field: "body" },
    { name: "an array", body: [], field: "body" },
    { name: "no data", body: {}, field: "data" },
    { name: "data null", body: { data: null }, field: "data" },
    { name: "data a string", body: { data: "x" }, field: "data" },
    {
      name: "inherited data, which JSON does not write",
      body: Object.create({ data: {} }) as object,
      field: "data",
    },
    { name: "data an array", body: { data: [] }, field: "data" },
    {
      name: "data a function",
      body: { data: () => undefined },
      field: "data",
    },
    {
      name: "data a Map",
      body: { data: new Map([["name", "Tremblay"]]) },
      field: "data",
    },
    ...[
      { what: "a Date", value: new Date(0) },
      { what: "a boxed number", value: new Number(5) as object },
      { what: "a promise without await", value: Promise.resolve({ name: "Tremblay" }) },
      { what: "a RegExp", value: /x/ },
      { what: "an Error", value: new Error("x") },
      { what: "an ArrayBuffer", value: new ArrayBuffer(1) },
      { what: "a Response", value: new Response() },
      { what: "an object that JSON writes as a list", value: { toJSON: () => [1] } },
      { what: "an object that JSON writes as nothing", value: { toJSON: () => undefined } },
    ].map(({ what, value }) => ({
      name: `data ${what}`,
      body: { data: value },
      field: "data",
    })),
    {
      name: "a body that JSON writes as a number",
      body: { data: {}, toJSON: () => 5 },
      field: "body",
    },
    { name: "data with a cycle", body: { data: cycle }, field: "body" },
    { name: "data with a bigint", body: { data: { count: 1n } }, field: "data.count" },
    {
      name: "data whose toJSON throws",
      body: {
        data: {
          toJSON() {
            throw new Error("Tremblay");
          },
        },
      },
      field: "body",
    },
  ])("$name", async ({ body, field }) => {
    const { registry, requests } = clientWithResponse(persisted);
    const error = await thrownBy(InvalidRequestError, () =>
      registry.createResource(patientPath, body as unknown as CreateResourceRequest),
    );
    expect(error).toMatchObject({ field, operationId: "createResource", attempts: 0, outcome: "not-done" });
    expect(error.cause).toBeUndefined();
    expect(requests).toStrictEqual([]);
  });
});

describe("an abort by the caller's signal", () => {
  const reason = new Error("the user has left");

  test("before the call sends nothing", async () => {
    const embedded = createEmbeddedRegistry();
    const registry = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-CANARY-7f3a",
      fetch: embedded.fetch,
    });
    const call = registry.createResource(patientPath, { data }, { signal: AbortSignal.abort(reason) });
    await expect(call).rejects.toBe(reason);
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });

  test("in the middle of the response rejects with the signal's reason", async () => {
    const controller = new AbortController();
    const { fetch } = observedFetch((request) => {
      const body = new ReadableStream<Uint8Array>({
        start(stream) {
          stream.enqueue(new TextEncoder().encode('{"taskId":'));
          request.signal.addEventListener("abort", () => {
            stream.error(request.signal.reason);
          });
        },
        pull() {
          controller.abort(reason);
        },
      });
      return new Response(body);
    });
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const call = registry.createResource(patientPath, { data }, { signal: controller.signal });
    await expect(call).rejects.toBe(reason);
  });
});
