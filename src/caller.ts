import type { ClientHeaders } from "./client-headers.ts";
import type { Http } from "./http.ts";
import type { Settings } from "./transport/index.ts";
import type { OperationId } from "./types/index.ts";

/** What every call of a client is made with. */
export interface Caller {
  /** The address of each operation, with the names of its parameters in it. */
  readonly addresses: Readonly<Record<OperationId, string>>;
  readonly http: Http;
  readonly settings: Settings;
  readonly headers: ClientHeaders;
}
