import { advice, RegistryError, subject, type ErrorContext } from "./registry-error.ts";

/**
 * Thrown when an attempt, or the whole call with its attempts and the waits between them, ran out of time.
 *
 * Node.js gives up by itself when there are no headers for about 300 seconds, whatever `timeoutMs` says. To wait longer, give
 * the client a `fetch` with an undici `Agent` of which `headersTimeout` and `bodyTimeout` are higher.
 */
export class TimeoutError extends RegistryError {
  override get name() {
    return "TimeoutError" as const;
  }

  /** The time that there was, in milliseconds; the platform may have given up before. */
  readonly timeoutMs: number;
  /** Whose time it was: one attempt's (`timeoutMs`), or the whole call's (`deadlineMs`). */
  readonly scope: "attempt" | "deadline";

  constructor(context: ErrorContext, timeout: Timeout) {
    super(`${subject(context)} ${fault(timeout)}. ${advice(context)}`, context);
    this.timeoutMs = timeout.timeoutMs;
    this.scope = timeout.scope;
  }
}

interface Timeout {
  readonly timeoutMs: number;
  readonly scope: "attempt" | "deadline";
  /** After which time the platform gave up by itself; undefined when it did not. */
  readonly givenUpAfterMs?: number;
}

function fault({ timeoutMs, scope, givenUpAfterMs }: Timeout): string {
  if (givenUpAfterMs !== undefined) {
    return (
      `was given up by the platform's fetch after ${String(givenUpAfterMs)} ms, before its own time (timeoutMs) was up: to ` +
      "wait longer, give the client a fetch that does"
    );
  }
  const limit = scope === "attempt" ? "an attempt (timeoutMs)" : "the whole call (deadlineMs)";
  return `took longer than ${String(timeoutMs)} ms, the time for ${limit}`;
}
