import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { describe, expect, test, vi } from "vitest";
import {
  ApiError,
  ConnectionError,
  createRegistryClient,
  InvalidRequestError,
  isRegistryError,
  MalformedResponseError,
  RedirectError,
  type Fetch,
  type RegistryClientOptions,
} from "../src/index.ts";
import { advice } from "./support/advice.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { operationNames, operations } from "./support/operations.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

const key = "key-CANARY-7f3a";
const id = "TREA80010112";
const name = "Tremblay-CANARY";
const createPath = "/sources/{sourceKey}/v1/resources/{resourceType}";

function start(fetch: Fetch, options: Partial<RegistryClientOptions> = {}) {
  const settings = { baseUrl: "https://acme.clinia.cloud", apiKey: key, fetch, retry: false, ...(options as object) };
  return createRegistryClient(settings as RegistryClientOptions);
}

/** Everything that a program could print of a value. */
function printed(value: unknown): string {
  const own = value instanceof Error ? [value.message, value.stack, String(value), inspect(value.cause)] : [];
  return [...own, inspect(value, { depth: 10 }), JSON.stringify(value)].join("\n");
}

describe("a redirect is not followed", () => {
  test.each([301, 302, 303, 307, 308])("%i, and its error tells where it leads, without the query", async (status) => {
    const location = `https://elsewhere.example:8443/login?key=${key}&id=${id}`;
    const { fetch, requests } = observedFetch(() => new Response(null, { status, headers: { location } }));
    for (const operation of operationNames) {
      const error = await thrownBy(RedirectError, () => operations[operation](start(fetch)));
      expect(error).toMatchObject({ status, origin: "https://elsewhere.example:8443", attempts: 1 });
      expect(error.outcome).toBe(operation === "get" ? "not-done" : "unknown");
      expect(printed(error)).not.toContain("CANARY");
    }
    expect(requests.map(({ redirect }) => redirect)).toStrictEqual(Array(operationNames.length).fill("manual"));
  });

  test.each([
    { location: "/elsewhere", origin: "https://acme.clinia.cloud" },
    { location: "https://[", origin: undefined },
    { location: undefined, origin: undefined },
  ])("to $location: $origin", async ({ location, origin }) => {
    const headers = location === undefined ? {} : { location };
    const { fetch } = observedFetch(() => new Response(null, { status: 307, headers: headers as HeadersInit }));
    const error = await thrownBy(RedirectError, () => operations.get(start(fetch)));
    expect(error.origin).toBe(origin);
  });

  test("and its body is not left unread", async () => {
    let isCancelled = false;
    const body = new ReadableStream({ cancel: () => void (isCancelled = true) });
    const answer = () => Promise.resolve(new Response(body, { status: 307 }));
    await thrownBy(RedirectError, () => operations.get(start(answer)));
    expect(isCancelled).toBe(true);
  });

  test("and in a browser, which hides it, says what it can", async () => {
    const hidden = Object.defineProperties(new Response(null), {
      status: { value: 0 },
      type: { value: "opaqueredirect" },
    });
    const error = await thrownBy(RedirectError, () => operations.create(start(() => Promise.resolve(hidden))));
    expect(error).toMatchObject({ status: undefined, origin: undefined, outcome: "unknown" });
    expect(error.message).toBe(
      "createResource was answered with a redirect, which is not followed, because the API key would travel with it. " +
        `If the registry has moved, set baseUrl to its new address. ${advice.create}`,
    );
  });
});

describe("what would by-pass the client's care, through http, is ignored", () => {
  test.each(["fetch", "baseUrl", "Request", "pathSerializer", "redirect"])("%s", async (option) => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const bypass = {
      fetch: () => Promise.reject(new Error("by-passed")),
      baseUrl: "https://evil.example",
      Request: Object,
      pathSerializer: () => "https://evil.example/",
      redirect: "follow",
    };
    const init = { params: { path: patientPath }, body: { data: {} }, [option]: bypass[option as keyof typeof bypass] };
    await start(fetch).http.POST(createPath, init as never);
    expect(requests.map(({ url }) => url)).toStrictEqual([
      "https://acme.clinia.cloud/sources/ehr-prod/v1/resources/patient",
    ]);
    expect(requests[0]?.redirect).toBe("manual");
  });
});

