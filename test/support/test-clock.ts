import type { Clock } from "../../src/index.ts";

export interface TestClock extends Clock {
  /** How many timers have been started and neither fired nor been stopped. */
  pending(): number;
  /** Lets time pass at once: no timer fires meanwhile. */
  pass(ms: number): void;
  /** Lets time pass: every timer that comes due fires, at its time. */
  advance(ms: number): Promise<void>;
  /** Lets time pass until the promise is settled, from timer to timer. */
  settle<Result>(promise: Promise<Result>): Promise<Result>;
}

/** A clock that stands still until it is told to go on. */
export function testClock(start = Date.parse("2025-05-13T14:00:00Z")): TestClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();

  const fireNext = (until: number): boolean => {
    const [first] = [...timers].sort(([, a], [, b]) => a.at - b.at);
    if (first === undefined || first[1].at > until) return false;
    const [id, { at, callback }] = first;
    timers.delete(id);
    now = Math.max(now, at);
    callback();
    return true;
  };

  const clock: TestClock = {
    now: () => now,
    setTimeout(callback, ms) {
      timers.set(++count, { at: now + ms, callback });
      return count;
    },
    clearTimeout(timer) {
      timers.delete(timer as number);
    },
    pending: () => timers.size,
    pass(ms) {
      now += ms;
    },
    async advance(ms) {
      const end = now + ms;
      await quiet();
      while (fireNext(end)) await quiet();
      now = end;
    },
    async settle(promise) {
      const state = { isSettled: false };
      const done = () => {
        state.isSettled = true;
      };
      promise.then(done, done);
      await quiet();
      while (!state.isSettled) {
        fireNext(Infinity);
        await quiet();
      }
      return promise;
    },
  };
  return clock;
}

/** Until whatever was going on has come to a stop: bodies are read in several turns, and the embedded registry takes one. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((done) => setImmediate(done));
}
