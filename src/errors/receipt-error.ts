import type { AnyRegistryError } from "./is-registry-error.ts";
import { RegistryError, type ErrorContext } from "./registry-error.ts";

/**
 * The error of an operation whose outcome can't be inferred from the receipts: its bulk was accepted, and the receipts could not
 * be read, or none matches the operation uniquely.
 *
 * `cause` is the error of the last poll of the task, when it failed.
 */
export class ReceiptError extends RegistryError {
  override get name() {
    return "ReceiptError" as const;
  }

  /** The taskId of the bulk. */
  readonly taskId: string;

  constructor(context: ErrorContext, taskId: string, fault: string, cause?: AnyRegistryError) {
    super(
      `The receipts of the bulk ${taskId} do not show the outcome of the operation: ${fault}. Read the resource before you retry.`,
      context,
      cause,
    );
    this.taskId = taskId;
  }
}
