import { isRegistryError, type AnyRegistryError, type ErrorContext, type Outcome } from "../errors/index.ts";
import { printableTaskId } from "../task-id.ts";
import type { OperationId } from "../types.ts";
import type { CallContext } from "./types.ts";

interface CommonEvent {
  /** The operation; undefined for a path outside the contract, through `http`. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path template of the contract, without values, which can be ids; empty for a path outside the contract. */
  readonly path: string;
  /** The number of the call in this process, from 1: the same for all events of a call. */
  readonly callId: number;
  /** The task that the call polls, or that the registry started for a write; undefined if there is none yet. */
  readonly taskId: string | undefined;
  /** The number of the attempt, from 1; 0 for a call that failed before the first attempt. */
  readonly attempt: number;
}

/** An attempt starts. */
export interface AttemptEvent extends CommonEvent {
  readonly type: "attempt";
}

/** A response arrived, with any status. If its body is cut off, only an error response has this event; a success has none. */
export interface ResponseEvent extends CommonEvent {
  readonly type: "response";
  /** The HTTP status; 0 for a redirect in a browser, which hides it. */
  readonly status: number;
  /** How long the attempt took, including the body, in milliseconds. */
  readonly durationMs: number;
  /** The registry's id of the request (`x-request-id`); undefined when the response has none. */
  readonly requestId: string | undefined;
}

/** The attempt failed, and will be retried. */
export interface RetryEvent extends CommonEvent {
  readonly type: "retry";
  /** The HTTP status; undefined when there was no response. */
  readonly status: number | undefined;
  /** How long the attempt took, in milliseconds. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
  /** The wait before the retry, in milliseconds. */
  readonly delayMs: number;
}

/**
 * The call failed. The last event of a call is this one or a `response`. A call to which a middleware responds without a request has
 * neither.
 */
export interface ErrorEvent extends CommonEvent {
  readonly type: "error";
  /** The name of the error; `"AbortError"` for an abort by the caller, and `"Error"` for an error of `apiKey` or a middleware. */
  readonly name: AnyRegistryError["name"] | "AbortError" | "Error";
  readonly outcome: Outcome;
  /** The HTTP status, if the error has one. */
  readonly status: number | undefined;
  /** How long the call took, in milliseconds. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
}

/** An event of a call, for logs, metrics and traces. It contains no API key, no id of a resource, and no body. */
export type RegistryEvent = AttemptEvent | ResponseEvent | RetryEvent | ErrorEvent;

/** Called for every event. Its exceptions and rejections are ignored. */
export type OnEvent = (event: RegistryEvent) => void;

type Details<Event> = Event extends RegistryEvent ? Omit<Event, keyof CommonEvent> : never;

export function emit(
  call: CallContext,
  attempt: number,
  details: Details<RegistryEvent>,
  taskId: string | undefined = call.taskId,
): void {
  const { operationId, method, path, callId } = call;
  // The type admits an async function too.
  const onEvent: ((event: RegistryEvent) => unknown) | undefined = call.settings.onEvent;
  if (onEvent === undefined) return;
  try {
    const returned = onEvent({ operationId, method, path, callId, taskId, attempt, ...details });
    if (typeof returned === "object") Promise.resolve(returned).catch(() => undefined);
  } catch {
    // An error of the hook must not change the call.
  }
}

/** Whether a thrown value is the reason of the call's own signal, which can be anything. */
export function isAbortReason({ signal }: Pick<CallContext, "signal">, thrown: unknown): boolean {
  return signal?.aborted === true && Object.is(thrown, signal.reason);
}

/** Emits the `error` event of a call. */
export function emitError(call: CallContext, error: unknown, context: ErrorContext): void {
  // The reason of a signal may be an error of another call.
  const own = isRegistryError(error) && !isAbortReason(call, error) ? error : undefined;
  const { outcome, elapsedMs, requestId } = own ?? context;
  // A task has a status too, which is not an HTTP status.
  const status = own !== undefined && "status" in own && typeof own.status === "number" ? own.status : undefined;
  const name = own?.name ?? (isAbortReason(call, error) ? "AbortError" : "Error");
  const { taskId } = (own ?? {}) as { readonly taskId?: string };
  const event = { type: "error", name, outcome, status, durationMs: elapsedMs, requestId } as const;
  emit(call, context.attempts, event, printableTaskId(taskId) ?? call.taskId);
}
