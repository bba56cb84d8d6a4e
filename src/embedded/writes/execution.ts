import type { TaskStatus } from "../../generated/client.ts";
import type { CodedError } from "../error-response.ts";
import type { OperationFaultQueue } from "../faults/queue.ts";
import type { Write, WriteTarget } from "./resource-writes.ts";

/** One operation of a task, and its outcome. */
export interface TaskOperation extends WriteTarget {
  status: TaskStatus;
  error?: CodedError;
}

/** The work of a task. */
export interface Work {
  /** Each has a receipt. */
  readonly operations: readonly TaskOperation[];
  /** Executes the operations, with `at` as the time of their changes, and sets the status and error of each. */
  execute(at: Date): void;
}

/** Plans writes that are executed in order. A failed write does not stop the others. */
export function planSeparate(writes: readonly Write[], faults: OperationFaultQueue): Work {
  const steps = writes.map(createStep);
  return {
    operations: steps.map(({ operation }) => operation),
    execute(at) {
      for (const { write, operation } of steps) {
        const prepared = faults.take() ?? write.prepare();
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
 * Plans writes that are executed atomically (all or none). No two have the same target, so all are prepared before any is
 * applied: a write does not see the relationships that a delete of the same bundle would delete too.
 */
export function planAtomic(writes: readonly Write[], faults: OperationFaultQueue): Work {
  const steps = writes.map(createStep);
  const operations = steps.map(({ operation }) => operation);
  return {
    operations,
    execute(at) {
      const changes = [];
      for (const { write, operation } of steps) {
        const prepared = faults.take() ?? write.prepare();
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

function createStep(write: Write): { write: Write; operation: TaskOperation } {
  const { action, targetType, id, type } = write;
  return { write, operation: { action, targetType, id, type, status: "PENDING" } };
}

function fail(operation: TaskOperation, error: CodedError): void {
  operation.status = "FAILURE";
  operation.error = error;
}
