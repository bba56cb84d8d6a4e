import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fetch as undiciFetch, MockAgent } from "undici";
import {
  ApiError,
  InvalidRequestError,
  OperationNotSentError,
  type BulkRequest,
  type Fetch,
  type RegistryClient,
} from "../src/index.ts";
import { writeResources } from "./support/client.ts";
import { againstTheContract } from "./support/exchange-check.ts";
import { observedFetch } from "./support/observed-fetch.ts";
import { createPath, operations, resourcePath, sent, upsertPath } from "./support/operations.ts";
import { callCustomPath } from "./support/custom-path.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { clientOf, start } from "./support/start.ts";
import { errorResponse } from "./support/scripted-fetch.ts";
import { sourcePath, taskOperations } from "./support/task-operations.ts";
import { thrown, thrownBy } from "./support/thrown.ts";
import { collected, summarize, upsert } from "./support/writes.ts";

const created = () => Response.json(persisted, { status: 201 });
const looking = { onRequest: () => undefined };

describe("with a middleware, for which the platform's Request is built", () => {
  test.each([
    "/sources/../x",
    "/sources/%2e%2e/x",
    "/a\\..\\b",
    "/a b",
    "@evil.test/HEALTHCARD123",
    ":999999/HEALTHCARD123",
  ])("the path %j is refused before the Request normalizes it", async (path) => {
    const { fetch, requests } = observedFetch(created);
    const { http } = clientOf(fetch);
    for (const middleware of [[looking], []]) {
      if (middleware.length === 0) http.use(looking);
      const error = await thrownBy(InvalidRequestError, () => callCustomPath(http, "GET", path, { middleware }));
      expect(error).toMatchObject({ field: "path", attempts: 0, outcome: "not-done" });
      expect(printed(error)).not.toContain("HEALTHCARD123");
    }
    expect(requests).toHaveLength(0);
  });

  test("reads a path parameter once, even if it changes between reads", async () => {
    const { fetch, requests } = observedFetch(() => Response.json(persisted.resource));
    const registry = clientOf(fetch);
    registry.http.use(looking);
    const ids = ["ok", ".."];
    const path = {
      ...patientPath,
      get id() {
        return ids.shift() ?? "..";
      },
    };
    await againstTheContract(() =>
      thrown(() => registry.getResource(path).then(() => Promise.reject(new Error("sent")))),
    );
    expect(requests.every(({ url }) => url.endsWith("/ok"))).toBe(true);
  });

  test("sends a body of bytes unchanged", async () => {
    const { fetch, requests } = observedFetch(created);
    const { http } = clientOf(fetch);
    http.use(looking);
    const bytes = gzipSync(JSON.stringify({ data: {} }));
    await againstTheContract(() =>
      http.POST(createPath, {
        params: { path: patientPath },
        body: { data: {} },
        headers: { "content-encoding": "gzip" },
        bodySerializer: () => bytes,
      }),
    );
    expect(Buffer.from((await requests[0]?.arrayBuffer()) ?? new ArrayBuffer(0))).toStrictEqual(bytes);
  });

  test("that sends the request twice, the outcome is unknown if the first attempt may have been applied", async () => {
    const responses = [() => errorResponse(503), () => errorResponse(401)];
    const { fetch } = observedFetch(() => (responses.shift() ?? created)());
    const registry = clientOf(fetch);
    registry.http.use({
      onResponse: ({ response, request, options }) => (response.status === 503 ? options.fetch(request) : undefined),
    });
    const error = await againstTheContract(() => thrownBy(ApiError, () => operations.create(registry)));
    expect(error).toMatchObject({ status: 401, attempts: 2, outcome: "unknown" });
  });

  test("that sends the request again after a refusal, the outcome is that of the second request", async () => {
    const responses = [() => errorResponse(401), () => errorResponse(409)];
    const { fetch } = observedFetch(() => (responses.shift() ?? created)());
    const registry = clientOf(fetch);
    registry.http.use({
      onResponse: ({ response, request, options }) => (response.status === 401 ? options.fetch(request) : undefined),
    });
    const error = await againstTheContract(() => thrownBy(ApiError, () => operations.create(registry)));
    expect(error).toMatchObject({ status: 409, attempts: 2, outcome: "not-done" });
  });

  test("that changes the method, the request is retried only if the new method allows it", async () => {
    const { registry, requests } = start([() => errorResponse(503)]);
    registry.http.use({ onRequest: ({ request }) => new Request(request.url, { method: "POST", body: "{}" }) });
    const error = await againstTheContract(() => thrownBy(ApiError, () => operations.get(registry)));
    expect(error).toMatchObject({ status: 503, outcome: "unknown", attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  test("onError receives the error of apiKey, and may replace it", async () => {
    const seen: unknown[] = [];
    const registry = clientOf(created as unknown as Fetch, {
      apiKey: () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- a caller may throw anything
        throw "vault down";
      },
    });
    registry.http.use({
      onError({ error }) {
        seen.push(error);
        return new TypeError("mapped");
      },
    });
    expect(await thrown(() => operations.create(registry))).toStrictEqual(new TypeError("mapped"));
    expect(seen).toStrictEqual(["vault down"]);
  });

  test("eject removes a middleware once for each time it was used", async () => {
    const { fetch, requests } = observedFetch(created);
    const registry = clientOf(fetch);
    const seen: boolean[] = [];
    const middleware = { onRequest: ({ request }: { request: Request }) => void seen.push(request instanceof Request) };
    registry.http.use(middleware, middleware);
    registry.http.eject(middleware);
    await againstTheContract(() => operations.create(registry));
    registry.http.eject(middleware, middleware);
    await operations.create(registry);
    expect(seen).toStrictEqual([true]);
    expect(requests).toHaveLength(2);
  });
});

describe("a Response of any kind is read, and not changed", () => {
  test("the same Response for each call", async () => {
    const response = new Response(null, { status: 204 });
    const registry = clientOf(() => Promise.resolve(response));
    for (let call = 0; call < 2; call++) {
      expect(await taskOperations.delete(registry)).toMatchObject({ status: "PERSISTED" });
    }
  });

  test("a frozen Response", async () => {
    const registry = clientOf(() => Promise.resolve(Object.freeze(created())));
    expect(await operations.create(registry)).toMatchObject({ status: "PERSISTED" });
  });

  test("a library's Response, which is an instance of Response for a middleware", async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    agent
      .get("https://acme.clinia.cloud")
      .intercept({ path: () => true, method: "PUT" })
      .reply(200, persisted);
    const fetch = ((url: string, init: object) => undiciFetch(url, { ...init, dispatcher: agent })) as unknown as Fetch;
    const registry = clientOf(fetch);
    registry.http.use({ onResponse: ({ response }) => response });
    await againstTheContract(async () => {
      expect(await operations.upsert(registry)).toMatchObject({ status: "PERSISTED" });
    });
  });

  test("can be read in every way, more than once", async () => {
    const { fetch } = observedFetch(() => Response.json(persisted, { status: 201, headers: { "x-a": "1" } }));
    const { http } = clientOf(fetch);
    const call = { params: { path: resourcePath }, body: { data: sent.data } };
    const { response } = await http.PUT(upsertPath, call);
    const json = JSON.stringify(persisted);
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.ok, response.headers.get("x-a"), response.bodyUsed]).toStrictEqual([
      201,
      true,
      "1",
      false,
    ]);
    for (const each of [response, response.clone()]) {
      expect(await each.text()).toBe(json);
      expect(await each.json()).toStrictEqual(persisted);
      expect(await (await each.blob()).text()).toBe(json);
      expect(new TextDecoder().decode(await each.arrayBuffer())).toBe(json);
      expect(await new Response(each.body).text()).toBe(json);
    }
    const form = clientOf(() =>
      Promise.resolve(new Response("a=1", { headers: { "content-type": "application/x-www-form-urlencoded" } })),
    );
    const custom = (await callCustomPath(form.http, "GET", "/own", { parseAs: "text" })) as { response: Response };
    expect((await custom.response.formData()).get("a")).toBe("1");
  });
});

