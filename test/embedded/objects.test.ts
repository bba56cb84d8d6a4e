import { createConnection } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CreateObjectPath, EmbeddedRegistry, EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { exampleForm, objectsPath, objectsUrl } from "../support/objects.ts";
import { createPath, send } from "../support/raw-request.ts";

const now = () => new Date("2025-05-13T14:00:00.000Z");

/** Sends a form with these parts. A string is a field; a File has its name. */
function sendForm(embedded: EmbeddedRegistry, parts: readonly (readonly [string, string | File])[]) {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return send(embedded, { path: objectsUrl, headers: { "content-type": null }, body: form });
}

const file = new File(["abc"], "a.txt", { type: "text/plain" });
const read = (embedded: EmbeddedRegistry, path: string) =>
  send(embedded, { method: "GET", path: `${objectsUrl}/${path}`, body: null });

describe("a stored object", () => {
  test("has the data, the metadata with its source, and the facts about its file", async () => {
    const ids = ["object-1", "file-1", "task-1"];
    const embedded = createEmbeddedRegistry({ now, newId: () => ids.shift() ?? "none" });
    const meta = { createdAt: "2019-03-04T08:30:00Z" };
    const { status, body } = await sendForm(embedded, [
      ["data", JSON.stringify({ data: { title: "A" }, meta })],
      ["file", file],
    ]);
    const object = {
      ...{ id: "object-1", type: "referrals", data: { title: "A" } },
      meta: { createdAt: meta.createdAt, updatedAt: now().toISOString(), source: "ehr-prod" },
      fileMeta: { originalName: "a.txt", mimeType: "text/plain", size: 3, key: "file-1" },
    };
    expect({ status, body }).toStrictEqual({ status: 201, body: { taskId: "s_task-1", status: "PERSISTED", object } });
    expect((await read(embedded, "object-1")).body).toStrictEqual(object);
    expect(embedded.objects(objectsPath)).toStrictEqual([object]);
  });

  test("is found by its identifiers, whose system may have colons, and by nothing else", async () => {
    const embedded = createEmbeddedRegistry();
    const identifier = [{ system: "urn:oid:1.2", value: "7", use: "usual" }, { value: "8" }];
    await sendForm(embedded, [
      ["data", JSON.stringify({ meta: { identifier } })],
      ["file", file],
    ]);
    expect(await read(embedded, "urn:oid:1.2:7:usual")).toMatchObject({ status: 200 });
    for (const id of ["urn:oid:1.2:7", "7", "urn:oid:1.2:7:official", "2wil"]) {
      const error = { code: 404, type: "NOT_FOUND", message: "Object not found." };
      expect(await read(embedded, id)).toMatchObject({ status: 404, body: error });
    }
  });

  test("is deleted by a purge of its collection, and by reset()", async () => {
    const embedded = createEmbeddedRegistry({ taskDurationMs: 0 });
    const purge = async (collectionKey: string) => {
      const body = JSON.stringify({ collectionType: "objects", collectionKey });
      const accepted = await send(embedded, { path: "/sources/ehr-prod/v1/purge", body });
      const { taskId } = accepted.body as unknown as { taskId: string };
      const path = `/sources/ehr-prod/v1/purge/${taskId}`;
      return (await send(embedded, { method: "GET", path, body: null })).body;
    };
    await sendForm(embedded, [["file", file]]);
    await sendForm(embedded, [["file", file]]);
    expect(await purge("other")).toMatchObject({ deletedCount: 0 });
    expect(await purge("referrals")).toMatchObject({ deletedCount: 2 });
    await sendForm(embedded, [["file", file]]);
    expect(embedded.objects(objectsPath)).toHaveLength(1);
    embedded.reset();
    expect(embedded.objects(objectsPath)).toStrictEqual([]);
  });
});

