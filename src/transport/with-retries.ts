import { ConnectionError, isUntrusted, TimeoutError } from "../errors/index.ts";
import type { Send } from "./attempt.ts";
import { sleep } from "./bounded.ts";
import { contextOf, lastAttempt, markUnknown, type Call, type LastAttempt } from "./call.ts";
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
  return async (request) => {
    const { call } = request;
    let before: { readonly result: Result; readonly last: LastAttempt } | undefined;
    for (;;) {
      throwIfAborted(call.signal);
      const startedAt = clock.now();
      if (leftOf(call, startedAt) === 0) throw outOfTime(call);
      call.attempts += 1;
      let result: Result;
      try {
        const response = await attempt(request);
        if (response.ok) return response;
        if (isUnknownAfterStatus(response.status)) markUnknown(call);
        result = { response };
      } catch (error) {
        throwIfAborted(call.signal);
        if (call.failure === undefined || error !== call.failure) {
          if (before === undefined) throw error;
          Object.assign(call, before.last);
          return answerOf(before.result);
        }
        result = { error: call.failure };
      }
      const delayMs = delayAfter(result, call);
      if (delayMs === undefined || delayMs >= leftOf(call, clock.now())) return answerOf(result);
      const { response, requestId } = call;
      const durationMs = Math.max(0, clock.now() - startedAt);
      emit(onEvent, call, { type: "retry", status: response?.status, durationMs, requestId, delayMs });
      await sleep(call.retry.waitSignal ?? call.signal, clock, delayMs);
      before = { result, last: lastAttempt(call) };
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

function answerOf(result: Result): Response {
  if ("error" in result) throw result.error;
  return result.response;
}

function isRepeatable(result: Result, { method, unknown }: Call): boolean {
  if ("response" in result) return isRepeatableAfterStatus(method, result.response.status);
  const { error } = result;
  const isNetwork = error instanceof ConnectionError || (error instanceof TimeoutError && error.scope === "attempt");
  return isNetwork && !isUntrusted(error.cause) && isRepeatableAfterFailure(method, unknown);
}
