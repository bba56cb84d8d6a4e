import { ConnectionError, isRegistryError, TimeoutError } from "../errors/index.ts";
import type { Send } from "./attempt.ts";
import { contextOf, markUnknown, type Call } from "./call.ts";
import { emit } from "./events.ts";
import { retryAfterMs } from "./retry-after.ts";
import { backoffMs, isRepeatableAfterFailure, isRepeatableAfterStatus, isUnknownAfterStatus } from "./retry-policy.ts";
import type { Settings } from "./settings.ts";
import { leftOf, sleep } from "./within-time.ts";

/** What became of one attempt: an answer, or an error of ours. */
type Result = { readonly response: Response } | { readonly error: Error };

/**
 * Makes attempts until there is an answer, or until none is left that is safe to repeat. Rejects with the last error, with
 * the reason of the caller's signal, and where the deadline has passed before an attempt.
 */
export function withRetries(attempt: Send, { clock, random, onEvent }: Settings): Send {
  return async (url, init, call) => {
    for (;;) {
      call.signal?.throwIfAborted();
      if (leftOf(call, clock) === 0) throw outOfTime(call);
      const startedAt = clock.now();
      call.attempts += 1;
      const result = await resultOf(attempt(url, init, call));
      if ("response" in result && result.response.ok) return result.response;
      if ("response" in result && isUnknownAfterStatus(result.response.status)) markUnknown(call);
      const delayMs = delayAfter(result, call);
      if (delayMs === undefined || delayMs >= leftOf(call, clock)) {
        if ("error" in result) throw result.error;
        return result.response;
      }
      const { status } = call.response ?? {};
      const { requestId } = call;
      emit(onEvent, call, { type: "retry", status, durationMs: clock.now() - startedAt, requestId, delayMs });
      await sleep(call, clock, delayMs);
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

async function resultOf(attempt: Promise<Response>): Promise<Result> {
  try {
    return { response: await attempt };
  } catch (error) {
    if (isRegistryError(error)) return { error };
    throw error;
  }
}

function isRepeatable(result: Result, { method, unknown }: Call): boolean {
  if ("response" in result) return isRepeatableAfterStatus(method, result.response.status);
  const { error } = result;
  const isNetwork = error instanceof ConnectionError || (error instanceof TimeoutError && error.scope === "attempt");
  return isNetwork && isRepeatableAfterFailure(method, unknown);
}
