import { describe, expect, test } from "vitest";
import type { ResourceOperation } from "../../src/index.ts";
import { creation, deletion, startEmbedded, startTime, timeAt, upsertion } from "../support/embedded-calls.ts";
import { send } from "../support/raw-request.ts";

const path = "/sources/ehr-prod/v1/resources/bulk";

describe("a bulk", () => {
  test("is accepted as a task, with the deprecated bulkId", async () => {
    const { bulk } = startEmbedded();
    const { data, response } = await bulk(creation("patient-1"));
    expect(response.status).toBe(202);
    expect(data).toStrictEqual({ taskId: "bk_id1", status: "ACCEPTED", bulkId: "bk_id1" });
  });

  test("without operations is a SUCCESS", async () => {
    const { bulk, task, pass } = startEmbedded();
    const { data } = await bulk();
    pass(50);
    expect((await task(data?.taskId, true)).data).toStrictEqual({
      status: "SUCCESS",
      taskId: data?.taskId,
      receipts: [],
    });
  });

  test("is executed in order, over all resource types, and is a SUCCESS when every operation succeeds", async () => {
    const { upsert, bulk, task, stored, pass } = startEmbedded();
    await upsert("patient-1", { a: 1 });
    const { data: { taskId } = {} } = await bulk(
      deletion("patient-1"),
      creation("patient-1", { a: 2 }),
      upsertion("patient-1", { a: 3 }),
      upsertion("1", { a: 4 }),
      { action: "CREATE", create: { type: "clinic", id: "clinic-1", data: {} } },
    );
    pass(50);
    const { data } = await task(taskId, true);
    expect(data?.status).toBe("SUCCESS");
    expect(data?.receipts?.map(({ action, status, id, type }) => [action, status, id, type])).toStrictEqual([
      ["DELETE", "SUCCESS", "patient-1", "patient"],
      ["CREATE", "SUCCESS", "patient-1", "patient"],
      ["UPSERT", "SUCCESS", "patient-1", "patient"],
      ["UPSERT", "SUCCESS", "1", "patient"],
      ["CREATE", "SUCCESS", "clinic-1", "clinic"],
    ]);
    expect(stored()).toStrictEqual([
      { id: "patient-1", data: { a: 3 } },
      { id: "1", data: { a: 4 } },
    ]);
    expect(stored("clinic")).toHaveLength(1);
  });

  test("executes each operation separately, and is a FAILURE when one fails", async () => {
    const { bulk, task, stored, pass } = startEmbedded();
    const { data: { taskId } = {} } = await bulk(
      creation("patient-1"),
      creation("patient-1"),
      deletion("patient-2"),
      upsertion("patient-3"),
    );
    pass(50);
    const { data } = await task(taskId, true);
    expect(data?.status).toBe("FAILURE");
    const receipt = {
      receivedAt: startTime,
      taskId,
      targetType: "RESOURCE",
      type: "patient",
      completedAt: timeAt(50),
    };
    expect(data?.receipts).toStrictEqual([
      { ...receipt, action: "CREATE", status: "SUCCESS", id: "patient-1" },
      {
        ...receipt,
        action: "CREATE",
        status: "FAILURE",
        id: "patient-1",
        error: { code: 409, type: "ALREADY_EXISTS", message: "A resource with this id exists." },
      },
      {
        ...receipt,
        action: "DELETE",
        status: "FAILURE",
        id: "patient-2",
        error: { code: 404, type: "NOT_FOUND", message: "Resource not found." },
      },
      { ...receipt, action: "UPSERT", status: "SUCCESS", id: "patient-3" },
    ]);
    expect(stored().map(({ id }) => id)).toStrictEqual(["patient-1", "patient-3"]);
  });

  test("is a FAILURE also when every operation fails", async () => {
    const { bulk, task, pass } = startEmbedded();
    const { data } = await bulk(deletion("patient-1"));
    pass(50);
    expect((await task(data?.taskId)).data?.status).toBe("FAILURE");
  });

  test("generates missing ids, and replaces the token in the operation's own data", async () => {
    const { bulk, stored, pass } = startEmbedded();
    const self = { plain: "@rootId", numbered: "@rootId1" };
    await bulk(
      creation(undefined, self),
      creation("@rootId", self),
      creation("@rootId1", self),
      creation("patient-1", self),
      upsertion("patient-2", self),
    );
    pass(50);
    expect(stored()).toStrictEqual([
      { id: "id1", data: { plain: "id1", numbered: "@rootId1" } },
      { id: "id2", data: { plain: "id2", numbered: "@rootId1" } },
      { id: "id3", data: { plain: "id3", numbered: "id3" } },
      { id: "patient-1", data: { plain: "patient-1", numbered: "@rootId1" } },
      { id: "patient-2", data: self },
    ]);
  });

  test("keeps meta and contained", async () => {
    const { embedded, bulk, pass } = startEmbedded();
    const meta = { createdAt: "2019-03-04T08:30:00Z", identifier: [{ system: "s", value: "v" }] };
    const contained = { contact: [{ id: "contact-1", type: "contact", data: { of: "@rootId" } }] };
    await bulk({ action: "CREATE", create: { type: "patient", id: "patient-1", data: {}, meta, contained } });
    pass(50);
    expect(embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" })).toStrictEqual([
      {
        id: "patient-1",
        type: "patient",
        meta: { ...meta, updatedAt: timeAt(50), source: "ehr-prod" },
        data: {},
        contained: { contact: [{ id: "contact-1", type: "contact", data: { of: "patient-1" } }] },
      },
    ]);
  });

  test("has its own path, which is not that of a resource type named bulk", async () => {
    const { embedded } = startEmbedded();
    const response = await send(embedded, { path });
    expect(response.body.details?.map(({ message }) => message)).toStrictEqual([
      "operations is required",
      "data is not a field of the contract",
    ]);
    expect((await send(embedded, { method: "PUT", path })).headers.get("allow")).toBe("POST");
  });
});

