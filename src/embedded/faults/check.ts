import { checkRange } from "../range.ts";
import { answerOf } from "./answers.ts";
import type { RequestFault } from "./fault.ts";

/** The longest that a timer of the platform takes. */
const longestMs = 2 ** 31 - 1;

const usage = "faults.nextRequests(n, fault)";

const kinds = Object.keys({
  status: true,
  latency: true,
  slowBody: true,
  resetBefore: true,
  resetAfter: true,
  cutBody: true,
  html: true,
  empty: true,
  redirect: true,
  noResponse: true,
} satisfies Record<RequestFault["kind"], true>);

/** Throws a RangeError for a number of requests that can't be counted. */
export function checkCount(n: number): void {
  checkRange("n", n, 1, Number.MAX_SAFE_INTEGER, usage);
}

/**
 * Throws a RangeError for a status that can't be sent, for a time that can't be waited, and for a kind that there is not; and
 * the platform's TypeError for headers and a body that can't be sent.
 */
export function checkFault(fault: RequestFault | undefined): void {
  switch (fault?.kind) {
    case "status":
    case "html":
    case "empty":
      checkRange("status", fault.status, 200, 599);
      answerOf(fault);
      return;
    case "redirect":
      checkRange("status", fault.status ?? 307, 300, 399);
      if (typeof (fault.location as unknown) !== "string") throw new TypeError("The location of a redirect is a text.");
      answerOf(fault);
      return;
    case "latency":
    case "slowBody":
      checkRange("ms", fault.ms, 0, longestMs);
      return;
    case "resetBefore":
    case "resetAfter":
    case "cutBody":
    case "noResponse":
      return;
    default:
      throw new RangeError(
        `There is no fault of the kind ${JSON.stringify((fault as { kind: unknown } | undefined)?.kind)}. Expected one of ` +
          `${kinds.join(", ")}: call ${usage}.`,
      );
  }
}
