import { describe, expect, test } from "vitest";
import {
  ApiError,
  InvalidRequestError,
  MalformedResponseError,
  type RegistryClient,
  type RelationshipPatch,
} from "../../src/index.ts";
import { waitForTask } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { expectRefused } from "../support/expect-refused.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { printed } from "../support/printed.ts";
import { errorResponse } from "../support/scripted-fetch.ts";
import { clientOf, start } from "../support/start.ts";
import { sourcePath } from "../support/task-operations.ts";
import { thrownBy } from "../support/thrown.ts";

const card = "TREA80010112";
const collectionPath = { ...sourcePath, relationshipType: "treated-by" };
const path = { ...collectionPath, id: `${card}.doctor-1` };
const ends = { from: { id: card, type: "patient" }, to: { id: "doctor-1", type: "practitioner" } };
const template = "/sources/{sourceKey}/v1/relationships/{relationshipType}/{id}";
const changes: RelationshipPatch = [{ op: "replace", path: "/since", value: "2023" }];

describe("relationships, over HTTP", () => {
  test("are created, read, updated, deleted, and then not found", async () => {
    const embedded = createEmbeddedRegistry();
    const { url } = await embedded.listen();
    const registry = clientOf((...request) => globalThis.fetch(...request), { baseUrl: url });
    try {
      const data = { since: "2024" };
      const created = await registry.createRelationship(collectionPath, { ...ends, data });
      const { relationship } = created;
      expect(created).toMatchObject({ status: "PERSISTED", task: { kind: "oneOf" } });
      expect(relationship).toMatchObject({ id: path.id, type: "treated-by", ...ends, data });
      expect(await registry.getRelationship(path)).toStrictEqual(relationship);
      const updated = await registry.updateRelationship(path, changes);
      expect(updated.relationship).toMatchObject({ ...ends, data: { since: "2023" } });
      const { data: read } = await registry.http.GET(template, { params: { path } });
      expect(read).toStrictEqual(updated.relationship);
      expect(await registry.deleteRelationship(path)).toMatchObject({ status: "PERSISTED" });
      const error = await thrownBy(ApiError, () => registry.getRelationship(path));
      expect(error.message).toContain("The source or the relationship does not exist");
    } finally {
      await embedded.close();
    }
  });

  test("are written in bulk, and the result of the bulk can be read", async () => {
    const embedded = createEmbeddedRegistry({ taskDurationMs: 0 });
    const registry = clientOf(embedded.fetch);
    const accepted = await registry.bulkRelationships(sourcePath, {
      operations: [
        { action: "CREATE", create: { type: "treated-by", ...ends } },
        { action: "DELETE", delete: { type: "treated-by", id: "a.b" } },
      ],
    });
    expect(accepted).toMatchObject({ status: "ACCEPTED", task: { kind: "bulk" } });
    const bulkPath = { ...sourcePath, bulkId: accepted.taskId };
    expect(await registry.getRelationshipBulk(bulkPath)).toStrictEqual({ status: "FAILURE" });
    const { receipts } = await registry.getRelationshipBulk(bulkPath, { query: { withReceipts: true } });
    expect(receipts).toMatchObject([
      { action: "CREATE", status: "SUCCESS", targetType: "RELATIONSHIP", id: path.id },
      { action: "DELETE", status: "FAILURE", targetType: "RELATIONSHIP", error: { type: "NOT_FOUND" } },
    ]);
  });

  test("that are accepted as tasks can be waited for", async () => {
    const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs: 0 });
    const registry = clientOf(embedded.fetch);
    const wait = { deadlineMs: 5_000, withReceipts: true };
    const created = await registry.createRelationship(collectionPath, ends);
    expect(created.status).toBe("ACCEPTED");
    const { receipts } = await waitForTask(registry, { ...sourcePath, taskId: created }, wait);
    expect(receipts).toMatchObject([{ action: "CREATE", targetType: "RELATIONSHIP", id: path.id }]);
    const updated = await registry.updateRelationship(path, [{ op: "add", path: "/since", value: "2024" }]);
    const task = await waitForTask(registry, { ...sourcePath, taskId: updated }, wait);
    expect(task.receipts).toMatchObject([{ action: "UPDATE", status: "SUCCESS", id: path.id }]);
    expect((await registry.getRelationship(path)).data).toStrictEqual({ since: "2024" });
  });

  test("can be updated by registry.http, which does not repeat a PATCH either", async () => {
    const { registry, requests } = start([() => errorResponse(503), () => errorResponse(503)]);
    const { response } = await registry.http.PATCH(template, { params: { path }, body: [...changes] });
    expect(response.status).toBe(503);
    const error = await thrownBy(ApiError, () => registry.updateRelationship(path, changes));
    expect(error).toMatchObject({ outcome: "unknown", attempts: 1, operationId: "updateRelationship" });
    expect(requests.map(({ method }) => method)).toStrictEqual(["PATCH", "PATCH"]);
  });
});

