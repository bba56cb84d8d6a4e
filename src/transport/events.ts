import { isRegistryError, type AnyRegistryError } from "../errors/index.ts";
import type { OperationId } from "../types/index.ts";
import { contextOf, isReason, type Call } from "./call.ts";

interface CommonEvent {
  /** The operation that was called; undefined for a path of your own, through `http`. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path as the contract writes it, without the values, which can be ids; empty for a path of your own. */
  readonly path: string;
  /** Which attempt it is, counted from 1; 0 for the error of a call that was refused before any. */
  readonly attempt: number;
}

/** An attempt begins. */
export interface AttemptEvent extends CommonEvent {
  readonly type: "attempt";
}

/** An attempt was answered, with whatever status. An answer that breaks off is none. */
export interface ResponseEvent extends CommonEvent {
  readonly type: "response";
  /** The HTTP status; 0 for a redirect in a browser, which hides it. */
  readonly status: number;
  /** How long the attempt took, with the body as far as it is read, in milliseconds. */
  readonly durationMs: number;
  /** What the registry calls the request (its `x-request-id`); undefined where it said nothing. */
  readonly requestId: string | undefined;
}

/** The attempt is followed by another one. */
export interface RetryEvent extends CommonEvent {
  readonly type: "retry";
  /** The status that it was answered; undefined when there was no answer. */
  readonly status: number | undefined;
  /** How long the attempt took, in milliseconds. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
  /** How long the wait before the next attempt is, in milliseconds. */
  readonly delayMs: number;
}

/** The call has failed: each call ends with this event, or with the `response` that it resolves with. */
export interface ErrorEvent extends CommonEvent {
  readonly type: "error";
  /** The error's; or `"AbortError"` for the caller's signal, and `"Error"` for what `apiKey` or a middleware threw. */
  readonly name: AnyRegistryError["name"] | "AbortError" | "Error";
  readonly outcome: AnyRegistryError["outcome"];
  /** The HTTP status, where the error has one. */
  readonly status: number | undefined;
  /** How long the call took, in milliseconds. */
  readonly durationMs: number;
  readonly requestId: string | undefined;
}

/** What a call tells while it runs: enough for logs, metrics and traces, and nothing that must not be in them. */
export type RegistryEvent = AttemptEvent | ResponseEvent | RetryEvent | ErrorEvent;

/** Is told of each event. What it throws, or rejects with, changes nothing. */
export type OnEvent = (event: RegistryEvent) => void;

type Details<Event> = Event extends RegistryEvent ? Omit<Event, keyof CommonEvent> : never;

export function emit(onEvent: OnEvent | undefined, call: Call, details: Details<RegistryEvent>): void {
  if (onEvent === undefined) return;
  const { operationId, method, path, attempts: attempt } = call;
  try {
    // An async hook fits the type too.
    const tell: (event: RegistryEvent) => unknown = onEvent;
    const told = tell({ operationId, method, path, attempt, ...details });
    if (typeof told === "object") Promise.resolve(told).catch(() => undefined);
  } catch {
    // A hook must not change what a call does.
  }
}

/** Tells that a call has failed, with whatever it rejects with. */
export function emitError(onEvent: OnEvent | undefined, call: Call, error: unknown, now: number): void {
  // The reason of a signal may be an error of another call's.
  const ours = isRegistryError(error) && !isReason(call, error) ? error : undefined;
  const { outcome, elapsedMs, requestId } = ours ?? contextOf(call, now);
  emit(onEvent, call, {
    type: "error",
    name: ours?.name ?? (isReason(call, error) ? "AbortError" : "Error"),
    outcome,
    status: ours !== undefined && "status" in ours ? httpStatus(ours.status) : undefined,
    durationMs: elapsedMs,
    requestId,
  });
}

/** A task has a status too, which is none of HTTP's. */
function httpStatus(status: unknown): number | undefined {
  return typeof status === "number" ? status : undefined;
}
