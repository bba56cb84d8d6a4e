import { describe, expect, test } from "vitest";
import { InvalidRequestError, MalformedResponseError } from "../src/index.ts";
import { createRegistryClient } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { createPath, sent } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const { data } = sent;

const path = "/sources/{sourceKey}/v1/resources/{resourceType}";
const call = { params: { path: patientPath }, body: { data: { name: "Tremblay" } } };

describe("http is the openapi-fetch client", () => {
  test("it sends the key, and resolves with the response as data", async () => {
    const embedded = createEmbeddedRegistry({ apiKey: "key-CANARY-7f3a" });
    const { http } = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-CANARY-7f3a",
      fetch: embedded.fetch,
    });
    const { data, error, response } = await http.POST(path, call);
    expect(error).toBeUndefined();
    expect(response.status).toBe(201);
    expect(data?.resource).toStrictEqual(embedded.resources(patientPath)[0]);
  });

  test("it resolves with error for an error response", async () => {
    const embedded = createEmbeddedRegistry({ apiKey: "key-CANARY-7f3a" });
    const { http } = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-WRONG-7f3a",
      fetch: embedded.fetch,
    });
    const { data, error, response } = await http.POST(path, call);
    expect(data).toBeUndefined();
    expect(response.status).toBe(401);
    expect(error).toStrictEqual({ code: 401, type: "UNAUTHENTICATED", message: "The API key is invalid." });
  });

  test("a middleware can set headers, also for methods, and never sees the key", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const seen: string[] = [];
    registry.http.use({
      onRequest({ request }) {
        request.headers.set("traceparent", "00-1");
        return request;
      },
      onResponse({ request }) {
        seen.push(...[...request.headers].flat());
      },
    });
    await registry.http.POST(path, call);
    await registry.createResource(patientPath, { data: {} });
    expect(requests.map(({ headers }) => headers.get("traceparent"))).toStrictEqual(["00-1", "00-1"]);
    expect(requests.map(({ headers }) => headers.get("X-Clinia-API-Key"))).toStrictEqual([
      "key-CANARY-7f3a",
      "key-CANARY-7f3a",
    ]);
    expect(seen).toContain("traceparent");
    expect(seen).not.toContain("key-CANARY-7f3a");
  });

  test('redirects are not followed, even with redirect: "follow"', async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    await http.POST(path, { ...call, redirect: "follow" as never });
    expect(requests.map(({ redirect }) => redirect)).toStrictEqual(["manual"]);
  });

  test("other options of fetch are passed on", async () => {
    const seen: RequestInit[] = [];
    const fetch = (_: string, init: RequestInit) => {
      seen.push(init);
      return Promise.resolve(Response.json(persisted));
    };
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    await http.POST(path, { ...call, cache: "no-store", keepalive: true });
    expect(seen).toMatchObject([{ method: "POST", redirect: "manual", cache: "no-store", keepalive: true }]);
    expect(Object.keys(seen[0] ?? {})).not.toContain("call");
  });

  test("refuses a body that JSON can't represent before anything is sent", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const { http } = createRegistryClient({ workspaceId: "acme", apiKey: "key-CANARY-7f3a", fetch });
    const error = await thrownBy(InvalidRequestError, () =>
      http.POST(path, { ...call, body: { data: { count: 1n } } }),
    );
    expect(error.field).toBe("data.count");
    expect(requests).toStrictEqual([]);
  });
});

describe("http ignores options that would bypass the client", () => {
  test.each(["fetch", "baseUrl", "Request", "pathSerializer", "redirect"])("%s", async (option) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const bypass = {
      fetch: () => Promise.reject(new Error("bypassed")),
      baseUrl: "https://evil.example",
      Request: Object,
      pathSerializer: () => "https://evil.example/",
      redirect: "follow",
    };
    const init = { params: { path: patientPath }, body: { data: {} }, [option]: bypass[option as keyof typeof bypass] };
    await clientOf(fetch).http.POST(createPath, init as never);
    expect(requests.map(({ url }) => url)).toStrictEqual([
      "https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient",
    ]);
    expect(requests[0]?.redirect).toBe("manual");
  });
});

describe("through http", () => {
  const call = { params: { path: patientPath }, body: { data: {} } };

  test("a success that is not JSON is a MalformedResponseError, which does not quote it", async () => {
    const { fetch } = observedFetch(
      () => new Response(`<html>${data.name}</html>`, { headers: { "x-request-id": "r-1" } }),
    );
    const error = await thrownBy(MalformedResponseError, () => clientOf(fetch).http.POST(createPath, call));
    expect(error).toMatchObject({ operationId: "createResource", status: 200, outcome: "unknown", requestId: "r-1" });
    expect(printed(error)).not.toContain("CANARY");
  });

  test("rejects with the error of a middleware", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const { http } = clientOf(fetch);
    const failure = new SyntaxError("of the middleware");
    const middleware = {
      onRequest() {
        throw failure;
      },
    };
    http.use(middleware);
    expect(await thrown(() => http.POST(createPath, call))).toBe(failure);
    http.eject(middleware);
    expect((await http.POST(createPath, call)).data?.taskId).toBe(persisted.taskId);
  });

  test("rejects with a middleware's SyntaxError, also after a response", async () => {
    for (const status of [200, 502]) {
      const { fetch } = observedFetch(() => Response.json(persisted, { status }));
      const { http } = clientOf(fetch, { retry: false });
      const failure = new SyntaxError("of the middleware");
      http.use({
        onResponse() {
          throw failure;
        },
      });
      expect(await thrown(() => http.POST(createPath, call))).toBe(failure);
    }
  });

  test("refuses a body that JSON.stringify omits", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const { http } = clientOf(fetch);
    for (const body of [() => undefined, Symbol("s"), { toJSON: () => undefined }]) {
      const error = await thrownBy(InvalidRequestError, () => http.POST(createPath, { ...call, body: body as never }));
      expect(error).toMatchObject({ field: "body", operationId: "createResource", attempts: 0 });
    }
    expect(requests).toHaveLength(0);
  });

  test("a response can be read in every way", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const { http } = clientOf(fetch);
    const json = JSON.stringify(persisted);
    const read = async (parseAs: "text" | "blob" | "arrayBuffer" | "stream" | "json") =>
      (await http.POST(createPath, { ...call, parseAs })).data as unknown;
    expect(await read("json")).toStrictEqual(persisted);
    expect(await read("text")).toBe(json);
    expect(await ((await read("blob")) as Blob).text()).toBe(json);
    expect(Buffer.from((await read("arrayBuffer")) as ArrayBuffer).toString()).toBe(json);
    expect(await new Response((await read("stream")) as ReadableStream).text()).toBe(json);
    const { response } = await http.POST(createPath, call);
    expect(response).toBeInstanceOf(Response);
    const { status, ok, statusText, url, type, redirected, bodyUsed } = response;
    expect({ status, ok, statusText, url, type, redirected, bodyUsed }).toStrictEqual({
      status: 200,
      ok: true,
      statusText: "",
      url: "",
      type: "default",
      redirected: false,
      bodyUsed: false,
    });
    expect(await response.clone().json()).toStrictEqual(persisted);
    expect(await response.json()).toStrictEqual(persisted);
  });

  test("a response can be read as a form", async () => {
    const form = { headers: { "content-type": "application/x-www-form-urlencoded" } };
    const { fetch } = observedFetch(() => new Response("a=1", form));
    const { response } = await clientOf(fetch).http.POST(createPath, { ...call, parseAs: "text" });
    expect(Object.fromEntries(await response.formData())).toStrictEqual({ a: "1" });
  });
});
