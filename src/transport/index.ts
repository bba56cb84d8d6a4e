import { createAttempt, type Send } from "./attempt.ts";
import type { Settings } from "./settings.ts";
import { withRetries } from "./with-retries.ts";

export type { Send } from "./attempt.ts";
export { checkApiKey, type ApiKey } from "./api-key.ts";
export { bounded, sleep } from "./bounded.ts";
export { contextOf, isReason, markUnknown, type Call } from "./call.ts";
export { platformClock, type Clock } from "./clock.ts";
export { notEcho } from "./echo.ts";
export { shownParameters } from "./path-secrets.ts";
export {
  emitError,
  type AttemptEvent,
  type ErrorEvent,
  type OnEvent,
  type RegistryEvent,
  type ResponseEvent,
  type RetryEvent,
} from "./events.ts";
export type { Fetch } from "./fetch.ts";
export { RequestHolder, type HeldInit } from "./request-holder.ts";
export { retryAfterMs } from "./retry-after.ts";
export { onAbort, throwIfAborted } from "./on-abort.ts";
export {
  backoffMs,
  isRepeatableAfterStatus,
  withWaitSignal,
  type RetryOptions,
  type RetryPolicy,
} from "./retry-policy.ts";
export { leftOf } from "./within-time.ts";
export {
  checkClock,
  checkFunction,
  checkPositive,
  resolveLimits,
  resolveSettings,
  type CallLimits,
  type Settings,
  type TransportOptions,
} from "./settings.ts";

/** The way of a request to the registry and back: retries around attempts, each within the call's time. */
export function createTransport(settings: Settings): Send {
  return withRetries(createAttempt(settings), settings);
}
