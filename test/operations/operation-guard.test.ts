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

/** A method that takes a list of operations, and the name of the list in its body. */
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
  test.each([
    { body: undefined, field: "body" },
    { body: null, field: "body" },
    { body: good, field: "body" },
    { body: "{}", field: "body" },
    { body: new Map([[list, good]]), field: "body" },
    { body: {}, field: list },
    { body: { [list]: null }, field: list },
    { body: { [list]: { 0: good[0] } }, field: list },
    { body: { [list]: new Set(good) }, field: list },
    { body: { [list]: good.values() }, field: list },
  ])("the body $body", async ({ body, field }) => {
    await expectRefused((registry) => call(registry, body), { operationId, field });
  });

  test.each([
    { operation: undefined, at: "" },
    { operation: null, at: "" },
    { operation: card, at: "" },
    { operation: [], at: "" },
    {
      operation: Promise.resolve(good[0]),
      at: "",
    },
    { operation: {}, at: ".action" },
    { operation: { action: 5 }, at: ".action" },
    { operation: { action: "create", create: { type, data } }, at: ".action" },
    { operation: { action: "PATCH", patch: {} }, at: ".action" },
    { operation: { action: "CREATE" }, at: ".create" },
    {
      operation: { action: "UPSERT", create: { type, data } },
      at: ".upsert",
    },
    {
      operation: { action: "DELETE", delete: card },
      at: ".delete",
    },
    { operation: { action: "CREATE", create: { data } }, at: ".create.type" },
    { operation: { action: "CREATE", create: { type: "", data } }, at: ".create.type" },
    { operation: { action: "UPSERT", upsert: { id: card, data } }, at: ".upsert.type" },
    { operation: { action: "DELETE", delete: { id: card } }, at: ".delete.type" },
    { operation: { action: "UPSERT", upsert: { type, data } }, at: ".upsert.id" },
    {
      operation: { action: "UPSERT", upsert: { type, id: 5, data } },
      at: ".upsert.id",
    },
    { operation: { action: "DELETE", delete: { type } }, at: ".delete.id" },
    { operation: { action: "DELETE", delete: { type, id: "" } }, at: ".delete.id" },
    { operation: { action: "CREATE", create: { type } }, at: ".create.data" },
    {
      operation: { action: "CREATE", create: { type, data: [data] } },
      at: ".create.data",
    },
    { operation: { action: "UPSERT", upsert: { type, id: card } }, at: ".upsert.data" },
    {
      operation: { action: "UPSERT", upsert: { type, id: card, data: null } },
      at: ".upsert.data",
    },
  ])("the operation $operation", async ({ operation, at }) => {
    const body = { [list]: [...good, operation] };
    await expectRefused((registry) => call(registry, body), { operationId, field: `${list}[3]${at}` });
  });

  test("but accepts an empty list, and a create without an id", async () => {
    const { fetch, requests } = observedFetch(() => Response.json({ taskId: "bk_1", status: "ACCEPTED" }));
    for (const operations of [[], [create()]]) await call(clientOf(fetch), { [list]: operations });
    expect(requests).toHaveLength(2);
  });
});

test.each([null, {}, "[]", new Set()])("refuses %j as a bundle's relationshipOperations", async (value) => {
  const body = { resourceOperations: good, relationshipOperations: value } as unknown as BundleRequest;
  await expectRefused((registry) => registry.submitBundle(sourcePath, body), {
    operationId: "submitBundle",
    field: "relationshipOperations",
  });
});
