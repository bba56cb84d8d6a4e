import { operations, type OperationDefinition, type OperationKind } from "../generated/contract.ts";
import type { OperationId } from "../types.ts";

/**
 * Whether a write may have happened. `"not-done"`: it did not happen, and retrying is always safe. `"unknown"`: it may have
 * happened. A call that only reads is always `"not-done"`.
 */
export type Outcome = "not-done" | "unknown";

interface Rule {
  /** Whether a write may have happened after the attempt. */
  readonly outcome: Outcome;
  /** Which operations are retried: all, those that are safe to repeat, or none. */
  readonly retry: "always" | "repeatable" | "never";
}

/** The ways an attempt can end without success. */
const rules = {
  /** `apiKey` returned an invalid key. Nothing was sent. */
  invalid: { outcome: "not-done", retry: "never" },
  /** The platform reports that no connection was made: refused, or the host was not found. */
  notConnected: { outcome: "not-done", retry: "always" },
  /** The platform does not trust the certificate of the host. It verifies it before it sends anything. */
  untrusted: { outcome: "not-done", retry: "never" },
  /** `timeoutMs` passed before the request was sent, such as in `apiKey`. */
  notSentInTime: { outcome: "not-done", retry: "always" },
  /** The request was sent, but no complete response arrived: `timeoutMs` passed, or the connection failed. */
  noResponse: { outcome: "unknown", retry: "repeatable" },
  /** `deadlineMs` passed before the request was sent. */
  notSentBeforeDeadline: { outcome: "not-done", retry: "never" },
  /** `deadlineMs` passed, or the caller aborted, after the request was sent. */
  deadline: { outcome: "unknown", retry: "never" },
  /** A 4xx status of a request that was refused before it was applied. */
  rejected: { outcome: "not-done", retry: "never" },
  /** 429: the request was not executed. */
  rateLimited: { outcome: "not-done", retry: "always" },
  /** 408, 500, 502, 503, 504, and 520 to 530 of Cloudflare. */
  unavailable: { outcome: "unknown", retry: "repeatable" },
  /** A redirect, any other status, or a refusal whose error type says that the request failed while it was applied. */
  unexpectedStatus: { outcome: "unknown", retry: "never" },
  /** 2xx with a body that does not match the contract, or that is longer than `maxResponseBytes`. */
  malformed: { outcome: "unknown", retry: "never" },
} as const satisfies Record<string, Rule>;

/** How an attempt ended without success. */
export type AttemptEnd = keyof typeof rules;

const unavailableStatuses = /^(?:408|50[0234]|52\d|530)$/;
const refusalStatuses = /^(?:40[013-7]|409|41[0-7]|42[1268]|431|451)$/;

/** gRPC error types of a request that may have been applied, whatever HTTP status a gateway translates them to. */
const ambiguousTypes: ReadonlySet<unknown> = new Set(["CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN"]);

/** Returns how an attempt ended that has an error status. `type` is the error type in the body. */
export function endOfStatus(status: number, type?: unknown): AttemptEnd {
  if (unavailableStatuses.test(String(status))) return "unavailable";
  const isRefusal = status === 429 || refusalStatuses.test(String(status));
  if (!isRefusal || ambiguousTypes.has(type)) return "unexpectedStatus";
  return status === 429 ? "rateLimited" : "rejected";
}

/** Whether a status means that the registry is overloaded or can't be reached for now. */
export function isOverload(status: number | undefined): boolean {
  return status !== 408 && status !== 500 && (status === 429 || unavailableStatuses.test(String(status)));
}

/** Returns whether an operation may have happened after an attempt. */
export function outcomeAfter(end: AttemptEnd, kind: OperationKind): Outcome {
  return kind === "read" ? "not-done" : rules[end].outcome;
}

/** Whether an operation may be retried after an attempt. */
export function isRetryable(end: AttemptEnd, kind: OperationKind): boolean {
  const { retry } = rules[end];
  return retry === "always" || (retry === "repeatable" && kind !== "once");
}

/** The kind of a request to a path outside the contract. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
export function kindOfMethod(method: string): OperationKind {
  if (method === "GET") return "read";
  return method === "PUT" || method === "DELETE" ? "repeatable" : "once";
}

/** What to do next after a failed call. */
export type Advice = "retry" | "retryRead" | "retryRepeatable" | "retryWithId" | "check";

interface Attempted {
  readonly operationId: OperationId | undefined;
  readonly outcome: Outcome;
  /** Whether sending its body again has no further effect, as with a bulk of upserts. */
  readonly isRepeatable?: boolean | undefined;
}

/** Returns what to do next. `messages.ts` has the sentences. */
export function adviceFor({ operationId, outcome, isRepeatable }: Attempted): Advice {
  const operation: OperationDefinition | undefined = operationId && operations[operationId];
  if (operation?.kind === "read") return "retryRead";
  if (outcome === "not-done") return "retry";
  if (operation?.kind === "repeatable" || isRepeatable === true) return "retryRepeatable";
  return takesNewId(operation) ? "retryWithId" : "check";
}

/** Whether the caller may choose the id of the new resource. If so, `ALREADY_EXISTS` shows that it was created. */
export function takesNewId(operation: OperationDefinition | undefined): boolean {
  return operation?.body?.kind === "object" && operation.body.optional?.["id"] !== undefined;
}

/**
 * Whether a write may have happened although its error says that the target exists already, or does not exist. Deno and browsers
 * resend a request themselves when a reused connection is cut, and the error may be due to the effect of the first request.
 * Node.js and Bun do not resend.
 */
export function mayHaveHappened(type: unknown, { creates, deletes }: { creates: boolean; deletes: boolean }): boolean {
  if (!(type === "ALREADY_EXISTS" && creates) && !(type === "NOT_FOUND" && deletes)) return false;
  // React Native has a `window` too. It was not tested.
  return "Deno" in globalThis || "window" in globalThis || isBrowser();
}

/**
 * Whether this is a browser: a page (also one that jsdom emulates) or a worker. Deno and Cloudflare have a `WorkerGlobalScope` too,
 * but only the user agents of browsers begin with `Mozilla/`.
 */
export function isBrowser(): boolean {
  if (!("navigator" in globalThis)) return false;
  if ("window" in globalThis && "document" in globalThis) return true;
  return "WorkerGlobalScope" in globalThis && /^Mozilla\//.test(navigator.userAgent);
}
