import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { MalformedResponseError, TaskTimeoutError, type RegistryClient } from "../../src/index.ts";
import { waitForTask, writeResources } from "../support/client.ts";
import { withFastTimers } from "../support/fast-timers.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { operations, resourcePath } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";
import { clientOf } from "../support/start.ts";
import { receipt, taskId } from "../support/task-responses.ts";
import { sourcePath, taskOperations } from "../support/task-operations.ts";
import { thrownBy } from "../support/thrown.ts";
import { collected, summarize, upsert } from "../support/writes.ts";

const taskPath = { ...sourcePath, taskId };
const unknownTask = { kind: "unknown", id: undefined, deprecated: false, raw: "" };

/** A client that receives these responses one after the other, and the last one repeatedly. */
function responding(...bodies: readonly unknown[]): RegistryClient {
  const left = [...bodies];
  return clientOf(observedFetch(() => Response.json(left.length > 1 ? left.shift() : left[0])).fetch);
}

/** The writes that can be `PERSISTED`, each with the other fields of its response. */
const persistedWrites = [
  { name: "create", call: operations.create, rest: { resource: persisted.resource } },
  { name: "upsert", call: operations.upsert, rest: { resource: persisted.resource } },
  { name: "contained upsert", call: taskOperations.contain, rest: { resource: persisted.resource } },
  { name: "contained create", call: taskOperations.createContained, rest: { resource: persisted.resource } },
  { name: "delete", call: taskOperations.delete, rest: {} },
  { name: "contained delete", call: taskOperations.deleteContained, rest: {} },
  { name: "bundle", call: taskOperations.bundle, rest: {} },
];

describe("C5: a task", () => {
  test.each([undefined, null])("has no receipts when they are %s", async (receipts) => {
    const task = await responding({ taskId, status: "SUCCESS", receipts }).getTask(taskPath);
    expect(task).toStrictEqual({ taskId, status: "SUCCESS" });
  });

  test("of a bulk with SUCCESS and no receipts: each operation has a ReceiptError", async () => {
    const accepted = { taskId, status: "ACCEPTED" };
    const registry = responding(accepted, { taskId, status: "SUCCESS", receipts: null });
    const outcomes = [];
    for await (const { ok, ...rest } of writeResources(registry, sourcePath, [upsert("a")], { deadlineMs: 1_000 })) {
      outcomes.push({ ok, ...("error" in rest && { name: rest.error.name, outcome: rest.error.outcome }) });
    }
    expect(outcomes).toStrictEqual([{ ok: false, name: "ReceiptError", outcome: "unknown" }]);
  });

  test("with an unknown status is polled again", async () => {
    await withFastTimers(async () => {
      const registry = responding(
        { taskId, status: "PAUSED" },
        { taskId, status: "PAUSED" },
        { taskId, status: "SUCCESS" },
      );
      const statuses: (string | undefined)[] = [];
      const onPoll = ({ task }: { task: { status: string } | undefined }) => statuses.push(task?.status);
      const task = await waitForTask(registry, taskPath, { deadlineMs: 60_000, onPoll });
      expect(task).toStrictEqual({ taskId, status: "SUCCESS" });
      expect(statuses).toStrictEqual(["PAUSED", "PAUSED", "SUCCESS"]);
    });
  });

  test("with an unknown status at the deadline: the printed error does not show it", async () => {
    const status = "Jean Tremblay TREM80013112";
    const error = await withFastTimers(() =>
      thrownBy(TaskTimeoutError, () => waitForTask(responding({ taskId, status }), taskPath, { deadlineMs: 10_000 })),
    );
    expect(error.status).toBe(status);
    expect(inspect(error) + JSON.stringify(error)).not.toContain("Tremblay");
  });

  test("whose receipts have errors in the server library's form has them in the documented form", async () => {
    const detail = { type: "OUT_OF_RANGE", message: "x" };
    const failed = { ...receipt("FAILURE"), error: { type: "INVALID_ARGUMENT", message: "y", Details: [detail] } };
    const task = await responding({ taskId, status: "FAILURE", receipts: [failed] }).getTask(taskPath);
    expect(task.receipts?.[0]?.error).toStrictEqual({ type: "INVALID_ARGUMENT", message: "y", details: [detail] });
  });

  test("has the taskId of the call when the response has none", async () => {
    for (const none of [{}, { taskId: null }, { taskId: "" }, { taskId: 5 }]) {
      const task = await responding({ ...none, status: "SUCCESS" }).getTask(taskPath);
      expect(task).toStrictEqual({ taskId, status: "SUCCESS" });
    }
    expect(await responding({ status: "SUCCESS" }).getTask(taskPath)).toStrictEqual({ taskId, status: "SUCCESS" });
    const purgePath = { ...sourcePath, purgeId: "pg_1" };
    expect(await responding({ status: "SUCCESS" }).getPurge(purgePath)).toStrictEqual({
      taskId: "pg_1",
      status: "SUCCESS",
    });
  });
});

