import { afterEach, describe, expect, test, vi } from "vitest";
import type { EmbeddedRegistryOptions } from "../src/embedded/index.ts";
import { ApiError, TaskFailedError, type Fetch, type ResourceOperation, type WriteOutcome } from "../src/index.ts";
import { waitForTask, writeResources } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { browserPage, browserWorker, emulate } from "./support/emulate.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const source = { sourceKey: "ehr-prod" };
const path = { ...source, resourceType: "patient" };
const id = "patient-0001";

const allowed = { dangerouslyAllowBrowser: true };

/** A client on a platform that sends each write twice, as some do when the connection is cut after the first request. */
function resent(options: EmbeddedRegistryOptions = {}) {
  const embedded = createEmbeddedRegistry(options);
  const fetch: Fetch = async (url, init) => {
    await embedded.fetch(url, init);
    return embedded.fetch(url, init);
  };
  return {
    embedded,
    registry: clientOf(fetch, allowed),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each([
  { where: "Deno", globals: { Deno: {} } },
  { where: "a browser's page", globals: browserPage },
  { where: "a browser's worker", globals: browserWorker },
  { where: "React Native", globals: { window: {}, navigator: {} } },
])("on $where, which may resend a write itself", ({ globals }) => {
  test("ALREADY_EXISTS for a create has the outcome unknown", async () => {
    emulate(globals);
    const { embedded, registry } = resent();
    const error = await thrownBy(ApiError, () => registry.createResource(path, { id, data: {} }));
    expect(error).toMatchObject({ type: "ALREADY_EXISTS", outcome: "unknown", attempts: 1 });
    expect(embedded.resources(path).map((resource) => resource.id)).toStrictEqual([id]);
  });

  test("NOT_FOUND for a delete and ALREADY_EXISTS in a bundle have the outcome unknown", async () => {
    emulate(globals);
    const { embedded, registry } = resent();
    const resourceOperations = [{ action: "CREATE" as const, create: { type: "patient", id, data: {} } }];
    const bundle = await thrownBy(ApiError, () => registry.submitBundle(source, { resourceOperations }));
    expect(bundle).toMatchObject({ type: "ALREADY_EXISTS", outcome: "unknown" });
    expect(embedded.resources(path)).toHaveLength(1);

    const gone = await thrownBy(ApiError, () => registry.deleteResource({ ...path, id }));
    expect(gone).toMatchObject({ type: "NOT_FOUND", outcome: "unknown", attempts: 1 });
    expect(embedded.resources(path)).toHaveLength(0);
  });

  test("errors of a contained resource that an earlier request explains have the outcome unknown", async () => {
    emulate(globals);
    const { embedded, registry } = resent();
    await clientOf(embedded.fetch, allowed).createResource(path, { id, data: {} });
    const at = { ...path, id, containKey: "contact" };
    const contained = { id: "contact-1", type: "contact", data: {} };
    const taken = await thrownBy(ApiError, () => registry.createContainedResource(at, contained));
    expect(taken).toMatchObject({ type: "ALREADY_EXISTS", outcome: "unknown", attempts: 1 });
    const gone = await thrownBy(ApiError, () =>
      registry.deleteContainedResource({ ...at, containedResourceId: contained.id }),
    );
    expect(gone).toMatchObject({ type: "NOT_FOUND", outcome: "unknown", attempts: 1 });
  });

  test("NOT_FOUND in a bundle that deletes has the outcome unknown", async () => {
    emulate(globals);
    const { embedded, registry } = resent();
    await clientOf(embedded.fetch, allowed).createResource(path, { id, data: {} });
    const deletions: ResourceOperation[] = [{ action: "DELETE", delete: { type: "patient", id } }];
    const gone = await thrownBy(ApiError, () => registry.submitBundle(source, { resourceOperations: deletions }));
    expect(gone).toMatchObject({ type: "NOT_FOUND", outcome: "unknown", attempts: 1 });
    expect(embedded.resources(path)).toHaveLength(0);
  });

  test("a failed task that deletes has the outcome unknown, because another task may have succeeded", async () => {
    emulate(globals);
    const { embedded, registry } = resent({ asynchronous: true, taskDurationMs: 0 });
    await clientOf(embedded.fetch, allowed).createResource(path, { id, data: {} });
    await embedded.completeTasks();
    const { taskId } = await registry.deleteResource({ ...path, id });
    const failed = await thrownBy(TaskFailedError, () =>
      waitForTask(registry, { ...source, taskId }, { deadlineMs: 10_000 }),
    );
    expect(failed).toMatchObject({ outcome: "unknown" });
    expect(embedded.resources(path)).toHaveLength(0);
  });

  test("a failed task has the outcome unknown, because another task may have succeeded", async () => {
    emulate(globals);
    const { embedded, registry } = resent({ asynchronous: true, taskDurationMs: 0 });
    const { taskId } = await registry.createResource(path, { id, data: {} });
    const failed = await thrownBy(TaskFailedError, () =>
      waitForTask(registry, { ...source, taskId }, { deadlineMs: 10_000 }),
    );
    expect(failed).toMatchObject({ outcome: "unknown", receipts: [{ error: { type: "ALREADY_EXISTS" } }] });
    expect(embedded.resources(path)).toHaveLength(1);
  });

  test("an error that no earlier request explains has the outcome not-done", async () => {
    emulate(globals);
    const embedded = createEmbeddedRegistry({ sources: ["another"] });
    const registry = clientOf(embedded.fetch, allowed);
    const error = await thrownBy(ApiError, () => registry.createResource(path, { id, data: {} }));
    expect(error).toMatchObject({ type: "NOT_FOUND", outcome: "not-done" });
    const read = await thrownBy(ApiError, () => registry.getResource({ ...path, id }));
    expect(read).toMatchObject({ type: "NOT_FOUND", outcome: "not-done" });
  });
});

test("on Node.js and Bun a write is sent once, and these errors have the outcome not-done", async () => {
  const embedded = createEmbeddedRegistry();
  const registry = clientOf(embedded.fetch, allowed);
  await registry.createResource(path, { id, data: {} });
  const taken = await thrownBy(ApiError, () => registry.createResource(path, { id, data: {} }));
  expect(taken).toMatchObject({ type: "ALREADY_EXISTS", outcome: "not-done" });
  const gone = await thrownBy(ApiError, () => registry.deleteResource({ ...path, id: "patient-0002" }));
  expect(gone).toMatchObject({ type: "NOT_FOUND", outcome: "not-done" });
});

describe("writeResources, when a bulk may have been sent twice", () => {
  const writes: ResourceOperation[] = [
    { action: "UPSERT", upsert: { type: "patient", id: "patient-0003", data: {} } },
    { action: "CREATE", create: { type: "patient", id, data: {} } },
    { action: "DELETE", delete: { type: "patient", id: "patient-0002" } },
    { action: "CREATE", create: { type: "patient", id: "patient-0004", data: {} } },
  ];

  test.each([
    { where: "Deno", globals: { Deno: {} }, open: "unknown" },
    { where: "Node.js", globals: {}, open: "not-done" },
  ])("on $where what the first may have done is $open", async ({ globals, open }) => {
    emulate(globals);
    const embedded = createEmbeddedRegistry({ taskDurationMs: 0 });
    const registry = clientOf(embedded.fetch, allowed);
    await registry.createResource(path, { id, data: {} });
    embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION" });
    const outcomes: WriteOutcome[] = [];
    for await (const outcome of writeResources(registry, source, writes, { deadlineMs: 10_000 }))
      outcomes.push(outcome);
    expect(
      outcomes.map((outcome) => (outcome.ok ? "ok" : [outcome.receipt?.error?.type, outcome.error.outcome])),
    ).toStrictEqual([["FAILED_PRECONDITION", "not-done"], ["ALREADY_EXISTS", open], ["NOT_FOUND", open], "ok"]);
  });
});
