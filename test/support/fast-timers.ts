import { vi } from "vitest";

/** Runs `work` with fake timers, so that its waits take no time. */
export async function withFastTimers<Result>(work: () => Promise<Result>): Promise<Result> {
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
