import { describe, test } from "vitest";
import type {
  BrowseRequest,
  CreateContainedResourceRequest,
  UpsertContainedResourceRequest,
  PurgeRequest,
} from "../../src/index.ts";
import { expectRefused } from "../support/expect-refused.ts";
import { containedInPath, containedPath, sourcePath } from "../support/task-operations.ts";

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

describe("refuses a new contained resource before anything is sent", () => {
  test.each([
    { body: undefined, field: "body" },
    { body: { type: "contact" }, field: "data" },
    { body: { data: {} }, field: "type" },
    { body: { id: "", type: "contact", data: {} }, field: "id" },
    { body: { id: null, type: "contact", data: {} }, field: "id" },
    { body: { id: "TREA80010112/x", type: "contact", data: {} }, field: "id" },
    { body: { id: "..", type: "contact", data: {} }, field: "id" },
  ])("$body", async ({ body, field }) => {
    const contained = body as CreateContainedResourceRequest;
    await expectRefused((registry) => registry.createContainedResource(containedInPath, contained), {
      operationId: "createContainedResource",
      field,
    });
  });
});

describe("refuses an invalid browse before anything is sent", () => {
  const collectionKeys = ["patient"];
  test.each([
    { body: undefined, field: "body" },
    { body: {}, field: "collectionKeys" },
    { body: { collectionKeys: "patient" }, field: "collectionKeys" },
    { body: { collectionKeys: ["patient", "pat ient"] }, field: "collectionKeys[1]" },
    { body: { collectionKeys, params: null }, field: "params" },
    { body: { collectionKeys, params: ["TREA80010112"] }, field: "params" },
    ...[0, -1, 1_001, 1.5, NaN, Infinity, "100", null, [5]].map((perPage) => ({
      body: { collectionKeys, params: { perPage } },
      field: "params.perPage",
    })),
  ])("$body", async ({ body, field }) => {
    await expectRefused((registry) => registry.browse(sourcePath, body as BrowseRequest), {
      operationId: "browse",
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