describe("the id of a relationship in a path", () => {
  const calls: readonly ((registry: RegistryClient, id: string) => Promise<unknown>)[] = [
    (registry, id) => registry.getRelationship({ ...collectionPath, id }),
    (registry, id) => registry.updateRelationship({ ...collectionPath, id }, changes),
    (registry, id) => registry.deleteRelationship({ ...collectionPath, id }),
    ({ http }, id) => http.GET(template, { params: { path: { ...collectionPath, id } } }),
    ({ http }, id) => http.PATCH(template, { params: { path: { ...collectionPath, id } }, body: [...changes] }),
    ({ http }, id) => http.DELETE(template, { params: { path: { ...collectionPath, id } } }),
  ];

  test.each([
    { id: "", problem: "it is empty" },
    { id: undefined, problem: "it is missing" },
    { id: 80010112, problem: "it is of type number" },
    { id: card, problem: "its length is 12" },
    { id: `${card}.`, problem: "its length is 13" },
    { id: `.${card}`, problem: "character 1 of 13 is not allowed" },
    { id: `${card}.dr.roy`, problem: "character 16 of 19 is not allowed" },
    { id: `${card}.doctor/1`, problem: "character 20 of 21 is not allowed" },
    { id: `${card}/1.a`, problem: "character 13 of 16 is not allowed" },
    { id: `${card}.a\n`, problem: "character 15 of 15 is not allowed" },
    { id: `${card}.\ud800`, problem: "character 14 of 14 is not allowed" },
    { id: `..${card}`, problem: "character 1 of 14 is not allowed" },
    { id: `${card}:a`, problem: "its length is 14" },
    { id: `https://${card}:a:b`, problem: "character 7 of 24 is not allowed" },
    { id: `${card}.${"a".repeat(600)}.b`, problem: "its length is 615" },
  ])("$id is refused before anything is sent: $problem", async ({ id, problem }) => {
    const { fetch, requests } = observedFetch(() => Response.json({}));
    for (const call of calls) {
      const error = await thrownBy(InvalidRequestError, () => call(clientOf(fetch), id as string));
      expect(error).toMatchObject({ field: "id", attempts: 0, outcome: "not-done" });
      expect(error.reason).toBe(
        `${problem}. Expected {fromID}.{toID}, with no other dot, or {system}:{value}:{use}, without a slash, backslash or control character.`,
      );
      expect(printed(error)).not.toMatch(/80010112/);
    }
    expect(requests).toStrictEqual([]);
  });

  test.each([
    { id: "1.2", sent: "1.2" },
    { id: "é a.b:c", sent: "%C3%A9%20a.b%3Ac" },
    { id: "clinia:123:use", sent: "clinia%3A123%3Ause" },
    { id: "urn:oid:1.2.3:v-1:official", sent: "urn%3Aoid%3A1.2.3%3Av-1%3Aofficial" },
  ])("$id is sent as $sent", async ({ id, sent }) => {
    const { fetch, requests } = observedFetch(() => Response.json({}));
    // The response does not match the contract, which does not matter here.
    for (const call of calls) await call(clientOf(fetch), id).catch(() => undefined);
    const url = `https://acme.clinia.cloud/sources/ehr-prod/v1/relationships/treated-by/${sent}`;
    expect(requests.map((request) => request.url)).toStrictEqual(calls.map(() => url));
  });

  test.each([
    [
      "createRelationship",
      (registry: RegistryClient, type: string) =>
        registry.createRelationship({ ...sourcePath, relationshipType: type }, ends),
    ],
    [
      "getRelationship",
      (registry: RegistryClient, type: string) => registry.getRelationship({ ...path, relationshipType: type }),
    ],
  ] as const)("%s refuses the reserved relationship type bulk", async (operationId, call) => {
    await expectRefused((registry) => call(registry, "bulk"), { operationId, field: "relationshipType" });
  });

  test("a reserved type is refused behind a proxy with a path too", async () => {
    const { fetch, requests } = observedFetch(() => Response.json({}));
    const registry = clientOf(fetch, { baseUrl: "https://proxy.example/clinia" });
    for (const call of [
      () => registry.getResource({ ...sourcePath, resourceType: "bulk", id: "bk_1" }),
      () => registry.http.GET(template, { params: { path: { ...path, relationshipType: "bulk" } } }),
    ]) {
      await thrownBy(InvalidRequestError, call);
    }
    expect(requests).toStrictEqual([]);
  });
});

