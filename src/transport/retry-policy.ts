import { isRepeatable } from "../method-safety.ts";

/** How often, and after which waits, what is safe to repeat is tried again. */
export interface RetryOptions {
  /** The most attempts after the first. Default: 2. */
  limit?: number | undefined;
  /** The longest wait before the first retry, in milliseconds; it doubles with each. Default: 500. */
  backoffMs?: number | undefined;
  /** The longest wait before any retry, in milliseconds. Default: 8,000. */
  maxBackoffMs?: number | undefined;
}

export interface RetryPolicy {
  readonly limit: number;
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Ends the waits, in the place of the call's own signal, which ends what is under way too. */
  readonly waitSignal?: AbortSignal | undefined;
}

/** The same retries, of which a signal ends the waits: after it nothing more is sent, and what is under way goes on. */
export function withWaitSignal(retry: RetryOptions | false | undefined, waitSignal: AbortSignal): RetryOptions | false {
  if (retry === false) return false;
  const waiting: RetryOptions & Pick<RetryPolicy, "waitSignal"> = { ...retry, waitSignal };
  return waiting;
}

/** The statuses that may be gone when the request is sent again. */
const passingStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** The registry, or what stands before it, refused to take the request on, so that it surely was not done. */
const tooManyRequests = 429;

/** Whether a request may be sent again after an answer with `status`. */
export function isRepeatableAfterStatus(method: string, status: number): boolean {
  return isRepeatable(method) ? passingStatuses.has(status) : status === tooManyRequests;
}

/** Whether a request may be sent again after an attempt without an answer. */
export function isRepeatableAfterFailure(method: string, attemptIsUnknown: boolean): boolean {
  return isRepeatable(method) || !attemptIsUnknown;
}

/** Whether an answer with `status` leaves open if the write has happened. */
export function isUnknownAfterStatus(status: number): boolean {
  return status < 400 || status >= 500 || status === 408;
}

/** The wait before the retry after `attempts` attempts: any time up to a limit that doubles (full jitter). */
export function backoffMs({ backoffMs, maxBackoffMs }: RetryPolicy, attempts: number, random: () => number): number {
  return random() * Math.min(maxBackoffMs, backoffMs * 2 ** (attempts - 1));
}
