import { Readable } from "node:stream";
import fetchOfNodeFetch from "node-fetch";
import { describe, expect, test } from "vitest";
import {
  ApiError,
  ConnectionError,
  MalformedResponseError,
  RedirectError,
  TimeoutError,
  type Fetch,
  type WriteOutcome,
} from "../../src/index.ts";
import { createRegistryClient, waitForTask, writeResources } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { createPath, operationNames, operations, resourcePath, sent } from "../support/operations.ts";
import { patientPath, persisted, persistedAs } from "../support/patient.ts";
import { clientOf, key, start } from "../support/start.ts";
import { sourceKey } from "../support/task-responses.ts";
import { thrownBy } from "../support/thrown.ts";
import { upsert } from "../support/writes.ts";

const clientWithResponse = (body: unknown, status = 200) =>
  clientOf(() => Promise.resolve(Response.json(body, { status })));

describe("A7: a response of 8 MB that is not JSON", () => {
  const long = `{${'"a":"b",'.repeat(1_000_000)}`;
  const registry = clientOf(() => Promise.resolve(new Response(long, { status: 201 })));

  test("is a MalformedResponseError with the outcome unknown", async () => {
    const error = await thrownBy(MalformedResponseError, () => operations.create(registry));
    expect(error).toMatchObject({ outcome: "unknown", taskId: undefined });
  });

  test("gives each operation of writeResources its outcome", async () => {
    const outcomes: WriteOutcome[] = [];
    const writes = writeResources(registry, { sourceKey }, [upsert("a"), upsert("b")], {
      deadlineMs: 1_000,
      retry: false,
    });
    for await (const outcome of writes) outcomes.push(outcome);
    expect(outcomes.map(({ index, ok }) => ({ index, ok }))).toStrictEqual([
      { index: 0, ok: false },
      { index: 1, ok: false },
    ]);
  });

  test.each([
    ["arrays", "[".repeat(4_000_000)],
    ["a string without an end", `{"taskId":"${"s".repeat(8_000_000)}`],
    ["escapes", `{"a":"${"\\\\".repeat(4_000_000)}`],
    ["white space", `{${" ".repeat(8_000_000)}`],
  ])("so does one of %s", async (_, body) => {
    const error = await thrownBy(MalformedResponseError, () =>
      operations.create(clientOf(() => Promise.resolve(new Response(body, { status: 201 })))),
    );
    expect(error.outcome).toBe("unknown");
  });
});