describe("a stub of a client for writeResources may pass on", () => {
  const stubOf = (registry: RegistryClient, change: (body: BulkRequest) => BulkRequest) => ({
    bulkResources: (path: typeof sourcePath, body: BulkRequest, options?: object) =>
      registry.bulkResources(path, change(body), options),
    getTask: registry.getTask.bind(registry),
  });
  const receipts = [{ action: "UPSERT", status: "SUCCESS", targetType: "RESOURCE", id: "a", type: "patient" }];
  const fetch = () =>
    observedFetch(({ method }) =>
      Response.json(
        method === "POST" ? { taskId: "bk_1", status: "ACCEPTED" } : { taskId: "bk_1", status: "SUCCESS", receipts },
      ),
    );

  test.each([
    { name: "a copy", change: (body: BulkRequest) => ({ ...body }) },
    { name: "its JSON", change: (body: BulkRequest) => JSON.parse(JSON.stringify(body)) as BulkRequest },
    { name: "a structured clone", change: (body: BulkRequest) => structuredClone(body) },
  ])("has its operations as $name", async ({ change }) => {
    const { fetch: respond, requests } = fetch();
    const stub = stubOf(clientOf(respond), change);
    const outcomes = await collected(writeResources(stub, sourcePath, [upsert("a")], { deadlineMs: 1_000 }));
    expect(summarize(outcomes)).toStrictEqual(["ok"]);
    expect(await requests[0]?.json()).toStrictEqual({ operations: [upsert("a")] });
  });
});

