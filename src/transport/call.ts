import type { ErrorContext } from "../errors/index.ts";
import { isReading } from "../method-safety.ts";
import type { OperationId } from "../types/index.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** One call of an operation: what it may take, and what has become of it so far. */
export interface Call {
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path as the contract writes it, without the values; empty for one that is none of the contract's. */
  readonly path: string;
  readonly startedAt: number;
  // The client's, until the call's own options are checked: a refusal of these is told of the call too.
  signal: AbortSignal | undefined;
  timeoutMs: number;
  deadlineMs: number;
  retry: RetryPolicy;
  /** The body as JSON, where the method of an operation has written it; undefined for `registry.http`. */
  json: string | undefined;
  /** All headers but the key's, where the method of an operation has made them; undefined for `registry.http`. */
  headers: Readonly<Record<string, string>> | undefined;
  attempts: number;
  /** Whether some attempt may have done the write. */
  unknown: boolean;
  /** What the last attempt was answered. */
  response: Response | undefined;
  requestId: string | undefined;
  /** What was sent last. */
  sent: SentRequest | undefined;
  /** The error of the transport's own that the last attempt ended with; whatever else it ends with comes from the caller. */
  failure: Error | undefined;
}

/** What an answer must not bring into a log, should it repeat it. */
export interface SentRequest {
  readonly url: string;
  readonly key: string | undefined;
  readonly body: unknown;
}

/** What became of a call's last attempt. */
export type LastAttempt = Pick<Call, "attempts" | "response" | "requestId" | "sent" | "failure">;

export function lastAttempt({ attempts, response, requestId, sent, failure }: Call): LastAttempt {
  return { attempts, response, requestId, sent, failure };
}

/** Another attempt begins: nothing is known of it yet. */
export function forgetAttempt(call: Call): void {
  call.response = undefined;
  call.requestId = undefined;
  call.sent = undefined;
  call.failure = undefined;
}

/** Takes note that an attempt ended with an error of the transport's own. */
export function failed<E extends Error>(call: Call, error: E): E {
  call.failure = error;
  return error;
}

/** What an error tells of a call that ends `now`. */
export function contextOf(call: Call, now: number): ErrorContext {
  return {
    operationId: call.operationId,
    attempts: call.attempts,
    elapsedMs: Math.max(0, now - call.startedAt),
    outcome: call.unknown ? "unknown" : "not-done",
    requestId: call.requestId,
  };
}

/** Whether something that a call ends with is the reason of its own signal, which can be anything. */
export function isReason({ signal }: Call, thrown: unknown): boolean {
  return signal?.aborted === true && Object.is(thrown, signal.reason);
}

/** Takes note that an attempt may have done the write. */
export function markUnknown(call: Call): void {
  if (!isReading(call.method)) call.unknown = true;
}
