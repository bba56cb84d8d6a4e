import type { Clock } from "../../src/index.ts";

export interface TestClock extends Clock {
  /** The number of pending timers. */
  pending(): number;
  /** Moves the time forward without firing timers. */
  pass(ms: number): void;
  /** Moves the time forward, and fires each timer at its time. */
  advance(ms: number): Promise<void>;
  /** Fires one timer after the other until the promise is settled. */
  settle<Result>(promise: Promise<Result>): Promise<Result>;
}

/** A clock that stands still until the test moves it. */
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

/** Waits until work in progress has stopped: reading a body takes several turns of the event loop, and the embedded registry one. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((done) => setImmediate(done));
}
