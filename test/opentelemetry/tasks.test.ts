import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { TaskTimeoutError, type RegistryClientOptions } from "../../src/index.ts";
import { createTaskSpans } from "../../src/opentelemetry/task-spans.ts";
import type { EndedTask } from "../../src/tasks/poll-task.ts";
import { browseAll, waitForTask, waitForTasks, writeRelationships, writeResources } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { thrown, thrownBy } from "../support/thrown.ts";
import { parentId, traceClient, withContextManager } from "../support/traced-client.ts";
import { collected, create, upserts } from "../support/writes.ts";

const source = { sourceKey: "ehr-prod" };
const wait = { deadlineMs: 60_000, backoffMs: 1 };
const patient = { ...source, resourceType: "patient", id: "made-up-1" };

function start({ taskDurationMs = 2, ...options }: Partial<RegistryClientOptions> & { taskDurationMs?: number } = {}) {
  const embedded = createEmbeddedRegistry({ asynchronous: true, taskDurationMs });
  return { embedded, ...traceClient({ fetch: embedded.fetch, ...(options as object) }) };
}

async function acceptedTask({ registry }: ReturnType<typeof start>): Promise<string> {
  const result = await registry.upsertResource(patient, { data: {} });
  if (result.status !== "ACCEPTED") throw new Error("The registry did not start a task.");
  return result.taskId;
}

function facts({ name, attributes }: ReturnType<ReturnType<typeof start>["spans"]>[number]) {
  const { "clinia.task_id": taskId, ...others } = attributes;
  expect(taskId).toMatch(/^(?:bk|s)_\w+$/);
  return { name, ...others };
}

describe("the span of a task", () => {
  test("is the parent of the polls, and links to the call that started the task", async () => {
    const started = start();
    const { registry, inSpan, spans } = started;
    await withContextManager(() =>
      inSpan("own", async () => waitForTask(registry, { ...source, taskId: await acceptedTask(started) }, wait)),
    );
    const own = spans().find(({ name }) => name === "own");
    const task = spans().find(({ name }) => name === "registry task");
    const polls = spans().filter(({ name }) => name.startsWith("GET"));
    const call = spans().find(({ name }) => name.startsWith("PUT"));
    expect(task && facts(task)).toStrictEqual({
      name: "registry task",
      "clinia.operation_id": "upsertResource",
      "clinia.task.status": "SUCCESS",
    });
    expect(task).toMatchObject({ kind: SpanKind.INTERNAL, links: [{ context: call?.spanContext() }] });
    expect(parentId(task)).toBe(own?.spanContext().spanId);
    expect(polls.length).toBeGreaterThan(0);
    for (const poll of polls) expect(parentId(poll)).toBe(task?.spanContext().spanId);
    expect(call?.attributes["clinia.task_id"]).toBe(task?.attributes["clinia.task_id"]);
  });

  test("is also that of a task of another process, and of waitForTasks", async () => {
    const started = start();
    const taskId = await acceptedTask(started);
    const { registry, spans } = traceClient({ fetch: started.embedded.fetch });
    await collected(waitForTasks(registry, source, [taskId], wait));
    const tasks = spans().filter(({ name }) => name === "registry task");
    expect(tasks.map(facts)).toStrictEqual([{ name: "registry task", "clinia.task.status": "SUCCESS" }]);
    expect(tasks[0]?.links).toStrictEqual([]);
  });

  test("does not contain a taskId that may be another string", async () => {
    const { registry, spans } = start();
    await thrown(() => waitForTask(registry, { ...source, taskId: "made up" }, { ...wait, notFoundGraceMs: 0 }));
    const task = spans().find(({ name }) => name === "registry task");
    expect(task?.attributes).toStrictEqual({ "error.type": "ApiError" });
    expect(task?.status).toStrictEqual({ code: SpanStatusCode.ERROR });
  });

  test.each<[string, (signal: AbortSignal) => unknown, string]>([
    ["AbortError", () => undefined, "AbortError"],
    ["_OTHER for your own reason", () => new Error("made-up-1"), "_OTHER"],
    ["_OTHER for a reason that is no error", () => "made-up-1", "_OTHER"],
  ])("of an aborted wait has %s", async (_, reason, type) => {
    const started = start({ taskDurationMs: Infinity });
    const taskId = await acceptedTask(started);
    const controller = new AbortController();
    const onPoll = () => {
      controller.abort(reason(controller.signal));
    };
    const options = { ...wait, signal: controller.signal, onPoll };
    await thrown(() => waitForTask(started.registry, { ...source, taskId }, options));
    const task = started.spans().find(({ name }) => name === "registry task");
    expect(task?.attributes["error.type"]).toBe(type);
  });

  test("of a task that does not end has TaskTimeoutError, which the wait throws", async () => {
    const started = start({ taskDurationMs: Infinity });
    const taskId = await acceptedTask(started);
    const timeout = { ...wait, deadlineMs: 5 };
    await thrownBy(TaskTimeoutError, () => waitForTask(started.registry, { ...source, taskId }, timeout));
    const task = started.spans().find(({ name }) => name === "registry task");
    expect(task?.attributes["error.type"]).toBe("TaskTimeoutError");
  });

  test("links to no call when 10,000 others have started tasks since", async () => {
    const { tracer, spans } = traceClient();
    const tasks = createTaskSpans(tracer);
    const spanContext = tracer.startSpan("call").spanContext();
    const call = { operationId: "upsertResource", spanContext, parent: undefined, startTime: 0 } as const;
    for (let count = 0; count <= 10_000; count++) tasks.onStart(`s_${count}`, call);
    const ended = { task: { status: "SUCCESS" } } as EndedTask;
    for (const taskId of ["s_0", "s_1"]) await tasks.wait({ ...source, taskId }, () => Promise.resolve(ended));
    expect(spans().map(({ links }) => links.length)).toStrictEqual([0, 1]);
  });
});

