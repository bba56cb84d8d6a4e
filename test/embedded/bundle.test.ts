import { describe, expect, test } from "vitest";
import type { RelationshipOperation, ResourceOperation } from "../../src/index.ts";
import { creation, deletion, startEmbedded, startTime, timeAt, upsertion } from "../support/embedded-calls.ts";
import { send } from "../support/raw-request.ts";

const path = "/sources/ehr-prod/v1/bundle";
const resourceExists = "A resource with this id exists.";

const between = (from: string, to: string) => ({
  type: "parent-of",
  from: { id: from, type: "patient" },
  to: { id: to, type: "patient" },
});
const relate = (from: string, to: string): RelationshipOperation => ({ action: "CREATE", create: between(from, to) });
const unrelate = (id: string): RelationshipOperation => ({ action: "DELETE", delete: { id, type: "parent-of" } });

describe("a bundle", () => {
  test("is executed at once, and responds only with its task and status", async () => {
    const { upsert, bundle, task, stored } = startEmbedded();
    await upsert("patient-1");
    await upsert("patient-2");
    const { data, response } = await bundle(
      [creation("patient-3", { a: 3 }), upsertion("patient-1", { a: 1 }), deletion("patient-2")],
      [relate("patient-1", "patient-3")],
    );
    expect(response.status).toBe(200);
    expect(data).toStrictEqual({ taskId: "bd_id3", status: "PERSISTED" });
    expect(stored()).toStrictEqual([
      { id: "patient-1", data: { a: 1 } },
      { id: "patient-3", data: { a: 3 } },
    ]);
    const receipt = {
      receivedAt: startTime,
      taskId: "bd_id3",
      status: "SUCCESS",
      targetType: "RESOURCE",
      type: "patient",
      completedAt: startTime,
    };
    expect((await task("bd_id3", true)).data).toStrictEqual({
      status: "SUCCESS",
      taskId: "bd_id3",
      receipts: [
        { ...receipt, action: "CREATE", id: "patient-3" },
        { ...receipt, action: "UPSERT", id: "patient-1" },
        { ...receipt, action: "DELETE", id: "patient-2" },
        {
          ...receipt,
          action: "CREATE",
          targetType: "RELATIONSHIP",
          id: "patient-1.patient-3",
          type: "parent-of",
        },
      ],
    });
  });

  test("without operations is PERSISTED", async () => {
    const { bundle } = startEmbedded();
    expect((await bundle([], [])).data?.status).toBe("PERSISTED");
  });

  test("stores relationships: a create of an existing one fails, and a delete of a missing one", async () => {
    const { bundle } = startEmbedded();
    const codeOf = async (...operations: RelationshipOperation[]) => {
      const { error, response } = await bundle([], operations);
      return error === undefined ? response.status : [error.code, error.message];
    };
    const upsert: RelationshipOperation = { action: "UPSERT", upsert: between("a", "b") };
    const exists = [409, "relationshipOperations[1].create: A relationship with this id exists."];
    const missing = [404, "relationshipOperations[0].delete: Relationship not found."];
    expect(await codeOf(unrelate("a.b"))).toStrictEqual(missing);
    expect(await codeOf(relate("a", "b"))).toBe(200);
    expect(await codeOf(relate("b", "a"), relate("a", "b"))).toStrictEqual(exists);
    expect(await codeOf(relate("b", "a"))).toBe(200);
    expect(await codeOf(upsert)).toBe(200);
    expect(await codeOf(unrelate("a.b"))).toBe(200);
    expect(await codeOf(unrelate("a.b"))).toStrictEqual(missing);
    expect(await codeOf(upsert)).toBe(200);
  });
});

