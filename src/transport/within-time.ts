import { TimeoutError } from "../errors/index.ts";
import { contextOf, failed, type Call } from "./call.ts";
import { startTimer, type Clock } from "./clock.ts";
import { onAbort, throwIfAborted } from "./on-abort.ts";

/** Work that ends early when its signal is aborted. */
type Work<Result> = (signal: AbortSignal) => Promise<Result>;

/**
 * Does the work of one attempt within its time and the call's. It rejects at once when the time is up, or with the reason
 * of the caller's signal, also when the work does not heed its own signal. `onCut` is called before either.
 */
export function withinTime<Result>(call: Call, clock: Clock, work: Work<Result>, onCut: () => void): Promise<Result> {
  const leftMs = leftOf(call, clock);
  const scope = leftMs <= call.timeoutMs ? "deadline" : "attempt";
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (reason: Error) => {
      settle();
      reject(reason);
      controller.abort(reason);
    };
    const stopTimer = startTimer(clock, Math.min(leftMs, call.timeoutMs), () => {
      onCut();
      const timeoutMs = scope === "deadline" ? call.deadlineMs : call.timeoutMs;
      end(failed(call, new TimeoutError(contextOf(call, clock.now()), { timeoutMs, scope })));
    });
    const stopListening = onAbort(call.signal, () => {
      onCut();
      end(call.signal?.reason as Error);
    });
    const settle = () => {
      stopTimer();
      stopListening();
    };
    work(controller.signal).finally(settle).then(resolve, reject);
  });
}

/** How much of the whole call's time is left; all of it on a clock that was set back. */
export function leftOf({ startedAt, deadlineMs }: Call, clock: Clock): number {
  return Math.min(deadlineMs, Math.max(0, startedAt + deadlineMs - clock.now()));
}

/** Waits. Rejects at once with the reason of the caller's signal, which a hook may have aborted just before. */
export async function sleep({ signal }: Call, clock: Clock, ms: number): Promise<void> {
  throwIfAborted(signal);
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => {
      stopTimer();
      stopListening();
      const reason: Error = signal?.reason as Error;
      reject(reason);
    });
    const stopTimer = startTimer(clock, ms, () => {
      stopListening();
      resolve();
    });
  });
}
