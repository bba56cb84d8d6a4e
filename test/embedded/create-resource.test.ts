import { describe, expect, test } from "vitest";
import type { EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import type { CreateResourcePath, CreateResourceRequest } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { scaled } from "../support/full-counts.ts";
import { patientPath } from "../support/patient.ts";

const now = new Date("2025-05-13T14:00:00.000Z");

function start(options: EmbeddedRegistryOptions = {}) {
  const embedded = createEmbeddedRegistry(options);
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "key-CANARY-7f3a",
    fetch: embedded.fetch,
  });
  return { embedded, registry };
}

describe("a stored resource", () => {
  test("has the dates and the source", async () => {
    const { embedded, registry } = start({ now: () => now });
    const created = await registry.createResource(patientPath, { id: "patient-1", data: { a: 1 } });
    const stored = {
      id: "patient-1",
      type: "patient",
      meta: { createdAt: "2025-05-13T14:00:00.000Z", updatedAt: "2025-05-13T14:00:00.000Z", source: "ehr-prod" },
      data: { a: 1 },
    };
    expect(created.resource).toStrictEqual(stored);
    expect(embedded.resources(patientPath)).toStrictEqual([stored]);
  });

  test("keeps the dates and identifiers of the request", async () => {
    const { registry } = start({ now: () => now });
    const meta = {
      createdAt: "2019-03-04T08:30:00Z",
      identifier: [{ system: "s", value: "v", period: { start: "x" } }],
    };
    const created = await registry.createResource(patientPath, { data: {}, meta });
    expect(created.resource?.meta).toStrictEqual({
      createdAt: "2019-03-04T08:30:00Z",
      updatedAt: "2025-05-13T14:00:00.000Z",
      identifier: [{ system: "s", value: "v", period: { start: "x" } }],
      source: "ehr-prod",
    });
  });

  test("is separate for each source and type", async () => {
    const { embedded, registry } = start();
    const paths = [patientPath, { ...patientPath, sourceKey: "lab" }, { ...patientPath, resourceType: "clinic" }];
    for (const path of paths) await registry.createResource(path, { id: "same-id", data: path });
    for (const path of paths) {
      expect(embedded.resources(path).map(({ id, data }) => ({ id, data }))).toStrictEqual([
        { id: "same-id", data: path },
      ]);
    }
  });

  test("is returned as a copy", async () => {
    const { embedded, registry } = start();
    await registry.createResource(patientPath, { id: "patient-1", data: { name: "Tremblay" } });
    const [copy] = embedded.resources(patientPath);
    if (copy !== undefined) copy.data.name = "changed";
    expect(embedded.resources(patientPath)[0]?.data).toStrictEqual({ name: "Tremblay" });
  });

  test("keeps a property named __proto__", async () => {
    const { embedded, registry } = start();
    const data = JSON.parse('{"__proto__":{"a":"@rootId"}}') as Record<string, unknown>;
    await registry.createResource(patientPath, { id: "patient-1", data });
    expect(JSON.stringify(embedded.resources(patientPath)[0]?.data)).toBe('{"__proto__":{"a":"patient-1"}}');
  });

  test("is deleted by reset", async () => {
    const { embedded, registry } = start();
    await registry.createResource(patientPath, { id: "patient-1", data: {} });
    embedded.reset();
    expect(embedded.resources(patientPath)).toStrictEqual([]);
    await registry.createResource(patientPath, { id: "patient-1", data: {} });
    expect(embedded.resources(patientPath)).toHaveLength(1);
  });
});

describe("ids", () => {
  test("have the form of the registry's, the task's after its prefix", async () => {
    const { registry } = start();
    const { resource, taskId } = await registry.createResource(patientPath, { data: {} });
    expect(resource?.id).toMatch(/^[0-9A-Za-z]{27}$/);
    expect(taskId).toMatch(/^s_[0-9A-Za-z]{27}$/);
  });

  test("come from newId", async () => {
    const ids = ["resource-id", "task-id"];
    const { registry } = start({ newId: () => ids.shift() ?? "no more" });
    const { resource, taskId } = await registry.createResource(patientPath, { data: {} });
    expect({ id: resource?.id, taskId }).toStrictEqual({ id: "resource-id", taskId: "s_task-id" });
  });

  test("contain the time of now", async () => {
    const { registry } = start({ now: () => new Date("2014-05-13T16:53:20Z") });
    const { resource } = await registry.createResource(patientPath, { data: {} });
    expect(resource?.id).toMatch(/^0000/);
  });
});

