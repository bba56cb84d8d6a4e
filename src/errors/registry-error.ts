import { endpoints } from "../generated/constants.ts";
import { isReading, isRepeatable } from "../method-safety.ts";
import type { OperationId } from "../types/index.ts";

/**
 * Whether the write may have happened. `"not-done"`: it surely did not, and the call may be sent again, always. `"unknown"`:
 * it may have. A call that only reads is always `"not-done"`.
 */
export type Outcome = "not-done" | "unknown";

/** What every error tells of the call that it ended. */
export interface ErrorContext {
  readonly operationId: OperationId | undefined;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly outcome: Outcome;
  readonly requestId: string | undefined;
}

/** What is told of a call of which nothing was sent. */
export const nothingSent: ErrorContext = {
  operationId: undefined,
  attempts: 0,
  elapsedMs: 0,
  outcome: "not-done",
  requestId: undefined,
};

/**
 * What every error of this client is; {@link isRegistryError} narrows to the one that it is. None of them carries an API
 * key, the body that was sent, or, where it is printed, anything that the registry answered in its own words.
 */
export abstract class RegistryError extends Error {
  /** The class's name, as a literal. Each class has it on its prototype, so that printing does not show it twice. */
  abstract override readonly name: string;
  /** The operation that was called; undefined for a client that could not be created, and for a path of your own. */
  readonly operationId: OperationId | undefined;
  /** How many times the request was tried. */
  readonly attempts: number;
  /** How long the call took, with its attempts and the waits between them, in milliseconds. */
  readonly elapsedMs: number;
  /** Whether the write may have happened. One attempt of which it isn't known makes it `"unknown"`. */
  readonly outcome: Outcome;
  /** What the registry calls the request (its `x-request-id`), for its support; undefined where it said nothing. */
  readonly requestId: string | undefined;

  constructor(message: string, context: ErrorContext, cause?: Error) {
    super(message, cause && { cause });
    this.operationId = context.operationId;
    this.attempts = context.attempts;
    this.elapsedMs = context.elapsedMs;
    this.outcome = context.outcome;
    this.requestId = context.requestId;
  }
}

/** How a message begins: the operation, and how often it was tried when that was more than once. */
export function subject({ operationId, attempts }: ErrorContext): string {
  const name = operationId ?? "The request";
  return attempts > 1 ? `${name}, tried ${String(attempts)} times,` : name;
}

/** What a message tells to do next. */
export function advice({ operationId, outcome }: ErrorContext): string {
  const method = operationId === undefined ? "" : endpoints[operationId].method;
  if (isReading(method)) return "It only reads: it is safe to send it again.";
  if (outcome === "not-done") return "Nothing was written: it is safe to send it again.";
  if (isRepeatable(method)) return "The write may have happened, and it is safe to send it again.";
  if (operationId !== "createResource") return "The write may have happened: look for it before you send it again.";
  return (
    "The write may have happened. With an id that nobody else uses, send it again: ALREADY_EXISTS then means that it " +
    "landed. Without one, look for it in the registry first."
  );
}
