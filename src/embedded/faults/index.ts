import type { OperationFault } from "../failures.ts";
import type { RequestFault } from "./fault.ts";

export { newEnding } from "./ending.ts";
export type { RequestFault } from "./fault.ts";
export { handlingOf, type Handling } from "./handling.ts";
export { overFetch } from "./over-fetch.ts";
export { overHttp } from "./over-http.ts";
export { fetchFailed } from "./platform-errors.ts";
export { createFaultQueue } from "./queue.ts";

/** Makes an embedded registry fail on purpose, to test what a caller does then. */
export interface Faults {
  /**
   * Lets the next `n` requests that reach the registry fail so, before it checks anything of them; after those that were
   * told before. Throws a RangeError for an `n` that is not a positive integer, and for a status or a time of the fault that
   * is out of its range.
   */
  nextRequests(n: number, fault: RequestFault): void;
  /**
   * Lets the next `n` operations on resources and relationships that are carried out fail so, whether they are of a task or
   * carried out at once; after those that were told before. Nothing of such an operation is stored. One that is refused
   * before, and a purge, does not count. Throws a RangeError for an `n` that is not a positive integer, and for a code that is
   * not from 400 to 599; a TypeError for a fault without a type.
   */
  nextOperations(n: number, fault: OperationFault): void;
  /**
   * Forgets the faults that are still to come, and closes the connections of the requests which one holds up (`noResponse`,
   * `latency`, `slowBody`): those that were not carried out yet will not be.
   */
  clear(): void;
  /**
   * Refuses connections from now on: frees the port and ends every connection, and lets the embedded registry's own `fetch`
   * reject as for a port on which nobody listens. It lasts until `restore()` or `close()`.
   */
  refuseConnections(): Promise<void>;
  /**
   * Takes connections again, at the same port where it was served. Does nothing when nothing was refused. Rejects with the
   * platform's error, such as EADDRINUSE, when the port can't be had any more: it refuses still, and can be called again.
   */
  acceptConnections(): Promise<void>;
}