describe("the @rootId token", () => {
  test("as the id is replaced by a generated id, also in data and in contained", async () => {
    const { registry } = start({ newId: () => "made-up-id" });
    const { resource } = await registry.createResource(patientPath, {
      id: "@rootId",
      data: {
        self: "@rootId",
        list: ["@rootId", { deep: "@rootId" }],
        text: "not @rootId alone",
        "@rootId": 1,
        n: null,
      },
      contained: { contact: [{ type: "contact", data: { of: "@rootId" } }] },
    });
    expect(resource).toMatchObject({
      id: "made-up-id",
      data: {
        self: "made-up-id",
        list: ["made-up-id", { deep: "made-up-id" }],
        text: "not @rootId alone",
        "@rootId": 1,
        n: null,
      },
      contained: { contact: [{ type: "contact", data: { of: "made-up-id" } }] },
    });
  });

  test("is replaced by the id of the request", async () => {
    const { registry } = start();
    const { resource } = await registry.createResource(patientPath, { id: "patient-1", data: { self: "@rootId" } });
    expect(resource?.data).toStrictEqual({ self: "patient-1" });
  });
});

describe("asynchronous", () => {
  const status = async (options: EmbeddedRegistryOptions, path: CreateResourcePath) =>
    (await start(options).registry.createResource(path, { data: {} })).status;

  test("is false by default, and applies to everything or by source and type", async () => {
    const byPath = ({ sourceKey, resourceType }: CreateResourcePath) =>
      sourceKey === "lab" && resourceType === "patient";
    expect(await status({}, patientPath)).toBe("PERSISTED");
    expect(await status({ asynchronous: false }, patientPath)).toBe("PERSISTED");
    expect(await status({ asynchronous: true }, patientPath)).toBe("ACCEPTED");
    expect(await status({ asynchronous: byPath }, patientPath)).toBe("PERSISTED");
    expect(await status({ asynchronous: byPath }, { ...patientPath, sourceKey: "lab" })).toBe("ACCEPTED");
  });

  test("stores the resource when the task is executed", async () => {
    const { embedded, registry } = start({ asynchronous: true, now: () => now });
    await registry.createResource(patientPath, { id: "patient-1", data: {} });
    expect(embedded.resources(patientPath)).toStrictEqual([]);
    await embedded.completeTasks();
    expect(embedded.resources(patientPath).map(({ id }) => id)).toStrictEqual(["patient-1"]);
  });
});

test(`${scaled(10_000)} creates store each resource, in order`, async () => {
  const { embedded, registry } = start();
  const numbers = Array.from({ length: scaled(10_000) }, (_, index) => index);
  const results: string[] = [];
  for (let first = 0; first < numbers.length; first += 100) {
    const batch = numbers
      .slice(first, first + 100)
      .map((number) => registry.createResource(patientPath, { data: { number } }));
    results.push(...(await Promise.all(batch)).map(({ resource }) => resource?.id ?? ""));
  }
  const stored = embedded.resources(patientPath);
  expect(stored.map(({ id }) => id)).toStrictEqual(results);
  expect(stored.map(({ data }) => data.number)).toStrictEqual(numbers);
  expect(new Set(results).size).toBe(numbers.length);
});

test("two concurrent creates with one id: one responds 201, the other 409", async () => {
  const embedded = createEmbeddedRegistry();
  const { url } = await embedded.listen();
  const { http } = createRegistryClient({ baseUrl: url, apiKey: "key-CANARY-7f3a" });
  const create = (body: CreateResourceRequest) =>
    http.POST("/sources/{sourceKey}/v1/resources/{resourceType}", { params: { path: patientPath }, body });
  try {
    for (let round = 0; round < 20; round++) {
      const id = `patient-${round}`;
      const results = await Promise.all([create({ id, data: { a: 1 } }), create({ id, data: { a: 2 } })]);
      expect(results.map(({ response }) => response.status).sort()).toStrictEqual([201, 409]);
      const winner = results.find(({ response }) => response.status === 201);
      expect(embedded.resources(patientPath)[round]).toStrictEqual(winner?.data?.resource);
    }
    expect(embedded.resources(patientPath)).toHaveLength(20);
  } finally {
    await embedded.close();
  }
});
