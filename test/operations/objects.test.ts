import { openAsBlob } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import nodeFetch from "node-fetch";
import { FormData as UndiciFormData, fetch as undiciFetch } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import {
  ApiError,
  ConnectionError,
  InvalidRequestError,
  MalformedResponseError,
  RedirectError,
  TimeoutError,
  type CreateObjectRequest,
  type Fetch,
  type RegistryEvent,
} from "../../src/index.ts";
import { createRegistryClient, waitForTask } from "../support/client.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { againstTheContract } from "../support/exchange-check.ts";
import { expectRefused } from "../support/expect-refused.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { createObject, objectsPath, objectTemplate, secretFile } from "../support/objects.ts";
import { printed } from "../support/printed.ts";
import { sent } from "../support/operations.ts";
import { clientOf, key, start } from "../support/start.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

const embedded = createEmbeddedRegistry({ maxObjectBytes: 6_000_000 });
let baseUrl = "";
beforeAll(async () => {
  baseUrl = (await embedded.listen()).url;
});
afterEach(() => {
  embedded.reset();
  vi.unstubAllGlobals();
});
afterAll(() => embedded.close());

const connect = (options: object = {}) => createRegistryClient({ baseUrl, apiKey: key, retry: false, ...options });
const stored = () => embedded.objects(objectsPath);
const accepted = () => Response.json({ taskId: "s_1", status: "ACCEPTED" }, { status: 202 });

describe("over HTTP, an object is created and read back, with", () => {
  test.each<{ name: string; file: Blob; originalName: string; size: number; mimeType?: string }>([
    { name: "a Blob", file: new Blob(["abc"]), originalName: "blob", size: 3 },
    {
      ...{ name: "a File", file: new File(["é"], 'a"b\nç.pdf', { type: "application/pdf" }) },
      ...{ originalName: 'a"b\nç.pdf', size: 2, mimeType: "application/pdf" },
    },
    { name: "an empty file", file: new File([], "empty.txt"), originalName: "empty.txt", size: 0 },
    { name: "5 MB", file: new Blob([new Uint8Array(5_000_000)]), originalName: "blob", size: 5_000_000 },
  ])("$name", async ({ file, originalName, size, mimeType = "application/octet-stream" }) => {
    const registry = connect();
    const meta = { createdAt: "2019-03-04T08:30:00Z", identifier: [{ system: "urn:a", value: "1", use: "usual" }] };
    const created = await registry.createObject(objectsPath, { file, data: { title: "A referral" }, meta });
    if (created.status !== "PERSISTED") throw new Error("It was not created.");
    const { object, task } = created;
    expect(task.kind).toBe("oneOf");
    expect(object).toMatchObject({ type: "referrals", data: { title: "A referral" }, meta });
    expect(object.fileMeta).toStrictEqual({ originalName, mimeType, size, key: expect.any(String) as string });
    for (const id of [object.id, "urn:a:1:usual"]) {
      expect(await registry.getObject({ ...objectsPath, id })).toStrictEqual(object);
    }
    expect(stored()).toStrictEqual([object]);
  });

  test("a file from disk", async () => {
    await inNewFolder(async (folder) => {
      await writeFile(join(folder, "scan.pdf"), "on disk");
      const file = await openAsBlob(join(folder, "scan.pdf"), { type: "application/pdf" });
      await connect().createObject(objectsPath, { file });
    });
    expect(stored()).toMatchObject([{ data: {}, fileMeta: { size: 7, mimeType: "application/pdf" } }]);
  });

  test("a file that is ACCEPTED: it exists when the task has ended", async () => {
    const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: Infinity });
    const registry = clientOf(embedded.fetch);
    const { taskId, status, ...rest } = await createObject(registry);
    expect({ status, rest }).toMatchObject({ status: "ACCEPTED", rest: { task: { kind: "oneOf" } } });
    expect(rest).not.toHaveProperty("object");
    expect(embedded.objects(objectsPath)).toStrictEqual([]);
    await embedded.completeTasks();
    const [object] = embedded.objects(objectsPath);
    const path = { sourceKey: "ehr-prod", taskId };
    expect(await waitForTask(registry, path, { deadlineMs: 1_000 })).toMatchObject({ status: "SUCCESS" });
    const { receipts } = await registry.getTask(path, { query: { withReceipts: true } });
    expect(receipts).toMatchObject([{ action: "CREATE", targetType: "OBJECT", id: object?.id, type: "referrals" }]);
  });
});

