import type { BrowseExpiredError, CallError } from "./call-errors.ts";
import { RegistryError, type InvalidRequestError } from "./registry-error.ts";
import type { TaskError } from "./task-errors.ts";

export {
  ApiError,
  BrowseExpiredError,
  ConnectionError,
  MalformedResponseError,
  RedirectError,
  TimeoutError,
} from "./call-errors.ts";
export type { WriteStopReason } from "./task-messages.ts";
export type { Outcome } from "./outcome.ts";
export { InvalidRequestError, RegistryError, type ErrorContext } from "./registry-error.ts";
export {
  OperationFailedError,
  OperationNotSentError,
  ReceiptError,
  TaskFailedError,
  TaskTimeoutError,
  WriteStoppedError,
  type EarlierBulk,
} from "./task-errors.ts";

/** Every error of this client, discriminated by `name`. */
export type AnyRegistryError = InvalidRequestError | CallError | BrowseExpiredError | TaskError;

/**
 * Returns whether a thrown value is an error of this client. A `switch` on its `name` narrows it further.
 *
 * @example
 * try {
 *   await registry.upsertResource(path, { data });
 * } catch (error) {
 *   if (isRegistryError(error) && error.name === "ApiError") console.error(error.status, error.outcome);
 *   else throw error;
 * }
 */
export function isRegistryError(error: unknown): error is AnyRegistryError {
  return error instanceof RegistryError;
}
