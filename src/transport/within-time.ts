import { TimeoutError } from "../errors/index.ts";
import { bounded } from "./bounded.ts";
import { contextOf, failed, type Call } from "./call.ts";
import type { Clock } from "./clock.ts";

/** Does the work of one attempt within its time and the call's. `onCut` is called before it is ended by either, or by the caller. */
export function withinTime<Result>(
  call: Call,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<Result>,
  onCut: () => void,
): Promise<Result> {
  const leftMs = leftOf(call, clock.now());
  const scope = leftMs <= call.timeoutMs ? "deadline" : "attempt";
  const late = () => {
    onCut();
    const timeoutMs = scope === "deadline" ? call.deadlineMs : call.timeoutMs;
    return failed(call, new TimeoutError(contextOf(call, clock.now()), { timeoutMs, scope }));
  };
  const ms = Math.min(leftMs, call.timeoutMs);
  return bounded({ clock, ms, signal: call.signal, late, onAborted: onCut }, work);
}

/** How much of the whole call's time is left `now`; all of it on a clock that was set back. */
export function leftOf({ startedAt, deadlineMs }: Pick<Call, "startedAt" | "deadlineMs">, now: number): number {
  return Math.min(deadlineMs, Math.max(0, startedAt + deadlineMs - now));
}
