import { describe, expect, test } from "vitest";
import type {
  CreateRelationshipPath,
  EmbeddedRegistryOptions,
  RelationshipsOnDelete,
} from "../../src/embedded/index.ts";
import {
  ApiError,
  identifierNotation,
  type MetaInput,
  type RelationshipOperation,
  type RelationshipPatch,
} from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { send } from "../support/raw-request.ts";
import { key } from "../support/start.ts";
import { thrownBy } from "../support/thrown.ts";
import { remove } from "../support/writes.ts";

const source = { sourceKey: "ehr-prod" };
const collection = { ...source, relationshipType: "treated-by" };
const path = { ...collection, id: "p-1.d-1" };
const from = { id: "p-1", type: "patient" };
const to = { id: "d-1", type: "practitioner" };
const address = "/sources/ehr-prod/v1/relationships/treated-by";

/** An embedded registry whose time passes by a second with each request. */
function start(options: EmbeddedRegistryOptions = {}) {
  let seconds = 0;
  let ids = 0;
  const embedded = createEmbeddedRegistry({
    now: () => new Date(Date.parse("2025-05-13T14:00:00.000Z") + 1_000 * seconds++),
    newId: () => `id${++ids}`,
    taskDurationMs: 0,
    ...options,
  });
  const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: key, fetch: embedded.fetch });
  return { embedded, registry };
}

describe("a relationship is stored", () => {
  const stored = {
    id: "p-1.d-1",
    type: "treated-by",
    from,
    to,
    data: {},
    meta: { createdAt: "2025-05-13T14:00:00.000Z", updatedAt: "2025-05-13T14:00:00.000Z", source: "ehr-prod" },
  };

  test("with its dates and its source, and the accessor returns a copy", async () => {
    const { embedded, registry } = start();
    const created = await registry.createRelationship(collection, { from, to });
    expect(created).toStrictEqual({
      taskId: "s_id1",
      status: "PERSISTED",
      task: { kind: "oneOf", id: "id1", deprecated: false, raw: "s_id1" },
      relationship: stored,
    });
    const [copy] = embedded.relationships(collection);
    expect(copy).toStrictEqual(stored);
    Object.assign(copy?.data ?? {}, { changed: true });
    expect(embedded.relationships(collection)).toStrictEqual([stored]);
    expect(embedded.relationships({ ...collection, sourceKey: "other" })).toStrictEqual([]);
    embedded.reset();
    expect(embedded.relationships(collection)).toStrictEqual([]);
  });

  test("with the dates and identifiers of the request", async () => {
    const { registry } = start();
    const meta = { createdAt: "2019-03-04T08:30:00Z", identifier: [{ system: "hospital", value: "1", use: "usual" }] };
    const { relationship } = await registry.createRelationship(collection, { from, to, meta });
    expect(relationship?.meta).toStrictEqual({ ...meta, updatedAt: "2025-05-13T14:00:00.000Z", source: "ehr-prod" });
  });

  test("under its source and type: the same ends can have relationships of several types", async () => {
    const { embedded, registry } = start();
    await registry.createRelationship(collection, { from, to });
    await registry.createRelationship({ ...collection, relationshipType: "referred-to" }, { from, to });
    await registry.createRelationship({ ...collection, sourceKey: "other" }, { from, to });
    const again = await thrownBy(ApiError, () => registry.createRelationship(collection, { from, to }));
    expect(again).toMatchObject({ status: 409, type: "ALREADY_EXISTS" });
    expect(embedded.relationships(collection)).toHaveLength(1);
  });

  test("by an upsert in a bundle, which keeps createdAt and replaces the data", async () => {
    const { embedded, registry } = start();
    await registry.createRelationship(collection, { from, to, data: { a: 1 } });
    const upsert: RelationshipOperation = {
      action: "UPSERT",
      upsert: { type: "treated-by", from, to, data: { b: 2 } },
    };
    await registry.submitBundle(source, { resourceOperations: [], relationshipOperations: [upsert] });
    const [relationship] = embedded.relationships(collection);
    expect(relationship).toMatchObject({ data: { b: 2 }, meta: { createdAt: "2025-05-13T14:00:00.000Z" } });
    expect(relationship?.meta?.updatedAt).not.toBe("2025-05-13T14:00:00.000Z");
  });

  test("until it is deleted or purged", async () => {
    const { embedded, registry } = start();
    await registry.createRelationship(collection, { from, to });
    expect(await registry.deleteRelationship(path)).toMatchObject({ status: "PERSISTED" });
    expect(embedded.relationships(collection)).toStrictEqual([]);
    expect((await thrownBy(ApiError, () => registry.deleteRelationship(path))).status).toBe(404);
    await registry.createRelationship(collection, { from, to });
    await registry.purgeCollection(source, { collectionType: "relationships", collectionKey: "treated-by" });
    await embedded.completeTasks();
    expect(embedded.relationships(collection)).toStrictEqual([]);
  });

  test("unless its meta breaks a rule", async () => {
    const { embedded, registry } = start();
    const meta: MetaInput = { createdAt: "2999-01-01T00:00:00Z" };
    const error = await thrownBy(ApiError, () => registry.createRelationship(collection, { from, to, meta }));
    expect(error.details).toMatchObject([{ message: "meta.createdAt must not be in the future" }]);
    expect(embedded.relationships(collection)).toStrictEqual([]);
  });

  test.each([undefined, {}, { sourceKey: "ehr-prod" }, { ...collection, relationshipType: 5 }])(
    "the accessor refuses the path %o",
    (given) => {
      expect(() => start().embedded.relationships(given as unknown as CreateRelationshipPath)).toThrow(
        /^(sourceKey|relationshipType) is .*Expected a string\. Call relationships\(\{ sourceKey, relationshipType \}\)\.$/,
      );
    },
  );
});