describe("C6: null in a response is treated as absent", () => {
  const { resource } = persisted;
  const nulls = {
    ...resource,
    data: null,
    contained: null,
    meta: {
      source: "ehr-prod",
      identifier: [
        { value: "1", period: null },
        { system: null, value: "2" },
      ],
    },
  };
  const read = {
    id: resource.id,
    type: resource.type,
    data: {},
    meta: { source: "ehr-prod", identifier: [{ value: "1" }, { value: "2" }] },
  };

  test("of a resource", async () => {
    expect(await responding(nulls).getResource(resourcePath)).toStrictEqual(read);
    expect(await operations.create(responding({ ...persisted, resource: nulls }))).toMatchObject({ resource: read });
  });

  test("but not within data", async () => {
    const data = { deceased: null, name: [{ family: null }] };
    expect(await responding({ ...resource, data }).getResource(resourcePath)).toStrictEqual({ ...resource, data });
  });

  test("of the hits and the meta of a page, which are then empty", async () => {
    const browse = (page: object) => responding(page).browse(sourcePath, { collectionKeys: ["patient"] });
    expect(await browse({ hits: null, meta: { total: 0 } })).toStrictEqual({ hits: [], meta: { total: 0 } });
    expect(await browse({ hits: [], meta: null })).toStrictEqual({ hits: [], meta: {} });
    expect(await browse({ meta: { cursor: null } })).toStrictEqual({ hits: [], meta: {} });
    const hit = { hitType: "RESOURCE", score: 1, resource: nulls, highlighting: null };
    expect(await browse({ hits: [null, hit, { hitType: "RELATIONSHIP", resource: null }], meta: {} })).toStrictEqual({
      hits: [{ hitType: "RESOURCE", score: 1, resource: read }, { hitType: "RELATIONSHIP" }],
      meta: {},
    });
  });

  test("of a contained resource, which may have more fields than the contract lists", async () => {
    const contact = { id: "contact-1", type: "contact", meta: { source: "x" }, rank: 1 };
    const contained = {
      contact: [
        { ...contact, data: null, contained: null },
        { type: "contact", data: { a: null } },
      ],
    };
    expect(await responding({ ...resource, contained }).getResource(resourcePath)).toStrictEqual({
      ...resource,
      contained: { contact: [contact, { type: "contact", data: { a: null } }] },
    });
  });

  test("in a list, and in a key that is named data", async () => {
    const meta = { identifier: [null, { value: "1" }] };
    const contained = { data: [null, { id: null, type: "contact", data: null }] };
    expect(await responding({ ...resource, meta, contained }).getResource(resourcePath)).toStrictEqual({
      ...resource,
      meta: { identifier: [{ value: "1" }] },
      contained: { data: [{ type: "contact" }] },
    });
  });

  test("of a null receipt: the other receipts are matched to their operations", async () => {
    const receipts = [null, receipt("SUCCESS", undefined, { id: "a", type: "patient" })];
    const registry = responding({ taskId, status: "ACCEPTED" }, { taskId, status: "SUCCESS", receipts });
    const operations = [upsert("b"), upsert("a")];
    const outcomes = await collected(writeResources(registry, sourcePath, operations, { deadlineMs: 1_000 }));
    expect(summarize(outcomes)).toStrictEqual(["ReceiptError unknown", "ok"]);
  });

  test("of a receipt", async () => {
    const succeeded = receipt("SUCCESS");
    const receipts = [{ ...succeeded, completedAt: null, error: null, pipelineExecution: null }];
    expect(await responding({ taskId, status: "SUCCESS", receipts }).getTask(taskPath)).toStrictEqual({
      taskId,
      status: "SUCCESS",
      receipts: [Object.fromEntries(Object.entries(succeeded).filter(([field]) => field !== "completedAt"))],
    });
  });

  test("at any level of nesting", async () => {
    const depth = 100_000;
    const deep = `${'{"a":'.repeat(depth)}null${"}".repeat(depth)}`;
    const body = `{"id":"${resourcePath.id}","type":"patient","data":{},"extra":${deep}}`;
    const registry = clientOf(observedFetch(() => new Response(body)).fetch);
    expect(await registry.getResource(resourcePath)).toMatchObject({ id: resourcePath.id, data: {} });
  });
});

