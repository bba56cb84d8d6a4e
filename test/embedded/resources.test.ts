import { describe, expect, test } from "vitest";
import type { CreateResourcePath, EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import { ApiError } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { resourcePath } from "../support/operations.ts";
import { createPath, send } from "../support/raw-request.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

function start(options: EmbeddedRegistryOptions = {}) {
  const embedded = createEmbeddedRegistry(options);
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "key-CANARY-7f3a",
    fetch: embedded.fetch,
  });
  return { embedded, registry };
}

describe("an upsert", () => {
  test("creates a missing resource, and replaces an existing one, which keeps its position", async () => {
    const times = ["2025-05-13T14:00:00.000Z", "2025-05-13T15:00:00.000Z"];
    let made = 0;
    const { embedded, registry } = start({
      now: () => new Date(times.shift() ?? "2025-05-13T16:00:00.000Z"),
      newId: () => `id-${++made}`,
    });
    const created = await registry.upsertResource(resourcePath, { data: { a: 1 }, contained: {} });
    expect(created.resource?.meta).toStrictEqual({
      createdAt: "2025-05-13T14:00:00.000Z",
      updatedAt: "2025-05-13T14:00:00.000Z",
      source: "ehr-prod",
    });
    const replaced = await registry.upsertResource(resourcePath, { data: { b: "@rootId" } });
    await registry.createResource(patientPath, { id: "patient-2", data: {} });
    const stored = {
      id: resourcePath.id,
      type: "patient",
      meta: { createdAt: "2025-05-13T14:00:00.000Z", updatedAt: "2025-05-13T15:00:00.000Z", source: "ehr-prod" },
      data: { b: "@rootId" },
    };
    expect(replaced.resource).toStrictEqual(stored);
    expect(embedded.resources(patientPath)[0]).toStrictEqual(stored);
    expect(embedded.resources(patientPath)).toHaveLength(2);
  });

  test("stores the dates of the request", async () => {
    const { registry } = start();
    const meta = { createdAt: "2019-03-04T08:30:00Z", updatedAt: "2023-11-07T05:31:56Z" };
    await registry.upsertResource(resourcePath, { data: {} });
    const replaced = await registry.upsertResource(resourcePath, { data: {}, meta });
    expect(replaced.resource?.meta).toStrictEqual({ ...meta, source: "ehr-prod" });
  });

  test("responds 201 to a create, and 200 to a replacement", async () => {
    const { embedded } = start();
    const put = { method: "PUT", path: `${createPath}/patient-1` };
    expect((await send(embedded, put)).status).toBe(201);
    expect((await send(embedded, put)).status).toBe(200);
  });

  test("is accepted as a task when writes are asynchronous", async () => {
    const { embedded, registry } = start({ asynchronous: true });
    const accepted = await registry.upsertResource(resourcePath, { data: {} });
    expect(accepted).toMatchObject({ status: "ACCEPTED", task: { kind: "oneOf" } });
    await embedded.completeTasks();
    expect(embedded.resources(patientPath)).toHaveLength(1);
  });

  test("accepts an id that createResource would reject", async () => {
    const { embedded, registry } = start();
    for (const id of ["1", "_a", "système:123:usage", "a b%2F?#"]) {
      await registry.upsertResource({ ...patientPath, id }, { data: {} });
      expect((await registry.getResource({ ...patientPath, id })).id).toBe(id);
    }
    expect(embedded.resources(patientPath)).toHaveLength(4);
  });

  test.each([
    { body: {}, detail: "data is required" },
    { body: { id: resourcePath.id, data: {} }, detail: "id is not a field of the contract" },
    {
      body: { data: {}, meta: { createdAt: "2999-01-01T00:00:00Z" } },
      detail: "meta.createdAt must not be in the future",
    },
  ])("that breaks a rule changes nothing: $detail", async ({ body, detail }) => {
    const { embedded, registry } = start();
    await registry.upsertResource(resourcePath, { data: { a: 1 } });
    const response = await send(embedded, {
      method: "PUT",
      path: `${createPath}/patient-1`,
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([detail]);
    expect(embedded.resources(patientPath).map(({ data }) => data)).toStrictEqual([{ a: 1 }]);
  });
});

describe("a read", () => {
  test("returns a resource as it is stored, only of its source and type", async () => {
    const { registry } = start();
    const { resource } = await registry.upsertResource<{ name: string }>(resourcePath, { data: { name: "Roy" } });
    expect(await registry.getResource<{ name: string }>(resourcePath)).toStrictEqual(resource);
    const other = { ...resourcePath, resourceType: "clinic" };
    const error = await thrownBy(ApiError, () => registry.getResource(other));
    expect(error).toMatchObject({ status: 404, type: "NOT_FOUND", outcome: "not-done" });
    expect(error.serverMessage).toBe("Resource not found.");
  });

  test("needs no body and no content type", async () => {
    const { embedded } = start();
    await send(embedded, { method: "PUT", path: `${createPath}/patient-1` });
    const headers = { "content-type": null };
    const response = await send(embedded, { method: "GET", path: `${createPath}/patient-1`, headers, body: null });
    expect(response.status).toBe(200);
  });

  test("with a method that its path does not allow lists the allowed methods", async () => {
    const response = await send(createEmbeddedRegistry(), { method: "PATCH", path: `${createPath}/patient-1` });
    expect(response.body.message).toBe("Method not allowed. Allowed: GET, PUT, DELETE.");
    expect(response.headers.get("allow")).toBe("GET, PUT, DELETE");
  });
});

describe("resources() without a source or type throws, and names it", () => {
  test.each([
    { path: undefined, key: "sourceKey", printed: "undefined" },
    { path: null, key: "sourceKey", printed: "undefined" },
    { path: "patient", key: "sourceKey", printed: "undefined" },
    { path: { resourceType: "patient" }, key: "sourceKey", printed: "undefined" },
    { path: { sourceKey: "ehr-prod" }, key: "resourceType", printed: "undefined" },
    { path: { sourceKey: "ehr-prod", resourceType: 5 }, key: "resourceType", printed: "5" },
  ])("$path", async ({ path, key, printed }) => {
    const { embedded } = start();
    expect(await thrown(() => embedded.resources(path as CreateResourcePath))).toStrictEqual(
      new TypeError(`${key} is ${printed}. Expected a string. Call resources({ sourceKey, resourceType }).`),
    );
  });
});