describe("all or nothing", () => {
  const failing: {
    name: string;
    operations: ResourceOperation[];
    relationships: RelationshipOperation[];
    error: object;
  }[] = [
    {
      name: "an id that exists",
      operations: [upsertion("patient-1", { a: 2 }), creation("patient-2"), creation("patient-3")],
      relationships: [],
      error: { code: 409, type: "ALREADY_EXISTS", message: `resourceOperations[1].create: ${resourceExists}` },
    },
    {
      name: "a missing resource",
      operations: [deletion("patient-1"), deletion("patient-3")],
      relationships: [],
      error: {
        code: 404,
        type: "NOT_FOUND",
        message: "resourceOperations[1].delete: Resource not found.",
      },
    },
    {
      name: "a missing relationship",
      operations: [creation("patient-3")],
      relationships: [relate("patient-1", "patient-3"), unrelate("patient-1.patient-2")],
      error: {
        code: 404,
        type: "NOT_FOUND",
        message: "relationshipOperations[1].delete: Relationship not found.",
      },
    },
  ];

  test.each(failing)("$name fails the whole bundle, and is its error", async ({ operations, relationships, error }) => {
    const { upsert, bundle, stored, task } = startEmbedded();
    await upsert("patient-1", { a: 1 });
    await upsert("patient-2");
    const storedBefore = stored();
    const result = await bundle(operations, relationships);
    expect(result.error).toStrictEqual(error);
    expect(result.response.status).toBe(result.error?.code);
    expect(stored()).toStrictEqual(storedBefore);
    expect((await task("bd_id3")).response.status).toBe(404);
  });

  test("with an asynchronous type fails in its task: the receipt of the failed operation is FAILURE, the others are CANCELLED", async () => {
    const { bundle, task, stored, pass, embedded } = startEmbedded({
      asynchronous: ({ resourceType }) => resourceType === "clinic",
    });
    const clinic: ResourceOperation = { action: "UPSERT", upsert: { id: "clinic-1", type: "clinic", data: {} } };
    await bundle([creation("patient-1", { a: 1 })]);
    const failing = await bundle([creation("patient-2"), creation("patient-1"), clinic], [relate("a", "b")]);
    expect(failing.response.status).toBe(202);
    expect(failing.data).toStrictEqual({ taskId: "bd_id2", status: "ACCEPTED" });
    const pending = (await task("bd_id2", true)).data;
    expect(pending?.status).toBe("PENDING");
    expect(pending?.receipts?.map(({ status }) => status)).toStrictEqual(Array(4).fill("PENDING"));
    pass(50);
    const { data } = await task("bd_id2", true);
    expect(data?.status).toBe("FAILURE");
    expect(
      data?.receipts?.map(({ status, error, completedAt }) => [status, error?.message, completedAt]),
    ).toStrictEqual([
      ["CANCELLED", undefined, timeAt(50)],
      ["FAILURE", resourceExists, timeAt(50)],
      ["CANCELLED", undefined, timeAt(50)],
      ["CANCELLED", undefined, timeAt(50)],
    ]);
    expect(stored()).toStrictEqual([{ id: "patient-1", data: { a: 1 } }]);
    expect(stored("clinic")).toStrictEqual([]);

    const next = await bundle([clinic], [relate("a", "b")]);
    expect(stored("clinic")).toStrictEqual([]);
    await embedded.completeTasks();
    expect((await task(next.data?.taskId)).data?.status).toBe("SUCCESS");
    expect(stored("clinic")).toHaveLength(1);
  });
});

describe("tokens", () => {
  test("are replaced by the ids that the bundle creates, before and after the create, in every string that is a token", async () => {
    const { embedded, bundle, stored } = startEmbedded();
    const all = { list: ["@rootId", { deep: "@rootId1" }], "@rootId": "not @rootId alone", other: "@rootIdX", n: null };
    await bundle(
      [
        {
          action: "UPSERT",
          upsert: {
            id: "patient-1",
            type: "patient",
            data: all,
            contained: { contact: [{ type: "contact", data: { of: "@rootId12" } }] },
          },
        },
        creation("@rootId", { self: "@rootId" }),
        creation(undefined, { other: "@rootId12" }),
        creation("@rootId1"),
        creation("@rootId12"),
      ],
      [relate("@rootId1", "@rootId"), { action: "UPSERT", upsert: between("@rootId12", "patient-1") }],
    );
    expect(stored().map(({ id }) => id)).toStrictEqual(["patient-1", "id1", "id2", "id3", "id4"]);
    expect(stored().map(({ data }) => data)).toStrictEqual([
      { ...all, list: ["id1", { deep: "id3" }] },
      { self: "id1" },
      { other: "id4" },
      {},
      {},
    ]);
    const [first] = embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" });
    expect(first?.contained).toStrictEqual({ contact: [{ type: "contact", data: { of: "id4" } }] });
    expect((await bundle([], [unrelate("id3.id1"), unrelate("id4.patient-1")])).error).toBeUndefined();
  });
});