describe("objects()", () => {
  test("returns copies, after the due tasks were executed", async () => {
    const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: 0 });
    await sendForm(embedded, [["file", file]]);
    const [object] = embedded.objects(objectsPath);
    Object.assign(object?.fileMeta ?? {}, { size: 7 });
    expect(embedded.objects(objectsPath)).toMatchObject([{ fileMeta: { size: 3 } }]);
    expect(embedded.objects({ ...objectsPath, sourceKey: "lab" })).toStrictEqual([]);
  });

  test.each([
    { path: undefined, message: "sourceKey is undefined." },
    { path: { sourceKey: "ehr-prod" }, message: "collectionKey is undefined." },
    { path: { sourceKey: 5, collectionKey: "referrals" }, message: "sourceKey is 5." },
  ])("throws a TypeError for $path", ({ path, message }) => {
    const expected = `${message} Expected a string. Call objects({ sourceKey, collectionKey }).`;
    expect(() => createEmbeddedRegistry().objects(path as CreateObjectPath)).toThrow(new TypeError(expected));
  });
});

test("asynchronous: the function receives the collection key as the resource type", async () => {
  const asked: unknown[] = [];
  const embedded = createEmbeddedRegistry({ asynchronous: (path) => asked.push(path) > 0 });
  expect(await sendForm(embedded, [["file", file]])).toMatchObject({ status: 202, body: { status: "ACCEPTED" } });
  expect(asked).toStrictEqual([{ sourceKey: "ehr-prod", resourceType: "referrals" }]);
});

test("a fault of operations applies to the creation of an object", async () => {
  const embedded = createEmbeddedRegistry();
  embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION" });
  expect(await sendForm(embedded, [["file", file]])).toMatchObject({ body: { type: "FAILED_PRECONDITION" } });
  expect(embedded.objects(objectsPath)).toStrictEqual([]);
});

describe("an invalid form: 400 INVALID_ARGUMENT, and nothing is stored", () => {
  const json = (value: unknown) => ["data", JSON.stringify(value)] as const;
  test.each<{ name: string; parts: readonly (readonly [string, string | File])[]; details: readonly string[] }>([
    { name: "no file", parts: [json({})], details: ["file is required"] },
    {
      ...{ name: "a file without a file name", parts: [["file", "abc"]] },
      details: ["file must be a part with a file name"],
    },
    {
      name: "two files",
      parts: [
        ["file", file],
        ["scan", file],
      ],
      details: ["file must be the only file"],
    },
    {
      name: "data with a file name",
      parts: [
        ["data", new File(["{}"], "data.json")],
        ["file", file],
      ],
      details: ["data must be a part without a file name", "file must be the only file"],
    },
    {
      name: "data twice",
      parts: [json({}), json({}), ["file", file]],
      details: ["body must not repeat a field"],
    },
    {
      name: "data that is not JSON",
      parts: [
        ["data", "{"],
        ["file", file],
      ],
      details: ["data must be JSON"],
    },
    { name: "data that is a list", parts: [json([]), ["file", file]], details: ["data must be object"] },
    {
      name: "an id",
      parts: [json({ id: "a-1" }), ["file", file]],
      details: ["data.id is not a field of the contract"],
    },
    { name: "other data", parts: [json({ data: 5 }), ["file", file]], details: ["data.data must be object"] },
    {
      ...{ name: "metadata", parts: [json({ meta: { updatedAt: "2019-03-04T08:30:00Z" } }), ["file", file]] },
      details: ["data.meta.createdAt is required when data.meta.updatedAt is given"],
    },
    {
      ...{
        name: "a date in the future",
        parts: [json({ meta: { createdAt: "2999-01-01T00:00:00Z" } }), ["file", file]],
      },
      details: ["data.meta.createdAt must not be in the future"],
    },
    {
      name: "another field",
      parts: [
        ["title", "A"],
        ["file", file],
      ],
      details: ["title is not a field of the contract"],
    },
  ])("$name", async ({ parts, details }) => {
    const embedded = createEmbeddedRegistry({ now });
    const { status, body } = await sendForm(embedded, parts);
    expect({ status, details: body.details?.map(({ message }) => message) }).toStrictEqual({ status: 400, details });
    expect(embedded.objects(objectsPath)).toStrictEqual([]);
  });

  test.each([
    { name: "no boundary", type: "multipart/form-data", body: "--x--" },
    { name: "an unfinished part", type: "multipart/form-data; boundary=x", body: "--x\r\nabc" },
    { name: "no body", type: "multipart/form-data; boundary=x", body: null },
  ])("$name", async ({ type, body }) => {
    const embedded = createEmbeddedRegistry();
    const response = await send(embedded, { path: objectsUrl, headers: { "content-type": type }, body });
    expect(response).toMatchObject({ status: 400, body: { message: "The body is not a valid form." } });
  });
});

