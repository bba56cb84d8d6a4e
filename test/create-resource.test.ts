import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { createRegistryClient, InvalidRequestError, type CreateResourceRequest } from "../src/index.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { thrownBy } from "./support/thrown.ts";

const data = { name: [{ family: "Tremblay" }] };

function clientAnswered(body: unknown, init?: ResponseInit) {
  const { fetch, requests } = observedFetch(() => Response.json(body, init));
  return { registry: createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch }), requests };
}

describe("over HTTP, on the embedded registry", () => {
  test("PERSISTED comes with the resource as it is stored, and the parsed task", async () => {
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

  test("ACCEPTED comes with the parsed task alone", async () => {
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

describe("what is sent", () => {
  test("is the body as JSON, to the operation's path, with nothing of the client's added", async () => {
    const { registry, requests } = clientAnswered(persisted);
    const body = { id: "patient-1", data, meta: { createdAt: "2019-03-04T08:30:00Z" }, contained: {} };
    await registry.createResource(patientPath, body);
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.url).toBe("https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient");
    expect(request?.headers.get("content-type")).toBe("application/json");
    expect(request?.redirect).toBe("manual");
    expect(await request?.json()).toStrictEqual(body);
  });

  test("goes through whatever globalThis.fetch is at the time of the call", async () => {
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

describe("an answer that is a success", () => {
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
      name: "299 with more than the contract says",
      status: 299,
      body: { taskId, status: "ACCEPTED", bulkId: "b" },
      expected: { taskId, status: "ACCEPTED", bulkId: "b", task },
    },
    {
      name: "202 with a prefix that is not known",
      status: 202,
      body: { taskId: "zz_1", status: "ACCEPTED" },
      expected: {
        taskId: "zz_1",
        status: "ACCEPTED",
        task: { kind: "unknown", id: undefined, deprecated: false, raw: "zz_1" },
      },
    },
  ])("$name", async ({ status, body, expected }) => {
    const { registry } = clientAnswered(body, { status });
    expect(await registry.createResource(patientPath, { data })).toStrictEqual(expected);
  });

  test("in pieces, cut in the middle of a character", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(persisted).replace("Tremblay", "Côté 🩺"));
    const { fetch } = observedFetch(
      () => new Response(new Blob([...bytes].map((byte) => Uint8Array.of(byte))).stream(), { status: 201 }),
    );
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    expect((await registry.createResource(patientPath, { data })).resource?.data).toStrictEqual({ name: "Côté 🩺" });
  });

  test("with a content type that is not JSON's", async () => {
    const { registry } = clientAnswered(persisted, { headers: { "content-type": "text/plain" } });
    expect(await registry.createResource(patientPath, { data })).toStrictEqual({ ...persisted, task });
  });
});

describe("an id that breaks the pattern is refused before anything is sent, and not shown", () => {
  const expected =
    String.raw`Expected a text that matches ^[a-zA-Z0-9-][\w-]{1,92}$, or @rootId; ` +
    "without an id the registry generates one.";

  test.each([
    { id: "1", fault: "it is 1 character long" },
    { id: "", fault: "it is 0 characters long" },
    { id: "a".repeat(94), fault: "it is 94 characters long" },
    { id: "a".repeat(5_000), fault: "it is 5000 characters long" },
    { id: "_patient", fault: "it is 8 characters long, and the character at position 1 is not allowed there" },
    { id: "TREA 80010112", fault: "it is 13 characters long, and the character at position 5 is not allowed there" },
    { id: "é", fault: "it is 1 character long, and the character at position 1 is not allowed there" },
    { id: "patient🏥", fault: "it is 8 characters long, and the character at position 8 is not allowed there" },
    { id: "patient-1\n", fault: "it is 10 characters long, and the character at position 10 is not allowed there" },
    { id: "@rootId1", fault: "it is 8 characters long, and the character at position 1 is not allowed there" },
    { id: 80010112, fault: "it is of type number" },
    { id: null, fault: "it is null" },
    { id: ["TREA"], fault: "it is an array" },
  ])("$id", async ({ id, fault }) => {
    const { registry, requests } = clientAnswered(persisted);
    const error = await thrownBy(InvalidRequestError, () =>
      registry.createResource(patientPath, { id: id as string, data }),
    );
    expect(error.message).toBe(`Invalid id: ${fault}. ${expected}`);
    expect(error.field).toBe("id");
    expect(inspect(error)).not.toContain("TREA");
    expect(requests).toStrictEqual([]);
  });

  test.each(["@rootId", "ab", "-_", "a".repeat(93), undefined])("%s passes", async (id) => {
    const { registry, requests } = clientAnswered(persisted);
    await registry.createResource(patientPath, { data, ...(id === undefined ? {} : { id }) });
    expect(requests).toHaveLength(1);
  });
});

describe("a body that can't be right is refused before anything is sent", () => {
  const notAnObject = "it is something that JSON does not write as an object.";
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const expectedData = "Expected an object of the resource's attributes.";
  const notJson =
    "Invalid body: it can't be written as JSON. " +
    "Expected no cycle, no bigint and no toJSON that throws: convert such values first.";

  test.each([
    { name: "no body", body: undefined, message: "Invalid body: it is missing. Expected an object with data." },
    { name: "null", body: null, message: "Invalid body: it is null. Expected an object with data." },
    { name: "a text", body: "{}", message: "Invalid body: it is of type string. Expected an object with data." },
    { name: "an array", body: [], message: "Invalid body: it is an array. Expected an object with data." },
    { name: "no data", body: {}, message: `Invalid data: it is missing. ${expectedData}` },
    { name: "data null", body: { data: null }, message: `Invalid data: it is null. ${expectedData}` },
    { name: "data a text", body: { data: "x" }, message: `Invalid data: it is of type string. ${expectedData}` },
    {
      name: "data that is inherited, which JSON does not write",
      body: Object.create({ data: {} }) as object,
      message: `Invalid data: it is missing. ${expectedData}`,
    },
    { name: "data an array", body: { data: [] }, message: `Invalid data: it is an array. ${expectedData}` },
    {
      name: "data a function",
      body: { data: () => undefined },
      message: `Invalid data: it is of type function. ${expectedData}`,
    },
    {
      name: "data a Map",
      body: { data: new Map([["name", "Tremblay"]]) },
      message: `Invalid data: ${notAnObject} ${expectedData}`,
    },
    ...[
      { what: "a Date", value: new Date(0) },
      { what: "a boxed number", value: new Number(5) as object },
      { what: "a promise that nobody waited for", value: Promise.resolve({ name: "Tremblay" }) },
      { what: "a RegExp", value: /x/ },
      { what: "an Error", value: new Error("x") },
      { what: "an ArrayBuffer", value: new ArrayBuffer(1) },
      { what: "a Response", value: new Response() },
      { what: "an object that JSON writes as a list", value: { toJSON: () => [1] } },
      { what: "an object that JSON writes as nothing", value: { toJSON: () => undefined } },
    ].map(({ what, value }) => ({
      name: `data ${what}`,
      body: { data: value },
      message: `Invalid data: ${notAnObject} ${expectedData}`,
    })),
    {
      name: "a body that JSON writes as a number",
      body: { data: {}, toJSON: () => 5 },
      message: `Invalid body: ${notAnObject} Expected an object with data.`,
    },
    { name: "data with a cycle", body: { data: cycle }, message: notJson },
    { name: "data with a bigint", body: { data: { count: 1n } }, message: notJson },
    {
      name: "data whose toJSON throws",
      body: {
        data: {
          toJSON() {
            throw new Error("Tremblay");
          },
        },
      },
      message: notJson,
    },
  ])("$name", async ({ body, message }) => {
    const { registry, requests } = clientAnswered(persisted);
    const error = await thrownBy(InvalidRequestError, () =>
      registry.createResource(patientPath, body as unknown as CreateResourceRequest),
    );
    expect(error.message).toBe(message);
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

  test("in the middle of the answer rejects with the signal's own reason", async () => {
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