describe("A8: a response with another resource or task is malformed", () => {
  const { resource } = persisted;
  const other = { ...resource, id: "somebody-else" };
  const containedPath = { ...resourcePath, containKey: "contact", containedResourceId: "contact-1" };
  const containedInPath = { ...resourcePath, containKey: "contact" };
  const contact = { type: "contact", data: {} };

  test.each([
    {
      name: "getResource, another id",
      call: () => clientWithResponse(other).getResource(resourcePath),
      outcome: "not-done",
    },
    {
      name: "getResource, another type",
      call: () => clientWithResponse({ ...resource, type: "invoice" }).getResource(resourcePath),
      outcome: "not-done",
    },
    {
      name: "upsertResource",
      call: () => clientWithResponse(persistedAs(other)).upsertResource(resourcePath, { data: {} }),
      outcome: "unknown",
    },
    {
      name: "createResource with an id",
      call: () => clientWithResponse(persistedAs(other)).createResource(patientPath, sent),
      outcome: "unknown",
    },
    {
      name: "createResource, another type",
      call: () => clientWithResponse(persistedAs({ type: "invoice" })).createResource(patientPath, { data: {} }),
      outcome: "unknown",
    },
    {
      name: "upsertContainedResource",
      call: () => clientWithResponse(persistedAs(other)).upsertContainedResource(containedPath, contact),
      outcome: "unknown",
    },
    {
      name: "createContainedResource",
      call: () =>
        clientWithResponse(persistedAs(other)).createContainedResource(containedInPath, { id: other.id, ...contact }),
      outcome: "unknown",
    },
    {
      name: "getTask",
      call: () => clientWithResponse({ taskId: "bk_2", status: "SUCCESS" }).getTask({ sourceKey, taskId: "bk_1" }),
      outcome: "not-done",
    },
    {
      name: "waitForTask",
      call: () =>
        waitForTask(
          clientWithResponse({ taskId: "s_2", status: "SUCCESS" }),
          { sourceKey, taskId: "s_1" },
          { deadlineMs: 99 },
        ),
      outcome: "not-done",
    },
    {
      name: "getPurge",
      call: () => {
        const purge = { taskId: "pg_2", collectionType: "objects", collectionKey: "x", status: "SUCCESS" };
        return clientWithResponse(purge).getPurge({ sourceKey, purgeId: "pg_1" });
      },
      outcome: "not-done",
    },
  ])("$name", async ({ call, outcome }) => {
    const error = await thrownBy(MalformedResponseError, call);
    expect(error.outcome).toBe(outcome);
    expect(error.message).toMatch(/, but its (?:body|resource|field resource)? ?(?:is not the requested|has no valid)/);
    expect(error.message).not.toContain("somebody-else");
  });

  test("but not if the path has an identifier instead of an id", async () => {
    const path = { ...patientPath, id: "clinia:123:use" };
    expect(await clientWithResponse(other).getResource(path)).toMatchObject({ id: "somebody-else" });
    expect(await clientWithResponse(persistedAs(other)).upsertResource(path, { data: {} })).toMatchObject({
      status: "PERSISTED",
    });
  });

  test("nor if the registry generates the id, or omits the type", async () => {
    for (const body of [{ data: {} }, { id: "@rootId", data: {} }] as const) {
      const created = await clientWithResponse(persistedAs(other)).createResource(patientPath, body);
      expect(created.resource?.id).toBe("somebody-else");
    }
    const { id, data } = resource;
    expect(await clientWithResponse({ id, data }).getResource(resourcePath)).toMatchObject({ id: resource.id });
  });

  test("nor if a task has another form of its taskId", async () => {
    const task = await clientWithResponse({ taskId: "bk_1", status: "SUCCESS" }).getTask({ sourceKey, taskId: "1" });
    expect(task.taskId).toBe("bk_1");
  });
});

describe("A9: a Response without a web stream is read with text()", () => {
  test("of node-fetch", async () => {
    const embedded = createEmbeddedRegistry();
    const { url } = await embedded.listen();
    const ofNodeFetch = fetchOfNodeFetch as unknown as Fetch;
    const registry = createRegistryClient({ baseUrl: url, apiKey: key, fetch: ofNodeFetch });
    const signal = new AbortController().signal;
    expect(await operations.upsert(registry, { signal })).toMatchObject({ status: "PERSISTED" });
    expect(await registry.getResource(resourcePath)).toMatchObject({ data: sent.data });
    const missing = await thrownBy(ApiError, () => registry.getResource({ ...resourcePath, id: "none" }));
    expect(missing).toMatchObject({ status: 404, type: "NOT_FOUND" });
    expect(
      (
        await registry.http.GET("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
          params: { path: resourcePath },
        })
      ).data,
    ).toMatchObject({ id: sent.id });
    embedded.faults.nextRequests(1, { kind: "redirect", location: "https://elsewhere.example/" });
    await thrownBy(RedirectError, () => operations.upsert(registry));
    embedded.faults.nextRequests(1, { kind: "cutBody" });
    const cut = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(cut.outcome).toBe("unknown");
    embedded.faults.nextRequests(1, { kind: "noResponse" });
    await thrownBy(TimeoutError, () => operations.create(registry, { timeoutMs: 50 }));
    await embedded.close();
  });

  /** The Response of React Native has no `body`. */
  function withoutBody(response: Response): Response {
    const { status, ok, headers } = response;
    return { status, ok, headers, bodyUsed: false, text: () => response.text() } as Response;
  }

  test("of React Native, once for each request", async () => {
    const embedded = createEmbeddedRegistry();
    let requests = 0;
    const registry = clientOf(
      async (url, init) => {
        requests += 1;
        return withoutBody(await embedded.fetch(url, init));
      },
      { retry: { limit: 2, backoffMs: 1 } },
    );
    expect(await operations.upsert(registry)).toMatchObject({ status: "PERSISTED" });
    expect(requests).toBe(1);
    expect(await operations.get(registry)).toMatchObject({ data: sent.data });
  });

  test("also with maxResponseBytes, and if text() rejects", async () => {
    const body = JSON.stringify(persisted);
    const fetch = () => Promise.resolve(withoutBody(new Response(body, { status: 201 })));
    const exact = clientOf(fetch, { maxResponseBytes: body.length });
    expect(await operations.create(exact)).toMatchObject({ status: "PERSISTED" });
    const less = clientOf(fetch, { maxResponseBytes: body.length - 1 });
    const tooLong = await thrownBy(MalformedResponseError, () => operations.create(less));
    expect(tooLong).toMatchObject({ outcome: "unknown", taskId: persisted.taskId });
    const failing = Object.assign(withoutBody(new Response("")), {
      text: () => Promise.reject(new TypeError("Network request failed")),
    });
    const failed = clientOf(() => Promise.resolve(failing));
    expect((await thrownBy(ConnectionError, () => operations.create(failed))).outcome).toBe("unknown");
  });

  test("a Node.js stream without text() is refused", async () => {
    const response = { status: 200, ok: true, headers: new Headers(), body: Readable.from("{}") };
    const registry = clientOf(() => Promise.resolve(response as unknown as Response));
    await thrownBy(ConnectionError, () => operations.create(registry));
  });
});