describe("refuses an invalid body before anything is sent, without showing it", () => {
  test.each([
    { body: undefined, field: "body" },
    { body: [], field: "body" },
    { body: { to: ends.to }, field: "from" },
    { body: { from: ends.from }, field: "to" },
    { body: { ...ends, from: card }, field: "from" },
    { body: { ...ends, from: { type: "patient" } }, field: "from.id" },
    { body: { ...ends, to: { id: card } }, field: "to.type" },
    { body: { ...ends, to: { id: card, type: "a/b" } }, field: "to.type" },
    { body: { ...ends, from: { id: `${card}.1`, type: "patient" } }, field: "from.id" },
    { body: { ...ends, to: { id: `a/${card}`, type: "patient" } }, field: "to.id" },
  ])("createRelationship: $body", async ({ body, field }) => {
    await expectRefused((registry) => registry.createRelationship(collectionPath, body as typeof ends), {
      operationId: "createRelationship",
      field,
    });
  });

  test("an end with a dot: the message names the position", async () => {
    const body = { ...ends, to: { id: `${card}.1`, type: "patient" } };
    const error = await thrownBy(InvalidRequestError, () =>
      clientOf(() => Promise.resolve(Response.json({}))).createRelationship(collectionPath, body),
    );
    expect(error.message).toBe(
      "Invalid to.id: character 13 of 14 is not allowed. Expected an id without a dot, slash, backslash or control character, " +
        "because the id of the relationship is {fromID}.{toID}.",
    );
  });

  const create = { type: "treated-by", ...ends };
  test.each([
    {
      operation: { action: "CREATE", create: { ...create, from: { id: "a.b", type: "patient" } } },
      at: ".create.from.id",
    },
    { operation: { action: "UPSERT", upsert: { ...create, to: { id: "a.b", type: "patient" } } }, at: ".upsert.to.id" },
    { operation: { action: "UPSERT", upsert: ends }, at: ".upsert.type" },
    { operation: { action: "DELETE", delete: { type: "treated-by", id: card } }, at: ".delete.id" },
    { operation: { action: "DELETE", delete: { type: "treated-by", id: "a:b:c" } }, at: ".delete.id" },
    { operation: { action: "PATCH" }, at: ".action" },
  ])("in a bulk and in a bundle: $operation", async ({ operation, at }) => {
    const good = { action: "CREATE", create } as const;
    const operations = [good, operation] as (typeof good)[];
    await expectRefused((registry) => registry.bulkRelationships(sourcePath, { operations }), {
      operationId: "bulkRelationships",
      field: `operations[1]${at}`,
    });
    const bundle = { resourceOperations: [], relationshipOperations: operations };
    await expectRefused((registry) => registry.submitBundle(sourcePath, bundle), {
      operationId: "submitBundle",
      field: `relationshipOperations[1]${at}`,
    });
  });

  test("but accepts a token as the end of a relationship in a bundle", async () => {
    const registry = clientOf(createEmbeddedRegistry().fetch);
    const result = await registry.submitBundle(sourcePath, {
      resourceOperations: [{ action: "CREATE", create: { type: "patient", id: "@rootId1", data: {} } }],
      relationshipOperations: [{ action: "CREATE", create: { ...create, from: { id: "@rootId1", type: "patient" } } }],
    });
    expect(result.status).toBe("PERSISTED");
  });

  const remove = { op: "remove", path: "/a" };
  test.each([
    { body: undefined, field: "body" },
    { body: {}, field: "body" },
    { body: [], field: "body" },
    { body: [remove, remove, { ...remove, op: "move" }], field: "[2].op" },
    { body: [remove, { path: "/a" }], field: "[1].op" },
    { body: [{ ...remove, path: "since" }], field: "[0].path" },
    { body: [{ ...remove, path: "" }], field: "[0].path" },
    { body: [{ op: "remove" }], field: "[0].path" },
    { body: [remove, "remove"], field: "[1]" },
  ])("updateRelationship: $body", async ({ body, field }) => {
    await expectRefused((registry) => registry.updateRelationship(path, body as unknown as RelationshipPatch), {
      operationId: "updateRelationship",
      field,
    });
  });

  test("an empty list of changes: the message says what is expected", async () => {
    const registry = clientOf(() => Promise.resolve(Response.json({})));
    const error = await thrownBy(InvalidRequestError, () => registry.updateRelationship(path, []));
    expect(error.message).toBe("Invalid body: it is an empty array. Expected an array with at least 1 item.");
  });
});

