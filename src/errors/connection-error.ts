import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when there was no answer, or not all of one: the connection was refused, reset or cut off, the host was not found,
 * or its certificate not trusted. `outcome` is `"not-done"` only where the platform says that the connection was never made.
 *
 * `cause` is the platform's own error, without the address that was called and without the key.
 */
export class ConnectionError extends RegistryError {
  declare readonly name: "ConnectionError";

  static {
    Object.defineProperty(this.prototype, "name", { value: "ConnectionError" });
  }

  /** The taskId, where an answer was cut off after it: the registry has taken the write on. */
  readonly taskId: string | undefined;

  constructor(context: ErrorContext, { cause, code, taskId }: { cause?: Error; code?: string; taskId?: string }) {
    const fault = taskId === undefined ? "got no answer" : "got an answer that was cut off";
    const next = taskId === undefined ? advice(context) : "The write was taken on: follow its `taskId`.";
    super(`${subject(context)} ${fault}${code === undefined ? "" : ` (${code})`}. ${next}`, context, cause);
    this.taskId = taskId;
  }
}
