import { InvalidRequestError } from "./errors/index.ts";
import { resolveLimits, type Call, type CallLimits, type Settings } from "./transport/index.ts";

/** Headers to send besides the client's own: an object, pairs, or a platform's `Headers`. */
export type ExtraHeaders = Headers | Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** What a single call can be told besides its path and body. */
export interface CallOptions extends CallLimits {
  /** Ends the call: it rejects with the signal's own reason, and what was sent may or may not have been done. */
  signal?: AbortSignal | undefined;
  /** Headers to send besides the client's own, which they go before. The API key's is always the client's. */
  headers?: ExtraHeaders | undefined;
}

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
    startedAt: settings.clock.now(),
    attempts: 0,
    unknown: false,
    response: undefined,
    requestId: undefined,
  };
}

/** Takes a call's own limits and signal. Throws {@link InvalidRequestError} for those that can't be right. */
export function limitCall(call: Call, settings: Settings, options: CallOptions): void {
  Object.assign(call, resolveLimits(options, settings), { signal: checkedSignal(options.signal) });
}

/** A signal of the platform's, or of another realm or library; null, as `fetch` takes it, is none. */
function checkedSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal === "object" && "aborted" in signal && "addEventListener" in signal) return signal as AbortSignal;
  throw new InvalidRequestError("signal", "it is not an AbortSignal. Expected the signal of an AbortController.");
}

/** Headers, checked. Throws {@link InvalidRequestError} without the platform's words, which quote them. */
export function checkedHeaders(headers: ExtraHeaders | undefined): Headers | undefined {
  if (headers === undefined) return undefined;
  try {
    return new Headers(headers as ConstructorParameters<typeof Headers>[0]);
  } catch {
    throw new InvalidRequestError(
      "headers",
      "one of them can't be sent. Expected names of letters, digits and hyphens, and values without line breaks or " +
        "characters that a header can't carry.",
    );
  }
}
