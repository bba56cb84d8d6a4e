/** One way in which a request fails. `kind` tells which. */
export type RequestFault =
  | {
      /** Answers with this status instead of the registry. Nothing is stored. */
      readonly kind: "status";
      /** From 200 to 599. */
      readonly status: number;
      /**
       * Sent as JSON, but a text as it is when `headers` name a content type. Default: for a status from 400 the contract's
       * error body with a fitting type, and no body for 429, of which no type is documented, and for any other.
       */
      readonly body?: unknown;
      /** Default: a content type of application/json where there is a body. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /**
       * Carries the request out after `ms` milliseconds, and answers it. A caller that leaves meanwhile ends nothing: it is
       * carried out all the same, unless the process ends before, which waits for callers only.
       */
      readonly kind: "latency";
      readonly ms: number;
    }
  | {
      /** Carries the request out, sends the first half of the body, and the rest `ms` milliseconds later. */
      readonly kind: "slowBody";
      readonly ms: number;
    }
  | {
      /** Resets the connection. Nothing is stored. */
      readonly kind: "resetBefore";
    }
  | {
      /** Carries the request out, then resets the connection without an answer. */
      readonly kind: "resetAfter";
    }
  | {
      /** Carries the request out, sends the headers and the first half of the body, then cuts the connection. */
      readonly kind: "cutBody";
    }
  | {
      /**
       * Answers with a page of HTML, as a gateway in between does. For a 2xx status the request is carried out before; for
       * any other nothing is stored.
       */
      readonly kind: "html";
      /** From 200 to 599. */
      readonly status: number;
    }
  | {
      /** Answers without a body. For a 2xx status the request is carried out before; for any other nothing is stored. */
      readonly kind: "empty";
      /** From 200 to 599. */
      readonly status: number;
    }
  | {
      /** Redirects. Nothing is stored. The embedded registry's own `fetch` does not follow it, whatever it is told. */
      readonly kind: "redirect";
      /** Where to, as the Location header says it. */
      readonly location: string;
      /** From 300 to 399. Default: 307. */
      readonly status?: number;
    }
  | {
      /** Never answers. Nothing is stored. It ends when the caller leaves, and on `clear()`, `reset()` and `close()`. */
      readonly kind: "noResponse";
    };

export type FaultOf<Kind extends RequestFault["kind"]> = Extract<RequestFault, { kind: Kind }>;
