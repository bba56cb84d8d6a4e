import type { Redact } from "../errors/error-body.ts";
import type { ErrorContext, Outcome, RegistryError } from "../errors/index.ts";
import type { AttemptEnd } from "../errors/outcome.ts";
import type { OperationKind } from "../generated/contract.ts";
import type { OperationId } from "../types.ts";
import type { Clock } from "./deadline.ts";
import type { OnEvent } from "./events.ts";

/**
 * Sends one request, as the platform's `fetch` does. It must send exactly one each time: the client retries what is safe to retry,
 * and counts the attempts.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An API key, or a function that returns one, which is called at each attempt. */
export type ApiKey = string | (() => string | Promise<string>);

/** How often a request that is safe to retry is retried, and how long each wait is. */
export interface RetryOptions {
  /** The maximum number of retries. Default: 2. */
  limit?: number | undefined;
  /** The longest wait before the first retry, in milliseconds; it doubles with each retry. Default: 500. */
  backoffMs?: number | undefined;
  /** The longest wait before any retry, in milliseconds. Default: 8,000. */
  maxBackoffMs?: number | undefined;
}

/** Options that are complete: each has a value. */
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

/** How a client sends requests. Without a key (null) something between the client and the registry adds it. */
export interface TransportSettings {
  readonly baseUrl: string;
  readonly apiKey: ApiKey | null;
  readonly fetch: Fetch;
  readonly maxResponseBytes: number;
  readonly onEvent: OnEvent | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

/** One call: what is the same for each of its attempts. */
export interface CallContext {
  readonly settings: TransportSettings;
  readonly limits: Limits;
  readonly signal: AbortSignal | undefined;
  readonly startedAt: number;
  /** Undefined for a path outside the contract. */
  readonly operationId: OperationId | undefined;
  readonly method: string;
  /** The path as the contract has it, without values; empty for one outside the contract. */
  readonly path: string;
  readonly kind: OperationKind;
  /** The number of the call, for its events. */
  readonly callId: number;
  /** The task that the call reads. */
  readonly taskId: string | undefined;
  /** Further options of the platform's `fetch`, such as `cache`; the transport ignores `redirect`. */
  readonly fetchOptions?: object | undefined;
}

/** What openapi-fetch builds: a platform's `Request`, or a plain object. */
export interface OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: RequestInit["body"];
}

/** How far an attempt came. Only `exchange` writes it, until its attempt ends. */
export interface Progress {
  sent: boolean;
  /** The status and id in the headers of the response, once they arrived. */
  status?: number | undefined;
  requestId?: string | undefined;
  stopReading?: () => void;
}

/** The result of one attempt. */
export type AttemptResult = { readonly progress: Readonly<Progress> } & (
  | {
      readonly kind: "response";
      /** Its body was read: it is `text`. */
      readonly response: Response;
      readonly text: string;
      /** The type of the error in a body that is cut off or too long, and so omitted. */
      readonly cutType?: string | undefined;
      /** Replaces the API key that was sent. */
      readonly redact: Redact;
    }
  | {
      /** The platform or the response failed. */
      readonly kind: "failed";
      readonly end: AttemptEnd;
      readonly toError: (context: ErrorContext) => RegistryError;
      /** Whether it is the end of a response, and not of an attempt without one. */
      readonly hasResponse?: boolean;
    }
  /** Code of the caller threw: `apiKey`, or the reason of the signal. */
  | { readonly kind: "threw"; readonly error: unknown }
);

/** The result of a call: its last attempt, and what is known after all of them. */
export interface CallResult {
  readonly last: AttemptResult;
  readonly attempts: number;
  readonly outcome: Outcome;
}
