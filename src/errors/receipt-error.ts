import type { AnyRegistryError } from "./is-registry-error.ts";
import { RegistryError, type ErrorContext } from "./registry-error.ts";

/**
 * The error of operations of which the receipts do not tell what became: the registry has taken their bulk on, and the receipts
 * could not be read, or are not, one by one, those of the operations that were sent. (That they come in the order of the
 * operations is concluded: no page prints it.)
 *
 * `cause` is the error of the last look at the task, when there was one.
 */
export class ReceiptError extends RegistryError {
  override get name() {
    return "ReceiptError" as const;
  }

  /** The taskId of the bulk. */
  readonly taskId: string;

  constructor(context: ErrorContext, taskId: string, fault: string, cause?: AnyRegistryError) {
    super(
      `What became of the operation can't be told from the receipts of the bulk ${taskId}: ${fault}. Read the resource before ` +
        "you send it again.",
      context,
      cause,
    );
    this.taskId = taskId;
  }
}
