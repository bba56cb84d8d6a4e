import type { ErrorType } from "../../generated/client.ts";

/** How a request fails. `kind` selects the fault. */
export type RequestFault =
  | {
      /** Responds with this status. The request is not applied. */
      readonly kind: "status";
      /** From 200 to 599. */
      readonly status: number;
      /**
       * Sent as JSON. If `headers` has a content type, a string is sent unchanged. Default: for 429 and a status below 400, no body;
       * for any other, an error body of the contract.
       */
      readonly body?: unknown;
      /** Default: `content-type: application/json` if there is a body. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /**
       * Applies the request after `ms` milliseconds, then responds. If the caller aborts earlier, the request is still applied. After
       * an abort, the wait does not keep the process alive.
       */
      readonly kind: "latency";
      /** In milliseconds, from 0 to 2,147,483,647. */
      readonly ms: number;
    }
  | {
      /** Applies the request, sends the first half of the body immediately, and the rest after `ms` milliseconds. */
      readonly kind: "slowBody";
      /** In milliseconds, from 0 to 2,147,483,647. */
      readonly ms: number;
    }
  | {
      /** Resets the connection. The request is not applied. */
      readonly kind: "resetBefore";
    }
  | {
      /** Applies the request, then resets the connection without a response. */
      readonly kind: "resetAfter";
    }
  | {
      /** Applies the request, sends the headers and the first half of the body, then closes the connection. */
      readonly kind: "cutBody";
    }
  | {
      /** Responds with an HTML page, as a gateway does. The request is applied only if the status is 2xx. */
      readonly kind: "html";
      /** From 200 to 599. */
      readonly status: number;
    }
  | {
      /** Responds without a body. The request is applied only if the status is 2xx. */
      readonly kind: "empty";
      /** From 200 to 599. */
      readonly status: number;
    }
  | {
      /** Responds with a redirect. The request is not applied. The embedded registry's own `fetch` does not follow the redirect. */
      readonly kind: "redirect";
      /** The Location header. */
      readonly location: string;
      /** From 300 to 399. Default: 307. */
      readonly status?: number;
    }
  | {
      /**
       * Never responds. The request is not applied. The request ends when the caller aborts, and on `clear()`,
       * `refuseConnections()`, `reset()` and `close()`.
       */
      readonly kind: "noResponse";
    };

export type FaultOf<Kind extends RequestFault["kind"]> = Extract<RequestFault, { kind: Kind }>;

/** The error of a failed operation. */
export interface OperationFault {
  /** The type of the error, such as `"INTERNAL"`. */
  readonly type: ErrorType;
  /** The code of the error, from 400 to 599. Default: the HTTP status for its type, or 500 for an unknown type. */
  readonly code?: number;
  /** Default: `"This is an injected fault."` */
  readonly message?: string;
}

/** Simulates failures of an embedded registry, to test how a caller handles them. */
export interface Faults {
  /**
   * Applies the fault to the next `n` requests, before they are checked. Faults apply in the order in which they were added. Throws a
   * RangeError when `n` is not a positive integer, when the kind is unknown, or when a status or time is out of range, and a TypeError
   * when a header, body or location can't be sent.
   */
  nextRequests(n: number, fault: RequestFault): void;
  /**
   * Applies the fault to the next `n` operations on resources and relationships that are executed, synchronously or in a task. The
   * failed operations change nothing. Rejected requests and purges do not count. Faults apply in the order in which they were added.
   * Throws a RangeError when `n` is not a positive integer or `code` is out of range, and a TypeError when `type` is missing.
   */
  nextOperations(n: number, fault: OperationFault): void;
  /**
   * Removes the remaining faults, and closes the connections of requests that a fault delays (`noResponse`, `latency`, `slowBody`).
   * Requests that are not yet applied are never applied.
   */
  clear(): void;
  /**
   * Refuses connections: frees the port, ends every connection, and makes the embedded registry's own `fetch` reject as the
   * platform's does when nothing listens on a port. Lasts until `acceptConnections()` or `close()`.
   */
  refuseConnections(): Promise<void>;
  /**
   * Accepts connections again, on the same port. Does nothing unless connections are refused. Rejects with the platform's error, such
   * as EADDRINUSE, when the port is no longer free. Connections then remain refused, and you can call it again.
   */
  acceptConnections(): Promise<void>;
}
