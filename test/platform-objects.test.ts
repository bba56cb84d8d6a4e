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
import { callOwnPath } from "./support/own-path.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { printed } from "./support/printed.ts";
import { clientOf, start } from "./support/start.ts";
import { refusal } from "./support/scripted-fetch.ts";
import { sourcePath, taskOperations } from "./support/task-operations.ts";
import { thrown, thrownBy } from "./support/thrown.ts";
import { collected, told, upsert } from "./support/writes.ts";

const created = () => Response.json(persisted, { status: 201 });
const looking = { onRequest: () => undefined };

describe("beside a middleware, for which the platform's Request is built", () => {
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
      const error = await thrownBy(InvalidRequestError, () => callOwnPath(http, "GET", path, { middleware }));
      expect(error).toMatchObject({ field: "path", attempts: 0, outcome: "not-done" });
      expect(printed(error)).not.toContain("HEALTHCARD123");
    }
    expect(requests).toHaveLength(0);
  });

  test("a path parameter that changes between two reads is read once", async () => {
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

  test("a body of bytes is sent as it is", async () => {
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

  test("which sends the request again, the write stays unknown after an attempt that may have applied it", async () => {
    const answers = [() => refusal(503), () => refusal(401)];
    const { fetch } = observedFetch(() => (answers.shift() ?? created)());
    const registry = clientOf(fetch);
    registry.http.use({
      onResponse: ({ response, request, options }) => (response.status === 503 ? options.fetch(request) : undefined),
    });
    const error = await againstTheContract(() => thrownBy(ApiError, () => operations.create(registry)));
    expect(error).toMatchObject({ status: 401, attempts: 2, outcome: "unknown" });
  });

  test("which sends the request again after one that was refused, it is as the second one ended", async () => {
    const answers = [() => refusal(401), () => refusal(409)];
    const { fetch } = observedFetch(() => (answers.shift() ?? created)());
    const registry = clientOf(fetch);
    registry.http.use({
      onResponse: ({ response, request, options }) => (response.status === 401 ? options.fetch(request) : undefined),
    });
    const error = await againstTheContract(() => thrownBy(ApiError, () => operations.create(registry)));
    expect(error).toMatchObject({ status: 409, attempts: 2, outcome: "not-done" });
  });

  test("that changes the method, the request is retried no more than that method allows", async () => {
    const { registry, requests } = start([() => refusal(503)]);
    registry.http.use({ onRequest: ({ request }) => new Request(request.url, { method: "POST", body: "{}" }) });
    const error = await againstTheContract(() => thrownBy(ApiError, () => operations.get(registry)));
    expect(error).toMatchObject({ status: 503, outcome: "unknown", attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  test("what apiKey throws is seen by onError, which may replace it", async () => {
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

  test("an ejected middleware is ejected once for each time it was used", async () => {
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

describe("a Response of any make is read, and stays as it is", () => {
  test("the same one at each call", async () => {
    const response = new Response(null, { status: 204 });
    const registry = clientOf(() => Promise.resolve(response));
    for (let call = 0; call < 2; call++) {
      expect(await taskOperations.delete(registry)).toMatchObject({ status: "PERSISTED" });
    }
  });

  test("one that is frozen", async () => {
    const registry = clientOf(() => Promise.resolve(Object.freeze(created())));
    expect(await operations.create(registry)).toMatchObject({ status: "PERSISTED" });
  });

  test("one of a library, which is a Response for a middleware too", async () => {
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

  test("and can be read in every way, more than once", async () => {
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
    const answer = (await callOwnPath(form.http, "GET", "/own", { parseAs: "text" })) as { response: Response };
    expect((await answer.response.formData()).get("a")).toBe("1");
  });
});

describe("what writeResources hands to a stand-in for a client", () => {
  const answers = (registry: RegistryClient, change: (body: BulkRequest) => BulkRequest) => ({
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
    const stand = answers(clientOf(respond), change);
    const outcomes = await collected(writeResources(stand, sourcePath, [upsert("a")], { deadlineMs: 1_000 }));
    expect(told(outcomes)).toStrictEqual(["ok"]);
    expect(await requests[0]?.json()).toStrictEqual({ operations: [upsert("a")] });
  });
});

test("an operation that is only an operation by its toJSON is refused, because its action is not known", async () => {
  const { fetch, requests } = observedFetch(() => refusal(503));
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

test("a promise among the operations is refused, and the others are written", async () => {
  const { fetch, requests } = observedFetch(() => Response.json({ taskId: "bk_1", status: "ACCEPTED" }));
  const given = [Promise.resolve(upsert("a")), upsert("b")] as ReturnType<typeof upsert>[];
  const outcomes = await collected(
    writeResources(clientOf(fetch), sourcePath, given, { deadlineMs: 20, notFoundGraceMs: 0 }),
  );
  expect(outcomes[0]).toMatchObject({ index: 0, ok: false, error: { name: "InvalidRequestError" } });
  expect(await requests[0]?.json()).toStrictEqual({ operations: [upsert("b")] });
});

test("an abort in the hook of a response ends the call, which may have written", async () => {
  const controller = new AbortController();
  const { fetch } = observedFetch(created);
  const onEvent = ({ type }: { type: string }) => {
    if (type === "response") controller.abort("enough");
  };
  const registry = clientOf(fetch, { onEvent });
  expect(await thrown(() => operations.create(registry, { signal: controller.signal }))).toBe("enough");
});

test("an earlier bulk whose taskId has not the shape of one is not printed", () => {
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

test.each([null, false, 5])("onEvent that is %s is refused", (onEvent) => {
  expect(() => clientOf(created as unknown as Fetch, { onEvent: onEvent as unknown as () => void })).toThrow(
    InvalidRequestError,
  );
});
