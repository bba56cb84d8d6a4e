import type { ExtraHeaders } from "./extra-headers.ts";
import type { operations } from "./generated/types.ts";
import type { CallLimits } from "./transport/index.ts";

/** What a single call can be told besides its path and body. */
export interface CallOptions extends CallLimits {
  /** Ends the call: it rejects with the signal's own reason, and what was sent may or may not have been done. */
  signal?: AbortSignal | undefined;
  /**
   * Headers to send besides the client's own. One that the client sends too takes its place, such as a `content-type`; but one
   * for the API key is left out, and the client's is sent.
   */
  headers?: ExtraHeaders | undefined;
}

/** What a look at a task can be told. */
export interface GetTaskOptions extends CallOptions {
  /** `withReceipts: true` gives the task with the receipt of each of its operations. Default: false. */
  query?: operations["getTask"]["parameters"]["query"];
}