test("the form has the JSON as a string before the file, and the platform's content type", async () => {
  const { fetch, requests } = observedFetch(accepted);
  const headers = { "content-type": "application/json" };
  await createObject(clientOf(fetch, { headers }), { headers });
  const [request] = requests;
  expect(request?.headers.get("content-type")).toMatch(/^multipart\/form-data; boundary=/);
  const parts = [...((await request?.formData()) ?? [])];
  expect(parts).toStrictEqual([
    ["data", JSON.stringify({ data: sent.data })],
    ["file", expect.objectContaining({ name: "Tremblay-CANARY.pdf", type: "application/pdf" }) as File],
  ]);
});

test("without data and metadata, the form has only the file", async () => {
  const { fetch, requests } = observedFetch(accepted);
  await createObject(clientOf(fetch), undefined, { data: undefined, meta: undefined });
  expect([...((await requests[0]?.formData()) ?? [])].map(([name]) => name)).toStrictEqual(["file"]);
});

describe("fileField", () => {
  test("names the part with the file", async () => {
    const { fetch, requests } = observedFetch(accepted);
    const options = { fileField: "document" };
    await againstTheContract(() =>
      clientOf(fetch).createObject(objectsPath, { file: secretFile(), data: sent.data }, options),
    );
    expect([...((await requests[0]?.formData()) ?? [])].map(([name]) => name)).toStrictEqual(["data", "document"]);
  });

  test("of any name is accepted by the embedded registry", async () => {
    await againstTheContract(() =>
      connect().createObject(objectsPath, { file: secretFile() }, { fileField: "document" }),
    );
    expect(stored()).toHaveLength(1);
  });

  test.each(["", "data", 5, null])("%j is refused", async (fileField) => {
    const options = { fileField: fileField as string };
    await expectRefused((registry) => registry.createObject(objectsPath, { file: secretFile() }, options), {
      ...{ operationId: "createObject", field: "fileField" },
    });
  });

  test("is an option of createObject only", async () => {
    const options = { fileField: "document" } as object;
    await expectRefused((registry) => registry.getObject({ ...objectsPath, id: "2wil" }, options), {
      ...{ operationId: "getObject", field: "fileField" },
    });
    await expectRefused(
      (registry) => registry.createObject(objectsPath, { file: secretFile() }, { query: {} } as object),
      {
        ...{ operationId: "createObject", field: "query" },
      },
    );
  });
});

describe("refuses an invalid object before anything is sent", () => {
  const stream = () => new ReadableStream();
  test.each<{ name: string; body: unknown; field: string }>([
    { name: "no body", body: undefined, field: "body" },
    { name: "a Blob as the body", body: secretFile(), field: "body" },
    { name: "no file", body: { data: {} }, field: "file" },
    { name: "null", body: { file: null }, field: "file" },
    { name: "a string", body: { file: "scan.pdf" }, field: "file" },
    { name: "a Buffer", body: { file: Buffer.from("scan") }, field: "file" },
    { name: "an ArrayBuffer", body: { file: new ArrayBuffer(1) }, field: "file" },
    { name: "a stream", body: { file: stream() }, field: "file" },
    { name: "a promise of a Blob", body: { file: Promise.resolve(new Blob()) }, field: "file" },
    { name: "a Blob without stream()", body: { file: { [Symbol.toStringTag]: "Blob", size: 1 } }, field: "file" },
    { name: "data that is not JSON", body: { file: secretFile(), data: { at: NaN } }, field: "data.at" },
    { name: "metadata with a cycle", body: { file: secretFile(), meta: cyclic() }, field: "body" },
  ])("$name", async ({ body, field }) => {
    await expectRefused((registry) => registry.createObject(objectsPath, body as CreateObjectRequest), {
      ...{ operationId: "createObject", field },
    });
  });

  function cyclic(): object {
    const meta: { self?: object } = {};
    return Object.assign(meta, { self: meta });
  }

  test("a Blob of a library that the platform's FormData turns into a string", async () => {
    vi.stubGlobal(
      "FormData",
      class extends FormData {
        override append(name: string, value: string | Blob): void {
          super.append(name, typeof value === "string" ? value : "[object Blob]");
        }
      },
    );
    await expectRefused((registry) => createObject(registry), { operationId: "createObject", field: "file" });
  });

  test("the message names fs.openAsBlob, and the type of the value, but not the value", async () => {
    const call = () =>
      clientOf(accepted as unknown as Fetch).createObject(objectsPath, { file: "TREA80010112" as never });
    const { message } = await thrownBy(InvalidRequestError, call);
    expect(message).toContain(
      "it is of type string. Expected a Blob or File with stream(), such as the result of fs.openAsBlob(path)",
    );
  });

  test.each([
    { path: { ...objectsPath, collectionKey: "_a" }, field: "collectionKey" },
    { path: { ...objectsPath, collectionKey: "a/b" }, field: "collectionKey" },
  ])("$path", async ({ path, field }) => {
    await expectRefused((registry) => registry.createObject(path, { file: secretFile() }), {
      ...{ operationId: "createObject", field },
    });
  });

  test.each(["..", "a/b", ""])("an object with the id %j", async (id) => {
    await expectRefused((registry) => registry.getObject({ ...objectsPath, id }), {
      ...{ operationId: "getObject", field: "id" },
    });
  });
});

