import type { Call } from "./call.ts";

/** What openapi-fetch makes a request of. */
export interface HeldInit {
  readonly method: string;
  /** openapi-fetch makes new ones for each request. */
  readonly headers: Headers;
  readonly body?: RequestInit["body"];
  readonly call: Call;
}

/**
 * What openapi-fetch builds in the place of the platform's `Request`, and puts the other options of `fetch` on. The body stays a
 * text, so that an attempt can be made again without a clone. Middlewares may change its headers, and not where it leads.
 */
export class RequestHolder {
  readonly method: string;
  readonly headers: Headers;
  readonly body: RequestInit["body"];
  readonly call: Call;
  readonly #url: string;

  constructor(url: string, { method, headers, body, call }: HeldInit) {
    this.#url = url;
    this.method = method;
    this.headers = headers;
    this.body = call.json ?? body;
    this.call = call;
  }

  get url(): string {
    return this.#url;
  }
}

/** What `fetch` is given for an attempt: the request as it is held, with what is the attempt's own. */
export function initOf(request: RequestHolder, headers: Record<string, string>, signal: AbortSignal): RequestInit {
  const { method, body = null } = request;
  const init: RequestInit = { method, headers, body, redirect: "manual", signal };
  for (const name of Object.keys(request) as (keyof RequestHolder & keyof RequestInit)[]) {
    if (!(name in init) && (name as string) !== "call") Object.assign(init, { [name]: request[name] });
  }
  return init;
}
