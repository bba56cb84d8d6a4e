import type { Fetch } from "../../src/index.ts";

export interface ObservedFetch {
  readonly fetch: Fetch;
  /** The requests that the client sent, as the platform's Request. */
  readonly requests: Request[];
}

/** A fetch that responds with `respond`, and keeps the requests for inspection. */
export function observedFetch(respond: (request: Request) => Response | Promise<Response>): ObservedFetch {
  const requests: Request[] = [];
  return {
    requests,
    fetch(url, init) {
      const request = new Request(url, init);
      requests.push(request.clone());
      return Promise.resolve(respond(request));
    },
  };
}
