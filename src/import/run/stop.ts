import { isOverload } from "../../errors/outcome.ts";
import {
  ApiError,
  InvalidRequestError,
  isRegistryError,
  WriteStoppedError,
  type AnyRegistryError,
} from "../../index.ts";
import { isUntrusted } from "../../transport/platform-errors.ts";
import { ImportInputError, ImportStoppedError } from "../errors.ts";
import { InputReadError } from "../input/types.ts";
import { JournalError } from "../journal/file-journal.ts";
import type { ImportSummary } from "../types.ts";

/** Returns the error that an import throws for one that stopped it. `what` is the start of its message. */
export function stopOf(error: unknown, summary?: ImportSummary, what?: string): unknown {
  if (error instanceof ImportStoppedError) {
    return new ImportStoppedError(error.message, error.reason, error.summary ?? summary, error.cause);
  }
  if (error instanceof JournalError) {
    return error.reason === "invalid"
      ? new ImportInputError(error.message, { cause: error })
      : new ImportStoppedError(error.message, error.reason, summary, error);
  }
  if (error instanceof InputReadError) return new ImportStoppedError(error.message, "input", summary, error);
  if (isRegistryError(error) && !(error instanceof InvalidRequestError)) return stopOf(stoppedBy(error, what), summary);
  return error;
}

/** Whether the registry refuses bulks for another reason than their records. */
export function isRefusal(error: unknown): error is ApiError {
  if (!(error instanceof ApiError) || error.outcome !== "not-done" || isOverload(error.status)) return false;
  return error.status !== 400 && error.status !== 413;
}

/** Returns the error of an import that an error of the client stopped. */
export function stoppedBy(error: AnyRegistryError, what = "The import stopped."): ImportStoppedError {
  // The constructor takes no other cause.
  const cause = error instanceof WriteStoppedError ? (error.cause as AnyRegistryError) : error;
  const isRefused = isRefusal(cause) || !isTransient(cause);
  return new ImportStoppedError(`${what} ${cause.message}`, isRefused ? "refused" : "unavailable", undefined, error);
}

/** Whether a later run may succeed without a change. */
function isTransient(error: AnyRegistryError): boolean {
  return (
    ["ApiError", "ConnectionError", "TimeoutError", "TaskTimeoutError", "BrowseExpiredError"].includes(error.name) &&
    !isUntrusted(error)
  );
}
