import type { CallOptions } from "../call-options.ts";
import { InvalidRequestError, type AnyRegistryError } from "../errors/index.ts";
import { checkedHeaders } from "../extra-headers.ts";
import { checkedSignal } from "../start-call.ts";
import {
  checkClock,
  checkFunction,
  checkPositive,
  platformClock,
  resolveLimits,
  type Clock,
} from "../transport/index.ts";
import type { Task } from "../types/index.ts";

/** One look at a task. */
export interface TaskLook {
  readonly taskId: string;
  /** Which look it is, counted from 1. */
  readonly look: number;
  /** How long it has been waited for, in milliseconds. */
  readonly elapsedMs: number;
  /** The task as it is; undefined when the look ended in an error. */
  readonly task: Task | undefined;
  /** The error that the look ended in, and that did not end the wait; undefined when it did not. */
  readonly error: AnyRegistryError | undefined;
}

/**
 * How a task is waited for. The first look is at once; the waits between looks grow, and each is any time from a half of it to
 * the whole (jitter).
 */
export interface WaitOptions extends Pick<CallOptions, "signal" | "headers" | "timeoutMs" | "retry"> {
  /**
   * The time for the whole wait, in milliseconds; `Infinity` for none. There is no default: a task can wait for a person to
   * review it, for days.
   */
  deadlineMs: number;
  /** The longest wait before the second look, in milliseconds. Default: 250. */
  backoffMs?: number | undefined;
  /** How much longer each wait is than the one before. Default: 1.5. */
  backoffFactor?: number | undefined;
  /** The longest wait between two looks, in milliseconds. Default: 5,000. */
  maxBackoffMs?: number | undefined;
  /**
   * For how long an answer that there is no such task is waited out, in milliseconds, because a task that was just submitted may
   * not be found yet; 0 for not at all. Default: 5,000.
   */
  notFoundGraceMs?: number | undefined;
  /** Is told of each look, for a sign of progress, and is waited for. What it throws, or rejects with, ends the wait. */
  onPoll?: ((look: TaskLook) => unknown) | undefined;
  /** Where the time and the timers come from, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Gives a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

export interface WaitSettings extends Pick<CallOptions, "signal" | "headers" | "timeoutMs" | "retry"> {
  readonly deadlineMs: number;
  readonly backoffMs: number;
  readonly backoffFactor: number;
  readonly maxBackoffMs: number;
  readonly notFoundGraceMs: number;
  readonly onPoll: (look: TaskLook) => unknown;
  readonly clock: Clock;
  readonly random: () => number;
}

/** The options of a wait, checked and complete. Throws {@link InvalidRequestError}. */
export function resolveWait(options: WaitOptions): WaitSettings {
  checkDeadline(options);
  const { deadlineMs, backoffMs = 250, backoffFactor = 1.5, maxBackoffMs = 5_000, notFoundGraceMs = 5_000 } = options;
  const { onPoll = () => undefined, clock = platformClock, random = Math.random } = options;
  const { headers, timeoutMs, retry } = options;
  const signal = checkedSignal(options.signal);
  checkPositive("backoffMs", backoffMs, "milliseconds");
  checkPositive("maxBackoffMs", maxBackoffMs, "milliseconds");
  resolveLimits({ timeoutMs, retry });
  checkedHeaders(headers);
  checkFunction("onPoll", onPoll, "takes a look");
  checkFunction("random", random, "gives a number from 0 to 1");
  checkClock(clock);
  checkAtLeast("backoffFactor", backoffFactor, 1, "how much longer each wait is than the one before");
  checkAtLeast("notFoundGraceMs", notFoundGraceMs, 0, "milliseconds, or 0 for not at all");
  const waits = {
    ...{ deadlineMs, backoffFactor, maxBackoffMs, notFoundGraceMs },
    backoffMs: Math.min(backoffMs, maxBackoffMs),
  };
  return { ...waits, onPoll, clock, random, signal, headers, timeoutMs, retry };
}

function checkDeadline(options: Partial<WaitOptions> | undefined): void {
  const deadlineMs = options?.deadlineMs;
  if (deadlineMs !== undefined) {
    checkPositive("deadlineMs", deadlineMs, "milliseconds");
    return;
  }
  throw new InvalidRequestError(
    "deadlineMs",
    "it is missing. Expected how long to wait, in milliseconds, or Infinity: a task can wait for a person.",
  );
}

function checkAtLeast(field: string, value: unknown, least: number, expected: string): void {
  if (typeof value === "number" && value >= least) return;
  throw new InvalidRequestError(field, `it is not a number from ${String(least)}. Expected ${expected}.`);
}
