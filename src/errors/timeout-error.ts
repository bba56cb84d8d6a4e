import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when an attempt, or the whole call with its attempts and the waits between them, ran out of time.
 *
 * Node.js gives up by itself when there are no headers for about 300 seconds, whatever `timeoutMs` says. To wait longer, give
 * the client a `fetch` with an undici `Agent` of which `headersTimeout` and `bodyTimeout` are higher.
 */
export class TimeoutError extends RegistryError {
  declare readonly name: "TimeoutError";

  static {
    Object.defineProperty(this.prototype, "name", { value: "TimeoutError" });
  }

  /** The time that there was, in milliseconds. */
  readonly timeoutMs: number;
  /** Whose time it was: one attempt's (`timeoutMs`), or the whole call's (`deadlineMs`). */
  readonly scope: "attempt" | "deadline";

  constructor(context: ErrorContext, { timeoutMs, scope }: { timeoutMs: number; scope: "attempt" | "deadline" }) {
    const limit = scope === "attempt" ? "an attempt (timeoutMs)" : "the whole call (deadlineMs)";
    super(
      `${subject(context)} took longer than ${String(timeoutMs)} ms, the time for ${limit}. ${advice(context)}`,
      context,
    );
    this.timeoutMs = timeoutMs;
    this.scope = scope;
  }
}
