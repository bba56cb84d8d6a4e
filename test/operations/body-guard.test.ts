import { describe, test } from "vitest";
import type { ContainedResourceRequest, PurgeRequest } from "../../src/index.ts";
import { expectRefused } from "../support/expect-refused.ts";
import { containedPath, sourcePath } from "../support/task-operations.ts";

describe("a contained resource that can't be right is refused before anything is sent", () => {
  const noBody = "Expected an object with type and data.";
  const noData = "Expected an object of the resource's attributes.";
  const noType = "Expected the key of the contained resource's profile.";

  test.each([
    { body: undefined, message: `Invalid body: it is missing. ${noBody}` },
    { body: [], message: `Invalid body: it is an array. ${noBody}` },
    { body: { type: "contact" }, message: `Invalid data: it is missing. ${noData}` },
    { body: { type: "contact", data: "TREA80010112" }, message: `Invalid data: it is of type string. ${noData}` },
    { body: { data: {} }, message: `Invalid type: it is missing. ${noType}` },
    { body: { type: "", data: {} }, message: `Invalid type: it is empty. ${noType}` },
    { body: { type: 5, data: {} }, message: `Invalid type: it is of type number. ${noType}` },
  ])("$body", async ({ body, message }) => {
    const contained = body as ContainedResourceRequest;
    await expectRefused((registry) => registry.upsertContainedResource(containedPath, contained), {
      operationId: "upsertContainedResource",
      message,
    });
  });
});

describe("a purge of what can't be right is refused before anything is sent", () => {
  const noBody = "Expected an object with collectionType and collectionKey.";
  const noType = "Expected one of resources, relationships, objects.";
  const noKey = "Expected the key of the collection to purge.";

  test.each([
    { body: undefined, message: `Invalid body: it is missing. ${noBody}` },
    { body: "patient", message: `Invalid body: it is of type string. ${noBody}` },
    { body: {}, message: `Invalid collectionType: it is missing. ${noType}` },
    {
      body: { collectionType: 5, collectionKey: "patient" },
      message: `Invalid collectionType: it is of type number. ${noType}`,
    },
    {
      body: { collectionType: "people", collectionKey: "patient" },
      message: `Invalid collectionType: it is not known. ${noType}`,
    },
    { body: { collectionType: "resources" }, message: `Invalid collectionKey: it is missing. ${noKey}` },
    {
      body: { collectionType: "resources", collectionKey: "" },
      message: `Invalid collectionKey: it is empty. ${noKey}`,
    },
    {
      body: { collectionType: "resources", collectionKey: ["patient"] },
      message: `Invalid collectionKey: it is an array. ${noKey}`,
    },
  ])("$body", async ({ body, message }) => {
    await expectRefused((registry) => registry.purgeCollection(sourcePath, body as PurgeRequest), {
      operationId: "purgeCollection",
      message,
    });
  });
});
