import { describe, expect, test } from "vitest";
import type { RegistryEvent } from "../src/index.ts";
import { waitForTask } from "./support/client.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { operations } from "./support/operations.ts";
import { patientPath, persisted } from "./support/patient.ts";
import { errorResponse } from "./support/scripted-fetch.ts";
import { clientOf, start } from "./support/start.ts";
import { sourcePath } from "./support/task-operations.ts";
import { thrown } from "./support/thrown.ts";
import { upsert } from "./support/writes.ts";

describe("A17: events of concurrent calls", () => {
  test("have the callId of their call", async () => {
    const { registry, clock, events } = start([() => errorResponse(429), () => Response.json(persisted)]);
    await clock.settle(
      Promise.all([operations.upsert(registry), operations.upsert(registry), operations.create(registry)]),
    );
    const types = new Map<number, string[]>();
    for (const { callId, type } of events) types.set(callId, [...(types.get(callId) ?? []), type]);
    expect([...types.values()].map((of) => of.join(" ")).sort()).toStrictEqual([
      "attempt response",
      "attempt response",
      "attempt response retry attempt response",
    ]);
    expect([...types.keys()].every((callId) => Number.isInteger(callId) && callId > 0)).toBe(true);
  });

  test("of two clients do not share a callId", async () => {
    const events: RegistryEvent[] = [];
    const onEvent = (event: RegistryEvent) => events.push(event);
    const fetch = () => Promise.resolve(Response.json(persisted));
    await Promise.all(
      [clientOf(fetch, { onEvent }), clientOf(fetch, { onEvent })].map((each) => operations.create(each)),
    );
    expect(new Set(events.map(({ callId }) => callId)).size).toBe(2);
  });

  test("have the taskId of a polled task, and of a write once it is known", async () => {
    const events: RegistryEvent[] = [];
    const embedded = createEmbeddedRegistry();
    const registry = clientOf(embedded.fetch, { onEvent: (event) => events.push(event) });
    const { taskId } = await registry.bulkResources(sourcePath, { operations: [upsert("a")] });
    await waitForTask(registry, { ...sourcePath, taskId }, { deadlineMs: 5_000 });
    expect(events.slice(0, 2).map((event) => [event.type, event.taskId])).toStrictEqual([
      ["attempt", undefined],
      ["response", taskId],
    ]);
    expect(events.slice(2).every((event) => event.operationId === "getTask" && event.taskId === taskId)).toBe(true);
  });

  test("also if the taskId is the last field of the response, or if the write then fails", async () => {
    const events: RegistryEvent[] = [];
    const onEvent = (event: RegistryEvent) => events.push(event);
    const { taskId, ...rest } = persisted;
    await operations.create(clientOf(() => Promise.resolve(Response.json({ ...rest, taskId })), { onEvent }));
    expect(events.at(-1)).toMatchObject({ type: "response", taskId });
    await thrown(() =>
      operations.create(clientOf(() => Promise.resolve(Response.json({ taskId, status: "NEW" })), { onEvent })),
    );
    expect(events.at(-1)).toMatchObject({ type: "error", taskId });
  });

  test("but no taskId that could be any string", async () => {
    const events: RegistryEvent[] = [];
    const response = { ...persisted, taskId: "Tremblay, 1980" };
    const registry = clientOf(() => Promise.resolve(Response.json(response)), {
      onEvent: (event) => events.push(event),
    });
    await registry.createResource(patientPath, { data: {} });
    await registry.getTask({ ...sourcePath, taskId: "Tremblay, 1980" });
    expect(events.every(({ taskId }) => taskId === undefined)).toBe(true);
  });
});
