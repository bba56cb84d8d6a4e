import { TimeoutError } from "../errors/index.ts";
import type { AttemptResult, CallContext, Progress } from "./types.ts";

/** The source of the time and of timers. A test can pass a fake clock, to be exact and not to wait. */
export interface Clock {
  /** Returns milliseconds since 1970. It should not jump when the system clock is set: the client computes time limits from it. */
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

let startedAtMs: number | undefined;

export const platformClock: Clock = {
  now() {
    startedAtMs ??= Date.now() - performance.now();
    return Math.round(startedAtMs + performance.now());
  },
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (timer) => {
    globalThis.clearTimeout(timer as number);
  },
};

/** The longest delay of the platform's timers: with a longer one they fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/** Calls back after `ms`, or never for `Infinity`. Returns a function that stops the timer. */
function startTimer(clock: Clock, ms: number, callback: () => void): () => void {
  if (ms === Infinity) return () => undefined;
  const next = () => {
    timer = clock.setTimeout(ms > maxTimerMs ? next : callback, Math.min(ms, maxTimerMs));
    ms -= maxTimerMs;
  };
  let timer: unknown;
  next();
  return () => {
    clock.clearTimeout(timer);
  };
}

/** A function, because TypeScript assumes that a property does not change between two reads. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Throws the reason of a signal that is aborted. Signals of other libraries may lack the method for it. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (isAborted(signal)) throw signal?.reason;
}

const listeners = new WeakMap<AbortSignal, { readonly callbacks: Set<() => void>; readonly listen: () => void }>();

/**
 * Calls back when a signal is aborted. Returns a function that removes the callback. All calls with the same signal share one listener,
 * because Node.js warns of a leak when a signal has eleven.
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
  if (signal === undefined) return () => undefined;
  let listener = listeners.get(signal);
  if (listener === undefined) {
    const callbacks = new Set<() => void>();
    const listen = () => {
      for (const each of callbacks) each();
    };
    signal.addEventListener("abort", listen);
    listener = { callbacks, listen };
    listeners.set(signal, listener);
  }
  const { callbacks, listen } = listener;
  callbacks.add(callback);
  return () => {
    if (!callbacks.delete(callback) || callbacks.size > 0) return;
    signal.removeEventListener("abort", listen);
    listeners.delete(signal);
  };
}

interface Bounds<Result> {
  readonly clock: Clock;
  readonly ms: number;
  /** The caller's signal. It must not be aborted yet. */
  readonly signal: AbortSignal | undefined;
  /** Returns the result when the time is up, or throws. */
  readonly onTimeout: () => Result;
  /** Returns the result after an abort, or throws. */
  readonly onAborted: () => Result;
}

/**
 * Calls `work` within a time limit. Settles at once when the time is up or the signal is aborted, even if `work` ignores the signal that
 * it receives. Leaves neither a timer nor a listener.
 */
export function bounded<Result>(
  { clock, ms, signal, onTimeout, onAborted }: Bounds<Result>,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const settle = () => {
      stopTimer();
      stopListening?.();
    };
    const end = (result: () => Result, reason?: unknown) => {
      settle();
      resolve(
        new Promise((done) => {
          done(result());
        }),
      );
      controller.abort(reason);
    };
    // First, because a library's signal may throw.
    const stopListening =
      signal &&
      onAbort(signal, () => {
        end(onAborted, signal.reason);
      });
    const stopTimer = startTimer(clock, ms, () => {
      end(onTimeout);
    });
    work(controller.signal).then(
      (result) => {
        settle();
        resolve(result);
      },
      (error: unknown) => {
        settle();
        const reason = error as Error;
        reject(reason);
      },
    );
  });
}

/** Waits. Rejects at once with the reason of the signal if it is aborted, even before the wait. */
export async function sleep(signal: AbortSignal | undefined, clock: Clock, ms: number): Promise<void> {
  throwIfAborted(signal);
  const onAborted = () => {
    throwIfAborted(signal);
  };
  const forever = () => new Promise<void>(() => undefined);
  await bounded({ clock, ms, signal, onTimeout: () => undefined, onAborted }, forever);
}

export function elapsedMs({ settings }: CallContext, startedAt: number): number {
  return Math.max(0, settings.clock.now() - startedAt);
}

/** Returns the remaining time of a call or wait: all of it on a clock that was set back. */
export function timeLeft(startedAt: number, deadlineMs: number, now: number): number {
  return Math.min(deadlineMs, Math.max(0, startedAt + deadlineMs - now));
}

const timeoutEnds = {
  attempt: { sent: "noResponse", notSent: "notSentInTime" },
  deadline: { sent: "deadline", notSent: "notSentBeforeDeadline" },
} as const;

/** Makes one attempt within `timeoutMs`, and within the remaining time of the call. */
export function withinLimits(
  { settings, limits, startedAt, signal }: CallContext,
  attempt: (signal: AbortSignal, progress: Progress) => Promise<AttemptResult>,
): Promise<AttemptResult> {
  const { clock } = settings;
  const leftMs = timeLeft(startedAt, limits.deadlineMs, clock.now());
  const scope = leftMs <= limits.timeoutMs ? "deadline" : "attempt";
  const progress: Progress = { sent: false };
  const onTimeout = (): AttemptResult => {
    progress.stopReading?.();
    const timeoutMs = scope === "deadline" ? limits.deadlineMs : limits.timeoutMs;
    const end = timeoutEnds[scope][progress.sent ? "sent" : "notSent"];
    return { kind: "failed", progress, end, toError: (context) => new TimeoutError(context, { timeoutMs, scope }) };
  };
  const onAborted = (): AttemptResult => {
    progress.stopReading?.();
    return { kind: "threw", progress, error: signal?.reason as unknown };
  };
  const bounds = { clock, ms: Math.min(leftMs, limits.timeoutMs), signal, onTimeout, onAborted };
  return bounded(bounds, (ending) => attempt(ending, progress));
}
