import type { Clock } from "../transport/deadline.ts";
import type { OnEvent } from "../transport/events.ts";
import type { ApiKey, Fetch, RetryOptions } from "../transport/types.ts";

/** How long a call may take, and how often it is attempted. The options of a call override those of the client. */
export interface CallLimits {
  /** The time limit of one attempt, with the whole response, in milliseconds; `Infinity` for none. Default: 30,000. */
  timeoutMs?: number | undefined;
  /** The time limit of the whole call, with retries and the waits between them, in milliseconds; `Infinity` for none. Default: 120,000. */
  deadlineMs?: number | undefined;
  /**
   * How requests that are safe to retry are retried; `false` for one attempt. If a wait would end after the deadline, the call fails
   * at once. Default: `{ limit: 2, backoffMs: 500, maxBackoffMs: 8_000 }`.
   */
  retry?: RetryOptions | false | undefined;
}

/** Headers to send besides the client's own: an object, pairs, or a `Headers` of the platform. */
export type ExtraHeaders = Headers | Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** Options of one call. */
export interface CallOptions extends CallLimits {
  /** Ends the call: it rejects with the signal's own reason. A request that was sent may have been applied. */
  signal?: AbortSignal | undefined;
  /** Headers to send besides the client's own, which they override; but a header with the API key is ignored. */
  headers?: ExtraHeaders | undefined;
}

/** Options of the transport, besides {@link CallLimits}. */
export interface TransportOptions extends CallLimits {
  /**
   * Sends the requests in the place of the platform's `fetch`: an embedded registry, a proxy agent. It must send exactly one request
   * each time: the client retries what is safe to retry, and counts the attempts.
   */
  fetch?: Fetch | undefined;
  /**
   * The maximum length of a response, in bytes; `Infinity` for no limit. A longer success rejects with
   * {@link MalformedResponseError}; of a longer error response the body is omitted. Default: 50,000,000.
   */
  maxResponseBytes?: number | undefined;
  /**
   * Called for every attempt and retry, and for the `response` or `error` that ends a call: for logs, metrics and traces. Its
   * exceptions are ignored.
   */
  onEvent?: OnEvent | undefined;
  /** The source of the time and of timers, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Returns a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

interface CommonOptions extends TransportOptions {
  /**
   * The API key of the workspace, or a function that returns it (or a promise of it) and is called at each attempt, for keys that are
   * rotated. `undefined`, the value of an unset environment variable, is refused when the client is created.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  apiKey: ApiKey | undefined;
  /**
   * Allows a key in a browser, where anyone who can open the page can read it, and write to the workspace with it. Set it only for
   * pages whose users may all have the key. Without it, a browser needs `apiKey: null`. Default: `false`.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /**
   * Headers to send with every request. A `content-type` or `user-agent` overrides the client's own; a header with the API key is
   * ignored, also with `apiKey: null`.
   */
  headers?: ExtraHeaders | undefined;
}

/** Options of a client of a workspace at Clinia. */
export interface WorkspaceOptions extends CommonOptions {
  /** The id of the workspace, one DNS label: `acme` stands for `https://acme.clinia.cloud`. */
  workspaceId: string | undefined;
  baseUrl?: undefined;
}

/** Options of a client of a registry at another address. */
export interface BaseUrlOptions extends Omit<CommonOptions, "apiKey"> {
  /**
   * The address of the registry, in the place of `workspaceId`: the newer host form `https://api.acme.clinia.cloud`, a proxy, an
   * embedded registry. It is https, or a loopback address, and has no query, fragment or credentials.
   */
  baseUrl: string | undefined;
  workspaceId?: undefined;
  /** The API key as with `workspaceId`, or `null` to send none: for a proxy that adds it, such as one for a browser. */
  apiKey: ApiKey | null | undefined;
  /** Allows http to a host that is not loopback, such as one of a compose network. The key is then sent unencrypted. Default: `false`. */
  dangerouslyAllowHttp?: boolean | undefined;
}

/** Options whose `workspaceId` and `baseUrl` are variables, such as of the environment, of which exactly one is set. */
export interface EitherOptions extends Omit<BaseUrlOptions, "workspaceId" | "apiKey"> {
  /** As in the other forms; exactly one of `workspaceId` and `baseUrl` must be set. */
  workspaceId: string | undefined;
  apiKey: ApiKey | undefined;
}

/** The address of the registry (`workspaceId` or `baseUrl`), the API key, and how calls are made. */
export type RegistryClientOptions = WorkspaceOptions | BaseUrlOptions | EitherOptions;
