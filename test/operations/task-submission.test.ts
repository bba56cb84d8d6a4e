import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { MalformedResponseError } from "../../src/index.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { operations, resourcePath, sent } from "../support/operations.ts";
import { patientPath } from "../support/patient.ts";
import { clientOf, key } from "../support/start.ts";
import { contact, sourcePath, taskOperations } from "../support/task-operations.ts";
import { thrownBy } from "../support/thrown.ts";
import { remove } from "../support/writes.ts";

/** An embedded registry whose tasks are `id1`, `id2` and so on, with the patient of the writes. */
async function startWithPatient(asynchronous = false) {
  let ids = 0;
  const embedded = createEmbeddedRegistry({ apiKey: key, asynchronous, newId: () => `id${++ids}` });
  const registry = clientOf(embedded.fetch);
  await operations.upsert(registry);
  await embedded.completeTasks();
  return { embedded, registry };
}

const task = (kind: string, raw: string) => ({ kind, id: raw.slice(raw.indexOf("_") + 1), deprecated: false, raw });

describe("a response of the embedded registry has the parsed taskId", () => {
  test("a delete: PERSISTED, and the resource is gone", async () => {
    const { embedded, registry } = await startWithPatient();
    expect(await registry.deleteResource(resourcePath)).toStrictEqual({
      taskId: "s_id2",
      status: "PERSISTED",
      task: task("oneOf", "s_id2"),
    });
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });

  test("a contained resource: PERSISTED, with the resource that contains it", async () => {
    const { embedded, registry } = await startWithPatient();
    const result = await taskOperations.contain(registry);
    const [resource] = embedded.resources(patientPath);
    expect(result).toStrictEqual({ taskId: "s_id2", status: "PERSISTED", resource, task: task("oneOf", "s_id2") });
    expect(resource?.contained).toStrictEqual({ contact: [{ id: "contact-1", ...contact }] });
    expect(resource?.data).toStrictEqual(sent.data);
  });

  test("a new contained resource: PERSISTED, with the resource that contains it", async () => {
    const { embedded, registry } = await startWithPatient();
    const result = await taskOperations.createContained(registry);
    const [resource] = embedded.resources(patientPath);
    expect(result).toStrictEqual({ taskId: "s_id2", status: "PERSISTED", resource, task: task("oneOf", "s_id2") });
    expect(resource?.contained).toStrictEqual({ contact: [{ id: "contact-1", ...contact }] });
  });

  test("a delete of a contained resource: PERSISTED, and only the contained resource is gone", async () => {
    const { embedded, registry } = await startWithPatient();
    await taskOperations.contain(registry);
    expect(await taskOperations.deleteContained(registry)).toStrictEqual({
      taskId: "s_id3",
      status: "PERSISTED",
      task: task("oneOf", "s_id3"),
    });
    expect(embedded.resources(patientPath)).toMatchObject([{ data: sent.data, contained: {} }]);
  });

  test.each([
    { name: "delete", call: taskOperations.delete },
    { name: "contained resource", call: taskOperations.contain },
    { name: "new contained resource", call: taskOperations.createContained },
    { name: "delete of a contained resource", call: taskOperations.deleteContained },
  ])("a $name where writes are tasks: ACCEPTED alone", async ({ call }) => {
    const { registry } = await startWithPatient(true);
    expect(await call(registry)).toStrictEqual({
      taskId: "s_id2",
      status: "ACCEPTED",
      task: task("oneOf", "s_id2"),
    });
  });

  test("a bulk: ACCEPTED, with the bulkId, which is the taskId", async () => {
    const { embedded, registry } = await startWithPatient();
    const result = await registry.bulkResources(sourcePath, { operations: [remove(sent.id)] });
    expect(result).toStrictEqual({
      taskId: "bk_id2",
      status: "ACCEPTED",
      bulkId: "bk_id2",
      task: task("bulk", "bk_id2"),
    });
    expect(embedded.resources(patientPath)).toHaveLength(1);
    await embedded.completeTasks();
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });

  test.each([
    { asynchronous: false, status: "PERSISTED" },
    { asynchronous: true, status: "ACCEPTED" },
  ])("a bundle: $status", async ({ asynchronous, status }) => {
    const { embedded, registry } = await startWithPatient(asynchronous);
    const resourceOperations = [remove(sent.id)];
    const result = await registry.submitBundle(sourcePath, { resourceOperations });
    expect(result).toStrictEqual({ taskId: "bd_id2", status, task: task("bundle", "bd_id2") });
    await embedded.completeTasks();
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });
});

describe("a malformed response is a MalformedResponseError, with the taskId if there is one", () => {
  const names = [
    { name: "delete", operationId: "deleteResource" },
    { name: "contain", operationId: "upsertContainedResource" },
    { name: "createContained", operationId: "createContainedResource" },
    { name: "deleteContained", operationId: "deleteContainedResource" },
    { name: "bulk", operationId: "bulkResources" },
    { name: "bundle", operationId: "submitBundle" },
    { name: "purge", operationId: "purgeCollection" },
  ] as const;
  const faults = [
    { response: [], taskId: undefined },
    { response: { status: "ACCEPTED" }, taskId: undefined },
    { response: { taskId: 5, status: "ACCEPTED" }, taskId: undefined },
    { response: { taskId: "bk_1" }, taskId: "bk_1" },
    { response: { taskId: "bk_1", status: "DONE" }, taskId: "bk_1" },
  ];
  const rows = names.flatMap((each) => faults.map((fault) => ({ ...each, ...fault })));

  test.each(rows)("$operationId, $response", async ({ name, operationId, response, taskId }) => {
    const { fetch } = observedFetch(() => Response.json(response));
    const error = await thrownBy(MalformedResponseError, () => taskOperations[name](clientOf(fetch)));
    expect(error).toMatchObject({ operationId, status: 200, taskId, outcome: "unknown" });
  });

  test("a PERSISTED contained resource without the containing resource", async () => {
    const { fetch } = observedFetch(() => Response.json({ taskId: "s_1", status: "PERSISTED" }));
    const error = await thrownBy(MalformedResponseError, () => taskOperations.contain(clientOf(fetch)));
    expect(error).toMatchObject({ operationId: "upsertContainedResource", taskId: "s_1", outcome: "unknown" });
  });
});