describe("a bundle that breaks a rule is rejected as a whole, with one detail for each problem", () => {
  const unknownToken = "must be a token that is the id of a create in the bundle";
  const notAToken = "must not be a token: only a create can have one as its id";
  const future = { createdAt: "2999-01-01T00:00:00Z" };

  test.each([
    { body: {}, details: ["resourceOperations is required", "relationshipOperations is required"] },
    { body: { resourceOperations: [] }, details: ["relationshipOperations is required"] },
    {
      body: {
        resourceOperations: [{}],
        relationshipOperations: [{ action: "CREATE", create: { type: "x", from: {} } }],
      },
      details: [
        "resourceOperations[0].action is required",
        "relationshipOperations[0].create.to is required",
        "relationshipOperations[0].create.from.id is required",
        "relationshipOperations[0].create.from.type is required",
      ],
    },
    {
      body: {
        resourceOperations: [
          creation("@rootId1", { a: "@rootId2", b: ["@rootId1", "@rootId"] }),
          upsertion("a", { c: { d: "@rootId3" } }),
        ],
        relationshipOperations: [relate("@rootId1", "@rootId4")],
      },
      details: [
        `resourceOperations[0].create.data.a ${unknownToken}`,
        `resourceOperations[0].create.data.b[1] ${unknownToken}`,
        `resourceOperations[1].upsert.data.c.d ${unknownToken}`,
        `relationshipOperations[0].create.to.id ${unknownToken}`,
      ],
    },
    {
      body: {
        resourceOperations: [creation("@rootId"), upsertion("@rootId1"), deletion("@rootId2")],
        relationshipOperations: [],
      },
      details: [`resourceOperations[1].upsert.id ${notAToken}`, `resourceOperations[2].delete.id ${notAToken}`],
    },
    {
      body: {
        resourceOperations: [
          creation("patient-1"),
          creation(undefined),
          creation(undefined),
          upsertion("patient-1"),
          { action: "DELETE", delete: { id: "patient-1", type: "clinic" } },
          deletion("patient-1"),
          creation("@rootId1"),
          creation("@rootId1"),
        ],
        relationshipOperations: [relate("a", "b"), relate("b", "a"), unrelate("a.b")],
      },
      details: [
        "resourceOperations[3].upsert must not target the same resource as resourceOperations[0].create",
        "resourceOperations[5].delete must not target the same resource as resourceOperations[0].create",
        "resourceOperations[7].create must not target the same resource as resourceOperations[6].create",
        "relationshipOperations[2].delete must not target the same relationship as relationshipOperations[0].create",
      ],
    },
    {
      body: {
        resourceOperations: [{ action: "UPSERT", upsert: { id: "a", type: "patient", data: {}, meta: future } }],
        relationshipOperations: [{ action: "CREATE", create: { ...between("a", "b"), meta: future } }],
      },
      details: [
        "resourceOperations[0].upsert.meta.createdAt must not be in the future",
        "relationshipOperations[0].create.meta.createdAt must not be in the future",
      ],
    },
  ])("$details", async ({ body, details }) => {
    const { embedded, stored } = startEmbedded();
    const response = await send(embedded, { path, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual(details);
    expect(stored()).toStrictEqual([]);
  });
});

describe("a bundle over 500,000 bytes: 413 CONTENT_TOO_LARGE", () => {
  const buildBody = (bytes: number) => {
    const empty = JSON.stringify({
      resourceOperations: [creation("patient-1", { a: "" })],
      relationshipOperations: [],
    });
    return empty.replace('""', `"${"a".repeat(bytes - empty.length)}"`);
  };

  test("counted in UTF-8", async () => {
    const { embedded } = startEmbedded();
    const body = (bytes: number) => buildBody(bytes).replace("aa", "é");
    expect((await send(embedded, { path, body: body(500_001) })).status).toBe(413);
    expect((await send(embedded, { path, body: body(500_000) })).status).toBe(200);
  });

  test.each([
    { limit: 500_000, options: {} },
    { limit: 500_000, options: { maxBodyBytes: 1_000_000 } },
    { limit: 1_000, options: { maxBodyBytes: 1_000 } },
  ])("$limit bytes are accepted, and one more is rejected, with $options", async ({ limit, options }) => {
    const { embedded, stored } = startEmbedded(options);
    const tooLarge = await send(embedded, { path, body: buildBody(limit + 1) });
    expect(tooLarge.body).toStrictEqual({
      code: 413,
      type: "CONTENT_TOO_LARGE",
      message: `The body is larger than ${limit} bytes.`,
    });
    expect(stored()).toStrictEqual([]);
    expect((await send(embedded, { path, body: buildBody(limit) })).status).toBe(200);
  });
});
