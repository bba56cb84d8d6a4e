import {
  ConnectionError,
  InvalidRequestError,
  MalformedResponseError,
  RedirectError,
  TimeoutError,
  type ErrorContext,
} from "../errors/index.ts";
import { leadingTaskId } from "../leading-task-id.ts";
import { answered } from "./answered.ts";
import { currentKey, withKey } from "./authenticate.ts";
import { contextOf, markUnknown, requestIdOf, type Call } from "./call.ts";
import { emit } from "./events.ts";
import { networkFailure } from "./network-failure.ts";
import { pathSecrets } from "./path-secrets.ts";
import { readBody } from "./read-body.ts";
import type { Settings } from "./settings.ts";
import { withinTime } from "./within-time.ts";

/** A request as openapi-fetch makes it. */
export type RequestParts = Omit<RequestInit, "headers"> & { readonly headers: Headers };

/** Sends a request of a call and gives its answer, whatever its status. */
export type Send = (url: string, init: RequestParts, call: Call) => Promise<Response>;

/** One attempt, as it goes on. */
interface Attempt {
  readonly url: string;
  readonly init: RequestParts;
  readonly call: Call;
  readonly settings: Settings;
  readonly startedAt: number;
  key: string | undefined;
  isSent: boolean;
}

/**
 * One attempt: key, request, and the whole answer, within its time. Rejects with an error of ours for what the network does,
 * for a redirect and for an answer that is too long; with the reason of the caller's signal; with what `apiKey` throws.
 */
export function createAttempt(settings: Settings): Send {
  const { clock, onEvent } = settings;
  return (url, init, call) => {
    const attempt = { url, init, call, settings, startedAt: clock.now(), key: undefined, isSent: false };
    call.response = undefined;
    call.requestId = undefined;
    emit(onEvent, call, { type: "attempt" });
    // The hook may have aborted it, and there is no listener yet.
    call.signal?.throwIfAborted();
    return withinTime(
      call,
      clock,
      (signal) => exchange(attempt, signal),
      () => {
        if (attempt.isSent) markUnknown(call);
      },
    );
  };
}

async function exchange(attempt: Attempt, signal: AbortSignal): Promise<Response> {
  const { call, settings, startedAt } = attempt;
  attempt.key = await keyOf(attempt);
  signal.throwIfAborted();
  attempt.isSent = true;
  const response = await fetched(attempt, signal);
  // A fetch that does not heed the signal answers a call that has ended.
  if (signal.aborted) {
    await response.body?.cancel();
    signal.throwIfAborted();
  }
  call.response = response;
  call.requestId = requestIdOf(response, attempt.key);
  const text = isRedirect(response) ? await redirected(attempt, response) : await wholeText(attempt, response);
  const durationMs = settings.clock.now() - startedAt;
  const { requestId } = call;
  emit(settings.onEvent, call, { type: "response", status: response.status, durationMs, requestId });
  return answered(response, text);
}

async function keyOf(attempt: Attempt): Promise<string | undefined> {
  try {
    return await currentKey(attempt.settings.apiKey);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new InvalidRequestError(error.field, error.reason, contextNow(attempt));
  }
}

async function fetched(attempt: Attempt, signal: AbortSignal): Promise<Response> {
  const { url, init, key, settings } = attempt;
  try {
    const request = { ...init, headers: withKey(init.headers, key), redirect: "manual", signal } as const;
    const response: unknown = await settings.fetch(url, request);
    if (typeof response === "object" && response !== null && "status" in response) return response as Response;
    throw new TypeError("fetch gave no Response");
  } catch (error) {
    throw withoutAnswer(attempt, error);
  }
}

function contextNow({ call, settings }: Attempt): ErrorContext {
  return contextOf(call, settings.clock.now());
}

function withoutAnswer(attempt: Attempt, error: unknown, taskId?: string): Error {
  const { call, key, url, settings, startedAt } = attempt;
  const secrets = [...(key === undefined ? [] : [key]), ...pathSecrets(call.path, url)];
  const { isTimeout, isNeverConnected, code, cause } = networkFailure(error, secrets);
  if (!isNeverConnected) markUnknown(call);
  if (isTimeout) {
    const timeoutMs = settings.clock.now() - startedAt;
    return new TimeoutError(contextNow(attempt), { timeoutMs, scope: "attempt" });
  }
  return new ConnectionError(contextNow(attempt), {
    ...(cause && { cause }),
    ...(code && { code }),
    ...(taskId && { taskId }),
  });
}

async function redirected(attempt: Attempt, response: Response): Promise<never> {
  await response.body?.cancel();
  markUnknown(attempt.call);
  const location = response.headers.get("location") ?? "";
  const origin = URL.canParse(location, attempt.url) ? new URL(location, attempt.url).origin : undefined;
  throw new RedirectError(contextNow(attempt), {
    status: response.status === 0 ? undefined : response.status,
    origin: location === "" ? undefined : origin,
  });
}

async function wholeText(attempt: Attempt, response: Response): Promise<string> {
  const { maxResponseBytes } = attempt.settings;
  const { text, isTooLong, failure } = await readBody(response, maxResponseBytes);
  if (failure === undefined && !isTooLong) return text;
  // The status of an error says what there is to know.
  if (!response.ok) return "";
  const taskId = leadingTaskId(text);
  if (failure !== undefined) throw withoutAnswer(attempt, failure, taskId);
  markUnknown(attempt.call);
  const fault = `its body is longer than ${String(maxResponseBytes)} bytes (maxResponseBytes)`;
  throw new MalformedResponseError(contextNow(attempt), response, { fault, taskId });
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const redirects = new Set([301, 302, 303, 307, 308]);

/** A browser hides which redirect it is. */
function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || redirects.has(status);
}
