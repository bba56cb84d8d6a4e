import type { AnyRegistryError } from "../errors/index.ts";
import { throwFirst } from "../errors/registry-error.ts";
import type { Task } from "../generated/client.ts";
import {
  rangeFault,
  functionFault,
  clockFault,
  positiveFault,
  resolveOptions,
  unknownFault,
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
  onPoll?: ((poll: TaskPoll) => unknown) | undefined;
  /** The source of the time and of timers, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Returns a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

/** {@link WaitOptions}, checked and complete. The other options go to each poll. */
export type WaitSettings = OwnOptions & PollOptions;
type OwnOptions = Complete<Omit<WaitOptions, keyof PollOptions>>;
type PollOptions = Pick<CallOptions, "signal" | "headers" | "timeoutMs" | "retry">;

/** `further` are the names of the options that a function has besides. Throws {@link InvalidRequestError}. */
export function resolveWait(options: WaitOptions, further: readonly string[]): WaitSettings {
  const rules: OptionRules<OwnOptions> = {
    deadlineMs: [positiveFault],
    backoffMs: [positiveFault, 250],
    backoffFactor: [rangeFault(1), 1.5],
    maxBackoffMs: [positiveFault, 5_000],
    notFoundGraceMs: [rangeFault(0), 5_000],
    onPoll: [functionFault, () => undefined],
    clock: [clockFault, platformClock],
    random: [functionFault, Math.random],
  };
  // Callers without types may pass no options.
  const given: WaitOptions = { ...options };
  const { headers, timeoutMs, retry } = given;
  throwFirst(unknownFault(given, [...Object.keys(rules), ...callOptions, ...further]));
  const wait = resolveOptions(given, rules);
  const signal = resolveSignal(given.signal);
  resolveLimits({ timeoutMs, retry });
  resolveHeaders(headers);
  return { ...wait, backoffMs: Math.min(wait.backoffMs, wait.maxBackoffMs), signal, headers, timeoutMs, retry };
}
