import { ConnectionError, isUntrusted, TimeoutError } from "../errors/index.ts";
import type { RequestParts, Send } from "./attempt.ts";
import { sleep } from "./bounded.ts";
import { contextOf, markUnknown, type Call } from "./call.ts";
import { emit } from "./events.ts";
import { throwIfAborted } from "./on-abort.ts";
import { retryAfterMs } from "./retry-after.ts";
import { backoffMs, isRepeatableAfterFailure, isRepeatableAfterStatus, isUnknownAfterStatus } from "./retry-policy.ts";
import type { Settings } from "./settings.ts";
import { leftOf } from "./within-time.ts";

/** What became of one attempt: an answer, or an error of the transport's own. */
type Result = { readonly response: Response } | { readonly error: Error };

/**
 * Makes attempts until there is an answer, or until none is left that is safe to repeat. Rejects with the last error, with
 * the reason of the caller's signal, and where the deadline has passed before an attempt. What `apiKey` throws before another
 * attempt does not hide what became of the one before it.
 */
export function withRetries(attempt: Send, { clock, random, onEvent }: Settings): Send {
  return async (url, init, call) => {
    let before: Result | undefined;
    for (;;) {
      throwIfAborted(call.signal);
      if (leftOf(call, clock) === 0) throw outOfTime(call);
      const startedAt = clock.now();
      const result = await resultOf(attempt, url, init, call, before);
      if ("response" in result && result.response.ok) return result.response;
      if ("response" in result && isUnknownAfterStatus(result.response.status)) markUnknown(call);
      const delayMs = result === before ? undefined : delayAfter(result, call);
      if (delayMs === undefined || delayMs >= leftOf(call, clock)) {
        if ("error" in result) throw result.error;
        return result.response;
      }
      const { status } = call.response ?? {};
      const { requestId } = call;
      const durationMs = Math.max(0, clock.now() - startedAt);
      emit(onEvent, call, { type: "retry", status, durationMs, requestId, delayMs });
      await sleep(call.retry.waitSignal ?? call.signal, clock, delayMs);
      before = result;
    }
  };

  function outOfTime(call: Call): TimeoutError {
    return new TimeoutError(contextOf(call, clock.now()), { timeoutMs: call.deadlineMs, scope: "deadline" });
  }

  /** How long to wait before the next attempt; undefined when there is to be none. */
  function delayAfter(result: Result, call: Call): number | undefined {
    if (call.attempts > call.retry.limit || !isRepeatable(result, call)) return undefined;
    const asked = "response" in result ? retryAfterMs(result.response, clock.now()) : undefined;
    return asked ?? backoffMs(call.retry, call.attempts, random);
  }
}

async function resultOf(attempt: Send, url: string, init: RequestParts, call: Call, before?: Result): Promise<Result> {
  const { attempts, response, requestId, sent, failure } = call;
  call.attempts += 1;
  try {
    return { response: await attempt(url, init, call) };
  } catch (error) {
    throwIfAborted(call.signal);
    if (call.failure !== undefined && error === call.failure) return { error: call.failure };
    if (before === undefined) throw error;
    Object.assign(call, { attempts, response, requestId, sent, failure });
    return before;
  }
}

function isRepeatable(result: Result, { method, unknown }: Call): boolean {
  if ("response" in result) return isRepeatableAfterStatus(method, result.response.status);
  const { error } = result;
  const isNetwork = error instanceof ConnectionError || (error instanceof TimeoutError && error.scope === "attempt");
  return isNetwork && !isUntrusted(error.cause) && isRepeatableAfterFailure(method, unknown);
}
