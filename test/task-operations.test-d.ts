import { describe, expectTypeOf, test } from "vitest";
import {
  createRegistryClient,
  type BulkResourcesResult,
  type GetTaskResult,
  type PurgeOperation,
  type PurgeCollectionResult,
  type Receipt,
  type Resource,
  type ResourceSubmission,
  type TaskId,
  type TaskSubmission,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const source = { sourceKey: "ehr-prod" };
const type = "patient";
const resourcePath = { ...source, resourceType: type, id: "patient-1" };
const containedPath = { ...resourcePath, containKey: "contact", containedResourceId: "contact-1" };

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("what must not compile", () => {
  test("an incomplete path", () => {
    // @ts-expect-error -- no id in the path
    void registry.deleteResource({ ...source, resourceType: type });
    // @ts-expect-error -- no containKey
    void registry.upsertContainedResource({ ...resourcePath, containedResourceId: "x" }, { type, data: {} });
    // @ts-expect-error -- no sourceKey
    void registry.bulkResources({}, { operations: [] });
    // @ts-expect-error -- no taskId
    void registry.getTask(source);
    // @ts-expect-error -- no purgeId
    void registry.getPurge(source);
    // @ts-expect-error -- a misspelt taskId
    void registry.getTask({ ...source, taskID: "s_1" });
  });

  test("a misspelt field of an operation", () => {
    const data = {};
    const create = { type, data };
    // @ts-expect-error -- of a create
    void registry.bulkResources(source, { operations: [{ action: "CREATE", create: { ...create, metta: {} } }] });
    // @ts-expect-error -- of its meta
    void registry.bulkResources(source, { operations: [{ action: "CREATE", create: { ...create, meta: { by: 1 } } }] });
    // @ts-expect-error -- of an upsert
    void registry.bulkResources(source, { operations: [{ action: "UPSERT", upsert: { type, ID: "x", data } }] });
    // @ts-expect-error -- of a delete
    void registry.bulkResources(source, { operations: [{ action: "DELETE", delete: { type, id: "x", all: true } }] });
    // @ts-expect-error -- beside the action
    void registry.bulkResources(source, { operations: [{ action: "DELETE", delte: { type, id: "x" } }] });
    // @ts-expect-error -- an action
    void registry.bulkResources(source, { operations: [{ action: "DELTE", delete: { type, id: "x" } }] });
    // @ts-expect-error -- beside the operations
    void registry.bulkResources(source, { operations: [], asynchronous: true });
    // @ts-expect-error -- the operations of a bulk, in a bundle
    void registry.submitBundle(source, { operations: [] });
    const relate = { action: "CREATE", create: { type: "parent-of", from: { id: "a", type } } } as const;
    // @ts-expect-error -- an operation on a relationship without one of its ends
    void registry.submitBundle(source, { resourceOperations: [], relationshipOperations: [relate] });
  });

  test("a body with a missing or an extra field", () => {
    // @ts-expect-error -- no body
    void registry.bulkResources(source);
    // @ts-expect-error -- no type
    void registry.upsertContainedResource(containedPath, { data: {} });
    // @ts-expect-error -- no data
    void registry.upsertContainedResource(containedPath, { type });
    // @ts-expect-error -- an id, which is in the path
    void registry.upsertContainedResource(containedPath, { id: "contact-1", type, data: {} });
    // @ts-expect-error -- no collectionKey
    void registry.purgeCollection(source, { collectionType: "resources" });
  });

  test("an unknown option", () => {
    // @ts-expect-error -- a misspelt parameter
    void registry.getTask({ ...source, taskId: "s_1" }, { query: { withReceipt: true } });
    // @ts-expect-error -- a string for a boolean
    void registry.getTask({ ...source, taskId: "s_1" }, { query: { withReceipts: "true" } });
    // @ts-expect-error -- a query for an operation without one
    void registry.deleteResource(resourcePath, { query: {} });
  });
});

describe("the results", () => {
  test("the response of the operation, with the parsed taskId", () => {
    const deleted = () => registry.deleteResource(resourcePath);
    const contained = () => registry.upsertContainedResource(containedPath, { type, data: {} });
    const bulk = () => registry.bulkResources(source, { operations: [] });
    const bundle = () => registry.submitBundle(source, { resourceOperations: [] });
    const purge = () => registry.purgeCollection(source, { collectionType: "objects", collectionKey: "x" });
    expectTypeOf(deleted).returns.resolves.toEqualTypeOf<TaskSubmission>();
    expectTypeOf(contained).returns.resolves.toEqualTypeOf<ResourceSubmission>();
    expectTypeOf(bulk).returns.resolves.toEqualTypeOf<BulkResourcesResult>();
    expectTypeOf(bundle).returns.resolves.toEqualTypeOf<TaskSubmission>();
    expectTypeOf(purge).returns.resolves.toEqualTypeOf<PurgeCollectionResult>();
    expectTypeOf<BulkResourcesResult | PurgeCollectionResult | ResourceSubmission | TaskSubmission>().toExtend<{
      task: TaskId;
    }>();
  });

  test("narrows by its status", () => {
    expectTypeOf<Extract<ResourceSubmission, { status: "PERSISTED" }>["resource"]>().toEqualTypeOf<Resource>();
    expectTypeOf<Extract<ResourceSubmission, { status: "ACCEPTED" }>["resource"]>().toEqualTypeOf<
      Resource | undefined
    >();
    expectTypeOf<BulkResourcesResult["status"]>().toEqualTypeOf<"ACCEPTED">();
    expectTypeOf<PurgeCollectionResult["status"]>().toEqualTypeOf<"ACCEPTED">();
  });

  test("fields that may be missing are optional", () => {
    expectTypeOf<BulkResourcesResult["bulkId"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<PurgeCollectionResult["purgeOperation"]>().toEqualTypeOf<PurgeOperation | undefined>();
    expectTypeOf<PurgeOperation["purgeId"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<PurgeOperation["deletedCount"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<GetTaskResult["retryAfterMs"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<GetTaskResult["receipts"]>().toEqualTypeOf<Receipt[] | undefined>();
  });
});

test("the data of a request is typed, also by an interface", () => {
  interface Patient {
    name: string;
  }
  const data: Patient = { name: "Tremblay" };
  void registry.bulkResources<Patient>(source, { operations: [{ action: "CREATE", create: { type, data } }] });
  void registry.submitBundle(source, { resourceOperations: [{ action: "UPSERT", upsert: { type, id: "x", data } }] });
  void registry.upsertContainedResource(containedPath, { type, data });
  // @ts-expect-error -- data of another type than declared
  void registry.bulkResources<{ name: 1 }>(source, { operations: [{ action: "CREATE", create: { type, data } }] });
});
