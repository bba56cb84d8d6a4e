import { describe, expectTypeOf, test } from "vitest";
import {
  type Data,
  createRegistryClient,
  waitForTask,
  waitForTasks,
  writeResources,
  type OperationFailedError,
  type Receipt,
  type RegistryClient,
  type ResourceOperation,
  type Task,
  type TaskId,
  type TaskOutcome,
  type WriteOutcome,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const source = { sourceKey: "ehr-prod" };
const taskId = "bk_2wil";
const create: ResourceOperation = { action: "CREATE", create: { type: "patient", data: {} } };

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("without deadlineMs", () => {
  test("no task is waited for", () => {
    // @ts-expect-error -- no options
    void waitForTask(registry, { ...source, taskId });
    // @ts-expect-error -- no deadlineMs
    void waitForTask(registry, { ...source, taskId }, {});
    // @ts-expect-error -- a deadlineMs that may be undefined
    void waitForTask(registry, { ...source, taskId }, { deadlineMs: undefined });
    // @ts-expect-error -- a misspelt deadlineMs
    void waitForTask(registry, { ...source, taskId }, { deadlineMS: 1_000 });
    void waitForTask(registry, { ...source, taskId }, { deadlineMs: Infinity });
  });

  test("no tasks are waited for", () => {
    // @ts-expect-error -- no options
    void waitForTasks(registry, source, [taskId]);
    // @ts-expect-error -- no deadlineMs
    void waitForTasks(registry, source, [taskId], { concurrency: 2 });
    void waitForTasks(registry, source, [taskId], { concurrency: 2, deadlineMs: 1_000 });
  });

  test("no resources are written", () => {
    // @ts-expect-error -- no options
    void writeResources(registry, source, [create]);
    // @ts-expect-error -- no deadlineMs
    void writeResources(registry, source, [create], { batchSize: 10 });
    void writeResources(registry, source, [create], { batchSize: 10, deadlineMs: 1_000 });
  });
});

describe("the arguments", () => {
  const options = { deadlineMs: 1_000 };

  test("a task in each of its forms, and a source", () => {
    type Given = Parameters<typeof waitForTask>[1];
    expectTypeOf<{ sourceKey: string; taskId: string }>().toExtend<Given>();
    expectTypeOf<{ sourceKey: string; taskId: TaskId }>().toExtend<Given>();
    expectTypeOf<{ sourceKey: string; taskId: Awaited<ReturnType<typeof registry.bulkResources>> }>().toExtend<Given>();
    // @ts-expect-error -- a number
    void waitForTask(registry, { ...source, taskId: 5 }, options);
    // @ts-expect-error -- no source
    void waitForTask(registry, { taskId }, options);
    // @ts-expect-error -- a misspelt option
    void waitForTask(registry, { ...source, taskId }, { ...options, onPol: () => undefined });
  });

  test("an iterable of operations, without misspelt fields", () => {
    const type = "patient";
    // @ts-expect-error -- a misspelt field
    void writeResources(registry, source, [{ action: "CREATE", create: { type, data: {}, metta: {} } }], options);
    // @ts-expect-error -- a misspelt action
    void writeResources(registry, source, [{ action: "CRAETE", create: { type, data: {} } }], options);
    // @ts-expect-error -- one operation, which is not iterable
    void writeResources(registry, source, create, options);
    // @ts-expect-error -- a misspelt option
    void writeResources(registry, source, [create], { ...options, batchsize: 5 });
  });

  test("data is typed", () => {
    interface Patient {
      name: string;
    }
    const operations: ResourceOperation<Patient>[] = [];
    void writeResources<Patient>(registry, source, operations, options);
    // @ts-expect-error -- data of another type than declared
    void writeResources<{ name: number }>(registry, source, operations, options);
  });

  test("a client, or a stub of one", () => {
    const looking: Pick<RegistryClient, "getTask"> = registry;
    const writing: Pick<RegistryClient, "getTask" | "bulkResources"> = registry;
    void waitForTask(looking, { ...source, taskId }, options);
    void writeResources(writing, source, [create], options);
    // @ts-expect-error -- a stub that only polls
    void writeResources(looking, source, [create], options);
  });
});

describe("the results", () => {
  test("of a wait: the task, or an outcome of each task, which narrows", () => {
    expectTypeOf(waitForTask).returns.resolves.toEqualTypeOf<Task>();
    expectTypeOf(waitForTasks).returns.toEqualTypeOf<AsyncGenerator<TaskOutcome, void, undefined>>();
    expectTypeOf<Extract<TaskOutcome, { ok: true }>["task"]>().toEqualTypeOf<Task>();
    expectTypeOf<Extract<TaskOutcome, { ok: false }>["error"]["name"]>().toExtend<string>();
    expectTypeOf<Extract<TaskOutcome, { ok: false }>>().not.toHaveProperty("task");
  });

  test("of a write: an outcome of each operation, which narrows", () => {
    expectTypeOf<ReturnType<typeof writeResources<Data>>>().toEqualTypeOf<
      AsyncGenerator<WriteOutcome, void, undefined>
    >();
    expectTypeOf<Extract<WriteOutcome, { ok: true }>["receipt"]>().toEqualTypeOf<Receipt>();
    expectTypeOf<Extract<WriteOutcome, { ok: false }>["receipt"]>().toEqualTypeOf<Receipt | undefined>();
    expectTypeOf<OperationFailedError>().toExtend<Extract<WriteOutcome, { ok: false }>["error"]>();
  });
});