describe("a failed upload", () => {
  test("is retried after 429 with the same bytes", async () => {
    const responses = [() => errorResponse(429), () => errorResponse(429), accepted];
    const bodies: ArrayBuffer[] = [];
    const { fetch } = observedFetch(() => (responses.shift() ?? accepted)());
    const counted: Fetch = async (url, init) => {
      const [, file] = [...(await new Request(url, init).formData()).values()];
      if (typeof file === "object") bodies.push(await file.arrayBuffer());
      return fetch(url, init);
    };
    await createObject(clientOf(counted, { retry: { backoffMs: 1 } }));
    expect(bodies.map((body) => new TextDecoder().decode(body))).toStrictEqual(Array(3).fill("Content-CANARY"));
  });

  test("is not retried after 503, whose outcome is unknown", async () => {
    const { registry, requests } = start([() => errorResponse(503)]);
    expect(await thrownBy(ApiError, () => createObject(registry))).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  test("is not retried after a response was lost: the object may exist", async () => {
    embedded.faults.nextRequests(1, { kind: "resetAfter" });
    const error = await thrownBy(ConnectionError, () => createObject(connect({ retry: { backoffMs: 1 } })));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(stored()).toHaveLength(1);
  });

  test.each([6_000_001, 50_000_000])("over maxObjectBytes is 413, and stores nothing: %d bytes", async (size) => {
    const file = new Blob([new Uint8Array(size)]);
    const error = await thrownBy(ApiError, () => createObject(connect(), undefined, { file }));
    expect(error).toMatchObject({ status: 413, type: "CONTENT_TOO_LARGE", outcome: "not-done" });
    expect(stored()).toStrictEqual([]);
  });

  test("whose connection the server closes in the middle is a ConnectionError, outcome unknown", async () => {
    const server = createServer((request) => {
      request.once("data", () => request.socket.destroy());
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const registry = connect({ baseUrl: `http://127.0.0.1:${port}`, retry: { backoffMs: 1 } });
    const file = new Blob([new Uint8Array(20_000_000)]);
    const error = await thrownBy(ConnectionError, () => createObject(registry, undefined, { file }));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
    server.close();
  });

  test("that takes longer than timeoutMs is a TimeoutError, outcome unknown", async () => {
    embedded.faults.nextRequests(1, { kind: "noResponse" });
    // Long enough for the request to arrive on a busy machine: later, it would take the fault of the next test.
    const error = await thrownBy(TimeoutError, () => createObject(connect(), { timeoutMs: 1_000 }));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(stored()).toStrictEqual([]);
  });

  test.each([true, false])("that is redirected is a RedirectError; with the fetch of Node.js: %s", async (isNode) => {
    if (!isNode) vi.stubGlobal("process", { ...process, versions: {} });
    const location = "https://elsewhere.example/";
    embedded.faults.nextRequests(1, { kind: "redirect", location });
    const error = await thrownBy(RedirectError, () => createObject(connect()));
    const origin = isNode ? undefined : "https://elsewhere.example";
    expect(error).toMatchObject({ outcome: "unknown", status: isNode ? undefined : 307, origin });
  });
});

describe("a response", () => {
  test.each([
    { body: { status: "PERSISTED", taskId: "s_1" }, taskId: "s_1" },
    { body: { status: "PERSISTED", taskId: "s_1", object: { type: "referrals" } }, taskId: "s_1" },
    { body: { status: "ACCEPTED" }, taskId: undefined },
  ])("without a part of the contract is a MalformedResponseError: $body", async ({ body, taskId }) => {
    const { fetch } = observedFetch(() => Response.json(body));
    const error = await thrownBy(MalformedResponseError, () => createObject(clientOf(fetch)));
    expect(error).toMatchObject({ taskId, outcome: "unknown" });
  });

  test("with another object than the requested one is malformed, except for an identifier", async () => {
    const object = { id: "2wil", type: "another type", fileMeta: null };
    const registry = clientOf(observedFetch(() => Response.json(object)).fetch);
    await thrownBy(MalformedResponseError, () => registry.getObject({ ...objectsPath, id: "2wik" }));
    for (const id of ["2wil", "urn:a:1:usual"]) {
      expect(await registry.getObject({ ...objectsPath, id })).toStrictEqual({
        id: "2wil",
        type: object.type,
        data: {},
      });
    }
  });
});

describe("no error and no event contains the file, its name or the data", () => {
  const canary = /CANARY|TREA80010112|Tremblay/;
  test.each<{ name: string; fetch: Fetch }>([
    { name: "400", fetch: () => Promise.resolve(errorResponse(400)) },
    { name: "a fetch that quotes its body", fetch: () => Promise.reject(new TypeError("Tremblay-CANARY.pdf failed")) },
    { name: "a malformed response", fetch: () => Promise.resolve(new Response("Tremblay-CANARY.pdf")) },
  ])("$name", async ({ fetch }) => {
    const events: RegistryEvent[] = [];
    const registry = clientOf(fetch, { onEvent: (event) => events.push(event) });
    const error = await thrown(() => createObject(registry));
    for (const each of [error, ...events]) expect(printed(each as object)).not.toMatch(canary);
  });
});

describe("with a middleware", () => {
  test("the form can be read before it is sent, and is sent as it is", async () => {
    const registry = connect();
    const seen: string[] = [];
    registry.http.use({
      async onRequest({ request }) {
        const form = await request.formData();
        for (const [name, value] of form) seen.push(`${name}: ${typeof value}`);
      },
    });
    await createObject(registry);
    expect(seen).toStrictEqual(["data: string", "file: object"]);
    expect(stored()).toMatchObject([{ data: sent.data, fileMeta: { originalName: "Tremblay-CANARY.pdf" } }]);
  });

  test("the body that another fetch sends is the same", async () => {
    const registry = connect();
    registry.http.use({ onRequest: () => undefined });
    const file = new Blob([new Uint8Array(5_000_000)]);
    expect(await createObject(registry, undefined, { file })).toMatchObject({
      object: { fileMeta: { size: 5_000_000 } },
    });
  });
});

test.each([{}, { headers: { "content-type": "application/json" } }])(
  "registry.http sends a FormData: %j",
  async (options) => {
    const form = new FormData();
    form.append("data", JSON.stringify({ data: sent.data }));
    form.append("file", secretFile());
    const { http } = connect(options);
    const { data, response } = await http.POST(objectTemplate, {
      params: { path: objectsPath },
      body: form,
      ...options,
    });
    expect({ status: response.status, data }).toMatchObject({ status: 201, data: { object: { data: sent.data } } });
    expect(stored()).toHaveLength(1);
  },
);

describe("another fetch", () => {
  test("node-fetch uploads the file", async () => {
    await createObject(connect({ fetch: nodeFetch as unknown as Fetch }));
    expect(stored()).toMatchObject([{ fileMeta: { originalName: "Tremblay-CANARY.pdf", size: 14 } }]);
  });

  test("undici's uploads the file with undici's FormData as the global one", async () => {
    const fetch = undiciFetch as unknown as Fetch;
    const error = await thrownBy(ApiError, () => createObject(connect({ fetch })));
    expect(error).toMatchObject({ status: 415, outcome: "not-done" });
    vi.stubGlobal("FormData", UndiciFormData);
    await againstTheContract(() => createObject(connect({ fetch })));
    expect(stored()).toMatchObject([{ fileMeta: { originalName: "Tremblay-CANARY.pdf", size: 14 } }]);
  });
});