describe("the span of a bulk", () => {
  test("starts with its submission, and has the numbers of its records", async () => {
    const { registry, inSpan, spans } = start();
    await registry.createResource({ ...source, resourceType: "patient" }, { id: "made-up-1", data: {} });
    const operations = [...upserts(3), create("patient-0")];
    await withContextManager(() =>
      inSpan("own", () => collected(writeResources(registry, source, operations, { ...wait, batchSize: 4 }))),
    );
    const own = spans().find(({ name }) => name === "own");
    const [bulk] = spans().filter(({ name }) => name === "registry bulk");
    const [submission] = spans().filter(({ attributes }) => attributes["clinia.operation_id"] === "bulkResources");
    expect(bulk && facts(bulk)).toStrictEqual({
      name: "registry bulk",
      "clinia.operation_id": "bulkResources",
      "clinia.task.status": "FAILURE",
      "clinia.records.written": 3,
      "clinia.records.failed": 1,
      "error.type": "FAILURE",
    });
    expect(submission?.attributes["http.response.status_code"]).toBe(202);
    expect(parentId(bulk)).toBe(own?.spanContext().spanId);
    expect(parentId(submission)).toBe(own?.spanContext().spanId);
    expect(bulk?.links.map(({ context }) => context)).toStrictEqual([submission?.spanContext()]);
    expect(bulk?.startTime[0]).toBeLessThanOrEqual(submission?.startTime[0] ?? 0);
    const polls = spans().filter((span) => parentId(span) === bulk?.spanContext().spanId);
    expect(polls.length).toBeGreaterThan(0);
    expect(new Set(polls.map(({ attributes }) => attributes["clinia.operation_id"]))).toStrictEqual(
      new Set(["getTask"]),
    );
  });

  test("starts with the wait, if that is in another span than the submission", async () => {
    const { registry, inSpan, spans } = start();
    let taskId = "";
    await withContextManager(async () => {
      await inSpan("submit", async () => {
        ({ taskId } = await registry.bulkResources(source, { operations: upserts(1) }));
      });
      await inSpan("wait", () => waitForTask(registry, { ...source, taskId }, wait));
    });
    const bulk = spans().find(({ name }) => name === "registry bulk");
    const waiting = spans().find(({ name }) => name === "wait");
    const milliseconds = ([seconds, nanoseconds] = [0, 0]) => seconds * 1e3 + nanoseconds / 1e6;
    expect(milliseconds(bulk?.startTime)).toBeGreaterThanOrEqual(milliseconds(waiting?.startTime));
    expect(parentId(bulk)).toBe(waiting?.spanContext().spanId);
  });

  test("exists for each bulk, also of relationships, and a traced client browses all pages", async () => {
    const { registry, spans } = start();
    const written = await collected(writeResources(registry, source, upserts(6), { ...wait, batchSize: 2 }));
    expect(written.every(({ ok }) => ok)).toBe(true);
    const ends = { from: { type: "patient", id: "patient-0" }, to: { type: "patient", id: "patient-1" } };
    const relationship = { action: "UPSERT", upsert: { type: "contact", ...ends } } as const;
    const related = await collected(writeRelationships(registry, source, [relationship], wait));
    expect(related.map(({ ok }) => ok)).toStrictEqual([true]);
    const pages = await collected(browseAll(registry, source, { collectionKeys: ["patient"] }));
    expect(pages.flatMap(({ hits }) => hits)).toHaveLength(6);
    const bulks = spans().filter(({ name }) => name === "registry bulk");
    expect(bulks.map(({ attributes }) => attributes["clinia.operation_id"])).toStrictEqual([
      ...["bulkResources", "bulkResources", "bulkResources", "bulkRelationships"],
    ]);
  });
});
