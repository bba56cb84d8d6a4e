import type { AnyRegistryError } from "../errors/index.ts";
import { throwFirst } from "../errors/registry-error.ts";
import type { Task } from "../generated/client.ts";
import type { CallOptions } from "../client/options.ts";
import {
  callOptions,
  clockFault,
  functionFault,
  minimumFault,
  positiveFault,
  resolveHeaders,
  resolveLimits,
  resolveSignal,
  unknownFault,
} from "../client/resolve-options.ts";
import { platformClock, type Clock } from "../transport/deadline.ts";
import type { Complete } from "../transport/types.ts";

/** One poll of a task. */
export interface TaskLook {
  readonly taskId: string;
  /** The number of the poll, from 1. */
  readonly look: number;
  /** How long the wait has taken, in milliseconds. */
  readonly elapsedMs: number;
  /** The task; undefined when the poll failed. */
  readonly task: Task | undefined;
  /** The error of a poll that failed, and did not end the wait; undefined when it succeeded. */
  readonly error: AnyRegistryError | undefined;
}

/**
 * How to wait for a task. The first poll is immediate; the waits between polls grow, and each is any time from half of it to all of it
 * (jitter).
 */
export interface WaitOptions extends PollOptions {
  /**
   * The time limit of the whole wait, in milliseconds; `Infinity` for none. There is no default: a task can wait for a person to
   * review it, for days.
   */
  deadlineMs: number;
  /** The longest wait before the second poll, in milliseconds. Default: 250. */
  backoffMs?: number | undefined;
  /** How much longer each wait is than the one before. Default: 1.5. */
  backoffFactor?: number | undefined;
  /** The longest wait between two polls, in milliseconds. Default: 5,000. */
  maxBackoffMs?: number | undefined;
  /**
   * How long polling continues after a 404, in milliseconds, because a new task may not be found yet; 0 to fail at once. Default:
   * 5,000.
   */
  notFoundGraceMs?: number | undefined;
  /** Called after each poll, and awaited. If it throws or rejects, the wait ends with its error. */
  onPoll?: ((look: TaskLook) => unknown) | undefined;
  /** The source of the time and of timers, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Returns a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

/** {@link WaitOptions}, checked and complete. The other options go to each poll. */
export type WaitSettings = Complete<Omit<WaitOptions, keyof PollOptions>> & PollOptions;
type PollOptions = Pick<CallOptions, "signal" | "headers" | "timeoutMs" | "retry">;

const waitOptions = [
  ...callOptions,
  ...["backoffMs", "backoffFactor", "maxBackoffMs", "notFoundGraceMs", "onPoll", "clock", "random"],
];

/** Throws {@link InvalidRequestError}. `further` are the names of the options that the function has besides. */
export function resolveWait(options: WaitOptions, further: readonly string[] = []): WaitSettings {
  // Callers without types may pass no options.
  const { deadlineMs, backoffMs = 250, backoffFactor = 1.5, maxBackoffMs = 5_000, ...rest } = { ...options };
  const { notFoundGraceMs = 5_000, onPoll = () => undefined, clock = platformClock, random = Math.random } = rest;
  const { headers, timeoutMs, retry } = rest;
  throwFirst(unknownFault({ ...options }, [...waitOptions, ...further]), positiveFault("deadlineMs", deadlineMs));
  const signal = resolveSignal(rest.signal);
  throwFirst(positiveFault("backoffMs", backoffMs), positiveFault("maxBackoffMs", maxBackoffMs));
  resolveLimits({ timeoutMs, retry });
  resolveHeaders(headers);
  throwFirst(
    functionFault("onPoll", onPoll),
    functionFault("random", random),
    clockFault(clock),
    minimumFault("backoffFactor", backoffFactor, 1),
    minimumFault("notFoundGraceMs", notFoundGraceMs, 0),
  );
  const waits = { deadlineMs, backoffFactor, maxBackoffMs, notFoundGraceMs, onPoll, clock, random };
  return { ...waits, backoffMs: Math.min(backoffMs, maxBackoffMs), signal, headers, timeoutMs, retry };
}
