import { describe, test } from "vitest";
import type { UpsertContainedResourceRequest, PurgeRequest } from "../../src/index.ts";
import { expectRefused } from "../support/expect-refused.ts";
import { containedPath, sourcePath } from "../support/task-operations.ts";

describe("refuses an invalid contained resource before anything is sent", () => {
  test.each([
    { body: undefined, field: "body" },
    { body: [], field: "body" },
    { body: { type: "contact" }, field: "data" },
    { body: { type: "contact", data: "TREA80010112" }, field: "data" },
    { body: { data: {} }, field: "type" },
    { body: { type: "", data: {} }, field: "type" },
    { body: { type: 5, data: {} }, field: "type" },
  ])("$body", async ({ body, field }) => {
    const contained = body as UpsertContainedResourceRequest;
    await expectRefused((registry) => registry.upsertContainedResource(containedPath, contained), {
      operationId: "upsertContainedResource",
      field,
    });
  });
});

describe("refuses an invalid purge before anything is sent", () => {
  test.each([
    { body: undefined, field: "body" },
    { body: "patient", field: "body" },
    { body: {}, field: "collectionType" },
    {
      body: { collectionType: 5, collectionKey: "patient" },
      field: "collectionType",
    },
    {
      body: { collectionType: "people", collectionKey: "patient" },
      field: "collectionType",
    },
    { body: { collectionType: "resources" }, field: "collectionKey" },
    {
      body: { collectionType: "resources", collectionKey: "" },
      field: "collectionKey",
    },
    {
      body: { collectionType: "resources", collectionKey: ["patient"] },
      field: "collectionKey",
    },
  ])("$body", async ({ body, field }) => {
    await expectRefused((registry) => registry.purgeCollection(sourcePath, body as PurgeRequest), {
      operationId: "purgeCollection",
      field,
    });
  });
});
