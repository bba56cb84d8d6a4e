import { expect, expectTypeOf, test } from "vitest";
import { createApp } from "../../src/embedded/app.ts";
import { createBrowseSessions } from "../../src/embedded/browse/sessions.ts";
import { createDefinitions } from "../../src/embedded/definitions.ts";
import { createOperationFaultQueue } from "../../src/embedded/faults/queue.ts";
import type { OperationHandlers } from "../../src/embedded/operations/handler.ts";
import { getTask } from "../../src/embedded/operations/tasks.ts";
import { resolveSettings } from "../../src/embedded/options.ts";
import { createStore } from "../../src/embedded/store.ts";
import { createTasks } from "../../src/embedded/tasks.ts";

const settings = resolveSettings({ apiKey: "key" });
const app = createApp({
  settings,
  resources: createStore(),
  relationships: createStore(),
  definitions: createDefinitions(settings.sources),
  objects: createStore(),
  tasks: createTasks(settings),
  browses: createBrowseSessions(settings),
  operationFaults: createOperationFaultQueue(),
  operations: { getTask },
});

async function send(method: string, path: string, key = "key") {
  const headers = { "x-clinia-api-key": key, "content-type": "application/json" };
  const response = await app.request(`/sources/ehr-prod/v1/${path}`, { method, headers });
  return { status: response.status, body: (await response.json()) as unknown };
}

test.each([
  { operationId: "getResource", method: "GET", path: "resources/patient/1" },
  { operationId: "createResource", method: "POST", path: "resources/patient" },
])("$operationId without a handler: 501 UNIMPLEMENTED", async ({ operationId, method, path }) => {
  const message = `The embedded registry does not implement ${operationId}.`;
  expect(await send(method, path)).toStrictEqual({ status: 501, body: { code: 501, type: "UNIMPLEMENTED", message } });
});

test("the checks of every request come first, and an operation with a handler responds", async () => {
  expect(await send("GET", "resources/patient/1", "other")).toMatchObject({ status: 401 });
  expect(await send("GET", "tasks/s_1")).toMatchObject({ status: 404, body: { message: "Task not found." } });
});

test("handlers can be missing, and are only for operations of the contract", () => {
  expectTypeOf({ getTask }).toExtend<OperationHandlers>();
  // @ts-expect-error -- The contract has no such operation.
  expectTypeOf({ getTusk: getTask }).toExtend<OperationHandlers>();
});
