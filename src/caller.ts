import type { ClientHeaders } from "./client-headers.ts";
import type { Http } from "./http.ts";
import type { Settings } from "./transport/index.ts";

/** What every call of a client is made with. */
export interface Caller {
  readonly http: Http;
  readonly settings: Settings;
  readonly headers: ClientHeaders;
}
