import type { CallOptions } from "./call-options.ts";
import { InvalidRequestError } from "./errors/index.ts";
import { resolveLimits, type Call, type Settings } from "./transport/index.ts";

/** Which operation a call is of. */
export type CalledOperation = Pick<Call, "operationId" | "method" | "path">;

/** Begins a call, by the client's limits: its time runs from here. */
export function startCall(settings: Settings, operation: CalledOperation): Call {
  const { timeoutMs, deadlineMs, retry } = settings;
  const { operationId, method, path } = operation;
  return {
    operationId,
    method,
    path,
    timeoutMs,
    deadlineMs,
    retry,
    signal: undefined,
    json: undefined,
    headers: undefined,
    startedAt: settings.clock.now(),
    attempts: 0,
    unknown: false,
    response: undefined,
    requestId: undefined,
    sent: undefined,
    failure: undefined,
  };
}

/** Takes a call's own limits and signal. Throws {@link InvalidRequestError} for those that can't be right. */
export function limitCall(call: Call, settings: Settings, options: CallOptions): void {
  Object.assign(call, resolveLimits(options, settings), { signal: checkedSignal(options.signal) });
}

/** A signal of the platform's, or of another realm or library; null, as `fetch` takes it, is none. */
export function checkedSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal === "object" && "aborted" in signal && "addEventListener" in signal) return signal as AbortSignal;
  throw new InvalidRequestError("signal", "it is not an AbortSignal. Expected the signal of an AbortController.");
}
