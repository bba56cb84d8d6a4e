import type { ErrorType, Receipt } from "../types/index.ts";
import { RegistryError, type ErrorContext } from "./registry-error.ts";
import { safeErrorType } from "./safe-error-type.ts";

/**
 * The error of one operation that its bulk has not carried out, as its receipt says. The others of the bulk are not touched by
 * it.
 *
 * `serverMessage` is the registry's own words, which may quote what was sent. Printing the error does not print it.
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export class OperationFailedError extends RegistryError {
  override get name() {
    return "OperationFailedError" as const;
  }

  /** The taskId of the bulk. */
  readonly taskId: string;
  /**
   * What kind of error it is; undefined when the receipt does not say, or names one that is not known: the receipt has it, and
   * printing the error does not.
   */
  readonly type: ErrorType | undefined;
  readonly #error: Receipt["error"];

  constructor(context: ErrorContext, taskId: string, { error, status }: Receipt) {
    const type = safeErrorType(error?.type);
    const reason = type ?? (status === "CANCELLED" ? "CANCELLED" : "see its receipt");
    const next =
      context.outcome === "unknown"
        ? "It may have been carried out all the same: read the resource before you send it again."
        : "Nothing was written by it: fix it, and send it again.";
    super(`The operation failed in the bulk ${taskId}: ${reason}. ${next}`, context);
    this.taskId = taskId;
    this.type = type;
    this.#error = error;
  }

  /** The code of the error, such as an HTTP status; undefined when the receipt has none. Not printed. */
  get code(): number | string | undefined {
    return this.#error?.code;
  }

  /** What the registry says went wrong; undefined when the receipt does not say. Not printed. */
  get serverMessage(): string | undefined {
    return this.#error?.message;
  }
}