describe("what the platform says of a failed connection is kept without what must not be printed", () => {
  test.each([
    { error: fetchFailed("ECONNRESET", "read ECONNRESET"), name: "Error", message: "read ECONNRESET" },
    {
      error: new TypeError(`error sending request for url (https://acme.clinia.cloud/x/${id}?k=${key}): closed`),
      name: "TypeError",
      message: "error sending request for url (…): closed",
    },
    { error: new TypeError(`no ${key} and ${id}`), name: "TypeError", message: "no … and …" },
    {
      error: new TypeError(`cannot send {"name":"${name}"}`),
      name: "TypeError",
      message: "cannot send …",
    },
    {
      error: Object.assign(new Error("reset"), { name: key, code: "ECONNRESET" }),
      name: "Error",
      message: "reset",
    },
  ])("$message", async ({ error, name, message }) => {
    const registry = start(() => {
      throw error;
    });
    const call = () => registry.upsertResource({ ...patientPath, id }, { data: { family: "Tremblay" } });
    const failure = await thrownBy(ConnectionError, call);
    expect(failure.cause).toMatchObject({ name, message });
    expect(printed(failure)).not.toMatch(/CANARY|TREA80010112/);
  });

  test.each([
    { error: new Error(`request body {"name":"${name}"} failed`) },
    { error: Object.assign(new Error("x"), { code: "CANARY" }) },
    { error: "a text that was thrown" as unknown as Error },
  ])("and what is none of the platform's is not kept: $error", async ({ error }) => {
    const registry = start(() => Promise.reject(error));
    const failure = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(failure.cause).toBeUndefined();
    expect(failure.message).toMatch(/^createResource got no answer\. /);
    expect(printed(failure)).not.toContain("CANARY");
  });

  test("a fetch that gives no Response is no answer", async () => {
    for (const nothing of [undefined, null, "text", {}]) {
      const registry = start(() => Promise.resolve(nothing as Response));
      const failure = await thrownBy(ConnectionError, () => operations.create(registry));
      expect(failure).toMatchObject({ outcome: "unknown", cause: { message: "fetch gave no Response" } });
    }
  });

  const reset = Object.assign(new Error("x"), { code: "ECONNRESET" });
  const refused = "Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })";
  test.each([
    { name: "Node's", error: fetchFailed("ECONNREFUSED"), code: "ECONNREFUSED", outcome: "not-done" },
    {
      name: "Bun's",
      error: Object.assign(new Error("x"), { code: "ConnectionRefused" }),
      code: "ConnectionRefused",
      outcome: "not-done",
    },
    {
      name: "Node's in another realm, as under Jest",
      error: runInNewContext(`new TypeError('fetch failed', { cause: ${refused} })`) as Error,
      code: "ECONNREFUSED",
      outcome: "not-done",
    },
    {
      name: "an error's own, where its cause has none",
      error: Object.assign(new Error("x", { cause: new Error("y") }), { code: "ECONNRESET" }),
      code: "ECONNRESET",
      outcome: "unknown",
    },
    {
      name: "none of a browser's in another realm",
      error: runInNewContext("new TypeError('Failed to fetch')") as Error,
      code: undefined,
      outcome: "unknown",
    },
    {
      name: "none that is a sentence",
      error: Object.assign(reset, { code: `a ${id}` }),
      code: undefined,
      outcome: "unknown",
    },
    {
      name: "none that is a number",
      error: Object.assign(new Error("x"), { code: 7 }),
      code: undefined,
      outcome: "unknown",
    },
  ])("the code: $name", async ({ error, code, outcome }) => {
    const failure = await thrownBy(ConnectionError, () => operations.create(start(() => Promise.reject(error))));
    expect({ code: (failure.cause as { code?: string } | undefined)?.code, outcome: failure.outcome }).toStrictEqual({
      code,
      outcome,
    });
  });
});

describe("headers", () => {
  test("of the client and of a call are sent, the call's before the client's", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const registry = start(fetch, { headers: { "x-tenant": "a", "x-trace": "client" } });
    await operations.create(registry, { headers: [["X-Trace", "call"]] });
    await registry.http.POST(createPath, {
      params: { path: patientPath },
      body: { data: {} },
      headers: new Headers({ "x-trace": "http" }),
    });
    expect(requests.map(({ headers }) => [headers.get("x-tenant"), headers.get("x-trace")])).toStrictEqual([
      ["a", "call"],
      ["a", "http"],
    ]);
  });

  test("name the client, unless another name is given", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await operations.create(start(fetch));
    await operations.create(start(fetch, { headers: { "User-Agent": "hospital/1" } }));
    expect(requests.map(({ headers }) => headers.get("user-agent"))).toStrictEqual([
      "clinia-registry-client/0.1.0",
      "hospital/1",
    ]);
  });

  test("do not replace the key", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    await operations.create(start(fetch), { headers: { "X-Clinia-API-Key": "other" } });
    expect(requests[0]?.headers.get("x-clinia-api-key")).toBe(key);
  });

  test("that can't be sent are refused, and not shown", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const headers = { "x-note": `a\r\nb ${key}` };
    const init = { params: { path: patientPath }, body: { data: {} }, headers };
    for (const call of [
      () => start(fetch, { headers }),
      () => operations.create(start(fetch), { headers }),
      () => start(fetch).http.POST(createPath, init),
    ]) {
      const error = await thrownBy(InvalidRequestError, call);
      expect(error.field).toBe("headers");
      expect(printed(error)).not.toContain("CANARY");
    }
    expect(requests).toHaveLength(0);
  });
});

