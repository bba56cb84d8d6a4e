import type { TaskStatus } from "../../generated/client.ts";
import type { FailureQueue } from "../failures.ts";
import type { RegistryFailure } from "../refusal.ts";
import type { Write, WriteTarget } from "../writes/write.ts";

/** One operation of a task, and what has become of it. */
export interface TaskOperation extends WriteTarget {
  status: TaskStatus;
  error?: RegistryFailure;
}

/** What a task is to do. */
export interface Work {
  /** Each has a receipt. */
  readonly operations: readonly TaskOperation[];
  /** Does it as of `at`, and notes in each operation what has become of it. */
  carryOut(at: Date): void;
}

/** Writes that are carried out in their order, each on its own. */
export function eachOnItsOwn(writes: readonly Write[], failures: FailureQueue): Work {
  const steps = writes.map(stepOf);
  return {
    operations: steps.map(({ operation }) => operation),
    carryOut(at) {
      for (const { write, operation } of steps) {
        const prepared = failures.take() ?? write.prepare();
        if (typeof prepared !== "function") {
          fail(operation, prepared);
          continue;
        }
        prepared(at);
        operation.status = "SUCCESS";
      }
    },
  };
}

/**
 * Writes that are carried out all together or not at all. No two are about the same target: so none depends on what another
 * one changes, and all of them can be prepared before any is carried out.
 */
export function allOrNone(writes: readonly Write[], failures: FailureQueue): Work {
  const steps = writes.map(stepOf);
  const operations = steps.map(({ operation }) => operation);
  return {
    operations,
    carryOut(at) {
      const changes = [];
      for (const { write, operation } of steps) {
        const prepared = failures.take() ?? write.prepare();
        if (typeof prepared !== "function") {
          for (const other of operations) other.status = "CANCELLED";
          fail(operation, prepared);
          return;
        }
        changes.push(prepared);
      }
      for (const change of changes) change(at);
      for (const operation of operations) operation.status = "SUCCESS";
    },
  };
}

function stepOf(write: Write): { write: Write; operation: TaskOperation } {
  const { action, targetType, id, type } = write;
  return { write, operation: { action, targetType, id, type, status: "PENDING" } };
}

function fail(operation: TaskOperation, error: RegistryFailure): void {
  operation.status = "FAILURE";
  operation.error = error;
}
