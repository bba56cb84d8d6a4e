import type { Redact } from "../errors/error-body.ts";
import {
  ConnectionError,
  InvalidRequestError,
  MalformedResponseError,
  RedirectError,
  type ErrorContext,
} from "../errors/index.ts";
import type { InputProblem } from "../errors/registry-error.ts";
import { apiKeyHeader } from "../generated/contract.ts";
import { leadingString } from "../task-id.ts";
import { isAborted } from "./deadline.ts";
import { platformFailure } from "./platform-errors.ts";
import {
  discard,
  isRead,
  isRedirect,
  isResponse,
  readBody,
  redactor,
  redirectOrigin,
  requestIdOf,
  withoutKey,
} from "./response.ts";
import type { AttemptResult, CallContext, Fetch, OutgoingRequest, Progress } from "./types.ts";

/** The platform's `fetch`, resolved at each call, so that MSW and instrumentation can replace it later. */
export const platformFetch: Fetch = (url, init) => globalThis.fetch(url, init);

/** Makes one attempt: resolves the API key, sends one request, and reads the whole response. */
export async function exchange(
  request: OutgoingRequest,
  call: CallContext,
  signal: AbortSignal,
  progress: Progress,
): Promise<AttemptResult> {
  const { apiKey, clock, fetch } = call.settings;
  const startedAt = clock.now();
  // A limit has ended the attempt already, and this result is not used.
  const superseded: AttemptResult = { kind: "threw", progress, error: undefined };
  let key: string | null;
  try {
    key = typeof apiKey === "function" ? await apiKey() : apiKey;
  } catch (error) {
    return { kind: "threw", progress, error };
  }
  const problem = key === null ? undefined : checkApiKey(key);
  if (problem !== undefined) {
    const toError = (context: ErrorContext) => new InvalidRequestError(problem, context);
    return { kind: "failed", progress, end: "invalid", toError };
  }
  // An abort right after the call still prevents the request.
  if (call.signal !== undefined) await Promise.resolve();
  if (signal.aborted) return superseded;
  progress.sent = true;
  try {
    const response = await fetch(request.url, requestInit(request, call, key, signal));
    if (!isResponse(response)) throw new TypeError("fetch did not return a Response");
    if (isAborted(signal)) {
      discard(response);
      return superseded;
    }
    const redact = redactor(key);
    progress.status = response.status;
    progress.requestId = requestIdOf(response, redact);
    if (isRedirect(response)) return redirectFailure(request, response, progress);
    return await receive(response, call, progress, { startedAt, redact });
  } catch (error) {
    // An error of the platform, or of a library's Response.
    return platformFailure(call, progress, error, { startedAt, isReading: progress.status !== undefined });
  }
}

async function receive(
  response: Response,
  call: CallContext,
  progress: Progress,
  { startedAt, redact }: { startedAt: number; redact: Redact },
): Promise<AttemptResult> {
  if (isRead(response)) {
    const toError = (context: ErrorContext) => new ConnectionError(context, { stage: "isRead" });
    return { kind: "failed", progress, end: "noResponse", toError };
  }
  const { maxResponseBytes } = call.settings;
  const { text, failure, tooLongFor } = await readBody(response, maxResponseBytes, (stop) => {
    progress.stopReading = stop;
  });
  const isWhole = failure === undefined && tooLongFor === undefined;
  if (isWhole) return { kind: "response", progress, response, text, redact };
  // Of an error response the status and the type are enough.
  if (!response.ok) {
    return { kind: "response", progress, response, text: "", cutType: leadingString(text, "type"), redact };
  }
  // A taskId in the response to a read belongs to no accepted write.
  const taskId = call.kind === "read" ? undefined : withoutKey(leadingString(text, "taskId"), redact);
  if (failure !== undefined) {
    return platformFailure(call, progress, failure.error, { startedAt, isReading: true, taskId });
  }
  const limit =
    tooLongFor === "limit" ? `${maxResponseBytes} bytes (maxResponseBytes)` : "the platform's maximum string length";
  const malformed = { problem: `its body is longer than ${limit}`, taskId };
  const toError = (context: ErrorContext) => new MalformedResponseError(context, response, malformed);
  return { kind: "failed", progress, end: "malformed", hasResponse: true, toError };
}

function redirectFailure({ url }: OutgoingRequest, response: Response, progress: Progress): AttemptResult {
  discard(response);
  const { status } = response;
  const target = { status: status === 0 ? undefined : status, origin: redirectOrigin(response, url) };
  const toError = (context: ErrorContext) => new RedirectError(context, target);
  return { kind: "failed", progress, end: "unexpectedStatus", hasResponse: true, toError };
}

function requestInit(
  { method, headers, body }: OutgoingRequest,
  call: CallContext,
  key: string | null,
  signal: AbortSignal,
): RequestInit {
  // The client's key overrides one in the headers.
  if (key === null) headers.delete(apiKeyHeader);
  else headers.set(apiKeyHeader, key);
  const init: RequestInit = { method, headers, redirect: "manual" };
  // Otherwise the fetch of Node.js copies the whole file into memory, to be able to follow a redirect.
  if (isForm(body) && isNode()) Object.assign(init, { redirect: "error", window: null } satisfies RequestInit);
  if (isAccepted(signal)) init.signal = signal;
  if (body !== undefined && body !== null) init.body = body;
  return call.fetchOptions === undefined ? init : { ...call.fetchOptions, ...init };
}

/** Whether a value is a FormData of the platform or of a library. */
export function isForm(value: unknown): value is FormData {
  return Object.prototype.toString.call(value) === "[object FormData]";
}

/** Whether the platform's `fetch` is that of Node.js, which comes from undici. */
function isNode(): boolean {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly undici?: string } } };
  return process?.versions?.undici !== undefined;
}

const accepted = new WeakMap<object, boolean>();

/**
 * Whether the platform's `fetch` accepts a signal. jsdom replaces `AbortController`, and the `fetch` of Node.js 24 refuses its signals.
 * Without a signal the call still ends in time, but the request is not cancelled.
 */
function isAccepted(signal: AbortSignal): boolean {
  const { constructor } = signal;
  let isAccepted = accepted.get(constructor);
  if (isAccepted === undefined) {
    try {
      isAccepted = !("Request" in globalThis) || new Request("http://localhost", { signal }).url !== "";
    } catch {
      isAccepted = false;
    }
    accepted.set(constructor, isAccepted);
  }
  return isAccepted;
}

/** Checks an API key. The error of `fetch` itself would quote a key that it can't send. */
export function checkApiKey(key: unknown): InputProblem | undefined {
  if (typeof key === "string" && /^(?! )[ -~\xa0-\xff]+(?<! )$/.test(key)) return undefined;
  let what = "has a line break, a leading or trailing space, or another character that a header can't contain";
  if (key === "") what = "is empty";
  else if (key === undefined || key === null) what = "is missing";
  else if (key instanceof Promise) what = "is a promise. Await it, or pass a function that returns it";
  else if (typeof key !== "string") what = `is of type ${typeof key}`;
  return { field: "apiKey", reason: `it ${what}. Expected the key as it was issued.` };
}
