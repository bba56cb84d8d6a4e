import { expect } from "vitest";
import type { RegistryClient, TaskSubmission } from "../src/index.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { describeEveryFault, type FaultyCall } from "./support/every-fault.ts";
import { operations, sent } from "./support/operations.ts";
import { patientPath } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { contact, containedPath, sourcePath, taskOperations } from "./support/task-operations.ts";

/** The ids of the tasks since the call was prepared. */
const made: string[] = [];
let ids = 0;
const embedded = createEmbeddedRegistry({
  newId() {
    const id = `id${++ids}`;
    made.push(id);
    return id;
  },
});
/** The task that a read polls. */
const known = { taskId: "" };

function prepared(call?: (registry: RegistryClient) => Promise<unknown>) {
  return async (registry: RegistryClient) => {
    known.taskId = ((await call?.(registry)) as { taskId: string } | undefined)?.taskId ?? "";
    made.length = 0;
  };
}

const storedIds = () => embedded.resources(patientPath).map(({ id }) => id);

/** An accepted submission starts one task, which succeeds; any other starts none. */
async function expectOneTask(prefix: string, written: boolean, result: unknown): Promise<void> {
  const taskIds = made.map((id) => prefix + id);
  expect(taskIds).toHaveLength(written ? 1 : 0);
  if (result !== undefined) expect([(result as TaskSubmission).taskId]).toStrictEqual(taskIds);
  await embedded.completeTasks();
  for (const taskId of taskIds) {
    expect(await clientOf(embedded.fetch).getTask({ ...sourcePath, taskId })).toMatchObject({ status: "SUCCESS" });
  }
}

/** A read changes nothing, and returns the stored state. */
function expectRead(result: unknown): void {
  expect(made).toStrictEqual([]);
  if (result !== undefined) expect(result).toMatchObject({ taskId: known.taskId });
}

const faulty: readonly FaultyCall[] = [
  {
    name: "delete",
    retryClass: "delete",
    call: taskOperations.delete,
    prepare: prepared(operations.upsert),
    expectDone(written, result) {
      expect(storedIds()).toStrictEqual(written ? [] : [sent.id]);
      if (result !== undefined) expect(result).toMatchObject({ status: "PERSISTED" });
    },
  },
  {
    name: "contained upsert",
    retryClass: "upsert",
    call: taskOperations.contain,
    prepare: prepared(operations.upsert),
    expectDone(written, result) {
      const stored = embedded.resources(patientPath);
      const { containKey, containedResourceId: id } = containedPath;
      const contained = { [containKey]: [{ id, ...contact }] };
      expect(stored.map(({ contained }) => contained)).toStrictEqual([written ? contained : undefined]);
      if (result !== undefined) expect(result).toMatchObject({ status: "PERSISTED", resource: stored[0] });
    },
  },
  {
    name: "bulk",
    retryClass: "create",
    call: taskOperations.bulk,
    prepare: prepared(),
    async expectDone(written, result) {
      await expectOneTask("bk_", written, result);
      expect(storedIds()).toStrictEqual(written ? [sent.id, "patient-0002"] : []);
    },
  },
  {
    name: "bundle",
    retryClass: "create",
    call: taskOperations.bundle,
    prepare: prepared(),
    async expectDone(written, result) {
      await expectOneTask("bd_", written, result);
      expect(storedIds()).toStrictEqual(written ? [sent.id, "patient-0002"] : []);
    },
  },
  {
    name: "purge",
    retryClass: "create",
    call: taskOperations.purge,
    prepare: prepared(operations.upsert),
    async expectDone(written, result) {
      await expectOneTask("pg_", written, result);
      expect(storedIds()).toStrictEqual(written ? [] : [sent.id]);
    },
  },
  {
    name: "task",
    retryClass: "get",
    call: (registry) => registry.getTask({ ...sourcePath, taskId: known.taskId }, { query: { withReceipts: true } }),
    prepare: prepared(operations.upsert),
    expectDone(_, result) {
      expectRead(result);
    },
  },
  {
    name: "state of a purge",
    retryClass: "get",
    call: (registry) => registry.getPurge({ ...sourcePath, purgeId: known.taskId }),
    prepare: prepared(taskOperations.purge),
    expectDone(_, result) {
      expectRead(result);
    },
  },
];

describeEveryFault(embedded, faulty);
