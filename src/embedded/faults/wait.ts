/**
 * Waits for `ms` milliseconds, or for ever without them, or until one of the signals is aborted: resolves with whether the
 * time has passed. It leaves neither a timer nor a listener. Once nobody waits for it (`unattended`), the process may end before.
 */
export function wait(signals: readonly AbortSignal[], ms?: number, unattended?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(end, ms, true);
    const abort = () => {
      end(false);
    };
    const release = () => {
      // A test environment such as jest's jsdom has timers that are numbers, and ends the process itself.
      if (typeof timer === "object") timer.unref();
    };
    for (const signal of signals) signal.addEventListener("abort", abort);
    unattended?.addEventListener("abort", release);
    if (unattended?.aborted === true) release();
    if (signals.some(({ aborted }) => aborted)) end(false);

    function end(passed: boolean): void {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", abort);
      unattended?.removeEventListener("abort", release);
      resolve(passed);
    }
  });
}