test("refuses an operation whose action is only in the result of toJSON", async () => {
  const { fetch, requests } = observedFetch(() => errorResponse(503));
  const operation = { toJSON: () => ({ action: "CREATE", create: { type: "patient", data: {} } }) };
  const nested = { action: "UPSERT", upsert: { toJSON: () => ({ type: "patient", id: "a", data: {} }) } };
  const given = [operation, nested] as unknown as ReturnType<typeof upsert>[];
  const outcomes = await collected(writeResources(clientOf(fetch), sourcePath, given, { deadlineMs: 1_000 }));
  expect(outcomes).toMatchObject([
    { error: { field: "operations[0].action" } },
    { error: { field: "operations[1].upsert.id" } },
  ]);
  expect(requests).toHaveLength(0);
});

test("refuses a promise among the operations, and writes the others", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({ taskId: "bk_1", status: "ACCEPTED" }));
  const given = [Promise.resolve(upsert("a")), upsert("b")] as ReturnType<typeof upsert>[];
  const outcomes = await collected(
    writeResources(clientOf(fetch), sourcePath, given, { deadlineMs: 20, notFoundGraceMs: 0 }),
  );
  expect(outcomes[0]).toMatchObject({ index: 0, ok: false, error: { name: "InvalidRequestError" } });
  expect(await requests[0]?.json()).toStrictEqual({ operations: [upsert("b")] });
});

test("an abort in onEvent at a response ends the call with the outcome unknown", async () => {
  const controller = new AbortController();
  const { fetch } = observedFetch(created);
  const onEvent = ({ type }: { type: string }) => {
    if (type === "response") controller.abort("enough");
  };
  const registry = clientOf(fetch, { onEvent });
  expect(await thrown(() => operations.create(registry, { signal: controller.signal }))).toBe("enough");
});

test("does not print an earlier bulk whose taskId is not a valid taskId", () => {
  const context = {
    operationId: undefined,
    attempts: 0,
    elapsedMs: 0,
    outcome: "not-done",
    requestId: undefined,
  } as const;
  const earlier = { taskId: "Jean Tremblay", from: 0, to: 1 };
  const error = new OperationNotSentError(context, { earlier });
  expect(error.earlier).toBe(earlier);
  expect(inspect(error) + JSON.stringify(error)).not.toContain("Tremblay");
  expect(printed(new OperationNotSentError(context, { earlier: { ...earlier, taskId: "bk_1" } }))).toContain("bk_1");
});

test.each([null, false, 5])("refuses onEvent: %s", (onEvent) => {
  expect(() => clientOf(created as unknown as Fetch, { onEvent: onEvent as unknown as () => void })).toThrow(
    InvalidRequestError,
  );
});
