import { startTimer, type Clock } from "./clock.ts";
import { onAbort, throwIfAborted } from "./on-abort.ts";

/** What ends work before its end. */
interface Bounds {
  readonly clock: Clock;
  /** How long it may take, in milliseconds. */
  readonly ms: number;
  /** The caller's; it must not be aborted yet. */
  readonly signal: AbortSignal | undefined;
  /** Gives the error for work whose time is up. */
  readonly late: () => Error;
  /** Is called when the caller's signal ends it. */
  readonly onAborted?: () => void;
}

/**
 * Does work within its time. It rejects at once when the time is up, or with the reason of the caller's signal, also when the
 * work does not heed the signal that it is given. It leaves neither a timer nor a listener.
 */
export function bounded<Result>(
  { clock, ms, signal, late, onAborted }: Bounds,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (reason: Error) => {
      settle();
      reject(reason);
      controller.abort(reason);
    };
    const stopTimer = startTimer(clock, ms, () => {
      end(late());
    });
    const stopListening = onAbort(signal, () => {
      onAborted?.();
      end(signal?.reason as Error);
    });
    const settle = () => {
      stopTimer();
      stopListening();
    };
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

/** Waits. Rejects at once with the reason of the caller's signal, which a hook may have aborted just before. */
export async function sleep(signal: AbortSignal | undefined, clock: Clock, ms: number): Promise<void> {
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
