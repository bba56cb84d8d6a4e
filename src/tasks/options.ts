import type { AnyRegistryError } from "../errors/index.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import type { Task } from "../generated/client.ts";
import {
  checkRange,
  checkFunction,
  checkClock,
  checkPositive,
  resolveOptions,
  checkOptionNames,
  type OptionRules,
} from "../client/option-rules.ts";
import type { CallOptions } from "../client/options.ts";
import { callOptions, resolveHeaders, resolveLimits, resolveSignal } from "../client/resolve-options.ts";
import { platformClock, type Clock } from "../transport/deadline.ts";
import type { Complete } from "../transport/types.ts";

/** One poll of a task. */
export interface TaskPoll {
  readonly taskId: string;
  /** The number of the poll, from 1. */
  readonly attempt: number;
  /** How long the wait has taken so far, in milliseconds. */
  readonly elapsedMs: number;
  /** The task; undefined when the poll failed. */
  readonly task: Task | undefined;
  /** The error of the poll, if it failed without ending the wait; undefined otherwise. */
  readonly error: AnyRegistryError | undefined;
}

/**
 * How to wait for a task. The first poll is immediate. The waits between polls grow, and each is shortened by up to half (jitter). A
 * longer `Retry-After` of the registry replaces a wait.
 */
export interface WaitOptions extends PollOptions {
  /**
   * The timeout of the whole wait, in milliseconds; `Infinity` for none. There is no default, because a task can wait for days until a
   * person reviews it.
   */
  deadlineMs: number;
  /** The maximum wait before the second poll, in milliseconds. Default: 250. */
  backoffMs?: number | undefined;
  /** The factor by which the waits grow. Default: 1.5. */
  backoffFactor?: number | undefined;
  /** The maximum wait between two polls, in milliseconds. Default: 5,000. */
  maxBackoffMs?: number | undefined;
  /**
   * How long polling continues after a 404, in milliseconds from the start of the wait: the registry may not find a new task at once.
   * 0 to fail on the first 404. Default: 5,000.
   */
  notFoundGraceMs?: number | undefined;
  /** Called after each poll, and awaited. If it throws or rejects, the wait ends with its error. */
  onPoll?: ((poll: TaskPoll) => unknown) | undefined;
  /** The source of the time and of timers, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Returns a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

/** {@link WaitOptions}, checked and complete. `PollOptions` are passed to each poll. */
export type WaitSettings = WaitOnlySettings & PollOptions;
type WaitOnlySettings = Complete<Omit<WaitOptions, keyof PollOptions>>;
type PollOptions = Pick<CallOptions, "signal" | "headers" | "timeoutMs" | "retry">;

/** Checks and completes options. `further` has the names of a function's additional options. Throws {@link InvalidRequestError}. */
export function resolveWait(options: WaitOptions, further: readonly string[]): WaitSettings {
  const rules: OptionRules<WaitOnlySettings> = {
    deadlineMs: [checkPositive],
    backoffMs: [checkPositive, 250],
    backoffFactor: [checkRange(1), 1.5],
    maxBackoffMs: [checkPositive, 5_000],
    notFoundGraceMs: [checkRange(0), 5_000],
    onPoll: [checkFunction, () => undefined],
    clock: [checkClock, platformClock],
    random: [checkFunction, Math.random],
  };
  // Callers without types may pass no options.
  const given: WaitOptions = { ...options };
  const { headers, timeoutMs, retry } = given;
  throwIfInvalid(checkOptionNames(given, [...Object.keys(rules), ...callOptions, ...further]));
  const wait = resolveOptions(given, rules);
  const signal = resolveSignal(given.signal);
  resolveLimits({ timeoutMs, retry });
  resolveHeaders(headers);
  return { ...wait, backoffMs: Math.min(wait.backoffMs, wait.maxBackoffMs), signal, headers, timeoutMs, retry };
}