describe("A10: a Response that is returned twice", () => {
  test.each(operationNames)("%s rejects, and says that the body was already read", async (name) => {
    const response = Response.json(name === "get" ? persisted.resource : persisted);
    const { registry } = start([() => response], { retry: false });
    await operations[name](registry);
    const error = await thrownBy(ConnectionError, () => operations[name](registry));
    expect(error.message).toContain("the body of the response was already read: `fetch` must return a new Response");
    expect(error).toMatchObject({ outcome: name === "get" ? "not-done" : "unknown" });
  });

  test("also if the body is being read", async () => {
    const response = Response.json(persisted);
    response.body?.getReader();
    const error = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.resolve(response))));
    expect(error.message).toContain("was already read");
  });
});

describe("A13: registry.http returns a complete Response, and middlewares receive a complete Request", () => {
  const http = () => clientWithResponse(persisted, 201).http;

  test.each(["bytes", "arrayBuffer", "blob", "json", "text", "clone"] as const)("response.%s()", async (name) => {
    const { response } = await http().POST(createPath, { params: { path: patientPath }, body: { data: {} } });
    expect(response).toBeInstanceOf(Response);
    if (!(name in new Response())) return;
    const read: unknown = await (response[name] as () => unknown)();
    const text = read instanceof Response ? await read.text() : read;
    expect(text).toBeDefined();
  });

  test("a middleware may read the request and the response in every way", async () => {
    const seen: unknown[] = [];
    const sent: unknown[] = [];
    const registry = clientOf((_, init) => {
      sent.push(new TextDecoder().decode(init.body as ArrayBuffer));
      return Promise.resolve(Response.json(persisted, { status: 201 }));
    });
    registry.http.use({
      async onRequest({ request }) {
        seen.push(await request.clone().json(), await request.json(), await request.text());
        seen.push((await request.arrayBuffer()).byteLength, (await request.blob()).size);
      },
      async onResponse({ request, response }) {
        seen.push(await request.json(), await response.clone().json(), await response.json());
        seen.push((await response.arrayBuffer()).byteLength);
      },
    });
    const body = { data: { name: "x" } };
    const bytes = JSON.stringify(body).length;
    expect(await registry.createResource(patientPath, body)).toMatchObject({ status: "PERSISTED" });
    const response = [persisted, persisted, JSON.stringify(persisted).length];
    expect(seen).toStrictEqual([body, body, JSON.stringify(body), bytes, bytes, body, ...response]);
    expect(sent).toStrictEqual([JSON.stringify(body)]);
  });

  test("a response keeps properties that a middleware sets", async () => {
    const client = http();
    client.use({ onResponse: ({ response }) => Object.assign(response, { traceId: "t-1" }) });
    const { response } = await client.POST(createPath, { params: { path: patientPath }, body: { data: {} } });
    expect(response).toMatchObject({ traceId: "t-1", status: 201 });
  });
});
