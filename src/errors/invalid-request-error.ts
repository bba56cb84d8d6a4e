import { nothingSent, RegistryError, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when a request, or the options of a client, can't be right. Nothing was sent: fix the input and call again.
 */
export class InvalidRequestError extends RegistryError {
  override get name() {
    return "InvalidRequestError" as const;
  }

  /** Which input it is, such as `apiKey`, `sourceKey` or `data`. */
  readonly field: string;
  /** What is wrong with it, what was expected and what to do; never its value, except for the keys in a path. */
  readonly reason: string;

  constructor(field: string, reason: string, context: ErrorContext = nothingSent) {
    super(`Invalid ${field}: ${reason}`, context);
    this.field = field;
    this.reason = reason;
  }
}
