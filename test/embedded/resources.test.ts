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
  test("creates what is not there, and replaces what is, in its place", async () => {
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

  test("takes the dates that are given", async () => {
    const { registry } = start();
    const meta = { createdAt: "2019-03-04T08:30:00Z", updatedAt: "2023-11-07T05:31:56Z" };
    await registry.upsertResource(resourcePath, { data: {} });
    const replaced = await registry.upsertResource(resourcePath, { data: {}, meta });
    expect(replaced.resource?.meta).toStrictEqual({ ...meta, source: "ehr-prod" });
  });

  test("says by its status which of the two it did", async () => {
    const { embedded } = start();
    const put = { method: "PUT", path: `${createPath}/patient-1` };
    expect((await send(embedded, put)).status).toBe(201);
    expect((await send(embedded, put)).status).toBe(200);
  });

  test("is accepted as a task where writes are", async () => {
    const { embedded, registry } = start({ asynchronous: true });
    const accepted = await registry.upsertResource(resourcePath, { data: {} });
    expect(accepted).toMatchObject({ status: "ACCEPTED", task: { kind: "oneOf" } });
    await embedded.completeTasks();
    expect(embedded.resources(patientPath)).toHaveLength(1);
  });

  test("takes an id that no new resource could have", async () => {
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
    const answer = await send(embedded, { method: "PUT", path: `${createPath}/patient-1`, body: JSON.stringify(body) });
    expect(answer.status).toBe(400);
    expect(answer.body.details?.map(({ message }) => message)).toStrictEqual([detail]);
    expect(embedded.resources(patientPath).map(({ data }) => data)).toStrictEqual([{ a: 1 }]);
  });
});

describe("a read", () => {
  test("gives a resource as it is stored, of its source and type alone", async () => {
    const { registry } = start();
    const { resource } = await registry.upsertResource<{ name: string }>(resourcePath, { data: { name: "Roy" } });
    expect(await registry.getResource<{ name: string }>(resourcePath)).toStrictEqual(resource);
    const other = { ...resourcePath, resourceType: "clinic" };
    const error = await thrownBy(ApiError, () => registry.getResource(other));
    expect(error).toMatchObject({ status: 404, type: "NOT_FOUND", outcome: "not-done" });
    expect(error.serverMessage).toBe("There is no such resource.");
  });

  test("needs no body and no content type", async () => {
    const { embedded } = start();
    await send(embedded, { method: "PUT", path: `${createPath}/patient-1` });
    const headers = { "content-type": null };
    const answer = await send(embedded, { method: "GET", path: `${createPath}/patient-1`, headers, body: null });
    expect(answer.status).toBe(200);
  });

  test("of a method that its path does not take names those that it takes", async () => {
    const answer = await send(createEmbeddedRegistry(), { method: "PATCH", path: `${createPath}/patient-1` });
    expect(answer.body.message).toBe("This path takes GET, PUT, DELETE only.");
    expect(answer.headers.get("allow")).toBe("GET, PUT, DELETE");
  });
});

describe("resources, without what it is asked for, says what is missing", () => {
  test.each([
    { path: undefined, key: "sourceKey", said: "undefined" },
    { path: null, key: "sourceKey", said: "undefined" },
    { path: "patient", key: "sourceKey", said: "undefined" },
    { path: { resourceType: "patient" }, key: "sourceKey", said: "undefined" },
    { path: { sourceKey: "ehr-prod" }, key: "resourceType", said: "undefined" },
    { path: { sourceKey: "ehr-prod", resourceType: 5 }, key: "resourceType", said: "5" },
  ])("$path", async ({ path, key, said }) => {
    const { embedded } = start();
    expect(await thrown(() => embedded.resources(path as CreateResourcePath))).toStrictEqual(
      new TypeError(`The ${key} is ${said}, and must be a text: call resources({ sourceKey, resourceType }).`),
    );
  });
});
