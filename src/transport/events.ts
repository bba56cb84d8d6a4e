import type { AnyRegistryError } from "../errors/index.ts";
import type { OperationId } from "../types.ts";
import type { Call } from "./call.ts";

interface CommonEvent {
  /** The operation that was called; undefined for a path of your own, through `http`. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path as the contract writes it, without the values, which can be ids; empty for a path of your own. */
  readonly path: string;
  /** Which attempt it is, counted from 1. */
  readonly attempt: number;
}

/** An attempt begins. */
export interface AttemptEvent extends CommonEvent {
  readonly type: "attempt";
}

/** An attempt was answered, with whatever status. */
export interface ResponseEvent extends CommonEvent {
  readonly type: "response";
  readonly status: number;
  /** How long the attempt took, with the whole body, in milliseconds. */
  readonly durationMs: number;
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

/** The call has failed. */
export interface ErrorEvent extends CommonEvent {
  readonly type: "error";
  readonly name: AnyRegistryError["name"];
  readonly outcome: AnyRegistryError["outcome"];
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
    if (told instanceof Promise) told.catch(() => undefined);
  } catch {
    // A hook must not change what a call does.
  }
}

/** Tells that a call has failed. */
export function emitError(onEvent: OnEvent | undefined, call: Call, error: AnyRegistryError): void {
  emit(onEvent, call, {
    type: "error",
    name: error.name,
    outcome: error.outcome,
    status: "status" in error ? error.status : undefined,
    durationMs: error.elapsedMs,
    requestId: error.requestId,
  });
}
