/** Where the client takes the time and its timers from: to be given in tests, so that they are exact and never wait. */
export interface Clock {
  /** Milliseconds since 1970. It should not jump when the machine's clock is set: time limits are reckoned by it. */
  now(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

const startedAtMs = Date.now() - performance.now();

export const platformClock: Clock = {
  now: () => Math.round(startedAtMs + performance.now()),
  setTimeout: (callback, ms) => globalThis.setTimeout(callback, ms),
  clearTimeout: (timer) => {
    globalThis.clearTimeout(timer as number);
  },
};

/** The longest that a timer of the platform can wait: a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Calls back after `ms`, however long that is, or never for `Infinity`. Gives the function that stops it. */
export function startTimer(clock: Clock, ms: number, callback: () => void): () => void {
  if (ms === Infinity) return () => undefined;
  if (ms > longestTimerMs) return startLongTimer(clock, ms, callback);
  const timer = clock.setTimeout(callback, ms);
  return () => {
    clock.clearTimeout(timer);
  };
}

/** In steps, each of which a timer can wait. */
function startLongTimer(clock: Clock, ms: number, callback: () => void): () => void {
  let stopStep = startTimer(clock, longestTimerMs, () => {
    stopStep = startTimer(clock, ms - longestTimerMs, callback);
  });
  return () => {
    stopStep();
  };
}
