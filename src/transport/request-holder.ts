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
  readonly body: RequestInit["body"];
  readonly call: Call;
  readonly #url: string;
  readonly #headers: Headers;
  #isLookedInto = false;

  constructor(url: string, { method, headers, body, call }: HeldInit) {
    this.#url = url;
    this.method = method;
    this.#headers = headers;
    this.body = body ?? call.json;
    this.call = call;
  }

  get url(): string {
    return this.#url;
  }

  /** For middlewares. The call's own headers are copied in only when one looks, because most clients have no middleware. */
  get headers(): Headers {
    const own = this.#isLookedInto ? {} : (this.call.headers ?? {});
    for (const [name, value] of Object.entries(own)) this.#headers.set(name, value);
    this.#isLookedInto = true;
    return this.#headers;
  }

  /** A copy of the headers, by their names. */
  headersByName(): Record<string, string> {
    const own = this.#isLookedInto ? undefined : this.call.headers;
    // Without a prototype: a header may be called `constructor`.
    const copy = Object.create(null) as Record<string, string>;
    if (own !== undefined) return Object.assign(copy, own);
    for (const [name, value] of this.#headers) copy[name] = value;
    return copy;
  }
}

/** What `fetch` is given for an attempt: the request as it is held, with what is the attempt's own. */
export function initOf(request: RequestHolder, headers: Record<string, string>, signal: AbortSignal): RequestInit {
  const { method, body } = request;
  const init: RequestInit = { method, headers, redirect: "manual", signal };
  if (body !== undefined) init.body = body;
  for (const [name, value] of Object.entries(request)) {
    if (name !== "call" && name !== "body" && !(name in init)) Object.assign(init, { [name]: value as unknown });
  }
  return init;
}
