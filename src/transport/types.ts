import type { Redact } from "../errors/error-body.ts";
import type { ErrorContext, Outcome, RegistryError } from "../errors/index.ts";
import type { AttemptEnd } from "../errors/outcome.ts";
import type { OperationKind } from "../generated/contract.ts";
import type { OperationId } from "../types.ts";
import type { Clock } from "./deadline.ts";
import type { OnEvent } from "./events.ts";

/**
 * Sends one request, as the platform's `fetch` does. It must send exactly one request each time, because the client itself retries and
 * counts attempts.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An API key, or a function that returns one and is called for each attempt. */
export type ApiKey = string | (() => string | Promise<string>);

/** The retries of a request that is safe to retry, and the waits before them. A `Retry-After` of the registry replaces a wait. */
export interface RetryOptions {
  /** The maximum number of retries. Default: 2. */
  limit?: number | undefined;
  /** The maximum wait before the first retry, in milliseconds. The maximum doubles with each retry. Default: 500. */
  backoffMs?: number | undefined;
  /** The maximum wait before any retry, in milliseconds. Default: 8,000. */
  maxBackoffMs?: number | undefined;
}

/** Options that all have a value. */
export type Complete<Options> = { readonly [Name in keyof Options]-?: Exclude<Options[Name], undefined> };

export interface RetryPolicy extends Complete<RetryOptions> {
  /** Ends the waits between attempts, but not an attempt. Default: the signal of the call, which ends both. */
  readonly waitSignal?: AbortSignal | undefined;
}

/** The limits of a call. */
export interface Limits {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetryPolicy;
}

/** How a client sends requests. With `apiKey: null` a proxy adds the key. */
export interface TransportSettings {
  readonly baseUrl: string;
  readonly apiKey: ApiKey | null;
  readonly fetch: Fetch;
  readonly maxResponseBytes: number;
  readonly onEvent: OnEvent | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

/** The facts about a call that are the same for all its attempts. */
export interface CallContext {
  readonly settings: TransportSettings;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly startedAt: number;
  /** Undefined for a path outside the contract. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path template of the contract, without values; empty for a path outside the contract. */
  readonly path: string;
  readonly kind: OperationKind;
  /** The number of the call, for its events. */
  readonly callId: number;
  /** The task that the call polls. */
  readonly taskId: string | undefined;
  /** Further options of the platform's `fetch`, such as `cache`; the transport ignores `redirect`. */
  readonly fetchOptions?: object | undefined;
}

/** The request that openapi-fetch builds: the platform's `Request`, or a plain object. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: RequestInit["body"];
}

/** The progress of an attempt. Only `exchange` writes it, until its attempt ends. */
export interface Progress {
  sent: boolean;
  /** The status and the registry's id in the headers of the response, once they arrived. */
  status?: number | undefined;
  requestId?: string | undefined;
  stopReading?: () => void;
}

/** The result of one attempt. */
export type AttemptResult = { readonly progress: Readonly<Progress> } & (
  | {
      readonly kind: "response";
      /** Its body was read already, into `text`. */
      readonly response: Response;
      readonly text: string;
      /** The error type in a body that is ignored because it is cut off or too long. */
      readonly cutType?: string | undefined;
      /** Replaces the API key that was sent. */
      readonly redact: Redact;
    }
  | {
      /** The platform or the response failed. */
      readonly kind: "failed";
      readonly end: AttemptEnd;
      readonly toError: (context: ErrorContext) => RegistryError;
      /** Whether the attempt had a response. */
      readonly hasResponse?: boolean;
    }
  /** Code of the caller threw: `apiKey`, or the reason of the signal. */
  | { readonly kind: "threw"; readonly error: unknown }
);

/** The result of a call: its last attempt, and the outcome after all attempts. */
export interface CallResult {
  readonly last: AttemptResult;
  readonly attempts: number;
  readonly outcome: Outcome;
}