describe("no key", () => {
  test("is sent where it is null, for a proxy that adds it", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted));
    const headers = { "X-Clinia-API-Key": "other", "x-tenant": "a" };
    await againstTheContract(() => operations.create(start(fetch, { apiKey: null, headers })));
    expect(requests[0]?.headers.has("x-clinia-api-key")).toBe(false);
    expect(requests[0]?.headers.get("x-tenant")).toBe("a");
    const failing = start(() => Promise.reject(fetchFailed("ECONNREFUSED")), { apiKey: null });
    const error = await thrownBy(ConnectionError, () => againstTheContract(() => operations.create(failing)));
    expect(error.outcome).toBe("not-done");
  });

  test("goes with a baseUrl only", async () => {
    const options = { workspaceId: "acme", apiKey: null } as unknown as RegistryClientOptions;
    const error = await thrownBy(InvalidRequestError, () => createRegistryClient(options));
    expect(error.message).toBe(
      "Invalid apiKey: it is null, which is for a proxy that adds the key. Expected baseUrl beside it.",
    );
  });
});

test("an http address that is not loopback has to be allowed", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  const baseUrl = "http://registry:8080";
  await thrownBy(InvalidRequestError, () => start(fetch, { baseUrl }));
  await operations.create(start(fetch, { baseUrl, dangerouslyAllowHttp: true }));
  expect(requests[0]?.url).toBe("http://registry:8080/sources/ehr-prod/v1/resources/patient");
});

describe("an answer longer than maxResponseBytes is not read to its end", () => {
  const long = (status: number) => {
    const state = { pulled: 0, isCancelled: false };
    const body = new ReadableStream({
      pull(stream) {
        const text = state.pulled++ === 0 ? `{"taskId":"${persisted.taskId}","x":"` : "x".repeat(1_000);
        stream.enqueue(new TextEncoder().encode(text));
      },
      cancel() {
        state.isCancelled = true;
      },
    });
    return { state, fetch: () => Promise.resolve(new Response(body, { status })) };
  };

  test("a success is a MalformedResponseError, with the taskId", async () => {
    const { state, fetch } = long(201);
    const registry = start(fetch, { maxResponseBytes: 5_000 });
    const error = await thrownBy(MalformedResponseError, () => operations.create(registry));
    expect(error).toMatchObject({ status: 201, taskId: persisted.taskId, outcome: "unknown" });
    expect(error.message).toContain("but its body is longer than 5000 bytes (maxResponseBytes).");
    expect(state.isCancelled).toBe(true);
    expect(state.pulled).toBeLessThan(10);
  });

  test("one of just that length is read", async () => {
    const text = JSON.stringify(persisted);
    const registry = start(() => Promise.resolve(new Response(text)), { maxResponseBytes: text.length });
    expect(await operations.create(registry)).toMatchObject({ taskId: persisted.taskId });
    const shorter = start(() => Promise.resolve(new Response(text)), { maxResponseBytes: text.length - 1 });
    await thrownBy(MalformedResponseError, () => operations.create(shorter));
  });

  test("an error is told by its status", async () => {
    const { state, fetch } = long(404);
    const error = await thrown(() => operations.get(start(fetch, { maxResponseBytes: 5_000 })));
    expect(error).toMatchObject({ name: "ApiError", status: 404, type: undefined });
    expect(state.isCancelled).toBe(true);
  });
});

describe("through http", () => {
  const call = { params: { path: patientPath }, body: { data: {} } };

  test("a success that is not JSON is a MalformedResponseError, which does not quote it", async () => {
    const { fetch } = observedFetch(() => new Response(`<html>${name}</html>`, { headers: { "x-request-id": "r-1" } }));
    const error = await thrownBy(MalformedResponseError, () => start(fetch).http.POST(createPath, call));
    expect(error).toMatchObject({ operationId: "createResource", outcome: "unknown", requestId: "r-1" });
    expect(error.message).toContain("but its body is not JSON.");
    expect(printed(error)).not.toContain("CANARY");
  });

  test("a middleware's own error stays what it is", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const { http } = start(fetch);
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

  test("an answer can be read in every way", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted));
    const { http } = start(fetch);
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
});

