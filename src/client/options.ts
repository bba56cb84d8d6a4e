import type { Clock } from "../transport/deadline.ts";
import type { OnEvent } from "../transport/events.ts";
import type { ProfileCheckOptions } from "../resource-check.ts";
import type { ApiKey, Fetch, RetryOptions } from "../transport/types.ts";

/** The time limits of a call, and its retries. The options of a call override those of the client. */
export interface CallLimits {
  /** The timeout of one attempt, including the body of the response, in milliseconds; `Infinity` for none. Default: 30,000. */
  timeoutMs?: number | undefined;
  /** The timeout of the whole call, including retries and the waits between them, in milliseconds; `Infinity` for none. Default: 120,000. */
  deadlineMs?: number | undefined;
  /**
   * The retries of a request that is safe to retry; `false` for none. If the wait before a retry would exceed the deadline, the call
   * fails at once. Default: `{ limit: 2, backoffMs: 500, maxBackoffMs: 8_000 }`.
   */
  retry?: RetryOptions | false | undefined;
}

/** Additional headers: an object, pairs, or a `Headers` object. */
export type ExtraHeaders = Headers | Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** Options of one call. */
export interface CallOptions extends CallLimits {
  /** Aborts the call, which then rejects with the signal's reason. A write that was already sent may have been applied. */
  signal?: AbortSignal | undefined;
  /** Additional headers. They override the client's, except for the header of the API key, which is ignored here. */
  headers?: ExtraHeaders | undefined;
}

/** Options of the transport, besides {@link CallLimits}. */
export interface TransportOptions extends CallLimits {
  /**
   * The function that sends requests, such as the `fetch` of an embedded registry, or one with a proxy agent. It must send exactly
   * one request each time, because the client itself retries and counts attempts. Default: the platform's `fetch`.
   */
  fetch?: Fetch | undefined;
  /**
   * The maximum length of a response body, in bytes; `Infinity` for no limit. If a success is longer, the call rejects
   * with {@link MalformedResponseError}; if an error response is longer, its body is ignored. Default: 50,000,000.
   */
  maxResponseBytes?: number | undefined;
  /**
   * Called for every attempt, response and retry, and when a call fails: for logs, metrics and traces. Its exceptions are ignored.
   */
  onEvent?: OnEvent | undefined;
  /** The source of the time and of timers, for tests. Default: the platform's. */
  clock?: Clock | undefined;
  /** Returns a number from 0 to 1 for the jitter of the waits, for tests. Default: `Math.random`. */
  random?: (() => number) | undefined;
}

interface CommonOptions extends TransportOptions {
  /**
   * The API key of the workspace. For a key that is rotated, pass a function: it is called for each attempt, and returns the key or a
   * promise of it. `undefined`, as from an unset environment variable, is refused when the client is created.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  apiKey: ApiKey | undefined;
  /**
   * Allows an API key in a browser, where anyone who opens the page can read the key and write to the workspace. Set it only if every
   * user of the page may have the key. Otherwise a browser needs `apiKey: null`. Default: `false`.
   *
   * @see https://docs.clinia.com/docs/authentication
   */
  dangerouslyAllowBrowser?: boolean | undefined;
  /**
   * Headers to send with every request. A `content-type` or `user-agent` overrides the client's. The header of the API key is
   * ignored here, even with `apiKey: null`.
   */
  headers?: ExtraHeaders | undefined;
}

/** Options of a client for a workspace at Clinia. */
export interface WorkspaceOptions extends CommonOptions {
  /** The id of the workspace, a single DNS label: `acme` for `https://acme.clinia.cloud`. */
  workspaceId: string | undefined;
  baseUrl?: undefined;
}

/** Options of a client for a registry at any address. */
export interface BaseUrlOptions extends Omit<CommonOptions, "apiKey"> {
  /**
   * The address of the registry, instead of `workspaceId`: `https://api.acme.clinia.cloud` (the newer host form), a proxy or an
   * embedded registry. It must be https or a loopback address, without a query, a fragment or credentials.
   */
  baseUrl: string | undefined;
  workspaceId?: undefined;
  /** The API key as with `workspaceId`, or `null` to send none, for a proxy that adds it. */
  apiKey: ApiKey | null | undefined;
  /** Allows http to a host that is not loopback, such as in a compose network. The key is then sent unencrypted. Default: `false`. */
  dangerouslyAllowHttp?: boolean | undefined;
}

/** Options with both `workspaceId` and `baseUrl`, such as from environment variables. Exactly one of them must be set. */
export interface EitherOptions extends Omit<BaseUrlOptions, "workspaceId" | "apiKey"> {
  /** The id of the workspace, as in {@link WorkspaceOptions}. Exactly one of `workspaceId` and `baseUrl` must be set. */
  workspaceId: string | undefined;
  apiKey: ApiKey | undefined;
}

/** The address of the registry (`workspaceId` or `baseUrl`), the API key, and how calls are made. */
export type RegistryClientOptions = WorkspaceOptions | BaseUrlOptions | EitherOptions;

/** The profiles of a client, and what their checks allow. `Profiles` is a `ResourceCheck` or a map of Standard Schemas. */
export interface ProfileOptions<Profiles> extends ProfileCheckOptions {
  /**
   * The profiles that `clinia-registry profiles generate` wrote, or a schema of `data` for each resource type, such as
   * `{ patient: z.object({ … }) }`. They type `data` and `contained`, and each resource is checked before it is sent, as it is. A problem
   * throws {@link InvalidRequestError}. Responses are not checked. Schemas must be synchronous. Types without a schema, and the `contained` of a
   * schema's resource, are not checked. Default: none.
   *
   * @see https://docs.clinia.com/explanation/sources/profile
   */
  profiles: Profiles;
}