describe("requests that break the contract are 400, with one detail for each problem", () => {
  const reference =
    "{fromID}.{toID}, with no other dot, or {system}:{value}:{use}, without a slash, backslash or control character";
  const endId =
    "an id without a dot, slash, backslash or control character, because the id of the relationship is {fromID}.{toID}";

  test.each([
    { method: "GET", to: `${address}/p-1`, body: null, details: [`id must be ${reference}`] },
    {
      method: "POST",
      to: address,
      body: { from: { id: "p.1", type: "patient" } },
      details: ["to is required", `from.id must be ${endId}`],
    },
    { method: "PATCH", to: `${address}/p-1.d-1`, body: [], details: ["body must NOT have fewer than 1 items"] },
    {
      method: "PATCH",
      to: `${address}/p-1.d-1`,
      body: [{ op: "move", path: "since", from: "/a" }],
      details: [
        "[0].from is not a field of the contract",
        '[0].op must be "add" or "remove" or "replace"',
        "[0].path must be a path that begins with a slash, such as /since",
      ],
    },
  ])("$method $to: $body", async ({ method, to, body, details }) => {
    const response = await send(start().embedded, { method, path: to, body: body && JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(response.body.details?.map(({ message }) => message).sort()).toStrictEqual([...details].sort());
  });
});

describe("updateRelationship applies a JSON Patch to data", () => {
  const data = { since: "2024", "a/b": 1, "m~n": 2, notes: ["a", { text: "b" }], team: { lead: null } };

  async function patched(changes: RelationshipPatch) {
    const { embedded, registry } = start();
    await registry.createRelationship(collection, { from, to, data });
    return { embedded, registry, update: () => registry.updateRelationship(path, changes) };
  }

  test.each<{ changes: RelationshipPatch; change: object }>([
    { changes: [{ op: "add", path: "/until", value: "2025" }], change: { until: "2025" } },
    { changes: [{ op: "add", path: "/since", value: null }], change: { since: null } },
    { changes: [{ op: "add", path: "/", value: 1 }], change: { "": 1 } },
    {
      changes: [{ op: "add", path: "/team/nurse", value: { n: 1 } }],
      change: { team: { lead: null, nurse: { n: 1 } } },
    },
    { changes: [{ op: "add", path: "/notes/-", value: "c" }], change: { notes: ["a", { text: "b" }, "c"] } },
    { changes: [{ op: "add", path: "/notes/0", value: "c" }], change: { notes: ["c", "a", { text: "b" }] } },
    { changes: [{ op: "add", path: "/notes/2", value: "c" }], change: { notes: ["a", { text: "b" }, "c"] } },
    { changes: [{ op: "remove", path: "/notes/0" }], change: { notes: [{ text: "b" }] } },
    { changes: [{ op: "replace", path: "/notes/1/text", value: "c" }], change: { notes: ["a", { text: "c" }] } },
    { changes: [{ op: "replace", path: "/notes/0", value: ["c"] }], change: { notes: [["c"], { text: "b" }] } },
    { changes: [{ op: "replace", path: "/a~1b", value: 3 }], change: { "a/b": 3 } },
    { changes: [{ op: "replace", path: "/m~0n", value: 3 }], change: { "m~n": 3 } },
    { changes: [{ op: "remove", path: "/team/lead" }], change: { team: {} } },
    {
      changes: [
        { op: "add", path: "/list", value: [] },
        { op: "add", path: "/list/-", value: 1 },
        { op: "add", path: "/list/-", value: 2 },
        { op: "remove", path: "/list/0" },
      ],
      change: { list: [2] },
    },
  ])("$changes", async ({ changes, change }) => {
    const { embedded, update } = await patched(changes);
    const { relationship } = await update();
    expect(relationship?.data).toStrictEqual({ ...data, ...change });
    expect(relationship?.meta).toMatchObject({ createdAt: "2025-05-13T14:00:00.000Z" });
    expect(relationship?.meta?.updatedAt).not.toBe("2025-05-13T14:00:00.000Z");
    expect(embedded.relationships(collection)).toStrictEqual([relationship]);
  });

  test("removes a property", async () => {
    const { update } = await patched([{ op: "remove", path: "/since" }]);
    const { relationship } = await update();
    expect(relationship?.data).not.toHaveProperty("since");
  });

  test("treats __proto__ as any other name", async () => {
    const { update } = await patched([{ op: "add", path: "/__proto__", value: { polluted: true } }]);
    const { relationship } = await update();
    expect(Object.keys(relationship?.data ?? {})).toContain("__proto__");
    expect({}).not.toHaveProperty("polluted");
  });

  const missing = (part: number, of: number) =>
    `path must exist in data: part ${part} of ${of} is not a property of an object or an item of an array`;
  test.each<{ change: RelationshipPatch[number]; problem: string }>([
    { change: { op: "remove", path: "/until" }, problem: missing(1, 1) },
    { change: { op: "replace", path: "/until", value: 1 }, problem: missing(1, 1) },
    { change: { op: "replace", path: "/toString", value: 1 }, problem: missing(1, 1) },
    { change: { op: "add", path: "/team/nurses/-", value: 1 }, problem: missing(2, 3) },
    { change: { op: "add", path: "/since/year", value: 1 }, problem: missing(2, 2) },
    { change: { op: "add", path: "/team/lead/name", value: 1 }, problem: missing(3, 3) },
    { change: { op: "add", path: "/notes/3", value: 1 }, problem: missing(2, 2) },
    { change: { op: "add", path: "/notes/01", value: 1 }, problem: missing(2, 2) },
    { change: { op: "add", path: "/notes/length", value: 1 }, problem: missing(2, 2) },
    { change: { op: "remove", path: "/notes/-" }, problem: missing(2, 2) },
    { change: { op: "remove", path: "/notes/length" }, problem: missing(2, 2) },
    { change: { op: "replace", path: "/notes/2", value: 1 }, problem: missing(2, 2) },
    { change: { op: "add", path: "/until" }, problem: "value is required for add" },
    { change: { op: "replace", path: "/since" }, problem: "value is required for replace" },
    { change: { op: "remove", path: "/a~2" }, problem: "path must have 0 or 1 after each ~" },
  ])("all or nothing: $change is 400", async ({ change, problem }) => {
    const { embedded, update } = await patched([
      { op: "add", path: "/added", value: 0 },
      { op: "replace", path: "/since", value: "2023" },
      change,
    ]);
    const before = embedded.relationships(collection);
    const error = await thrownBy(ApiError, update);
    expect(error).toMatchObject({ status: 400, type: "INVALID_ARGUMENT", serverMessage: `[2].${problem}` });
    expect(embedded.relationships(collection)).toStrictEqual(before);
  });

  test("of a relationship that does not exist is 404", async () => {
    const { registry } = start();
    const error = await thrownBy(ApiError, () => registry.updateRelationship(path, [{ op: "remove", path: "/a" }]));
    expect(error).toMatchObject({ status: 404, serverMessage: "Relationship not found." });
  });
});

describe("a write of a relationship is a task if `asynchronous` says so for its type", () => {
  test("ACCEPTED, with a receipt, and executed later", async () => {
    const asked: string[] = [];
    const { embedded, registry } = start({
      taskDurationMs: Infinity,
      asynchronous: ({ sourceKey, resourceType }) => asked.push(`${sourceKey} ${resourceType}`) > 0,
    });
    const { taskId, status } = await registry.createRelationship(collection, { from, to });
    expect(status).toBe("ACCEPTED");
    expect(embedded.relationships(collection)).toStrictEqual([]);
    await embedded.completeTasks();
    expect(embedded.relationships(collection)).toHaveLength(1);
    const failing = await registry.updateRelationship(path, [{ op: "remove", path: "/a" }]);
    const deleted = await registry.deleteRelationship(path);
    expect([failing.status, deleted.status]).toStrictEqual(["ACCEPTED", "ACCEPTED"]);
    await embedded.completeTasks();
    const query = { withReceipts: true };
    expect(await registry.getTask({ ...source, taskId }, { query })).toMatchObject({
      status: "SUCCESS",
      receipts: [{ action: "CREATE", targetType: "RELATIONSHIP", id: "p-1.d-1", type: "treated-by" }],
    });
    expect(await registry.getTask({ ...source, taskId: failing.taskId }, { query })).toMatchObject({
      status: "FAILURE",
      receipts: [{ action: "UPDATE", status: "FAILURE", error: { code: 400, type: "INVALID_ARGUMENT" } }],
    });
    expect(new Set(asked)).toStrictEqual(new Set(["ehr-prod treated-by"]));
  });

  test("also for a bundle that writes one", async () => {
    const { registry } = start({ asynchronous: ({ resourceType }) => resourceType === "treated-by" });
    const create = (type: string): RelationshipOperation => ({ action: "CREATE", create: { type, from, to } });
    const bundle = (type: string) => ({ resourceOperations: [], relationshipOperations: [create(type)] });
    expect((await registry.submitBundle(source, bundle("treated-by"))).status).toBe("ACCEPTED");
    expect((await registry.submitBundle(source, bundle("parent-of"))).status).toBe("PERSISTED");
  });
});

describe("a delete of a resource that has relationships", () => {
  test.each([
    { value: "cascade", printed: "of type string" },
    { value: null, printed: "null" },
  ])("an unknown relationshipsOnDelete throws: $value", ({ value, printed }) => {
    const relationshipsOnDelete = value as unknown as RelationshipsOnDelete;
    expect(() => createEmbeddedRegistry({ relationshipsOnDelete })).toThrow(
      new RangeError(`relationshipsOnDelete is ${printed}. Expected one of keep, delete, refuse.`),
    );
  });

  async function withRelationships(relationshipsOnDelete?: RelationshipsOnDelete) {
    const { embedded, registry } = start(relationshipsOnDelete && { relationshipsOnDelete });
    for (const id of ["p-1", "p-2"]) await registry.upsertResource({ ...patientPath, id }, { data: {} });
    await registry.createRelationship(collection, { from, to });
    await registry.createRelationship(
      { ...collection, relationshipType: "parent-of" },
      { from: { id: "p-2", type: "patient" }, to: from },
    );
    await registry.createRelationship(collection, { from: { id: "p-2", type: "patient" }, to });
    // The same id, but another type or source.
    await registry.createRelationship(collection, {
      from: { id: "p-1", type: "clinic" },
      to: { id: "d-2", type: "practitioner" },
    });
    await registry.createRelationship({ ...collection, sourceKey: "other" }, { from, to });
    const ids = () =>
      ["treated-by", "parent-of"].flatMap((relationshipType) =>
        embedded.relationships({ ...source, relationshipType }).map(({ id }) => id),
      );
    return { embedded, registry, ids };
  }
  const all = ["p-1.d-1", "p-2.d-1", "p-1.d-2", "p-2.p-1"];
  const deletes = {
    alone: ({ registry }: Awaited<ReturnType<typeof withRelationships>>) =>
      registry.deleteResource({ ...patientPath, id: "p-1" }),
    "in a bundle": ({ registry }: Awaited<ReturnType<typeof withRelationships>>) =>
      registry.submitBundle(source, { resourceOperations: [remove("p-1")] }),
  };

  test.each([undefined, "keep"] as const)("keeps them with %s", async (option) => {
    for (const call of Object.values(deletes)) {
      const started = await withRelationships(option);
      await call(started);
      expect(started.ids()).toStrictEqual(all);
    }
  });

  test('deletes those of both directions with "delete"', async () => {
    for (const call of Object.values(deletes)) {
      const started = await withRelationships("delete");
      await call(started);
      expect(started.ids()).toStrictEqual(["p-2.d-1", "p-1.d-2"]);
      expect(started.embedded.relationships({ ...collection, sourceKey: "other" })).toHaveLength(1);
    }
  });

  test('is refused with "refuse", until they are deleted', async () => {
    for (const call of Object.values(deletes)) {
      const started = await withRelationships("refuse");
      const error = await thrownBy(ApiError, () => call(started));
      expect(error).toMatchObject({ status: 400, type: "FAILED_PRECONDITION" });
      expect(error.serverMessage).toContain("The resource has relationships.");
      expect(started.ids()).toStrictEqual(all);
      expect(started.embedded.resources(patientPath)).toHaveLength(2);
      await started.registry.deleteRelationship(path);
      await started.registry.deleteRelationship({ ...source, relationshipType: "parent-of", id: "p-2.p-1" });
      await call(started);
      expect(started.embedded.resources(patientPath)).toHaveLength(1);
    }
  });

  test("in a bulk: its receipt has the error", async () => {
    const { embedded, registry } = await withRelationships("refuse");
    const { taskId } = await registry.bulkResources(source, { operations: [remove("p-1")] });
    await embedded.completeTasks();
    const { receipts } = await registry.getResourceBulk(
      { ...source, bulkId: taskId },
      { query: { withReceipts: true } },
    );
    expect(receipts).toMatchObject([{ status: "FAILURE", error: { type: "FAILED_PRECONDITION" } }]);
  });
});

describe("the result of a bulk", () => {
  test("of one kind is not that of the other, and no other task has one", async () => {
    const { registry } = start({ asynchronous: true });
    const resources = await registry.bulkResources(source, { operations: [] });
    const relationships = await registry.bulkRelationships(source, { operations: [] });
    const single = await registry.createRelationship(collection, { from, to });
    const purge = await registry.purgeCollection(source, { collectionType: "resources", collectionKey: "patient" });
    const status = async (call: () => Promise<{ status: string }>) =>
      call().then(
        ({ status }) => status,
        (error: unknown) => (error instanceof ApiError ? error.status : error),
      );
    const both = async (bulkId: string, sourceKey = "ehr-prod") => [
      await status(() => registry.getResourceBulk({ sourceKey, bulkId })),
      await status(() => registry.getRelationshipBulk({ sourceKey, bulkId })),
    ];
    expect(await both(resources.taskId)).toStrictEqual(["SUCCESS", 404]);
    expect(await both(relationships.taskId)).toStrictEqual([404, "SUCCESS"]);
    for (const taskId of [single.taskId, purge.taskId, "bk_none"]) expect(await both(taskId)).toStrictEqual([404, 404]);
    expect(await both(resources.taskId, "other")).toStrictEqual([404, 404]);
  });

  test("has its path to itself", async () => {
    const { embedded } = start();
    const put = await send(embedded, { method: "PUT", path: "/sources/ehr-prod/v1/resources/bulk/bk_1" });
    expect(put.status).toBe(405);
    expect(put.headers.get("allow")).toBe("GET");
    expect(embedded.resources({ ...source, resourceType: "bulk" })).toStrictEqual([]);
  });

  test("a bulk that breaks a rule is rejected as a whole", async () => {
    const { embedded, registry } = start();
    const meta = { createdAt: "2999-01-01T00:00:00Z" };
    const operations: RelationshipOperation[] = [
      { action: "CREATE", create: { type: "treated-by", from, to } },
      { action: "UPSERT", upsert: { type: "treated-by", from, to, meta } },
    ];
    const error = await thrownBy(ApiError, () => registry.bulkRelationships(source, { operations }));
    expect(error.details).toMatchObject([{ message: "operations[1].upsert.meta.createdAt must not be in the future" }]);
    await embedded.completeTasks();
    expect(embedded.relationships(collection)).toStrictEqual([]);
  });
});

describe("an identifier in place of the id", () => {
  const identifier = { system: "urn:oid:1.2", value: "MADE-UP-1", use: "official" };
  const notation = identifierNotation(identifier);

  test("finds the resource or relationship with that system, value and use", async () => {
    const { registry } = start();
    await registry.upsertResource({ ...patientPath, id: "p-9" }, { data: {} });
    const others = [{ value: "MADE-UP-1" }, { ...identifier, use: "usual" }];
    await registry.upsertResource({ ...patientPath, id: "p-0" }, { data: {}, meta: { identifier: others } });
    const meta = { identifier: [{ value: "other" }, identifier] };
    await registry.upsertResource({ ...patientPath, id: "p-1" }, { data: {}, meta });
    await registry.createRelationship(collection, { from, to, meta });
    expect((await registry.getResource({ ...patientPath, id: notation })).id).toBe("p-1");
    expect((await registry.getRelationship({ ...collection, id: notation })).id).toBe("p-1.d-1");
    const none = identifierNotation({ ...identifier, value: "MADE-UP-2" });
    expect((await thrownBy(ApiError, () => registry.getResource({ ...patientPath, id: none }))).status).toBe(404);
    const ofOther = { ...collection, relationshipType: "parent-of", id: notation };
    expect((await thrownBy(ApiError, () => registry.getRelationship(ofOther))).status).toBe(404);
  });

  test("an id that looks like an identifier comes first", async () => {
    const { registry } = start();
    await registry.upsertResource({ ...patientPath, id: "p-1" }, { data: {}, meta: { identifier: [identifier] } });
    await registry.upsertResource({ ...patientPath, id: notation }, { data: {} });
    expect((await registry.getResource({ ...patientPath, id: notation })).id).toBe(notation);
  });

  test.each<{
    name: string;
    call: (registry: ReturnType<typeof start>["registry"]) => Promise<unknown>;
    message: string;
  }>([
    {
      name: "a read of an identifier that several resources have",
      call: (registry) => registry.getResource({ ...patientPath, id: notation }),
      message: "Several records have this identifier. No page of Clinia's documentation says which one is returned.",
    },
    {
      name: "an update by identifier",
      call: (registry) => registry.updateRelationship({ ...collection, id: notation }, [{ op: "remove", path: "/a" }]),
      message:
        "The embedded registry does not implement a write by identifier: no page of Clinia's documentation shows one. Use the id.",
    },
    {
      name: "a delete by identifier",
      call: (registry) => registry.deleteRelationship({ ...collection, id: notation }),
      message:
        "The embedded registry does not implement a write by identifier: no page of Clinia's documentation shows one. Use the id.",
    },
    {
      name: "a read with includes",
      call: (registry) => registry.getRelationship(path, { query: { includes: ["patient", "practitioner"] } }),
      message:
        "The embedded registry does not implement `includes`: no page of Clinia's documentation shows the form of included resources.",
    },
  ])("501: $name", async ({ call, message }) => {
    const { registry } = start();
    const meta = { identifier: [identifier] };
    for (const id of ["p-1", "p-2"]) await registry.upsertResource({ ...patientPath, id }, { data: {}, meta });
    await registry.createRelationship(collection, { from, to });
    const error = await thrownBy(ApiError, () => call(registry));
    expect(error).toMatchObject({ status: 501, type: "UNIMPLEMENTED", serverMessage: message });
  });
});
