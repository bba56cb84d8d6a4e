import { checkRange } from "../range.ts";
import type { Fault } from "./fault.ts";

/** The longest that a timer of the platform takes. */
const longestMs = 2 ** 31 - 1;

/** Throws a RangeError for a number of requests that can't be counted. */
export function checkCount(n: number): void {
  checkRange("n", n, 1, Number.MAX_SAFE_INTEGER);
}

/** Throws a RangeError for a status that can't be sent, and for a time that can't be waited. */
export function checkFault(fault: Fault): void {
  switch (fault.kind) {
    case "status":
    case "html":
    case "empty":
      checkRange("status", fault.status, 200, 599);
      return;
    case "redirect":
      checkRange("status", fault.status ?? 307, 300, 399);
      return;
    case "latency":
    case "slowBody":
      checkRange("ms", fault.ms, 0, longestMs);
      return;
    default:
      return;
  }
}
