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

describe("what comes back", () => {
  test("a value that came later fits what is known of a receipt, and the known ones are kept", () => {
    expectTypeOf<"PATCH">().toExtend<Receipt["action"]>();
    expectTypeOf<Receipt["action"]>().toEqualTypeOf<"CREATE" | "UPSERT" | "DELETE" | (string & {})>();
    expectTypeOf<Receipt["status"]>().toEqualTypeOf<TaskStatus>();
    expectTypeOf<Receipt["targetType"]>().toEqualTypeOf<"RESOURCE" | "RELATIONSHIP" | (string & {})>();
    expectTypeOf<NonNullable<Receipt["pipelineExecution"]>["status"]>().toEqualTypeOf<
      "SUCCESSFUL" | "IN_REVIEW" | (string & {})
    >();
  });

  test("a task has one of four statuses, or one that is added later", () => {
    expectTypeOf<Task["status"]>().toEqualTypeOf<"SUCCESS" | "PENDING" | "CANCELLED" | "FAILURE" | (string & {})>();
  });

  test("the status of a submission tells its two forms apart, both with the parsed taskId", () => {
    expectTypeOf<TaskSubmission["status"]>().toEqualTypeOf<"PERSISTED" | "ACCEPTED">();
    expectTypeOf<TaskSubmission["task"]>().toEqualTypeOf<TaskId>();
  });
});

describe("what is sent", () => {
  test("types its data, an interface too", () => {
    expectTypeOf<CreateOperation<Patient>["create"]["data"]>().toEqualTypeOf<Patient>();
    expectTypeOf<ResourceOperation<Patient>>().toExtend<ResourceOperation<Patient | { name: string }>>();
    expectTypeOf<UpsertContainedResourceRequest<Patient>["data"]>().toEqualTypeOf<Patient>();
  });

  test("an operation holds what its action says", () => {
    const data: Patient = { name: "Tremblay" };
    const create: ResourceOperation<Patient> = { action: "CREATE", create: { type: "patient", data } };
    const good: BulkRequest<Patient> = { operations: [create] };
    // @ts-expect-error -- no id to upsert under
    const upsert: ResourceOperation<Patient> = { action: "UPSERT", upsert: { type: "patient", data } };
    // @ts-expect-error -- the field of another action
    const mixed: ResourceOperation<Patient> = { action: "DELETE", create: { type: "patient", data } };
    // @ts-expect-error -- an action that there is not
    const unknown: ResourceOperation<Patient> = { action: "PATCH", create: { type: "patient", data } };
    // @ts-expect-error -- a misspelt field
    const misspelt: ResourceOperation = { action: "CREATE", create: { type: "patient", data: {}, metta: {} } };
    // @ts-expect-error -- data that JSON does not write as an object
    const array: BulkRequest<string[]> = good;
    const bundle: BundleRequest = { resourceOperations: [] };
    // @ts-expect-error -- a collection that there is not
    const purge: PurgeRequest = { collectionType: "people", collectionKey: "patient" };
    expectTypeOf([upsert, mixed, unknown, misspelt, array, bundle, purge]).toBeArray();
  });
});