describe("a page of a browse that is not one", () => {
  const hit = { hitType: "RESOURCE" };
  test.each([
    {},
    { error: "CANARY" },
    [],
    { hits: {}, meta: {} },
    { hits: [5], meta: {} },
    { hits: [], meta: [] },
    { hits: [{ ...hit, resource: { type: "patient", data: {} } }], meta: {} },
    { hits: [{ ...hit, resource: { id: "a", type: "patient", data: [] } }], meta: {} },
  ])("%j", async (page) => {
    const browse = () => responding(page).browse(sourcePath, { collectionKeys: ["patient"] });
    const error = await thrownBy(MalformedResponseError, browse);
    expect(error).toMatchObject({ operationId: "browse", outcome: "not-done", taskId: undefined });
  });
});

describe("C7: a delete without a body in its response is PERSISTED without a taskId", () => {
  test.each([
    { status: 204, body: null },
    { status: 200, body: "" },
    { status: 202, body: "" },
    { status: 200, body: "\n" },
  ])("$status $body", async ({ status, body }) => {
    const { fetch } = observedFetch(() => new Response(body, { status }));
    expect(await taskOperations.delete(clientOf(fetch))).toStrictEqual({
      taskId: "",
      status: "PERSISTED",
      task: unknownTask,
    });
  });

  test.each(["create", "upsert"] as const)("but not a %s, which returns the resource", async (name) => {
    const { fetch } = observedFetch(() => new Response(null, { status: 204 }));
    await thrownBy(MalformedResponseError, () => operations[name](clientOf(fetch)));
  });
});

describe("C8: a PERSISTED write without a taskId resolves with an empty one", () => {
  test.each(persistedWrites)("$name", async ({ call, rest }) => {
    for (const taskId of [undefined, null, 5, ""]) {
      const result = await call(responding({ ...rest, status: "PERSISTED", taskId }));
      expect(result).toStrictEqual({ ...rest, status: "PERSISTED", taskId: "", task: unknownTask });
    }
  });

  test("but not a bulk, whose outcomes are in the receipts", async () => {
    await thrownBy(MalformedResponseError, () => taskOperations.bulk(responding({ status: "PERSISTED" })));
  });
});

test("C8: no error has a taskId that can't be polled", async () => {
  const registry = clientOf(observedFetch(() => new Response('{"taskId":"s_1\nFAKE","status":')).fetch);
  expect(await thrownBy(MalformedResponseError, () => operations.create(registry))).toMatchObject({
    taskId: undefined,
  });
  const withoutResource = responding({ status: "PERSISTED", taskId: "a/b\n" });
  expect(await thrownBy(MalformedResponseError, () => operations.create(withoutResource))).toMatchObject({
    taskId: undefined,
  });
});

describe("C8: an ACCEPTED write is malformed only without a taskId that can be polled", () => {
  const calls = [
    ...persistedWrites.map(({ name, call }) => ({ name, call })),
    { name: "bulk", call: taskOperations.bulk },
  ];
  const unusable = [undefined, null, 5, "", ".", "..", "s_1/x", "s_1\\x", "s_1\n", "\u0000", "s_1\u007f", "s_\ud800"];

  test.each(calls)("$name", async ({ call }) => {
    for (const taskId of unusable) {
      const error = await thrownBy(MalformedResponseError, () => call(responding({ status: "ACCEPTED", taskId })));
      expect(error).toMatchObject({ outcome: "unknown", taskId: undefined });
    }
    for (const taskId of ["s_1", "purge:1", "2wil", "x y", "té"]) {
      expect(await call(responding({ status: "ACCEPTED", taskId }))).toMatchObject({ status: "ACCEPTED", taskId });
    }
  });
});

test("C10: a bulk and a purge without the deprecated ids resolve", async () => {
  expect(await taskOperations.bulk(responding({ status: "ACCEPTED", taskId }))).not.toHaveProperty("bulkId");
  const purge = { taskId: "pg_1", status: "PENDING", collectionType: "resources", collectionKey: "patient" };
  expect(await responding(purge).getPurge({ ...sourcePath, purgeId: "pg_1" })).toStrictEqual(purge);
});
