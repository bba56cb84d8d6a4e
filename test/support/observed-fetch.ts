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

export const persisted = {
  taskId: "s_2wil2zeXT0V0wAw25pb9Xqha5qw",
  status: "PERSISTED",
  resource: { id: "2wil2vg5uqi08x1aet097gLW8DO", type: "patient", data: { name: "Tremblay" } },
};

export const patientPath = { sourceKey: "ehr-prod", resourceType: "patient" };
