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

/** A client on a platform that sends each write twice, as some do when the connection is cut behind the first. */
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
])("on $where, which may send a write again by itself", ({ globals }) => {
  test("a create that meets its own first sending is not said to be undone", async () => {
    emulate(globals);
    const { embedded, registry } = resent();
    const error = await thrownBy(ApiError, () => registry.createResource(path, { id, data: {} }));
    expect(error).toMatchObject({ type: "ALREADY_EXISTS", outcome: "unknown", attempts: 1 });
    expect(embedded.resources(path).map((resource) => resource.id)).toStrictEqual([id]);
  });

  test("neither is a delete, nor a bundle", async () => {
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

  test("nor is a bundle that deletes", async () => {
    emulate(globals);
    const { embedded, registry } = resent();
    await clientOf(embedded.fetch, allowed).createResource(path, { id, data: {} });
    const deletions: ResourceOperation[] = [{ action: "DELETE", delete: { type: "patient", id } }];
    const gone = await thrownBy(ApiError, () => registry.submitBundle(source, { resourceOperations: deletions }));
    expect(gone).toMatchObject({ type: "NOT_FOUND", outcome: "unknown", attempts: 1 });
    expect(embedded.resources(path)).toHaveLength(0);
  });

  test("nor is a task that deletes, whose first sending made another one", async () => {
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

  test("nor is a task whose first sending made another one", async () => {
    emulate(globals);
    const { embedded, registry } = resent({ asynchronous: true, taskDurationMs: 0 });
    const { taskId } = await registry.createResource(path, { id, data: {} });
    const failed = await thrownBy(TaskFailedError, () =>
      waitForTask(registry, { ...source, taskId }, { deadlineMs: 10_000 }),
    );
    expect(failed).toMatchObject({ outcome: "unknown", receipts: [{ error: { type: "ALREADY_EXISTS" } }] });
    expect(embedded.resources(path)).toHaveLength(1);
  });

  test("what no first sending explains is", async () => {
    emulate(globals);
    const embedded = createEmbeddedRegistry({ sources: ["another"] });
    const registry = clientOf(embedded.fetch, allowed);
    const error = await thrownBy(ApiError, () => registry.createResource(path, { id, data: {} }));
    expect(error).toMatchObject({ type: "NOT_FOUND", outcome: "not-done" });
    const read = await thrownBy(ApiError, () => registry.getResource({ ...path, id }));
    expect(read).toMatchObject({ type: "NOT_FOUND", outcome: "not-done" });
  });
});

test("on Node.js and Bun a write comes once, and what was there before says that it was not done", async () => {
  const embedded = createEmbeddedRegistry();
  const registry = clientOf(embedded.fetch, allowed);
  await registry.createResource(path, { id, data: {} });
  const taken = await thrownBy(ApiError, () => registry.createResource(path, { id, data: {} }));
  expect(taken).toMatchObject({ type: "ALREADY_EXISTS", outcome: "not-done" });
  const gone = await thrownBy(ApiError, () => registry.deleteResource({ ...path, id: "patient-0002" }));
  expect(gone).toMatchObject({ type: "NOT_FOUND", outcome: "not-done" });
});

describe("writeResources, where a bulk may have come twice", () => {
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
