import { setMaxListeners } from "node:events";
import type { ErrorType } from "../../generated/client.ts";
import { isJsonObject } from "../../json.ts";
import { checkInteger } from "../arguments.ts";
import type { CodedError } from "../error-response.ts";
import { buildResponse } from "./apply.ts";
import type { OperationFault, RequestFault } from "./options.ts";

/** A fault that applies to a request. */
export interface ActiveFault {
  readonly fault: RequestFault;
  /** Aborted when the faults are cleared, to end the requests that a fault delays. */
  readonly cleared: AbortSignal;
}

export interface RequestFaultQueue {
  add(n: number, fault: RequestFault): void;
  /** Returns the fault of the next request, if there is one. */
  take(): ActiveFault | undefined;
  clear(): void;
}

export interface OperationFaultQueue {
  add(n: number, fault: OperationFault): void;
  /** Returns the error of the next operation, if there is one. */
  take(): CodedError | undefined;
  clear(): void;
}

export function createRequestFaultQueue(): RequestFaultQueue {
  const queue = createQueue<RequestFault>();
  const usage = "faults.nextRequests(n, fault)";
  let clearing = createSharedController();
  return {
    add(n, fault) {
      checkInteger("n", n, { min: 1, usage });
      checkRequestFault(fault, usage);
      queue.add(n, copyFault(fault));
    },
    take() {
      const fault = queue.take();
      return fault && { fault, cleared: clearing.signal };
    },
    clear() {
      queue.clear();
      clearing.abort();
      clearing = createSharedController();
    },
  };
}

export function createOperationFaultQueue(): OperationFaultQueue {
  const queue = createQueue<CodedError>();
  const usage = "faults.nextOperations(n, fault)";
  return {
    ...queue,
    add(n, fault) {
      checkInteger("n", n, { min: 1, usage });
      checkType(fault, usage);
      const { type, code = errorCodes.get(type) ?? 500, message = "This is an injected fault." } = fault;
      checkInteger("code", code, { min: 400, max: 599 });
      queue.add(n, { code, message, type });
    },
  };
}

/** Creates a queue that returns each entry `n` times. */
function createQueue<Entry>() {
  let entries: { entry: Entry; remaining: number }[] = [];
  return {
    add(n: number, entry: Entry): void {
      entries.push({ entry, remaining: n });
    },
    take(): Entry | undefined {
      const [first] = entries;
      if (first === undefined) return undefined;
      first.remaining--;
      if (first.remaining === 0) entries.shift();
      return first.entry;
    },
    clear(): void {
      entries = [];
    },
  };
}

/** Creates a controller without a limit of listeners: Node.js warns of a leak when a signal has more than ten. */
export function createSharedController(): AbortController {
  const controller = new AbortController();
  try {
    setMaxListeners(0, controller.signal);
  } catch {
    // A test environment such as happy-dom has its own signals, whose listeners Node.js does not count.
  }
  return controller;
}

/** The maximum delay of a timer. */
const maxTimerMs = 2 ** 31 - 1;

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

/** Throws a RangeError, a TypeError, or the platform's TypeError when a header or body can't be sent. */
function checkRequestFault(fault: RequestFault | undefined, usage: string): void {
  switch (fault?.kind) {
    case "status":
    case "html":
    case "empty":
      checkInteger("status", fault.status, { min: 200, max: 599 });
      buildResponse(fault);
      return;
    case "redirect":
      checkInteger("status", fault.status ?? 307, { min: 300, max: 399 });
      if (typeof (fault.location as unknown) !== "string") {
        throw new TypeError("A redirect needs a location. Expected a string, which is sent as the Location header.");
      }
      buildResponse(fault);
      return;
    case "latency":
    case "slowBody":
      checkInteger("ms", fault.ms, { min: 0, max: maxTimerMs });
      return;
    case "resetBefore":
    case "resetAfter":
    case "cutBody":
    case "noResponse":
      return;
    default:
      throw new RangeError(
        `kind is ${JSON.stringify((fault as { kind: unknown } | undefined)?.kind)}. Expected one of ${kinds.join(", ")}. ` +
          `Call ${usage}.`,
      );
  }
}

/** Copies a fault, so that later changes of its body and headers have no effect. */
function copyFault(fault: RequestFault): RequestFault {
  if (fault.kind !== "status") return { ...fault };
  const headers = Object.fromEntries(new Headers(fault.headers));
  if (typeof fault.body !== "object") return { ...fault, headers };
  return { ...fault, body: JSON.stringify(fault.body), headers: { "content-type": "application/json", ...headers } };
}

const errorCodes: ReadonlyMap<ErrorType, number> = new Map([
  ["INVALID_ARGUMENT", 400],
  ["FAILED_PRECONDITION", 400],
  ["OUT_OF_RANGE", 400],
  ["UNAUTHENTICATED", 401],
  ["PERMISSION_DENIED", 403],
  ["NOT_FOUND", 404],
  ["ALREADY_EXISTS", 409],
  ["CONTENT_TOO_LARGE", 413],
  ["UNIMPLEMENTED", 501],
]);

function checkType(fault: unknown, usage: string): void {
  if (isJsonObject(fault) && typeof fault.type === "string") return;
  throw new TypeError(`The fault has no type. Expected an error type, as in { type: "INTERNAL" }. Call ${usage}.`);
}
