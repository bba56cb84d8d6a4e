import { vi } from "vitest";

/** Waits for `work` without its waits. */
export async function inFastTime<Result>(work: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  try {
    let isDone = false as boolean;
    const working = work().finally(() => (isDone = true));
    working.catch(() => undefined);
    while (!isDone) await vi.advanceTimersByTimeAsync(1_000);
    return await working;
  } finally {
    vi.useRealTimers();
  }
}
