/**
 * Waits for `ms` milliseconds, or for ever without them, or until one of the signals is aborted: resolves with whether the
 * time has passed. It leaves neither a timer nor a listener.
 */
export function wait(signals: readonly AbortSignal[], ms?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(end, ms, true);
    const abort = () => {
      end(false);
    };
    for (const signal of signals) signal.addEventListener("abort", abort);
    if (signals.some(({ aborted }) => aborted)) end(false);

    function end(passed: boolean): void {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", abort);
      resolve(passed);
    }
  });
}
