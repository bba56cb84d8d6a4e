import type { ErrorType, Receipt, TaskStatus } from "../generated/client.ts";
import { taskIdShape } from "../task-id.ts";
import type { AnyRegistryError } from "./index.ts";
import { knownErrorType } from "./messages.ts";
import { RegistryError, setTaskId, type ErrorContext } from "./registry-error.ts";
import {
  operationFailed,
  operationNotSent,
  operationStopped,
  receiptMissing,
  taskFailed,
  taskTimedOut,
  writeStopped,
  type ExpiredWait,
  type FailedTask,
  type WriteStopReason,
} from "./task-messages.ts";

/** Every error of a task or of an operation of a bulk. */
export type TaskError =
  OperationFailedError | OperationNotSentError | ReceiptError | TaskFailedError | TaskTimeoutError | WriteStoppedError;

/**
 * Thrown when a task ended as `FAILURE` or `CANCELLED`. `outcome` is `"not-done"` if none of its operations was applied, and
 * `"unknown"` if some may have been. `receipts` has the receipts of the operations that failed.
 *
 * The receipts contain ids and messages of the registry, so printing the error omits them. `cause` is the error of the poll for the
 * receipts, if that poll failed.
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export class TaskFailedError extends RegistryError {
  override get name() {
    return "TaskFailedError" as const;
  }

  /** The task that failed. */
  declare readonly taskId: string;
  /** `"FAILURE"` or `"CANCELLED"`. */
  readonly status: TaskStatus;
  readonly #receipts: readonly Receipt[];

  constructor(context: ErrorContext, task: FailedTask, cause?: AnyRegistryError) {
    const failed = task.receipts?.filter(({ status }) => status !== "SUCCESS") ?? [];
    super(taskFailed(task, failed, context.outcome), context, cause);
    setTaskId(this, task.taskId);
    this.status = task.status;
    this.#receipts = failed;
  }

  /** The receipts of the operations that failed; empty when they could not be read. Not printed. */
  get receipts(): readonly Receipt[] {
    return this.#receipts;
  }
}

/**
 * Thrown when a task has not ended within `deadlineMs`. It may still complete: wait for it again with its `taskId`. A task that
 * stays `PENDING` may be waiting for a person to review it.
 *
 * `cause` is the error of the last poll, if that poll failed.
 *
 * @see https://docs.clinia.com/guides/managing-data/tasks
 */
export class TaskTimeoutError extends RegistryError {
  override get name() {
    return "TaskTimeoutError" as const;
  }

  /** The task: use it to wait again. */
  declare readonly taskId: string;
  /** The limit of the wait, in milliseconds. */
  readonly deadlineMs: number;
  readonly #status: TaskStatus | undefined;

  constructor(context: ErrorContext, wait: ExpiredWait) {
    super(taskTimedOut(wait), context, wait.lastError);
    setTaskId(this, wait.taskId);
    this.deadlineMs = wait.deadlineMs;
    this.#status = wait.status;
  }

  /** The status in the last response; undefined when there was none. Printed in the message if it is known. */
  get status(): TaskStatus | undefined {
    return this.#status;
  }
}

/**
 * The error of one operation of a bulk: its receipt has a status other than `SUCCESS`. The other operations of the bulk are not
 * affected.
 *
 * `serverMessage` is the message of the registry, which may quote the operation. Printing the error omits it.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export class OperationFailedError extends RegistryError {
  override get name() {
    return "OperationFailedError" as const;
  }

  /** The taskId of the bulk. */
  declare readonly taskId: string;
  /** The type of the error if the contract lists it; undefined otherwise. The receipt also has types that the contract does not list. */
  readonly type: ErrorType | undefined;
  readonly #error: Receipt["error"];

  constructor(context: ErrorContext, taskId: string, { error, status }: Receipt) {
    const type = knownErrorType(error?.type);
    super(operationFailed(context, taskId, type, status), context);
    setTaskId(this, taskId);
    this.type = type;
    this.#error = error;
  }

  /** The code of the error, such as an HTTP status; undefined when the receipt has none. Not printed. */
  get code(): number | string | undefined {
    return this.#error?.code;
  }

  /** The message of the error; undefined when the receipt has none. Not printed. */
  get serverMessage(): string | undefined {
    return this.#error?.message;
  }
}

/** An earlier bulk that contains an operation on the same resource. */
export interface EarlierBulk {
  /** The taskId; undefined when it is unknown whether the registry accepted the bulk. */
  readonly taskId: string | undefined;
  /** The index of its first operation. */
  readonly from: number;
  /** The index of its last operation. */
  readonly to: number;
}

/**
 * The error of one operation that was not sent. Either the load stopped, or the outcome of an earlier operation on the same resource
 * id is unknown, so that the two could be applied in the wrong order.
 *
 * `cause` is the error of the bulk that stopped the load, if a bulk did.
 */
export class OperationNotSentError extends RegistryError {
  override get name() {
    return "OperationNotSentError" as const;
  }

  /** The bulk with the earlier operation; undefined when the load stopped. */
  declare readonly earlier: EarlierBulk | undefined;

  constructor(
    context: ErrorContext,
    { earlier, cause }: { readonly earlier?: EarlierBulk; readonly cause?: AnyRegistryError | undefined },
  ) {
    super(earlier === undefined ? operationStopped() : operationNotSent(earlier), context, cause);
    const isPrinted = earlier?.taskId === undefined || taskIdShape.test(earlier.taskId);
    Object.defineProperty(this, "earlier", { value: earlier, enumerable: isPrinted });
  }
}

/**
 * Thrown by `writeResources` and `writeRelationships` when the load stopped: because the registry would refuse every bulk, because it
 * was not available, or because too many outcomes are unknown. The outcomes of all operations that were read are yielded first.
 *
 * `cause` is the error of the bulk that stopped the load.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export class WriteStoppedError extends RegistryError {
  override get name() {
    return "WriteStoppedError" as const;
  }

  /** The number of operations that were read. Write the failed ones again, then continue with the operation at this index. */
  readonly read: number;

  constructor(cause: AnyRegistryError, reason: WriteStopReason, read: number) {
    const { operationId, attempts, elapsedMs, outcome, requestId } = cause;
    super(writeStopped(cause, reason, read), { operationId, attempts, elapsedMs, outcome, requestId }, cause);
    this.read = read;
  }
}

/**
 * The error of an operation whose outcome can't be inferred from the receipts: its bulk was accepted, but the receipts could not be
 * read, or no receipt matches the operation uniquely.
 *
 * `cause` is the error of the last poll of the task, if that poll failed.
 */
export class ReceiptError extends RegistryError {
  override get name() {
    return "ReceiptError" as const;
  }

  /** The taskId of the bulk. */
  declare readonly taskId: string;

  constructor(context: ErrorContext, taskId: string, problem: string, cause?: AnyRegistryError) {
    super(receiptMissing(context, taskId, problem), context, cause);
    setTaskId(this, taskId);
  }
}
