import { describe, expectTypeOf, test } from "vitest";
import type {
  BulkRequest,
  BundleRequest,
  UpsertContainedResourceRequest,
  CreateOperation,
  PurgeRequest,
  Receipt,
  ResourceOperation,
  Task,
  TaskId,
  TaskStatus,
  TaskSubmission,
} from "../src/index.ts";

interface Patient {
  name: string;
}

describe("responses", () => {
  test("a receipt accepts unknown values, and known ones are suggested", () => {
    expectTypeOf<"PATCH">().toExtend<Receipt["action"]>();
    expectTypeOf<Receipt["action"]>().toEqualTypeOf<"CREATE" | "UPSERT" | "DELETE" | "UPDATE" | (string & {})>();
    expectTypeOf<Receipt["status"]>().toEqualTypeOf<TaskStatus>();
    expectTypeOf<Receipt["targetType"]>().toEqualTypeOf<"RESOURCE" | "RELATIONSHIP" | "OBJECT" | (string & {})>();
    expectTypeOf<NonNullable<Receipt["pipelineExecution"]>["status"]>().toEqualTypeOf<
      "SUCCESSFUL" | "IN_REVIEW" | (string & {})
    >();
  });

  test("a task has one of four statuses, or an unknown one", () => {
    expectTypeOf<Task["status"]>().toEqualTypeOf<"SUCCESS" | "PENDING" | "CANCELLED" | "FAILURE" | (string & {})>();
  });

  test("the status of a submission narrows to its two forms, both with the parsed taskId", () => {
    expectTypeOf<TaskSubmission["status"]>().toEqualTypeOf<"PERSISTED" | "ACCEPTED">();
    expectTypeOf<TaskSubmission["task"]>().toEqualTypeOf<TaskId>();
  });
});

describe("requests", () => {
  test("data is typed, also by an interface", () => {
    expectTypeOf<CreateOperation<Patient>["create"]["data"]>().toEqualTypeOf<Patient>();
    expectTypeOf<ResourceOperation<Patient>>().toExtend<ResourceOperation<Patient | { name: string }>>();
    expectTypeOf<UpsertContainedResourceRequest<Patient>["data"]>().toEqualTypeOf<Patient>();
  });

  test("the action of an operation determines its fields", () => {
    const data: Patient = { name: "Tremblay" };
    const create: ResourceOperation<Patient> = { action: "CREATE", create: { type: "patient", data } };
    const good: BulkRequest<Patient> = { operations: [create] };
    // @ts-expect-error -- no id to upsert under
    const upsert: ResourceOperation<Patient> = { action: "UPSERT", upsert: { type: "patient", data } };
    // @ts-expect-error -- the field of another action
    const mixed: ResourceOperation<Patient> = { action: "DELETE", create: { type: "patient", data } };
    // @ts-expect-error -- an unknown action
    const unknown: ResourceOperation<Patient> = { action: "PATCH", create: { type: "patient", data } };
    // @ts-expect-error -- a misspelt field
    const misspelt: ResourceOperation = { action: "CREATE", create: { type: "patient", data: {}, metta: {} } };
    // @ts-expect-error -- data that JSON does not write as an object
    const array: BulkRequest<string[]> = good;
    const bundle: BundleRequest = { resourceOperations: [] };
    // @ts-expect-error -- an unknown collection
    const purge: PurgeRequest = { collectionType: "people", collectionKey: "patient" };
    expectTypeOf([upsert, mixed, unknown, misspelt, array, bundle, purge]).toBeArray();
  });
});
