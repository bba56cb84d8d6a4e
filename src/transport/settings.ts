import { InvalidRequestError } from "../errors/index.ts";
import type { ApiKey } from "./api-key.ts";
import { platformClock, type Clock } from "./clock.ts";
import type { OnEvent } from "./events.ts";
import { platformFetch, type Fetch } from "./fetch.ts";
import type { RetryOptions, RetryPolicy } from "./retry-policy.ts";

/**
 * How long a call may take, and how often it is tried. A call's own options go before the client's. Zero, negative numbers and
 * NaN are refused with {@link InvalidRequestError}.
 */
export interface CallLimits {
  /** The time for one attempt, with the whole answer, in milliseconds; `Infinity` for none. Default: 30,000. */
  timeoutMs?: number | undefined;
  /** The time for the whole call, with its retries and the waits between them, in milliseconds; `Infinity` for none. Default: 120,000. */
  deadlineMs?: number | undefined;
  /**
   * How what is safe to repeat is tried again; `false` for one attempt. A wait that would end after the deadline is not begun: the
   * call fails at once. Default: `{ limit: 2, backoffMs: 500, maxBackoffMs: 8_000 }`.
   */
  retry?: RetryOptions | false | undefined;
}

/** What the transport can be told besides {@link CallLimits}. */
export interface TransportOptions extends CallLimits {
  /**
   * Sends the requests in the place of the platform's `fetch`: an embedded registry, a proxy agent. It must send
   * exactly one request each time it is called: the client repeats what is safe to repeat, and tells how often it tried.
   */
  fetch?: Fetch | undefined;
  /** The longest answer that is read, in bytes; `Infinity` means no limit. Default: 50,000,000. */
  maxResponseBytes?: number | undefined;
  /**
   * Is told of each attempt and retry, and ends each call with a `response` or an `error`: for logs, metrics and traces. What it
   * throws changes nothing.
   */
  onEvent?: OnEvent | undefined;
  /** Where the time and the timers come from, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Gives a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

export interface Settings {
  /** Null for none: what stands in between adds it. */
  readonly apiKey: ApiKey | null;
  readonly fetch: Fetch;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetryPolicy;
  readonly maxResponseBytes: number;
  readonly onEvent: OnEvent | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

const defaults = {
  timeoutMs: 30_000,
  deadlineMs: 120_000,
  retry: { limit: 2, backoffMs: 500, maxBackoffMs: 8_000 },
  maxResponseBytes: 50_000_000,
};

/** The options of a client, checked and complete. Throws {@link InvalidRequestError}. */
export function resolveSettings(apiKey: ApiKey | null, options: TransportOptions): Settings {
  const { fetch = platformFetch, maxResponseBytes = defaults.maxResponseBytes, onEvent } = options;
  const { clock = platformClock, random = Math.random } = options;
  checkFunction("fetch", fetch, "sends a request");
  if (onEvent !== undefined) checkFunction("onEvent", onEvent, "takes an event");
  checkFunction("random", random, "gives a number from 0 to 1");
  checkClock(clock);
  checkPositive("maxResponseBytes", maxResponseBytes, "bytes");
  return { apiKey, fetch, ...resolveLimits(options, defaults), maxResponseBytes, onEvent, clock, random };
}

/** The limits that were given, checked, and otherwise those of `fallback`. Throws {@link InvalidRequestError}. */
export function resolveLimits(
  { timeoutMs, deadlineMs, retry }: CallLimits,
  fallback: Pick<Settings, "timeoutMs" | "deadlineMs" | "retry"> = defaults,
): Pick<Settings, "timeoutMs" | "deadlineMs" | "retry"> {
  if (timeoutMs !== undefined) checkPositive("timeoutMs", timeoutMs, "milliseconds");
  if (deadlineMs !== undefined) checkPositive("deadlineMs", deadlineMs, "milliseconds");
  return {
    timeoutMs: timeoutMs ?? fallback.timeoutMs,
    deadlineMs: deadlineMs ?? fallback.deadlineMs,
    retry: retry === undefined ? fallback.retry : resolveRetry(retry, fallback.retry),
  };
}

function resolveRetry(retry: RetryOptions | false, fallback: RetryPolicy): RetryPolicy {
  if (retry === false) return { ...fallback, limit: 0 };
  if (!isObject(retry)) {
    throw new InvalidRequestError(
      "retry",
      "it is neither an object nor false. Expected { limit, backoffMs, maxBackoffMs }, each of them optional, or false.",
    );
  }
  const { limit = fallback.limit, backoffMs = fallback.backoffMs, maxBackoffMs = fallback.maxBackoffMs } = retry;
  if (!Number.isInteger(limit) || limit < 0) {
    throw new InvalidRequestError(
      "retry.limit",
      "it is not a whole number from 0. Expected how many retries to make at most.",
    );
  }
  checkPositive("retry.backoffMs", backoffMs, "milliseconds");
  checkPositive("retry.maxBackoffMs", maxBackoffMs, "milliseconds");
  const { waitSignal } = retry as Pick<RetryPolicy, "waitSignal">;
  return { limit, backoffMs, maxBackoffMs, waitSignal };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

export function checkFunction(field: string, value: unknown, does: string): void {
  if (typeof value === "function") return;
  throw new InvalidRequestError(field, `it is not a function. Expected one that ${does}.`);
}

export function checkClock(clock: unknown): void {
  const { now, setTimeout, clearTimeout } = isObject(clock) ? (clock as Partial<Record<keyof Clock, unknown>>) : {};
  if ([now, setTimeout, clearTimeout].every((part) => typeof part === "function")) return;
  throw new InvalidRequestError("clock", "it is no clock. Expected one with now, setTimeout and clearTimeout.");
}

/** Throws {@link InvalidRequestError} for what is no number over 0. */
export function checkPositive(field: string, value: unknown, unit: string): void {
  if (typeof value === "number" && value > 0) return;
  throw new InvalidRequestError(field, `it is not a number over 0. Expected ${unit}, or Infinity for no limit.`);
}