describe("a bulk that breaks a rule is rejected as a whole, with one detail for each problem", () => {
  const valid: ResourceOperation = creation("patient-1");
  const actions = 'must be "CREATE" or "UPSERT" or "DELETE"';

  test.each([
    { operations: {}, details: ["operations must be array"] },
    {
      operations: [valid, 5, null, []],
      details: [1, 2, 3].map((index) => `operations[${index}] must be object`),
    },
    { operations: [{}], details: ["operations[0].action is required"] },
    { operations: [{ action: "PATCH" }], details: [`operations[0].action ${actions}`] },
    { operations: [{ action: 5 }], details: [`operations[0].action ${actions}`] },
    { operations: [valid, { action: "CREATE" }], details: ["operations[1].create is required"] },
    {
      operations: [{ action: "CREATE", upsert: { id: "", type: 5 } }],
      details: ["operations[0].create is required", "operations[0].upsert is not a field of the contract"],
    },
    {
      operations: [{ action: "CREATE", create: { id: "" } }],
      details: [
        "operations[0].create.type is required",
        "operations[0].create.data is required",
        `operations[0].create.id must be 2 to 93 letters, digits, hyphens and underscores, not beginning with an underscore, or a token such as @rootId1`,
      ],
    },
    {
      operations: [{ action: "UPSERT", upsert: { type: "", data: [], metta: {} } }],
      details: [
        "operations[0].upsert.id is required",
        "operations[0].upsert.metta is not a field of the contract",
        'operations[0].upsert.type must match pattern "^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$"',
        "operations[0].upsert.data must be object",
      ],
    },
    {
      operations: [{ action: "DELETE", delete: { id: "patient-1" } }, valid, { action: "DELETE" }],
      details: ["operations[0].delete.type is required", "operations[2].delete is required"],
    },
    {
      operations: [
        { action: "CREATE", create: { type: "patient", data: {}, meta: { createdAt: "2999-01-01T00:00:00Z" } } },
        deletion("patient-1"),
        upsertion("patient-1"),
        {
          action: "UPSERT",
          upsert: { id: "1", type: "patient", data: {}, meta: { identifier: [{ value: "1" }, { value: "1" }] } },
        },
      ],
      details: [
        "operations[0].create.meta.createdAt must not be in the future",
        "operations[3].upsert.meta.identifier[1] must differ from operations[3].upsert.meta.identifier[0] " +
          "in system, use or value",
      ],
    },
  ])("$details", async ({ operations, details }) => {
    const { embedded, stored } = startEmbedded();
    const { status, body } = await send(embedded, { path, body: JSON.stringify({ operations }) });
    expect(status).toBe(400);
    expect(body.type).toBe("INVALID_ARGUMENT");
    expect(body.details?.map(({ message }) => message)).toStrictEqual(details);
    await embedded.completeTasks();
    expect(stored()).toStrictEqual([]);
  });
});

test("10,000 operations keep their order", async () => {
  const { embedded, bulk, stored, task } = startEmbedded();
  const numbers = Array.from({ length: 10_000 }, (_, index) => index);
  const { data } = await bulk(...numbers.map((number) => creation(undefined, { number })));
  await embedded.completeTasks();
  expect(stored().map(({ data }) => data.number)).toStrictEqual(numbers);
  const receipts = (await task(data?.taskId, true)).data?.receipts;
  expect(receipts?.map(({ id }) => id)).toStrictEqual(stored().map(({ id }) => id));
});