test("a browser names itself", async () => {
  vi.stubGlobal("document", {});
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  await operations.create(start(fetch));
  vi.unstubAllGlobals();
  expect(requests[0]?.headers.has("user-agent")).toBe(false);
});

test("a request id that brings the key back, or that is none, is not kept", async () => {
  for (const [given, requestId] of [
    ["r".repeat(128), "r".repeat(128)],
    ["r".repeat(129), undefined],
    ["a b", undefined],
    [`id-${key}`, undefined],
  ] as const) {
    const { fetch } = observedFetch(() => new Response(null, { status: 500, headers: { "x-request-id": given } }));
    expect(await thrown(() => operations.get(start(fetch)))).toMatchObject({ requestId });
  }
});

test("printing an error with all that is hidden shows nothing of the registry's words", async () => {
  const body = { code: 400, type: "INVALID_ARGUMENT", message: name, details: [{ code: 1, type: "X", message: id }] };
  const { fetch } = observedFetch(() => Response.json(body, { status: 400 }));
  const error = await thrownBy(ApiError, () => operations.get(start(fetch)));
  expect(error).toMatchObject({ serverMessage: name, details: body.details });
  expect(inspect(error, { showHidden: true, depth: 8 })).not.toMatch(/CANARY|TREA80010112/);
});

test("a path of your own with a dot segment is refused through http too, and no path of your own is shown", async () => {
  const { fetch, requests } = observedFetch(() => Response.json(persisted));
  const told: unknown[] = [];
  const { http } = start(fetch, { onEvent: (event) => told.push(event) });
  for (const path of ["/sources/../v1/resources/x", "/sources/%2E%2e/x", "/sources/a/.", "/sources/./a?x"]) {
    const error = await thrownBy(InvalidRequestError, () => http.POST(path as never, {} as never));
    expect(error.message).toBe(
      "Invalid path: it would lead to another path, or to another host. Expected one that begins with a slash, without " +
        "dot segments, and with its segments percent-encoded. Nothing was sent.",
    );
  }
  expect(requests).toStrictEqual([]);
  const failing = start(() => Promise.reject(new TypeError(`no ${id}`)), { onEvent: (event) => told.push(event) });
  const own = `/sources/ehr/v1/resources/patient/${id}`;
  const error = await thrown(() => againstTheContract(() => failing.http.GET(own as never, {} as never)));
  expect(printed([error, told])).not.toContain(id);
});

test("a client without options is refused", async () => {
  for (const options of [undefined, null, "acme"]) {
    const error = await thrownBy(InvalidRequestError, () =>
      createRegistryClient(options as unknown as RegistryClientOptions),
    );
    expect(error.message).toBe(
      "Invalid options: they are missing. Expected an object with apiKey, and workspaceId or baseUrl.",
    );
  }
});

test("isRegistryError tells the family from whatever else was thrown", async () => {
  expect(isRegistryError(await thrown(() => operations.get(start(() => Promise.reject(new Error("x"))))))).toBe(true);
  expect(isRegistryError(new Error("x"))).toBe(false);
  expect(isRegistryError(undefined)).toBe(false);
});

test("nothing of a client, and nothing that it throws, shows the key, an id or a patient's data", async () => {
  const answers: (() => Promise<Response>)[] = [
    () => Promise.reject(new Error(`cannot reach https://x/${id} with ${key}`)),
    () => Promise.resolve(new Response(`<p>${key} ${id} ${name}</p>`, { status: 502 })),
    () =>
      Promise.resolve(
        Response.json({ code: 400, type: "INVALID_ARGUMENT", message: `${key} ${id} ${name}` }, { status: 400 }),
      ),
    () => Promise.resolve(Response.json({ message: `${key} ${id} ${name}` })),
    () =>
      Promise.resolve(new Response(null, { status: 307, headers: { location: `https://x.example/${id}?k=${key}` } })),
    () => Promise.resolve(new Response(`${key} ${id} ${name}`, { headers: { "x-request-id": `a b ${key}` } })),
  ];
  for (const answer of answers) {
    const told: unknown[] = [];
    const registry = start(answer, { onEvent: (event) => told.push(event) });
    expect(printed(registry)).not.toContain("CANARY");
    for (const call of [
      () => registry.upsertResource({ ...patientPath, id }, { data: { name } }),
      () => registry.createResource(patientPath, { id, data: { name } }),
      () => registry.getResource({ ...patientPath, id }),
    ]) {
      expect(printed(await thrown(call))).not.toMatch(/CANARY|TREA80010112/);
    }
    expect(told.length).toBeGreaterThan(3);
    expect(printed(told)).not.toMatch(/CANARY|TREA80010112/);
  }
});
