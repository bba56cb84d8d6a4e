import type { ErrorType } from "../../generated/client.ts";

/** How a request fails. `kind` selects the fault. */
export type RequestFault =
  | {
      /** Responds with this status. The request is not applied. */
      readonly kind: "status";
      /** From 200 to 599. */
      readonly status: number;
      /**
       * Sent as JSON; a string is sent as it is if `headers` has a content type. Default: an error body of the contract for a status
       * of 400 or higher, and no body for 429 and for a lower status.
       */
      readonly body?: unknown;
      /** Default: `content-type: application/json` if there is a body. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /**
       * Applies the request after `ms` milliseconds, and then responds. If the caller aborts before that, the request is applied
       * nevertheless, unless the process ends: the wait does not keep it alive.
       */
      readonly kind: "latency";
      /** In milliseconds, from 0 to 2,147,483,647. */
      readonly ms: number;
    }
  | {
      /** Applies the request, sends the first half of the body at once, and the rest after `ms` milliseconds. */
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
      /** Redirects. The request is not applied. The embedded registry's own `fetch` never follows it. */
      readonly kind: "redirect";
      /** The Location header. */
      readonly location: string;
      /** From 300 to 399. Default: 307. */
      readonly status?: number;
    }
  | {
      /**
       * Never responds. The request is not applied. It ends when the caller aborts, and on `clear()`, `refuseConnections()`, `reset()`
       * and `close()`.
       */
      readonly kind: "noResponse";
    };

export type FaultOf<Kind extends RequestFault["kind"]> = Extract<RequestFault, { kind: Kind }>;

/** The error with which an operation fails. */
export interface OperationFault {
  /** The type of the error, such as `"INTERNAL"`. */
  readonly type: ErrorType;
  /** The code of the error, from 400 to 599. Default: the code of its type, and 500 for a type that is not in the contract. */
  readonly code?: number;
  /** Default: `"This is an injected fault."` */
  readonly message?: string;
}

/** Makes an embedded registry fail, to test how a caller handles it. */
export interface Faults {
  /**
   * Applies the fault to the next `n` requests, before any of their checks. Faults apply in the order in which they were added.
   * Throws a RangeError when `n` is not an integer higher than 0, when the kind is unknown, or when a status or time is out of range,
   * and a TypeError when a header, body or location can't be sent.
   */
  nextRequests(n: number, fault: RequestFault): void;
  /**
   * Applies the fault to the next `n` operations on resources and relationships that are executed, at once or in a task. Such an
   * operation changes nothing. A rejected request and a purge do not count. Faults apply in the order in which they were added. Throws
   * a RangeError when `n` is not an integer higher than 0 or `code` is out of range, and a TypeError when `type` is missing.
   */
  nextOperations(n: number, fault: OperationFault): void;
  /**
   * Removes the remaining faults, and closes the connections of requests that wait for theirs (`noResponse`, `latency`, `slowBody`).
   * A request that was not applied yet is never applied.
   */
  clear(): void;
  /**
   * Refuses connections: frees the port, ends every connection, and makes the embedded registry's own `fetch` reject as it does when
   * nothing listens on a port. It lasts until `acceptConnections()` or `close()`.
   */
  refuseConnections(): Promise<void>;
  /**
   * Accepts connections again, on the same port. Does nothing unless connections are refused. Rejects with the platform's error, such
   * as EADDRINUSE, when the port is no longer free; connections are still refused then, and it can be called again.
   */
  acceptConnections(): Promise<void>;
}
