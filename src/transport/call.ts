import type { ErrorContext } from "../errors/index.ts";
import { requestIdHeader } from "../generated/constants.ts";
import type { OperationId } from "../types.ts";
import { isReading, type RetryPolicy } from "./retry-policy.ts";

/** One call of an operation: what it may take, and what has become of it so far. */
export interface Call {
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path as the contract writes it, without the values; empty for one that is none of the contract's. */
  readonly path: string;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetryPolicy;
  readonly startedAt: number;
  attempts: number;
  /** Whether some attempt may have done the write. */
  unknown: boolean;
  /** What the last attempt was answered. */
  response: Response | undefined;
  requestId: string | undefined;
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

/** Takes note that an attempt may have done the write. */
export function markUnknown(call: Call): void {
  if (!isReading(call.method)) call.unknown = true;
}

/** The name that the registry gives the request; not a text that could say anything. */
export function requestIdOf({ headers }: Pick<Response, "headers">, key: string | undefined): string | undefined {
  const requestId = /^[\w.:/+=@-]{1,128}$/.exec(headers.get(requestIdHeader) ?? "")?.[0];
  // A proxy that sends back what it was sent is not to bring the key into a log.
  return key !== undefined && requestId?.includes(key) === true ? undefined : requestId;
}