describe("the response", () => {
  const relationship = { id: path.id, type: "treated-by", ...ends, data: {} };
  const submission = { taskId: "s_1", status: "PERSISTED" };
  const registryWith = (body: unknown) => clientOf(() => Promise.resolve(Response.json(body)));

  test.each([
    { name: "another id", change: { id: "a.b" }, problem: "not the requested relationship" },
    { name: "another type", change: { type: "parent-of" }, problem: "not the requested relationship" },
    { name: "no id", change: { id: undefined }, problem: "not a relationship with an id, from, to" },
    { name: "no end", change: { to: undefined }, problem: "not a relationship with an id, from, to" },
    { name: "an end that is a string", change: { from: "a" }, problem: "not a relationship with an id, from, to" },
  ])("with $name is a MalformedResponseError", async ({ change, problem }) => {
    const changed = { ...relationship, ...change };
    const error = await thrownBy(MalformedResponseError, () => registryWith(changed).getRelationship(path));
    expect(error.message).toContain(`its body is ${problem}`);
    for (const call of [
      (registry: RegistryClient) => registry.createRelationship(collectionPath, ends),
      (registry: RegistryClient) => registry.updateRelationship(path, changes),
    ]) {
      const body = { ...submission, relationship: changed };
      const malformed = await thrownBy(MalformedResponseError, () => call(registryWith(body)));
      expect(malformed).toMatchObject({ outcome: "unknown", taskId: "s_1" });
      expect(malformed.message).toContain("its body has no valid relationship");
    }
  });

  test("without data, or with null fields, is completed", async () => {
    const read = await registryWith({ ...relationship, data: null, meta: null, includes: null }).getRelationship(path);
    expect(read).toStrictEqual(relationship);
  });

  test("of a read by identifier may have any id, and includes", async () => {
    const response = { ...relationship, includes: { patient: [{ id: card }] } };
    const byIdentifier = { ...path, id: "hospital:1:official" };
    expect(await registryWith(response).getRelationship(byIdentifier)).toStrictEqual(response);
  });

  test("an ALREADY_EXISTS names the relationship", async () => {
    const registry = clientOf(createEmbeddedRegistry().fetch);
    await registry.createRelationship(collectionPath, ends);
    const error = await thrownBy(ApiError, () => registry.createRelationship(collectionPath, ends));
    expect(error).toMatchObject({ status: 409, outcome: "not-done" });
    expect(error.message).toContain("A relationship with this id exists.");
  });
});