test("the media type must be that of the operation: 415", async () => {
  const embedded = createEmbeddedRegistry();
  const asJson = await send(embedded, { path: objectsUrl, body: "{}" });
  const asForm = await send(embedded, {
    path: createPath,
    headers: { "content-type": null },
    body: exampleForm({ file: "" }),
  });
  expect([asJson, asForm].map(({ status, body }) => `${status} ${body.message}`)).toStrictEqual([
    "415 The Content-Type must be multipart/form-data.",
    "415 The Content-Type must be application/json.",
  ]);
});

describe("maxObjectBytes", () => {
  const sized = (bytes: number) => exampleForm({ file: "a".repeat(bytes) });
  const sendBytes = async (options: EmbeddedRegistryOptions, form: FormData, isChunked = false) => {
    const embedded = createEmbeddedRegistry(options);
    const { headers, body } = new Response(form);
    const bytes = await new Response(body).arrayBuffer();
    const length = isChunked ? null : String(bytes.byteLength);
    const { status } = await send(embedded, {
      path: objectsUrl,
      headers: { "content-type": headers.get("content-type"), "content-length": length },
      body: isChunked ? new Blob([bytes]).stream() : bytes,
    });
    return { status, stored: embedded.objects(objectsPath).length };
  };

  test.each([true, false])("limits the whole body; chunked: %s", async (isChunked) => {
    const form = sized(1_000);
    const { byteLength } = await new Response(form).arrayBuffer();
    const limits = [byteLength, byteLength - 1, 10];
    const results = limits.map((maxObjectBytes) => sendBytes({ maxObjectBytes }, form, isChunked));
    expect(await Promise.all(results)).toStrictEqual([
      { status: 201, stored: 1 },
      { status: 413, stored: 0 },
      { status: 413, stored: 0 },
    ]);
  });

  test("is not maxBodyBytes", async () => {
    expect(await sendBytes({ maxBodyBytes: 10 }, sized(1_000))).toStrictEqual({ status: 201, stored: 1 });
    const embedded = createEmbeddedRegistry({ maxObjectBytes: 1 });
    expect(await send(embedded)).toMatchObject({ status: 201 });
  });

  test("is 100,000,000 by default", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    for (const [length, status] of [
      [100_000_000, 400],
      [100_000_001, 413],
    ]) {
      const sent = { path: objectsUrl, headers: { ...headers, "content-length": String(length) }, body: "--x--" };
      expect((await send(createEmbeddedRegistry(), sent)).status).toBe(status);
    }
  });
});

test("an upload over maxObjectBytes leaves its connection usable for the next request", async () => {
  const embedded = createEmbeddedRegistry({ maxObjectBytes: 10 });
  const { url } = await embedded.listen();
  onTestFinished(() => embedded.close());
  const body = exampleForm({ file: "a".repeat(300_000) });
  const statuses: number[] = [];
  for (let uploads = 0; uploads < 3; uploads++) {
    const response = await fetch(url + objectsUrl, { method: "POST", headers: { "X-Clinia-API-Key": "key" }, body });
    await response.text();
    statuses.push(response.status);
  }
  expect(statuses).toStrictEqual([413, 413, 413]);
});

test("an upload that breaks off stores nothing, and the registry goes on", async () => {
  const embedded = createEmbeddedRegistry();
  const { port } = await embedded.listen();
  onTestFinished(() => embedded.close());
  const head = [
    `POST ${objectsUrl} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "X-Clinia-API-Key: key",
    "Content-Type: multipart/form-data; boundary=x",
    "Content-Length: 1000",
  ];
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc';
  await new Promise<void>((closed) => {
    const socket = createConnection(port, "127.0.0.1", () => {
      socket.write(`${head.join("\r\n")}\r\n\r\n${part}`, () => {
        setTimeout(() => socket.destroy(), 50);
      });
    });
    socket.once("close", () => {
      closed();
    });
  });
  expect(embedded.objects(objectsPath)).toStrictEqual([]);
  expect(await sendForm(embedded, [["file", file]])).toMatchObject({ status: 201 });
});
