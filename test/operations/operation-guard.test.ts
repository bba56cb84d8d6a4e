import { describe, expect, test } from "vitest";
import type { BulkRequest, BundleRequest, RegistryClient } from "../../src/index.ts";
import { expectRefused } from "../support/expect-refused.ts";
import { observedFetch } from "../support/observed-fetch.ts";
import { clientOf } from "../support/start.ts";
import { sourcePath } from "../support/task-operations.ts";
import { create, remove, upsert } from "../support/writes.ts";

const card = "TREA80010112";
const type = "patient";
const data = { healthCard: card };
const good = [create(card, data), upsert(card, data), remove(card)];

/** A method that takes a list of operations, with what its body is called. */
const methods = [
  {
    operationId: "bulkResources",
    list: "operations",
    call: (registry: RegistryClient, body: unknown) => registry.bulkResources(sourcePath, body as BulkRequest),
  },
  {
    operationId: "submitBundle",
    list: "resourceOperations",
    call: (registry: RegistryClient, body: unknown) => registry.submitBundle(sourcePath, body as BundleRequest),
  },
] as const;

describe.each(methods)("$operationId refuses before anything is sent", ({ operationId, list, call }) => {
  const expected = `Expected an object with ${list}.`;
  const noArray = `${list}: it is not an array. Expected an array of operations.`;

  test.each([
    { body: undefined, said: `body: it is missing. ${expected}` },
    { body: null, said: `body: it is null. ${expected}` },
    { body: good, said: `body: it is an array. ${expected}` },
    { body: "{}", said: `body: it is of type string. ${expected}` },
    { body: new Map([[list, good]]), said: `body: it is something that JSON does not write as an object. ${expected}` },
    { body: {}, said: noArray },
    { body: { [list]: null }, said: noArray },
    { body: { [list]: { 0: good[0] } }, said: noArray },
    { body: { [list]: new Set(good) }, said: noArray },
    { body: { [list]: good.values() }, said: noArray },
  ])("the body $body", async ({ body, said }) => {
    await expectRefused((registry) => call(registry, body), { operationId, message: `Invalid ${said}` });
  });

  const noOperation = "Expected an operation, with its action.";
  const noAction = "Expected one of CREATE, UPSERT, DELETE.";
  const unknown = `it is not known. ${noAction}`;
  const noType = "Expected the key of the resource's profile.";
  const noId = "Expected the id of the resource.";
  const noData = "Expected an object of the resource's attributes.";

  test.each([
    { operation: undefined, said: `: it is missing. ${noOperation}` },
    { operation: null, said: `: it is null. ${noOperation}` },
    { operation: card, said: `: it is of type string. ${noOperation}` },
    { operation: [], said: `: it is an array. ${noOperation}` },
    {
      operation: Promise.resolve(good[0]),
      said: `: it is something that JSON does not write as an object. ${noOperation}`,
    },
    { operation: {}, said: `.action: it is missing. ${noAction}` },
    { operation: { action: 5 }, said: `.action: it is of type number. ${noAction}` },
    { operation: { action: "create", create: { type, data } }, said: `.action: ${unknown}` },
    { operation: { action: "PATCH", patch: {} }, said: `.action: ${unknown}` },
    { operation: { action: "CREATE" }, said: ".create: it is missing. Expected an object beside the action CREATE." },
    {
      operation: { action: "UPSERT", create: { type, data } },
      said: ".upsert: it is missing. Expected an object beside the action UPSERT.",
    },
    {
      operation: { action: "DELETE", delete: card },
      said: ".delete: it is of type string. Expected an object beside the action DELETE.",
    },
    { operation: { action: "CREATE", create: { data } }, said: `.create.type: it is missing. ${noType}` },
    { operation: { action: "CREATE", create: { type: "", data } }, said: `.create.type: it is empty. ${noType}` },
    { operation: { action: "UPSERT", upsert: { id: card, data } }, said: `.upsert.type: it is missing. ${noType}` },
    { operation: { action: "DELETE", delete: { id: card } }, said: `.delete.type: it is missing. ${noType}` },
    { operation: { action: "UPSERT", upsert: { type, data } }, said: `.upsert.id: it is missing. ${noId}` },
    {
      operation: { action: "UPSERT", upsert: { type, id: 5, data } },
      said: `.upsert.id: it is of type number. ${noId}`,
    },
    { operation: { action: "DELETE", delete: { type } }, said: `.delete.id: it is missing. ${noId}` },
    { operation: { action: "DELETE", delete: { type, id: "" } }, said: `.delete.id: it is empty. ${noId}` },
    { operation: { action: "CREATE", create: { type } }, said: `.create.data: it is missing. ${noData}` },
    {
      operation: { action: "CREATE", create: { type, data: [data] } },
      said: `.create.data: it is an array. ${noData}`,
    },
    { operation: { action: "UPSERT", upsert: { type, id: card } }, said: `.upsert.data: it is missing. ${noData}` },
    {
      operation: { action: "UPSERT", upsert: { type, id: card, data: null } },
      said: `.upsert.data: it is null. ${noData}`,
    },
  ])("the operation $operation", async ({ operation, said }) => {
    const body = { [list]: [...good, operation] };
    await expectRefused((registry) => call(registry, body), { operationId, message: `Invalid ${list}[3]${said}` });
  });

  test("no list that is empty, and no create without an id", async () => {
    const { fetch, requests } = observedFetch(() => Response.json({ taskId: "bk_1", status: "ACCEPTED" }));
    for (const operations of [[], [create()]]) await call(clientOf(fetch), { [list]: operations });
    expect(requests).toHaveLength(2);
  });
});

test.each([null, {}, "[]", new Set()])("a bundle's relationshipOperations that are %j are refused", async (value) => {
  const body = { resourceOperations: good, relationshipOperations: value } as unknown as BundleRequest;
  await expectRefused((registry) => registry.submitBundle(sourcePath, body), {
    operationId: "submitBundle",
    message: "Invalid relationshipOperations: it is not an array. Expected an array of operations.",
  });
});
