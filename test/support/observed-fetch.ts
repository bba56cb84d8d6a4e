import type { Fetch } from "../../src/index.ts";

export interface ObservedFetch {
  readonly fetch: Fetch;
  /** What the client would have put on the wire. */
  readonly requests: Request[];
}

/** A fetch that answers each request as told and keeps the requests, as real ones, to look at. */
export function observedFetch(answer: (request: Request) => Response | Promise<Response>): ObservedFetch {
  const requests: Request[] = [];
  return {
    requests,
    fetch(url, init) {
      const request = new Request(url, init);
      requests.push(request.clone());
      return Promise.resolve(answer(request));
    },
  };
}
