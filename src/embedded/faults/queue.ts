import { copyOf } from "./answers.ts";
import { checkCount, checkFault } from "./check.ts";
import { newEnding } from "./ending.ts";
import type { RequestFault } from "./fault.ts";

/** A fault that a request has met. */
export interface MetFault {
  readonly fault: RequestFault;
  /** Aborted when the faults are cleared: what the fault holds up then ends. */
  readonly cleared: AbortSignal;
}

/** The faults to come, one for each request. */
export interface FaultQueue {
  add(n: number, fault: RequestFault): void;
  /** The fault for the request that has come, or undefined when it meets none. */
  take(): MetFault | undefined;
  clear(): void;
}

export function createFaultQueue(): FaultQueue {
  let queued: { fault: RequestFault; left: number }[] = [];
  let clearing = newEnding();
  return {
    add(n, fault) {
      checkCount(n);
      checkFault(fault);
      queued.push({ fault: copyOf(fault), left: n });
    },
    take() {
      const [first] = queued;
      if (first === undefined) return undefined;
      first.left--;
      if (first.left === 0) queued.shift();
      return { fault: first.fault, cleared: clearing.signal };
    },
    clear() {
      queued = [];
      clearing.abort();
      clearing = newEnding();
    },
  };
}
