import type { ApiError } from "./api-error.ts";
import type { ConnectionError } from "./connection-error.ts";
import type { InvalidRequestError } from "./invalid-request-error.ts";
import type { MalformedResponseError } from "./malformed-response-error.ts";
import type { OperationFailedError } from "./operation-failed-error.ts";
import type { OperationNotSentError } from "./operation-not-sent-error.ts";
import type { ReceiptError } from "./receipt-error.ts";
import type { RedirectError } from "./redirect-error.ts";
import { RegistryError } from "./registry-error.ts";
import type { TaskFailedError } from "./task-failed-error.ts";
import type { TaskTimeoutError } from "./task-timeout-error.ts";
import type { TimeoutError } from "./timeout-error.ts";

/** Every error of this client: `name` tells them apart. */
export type AnyRegistryError =
  | ApiError
  | ConnectionError
  | InvalidRequestError
  | MalformedResponseError
  | OperationFailedError
  | OperationNotSentError
  | ReceiptError
  | RedirectError
  | TaskFailedError
  | TaskTimeoutError
  | TimeoutError;

/** Whether something that was thrown is an error of this client. A `switch` on its `name` narrows it further. */
export function isRegistryError(error: unknown): error is AnyRegistryError {
  return error instanceof RegistryError;
}
