import {
  ConnectionError,
  MalformedResponseError,
  RedirectError,
  TimeoutError,
  type ErrorContext,
} from "../errors/index.ts";
import { leadingTaskId } from "../leading-task-id.ts";
import { isReading } from "../method-safety.ts";
import { answered } from "./answered.ts";
import { currentKey, withKey } from "./authenticate.ts";
import { contextOf, failed, markUnknown, type Call } from "./call.ts";
import { isEcho, notEcho, withoutEchoes } from "./echo.ts";
import { emit } from "./events.ts";
import { networkFailure } from "./network-failure.ts";
import { throwIfAborted } from "./on-abort.ts";
import { discard, readBody } from "./read-body.ts";
import { requestIdOf } from "./request-id.ts";
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
  isSent: boolean;
  /** Stops the reading of its answer: the platform's own fetch heeds the signal, and others may not. */
  stopReading: () => void;
}

const nothing = () => undefined;

/**
 * One attempt: key, request, and the whole answer, within its time. Rejects with an error of ours for what the network does,
 * for a redirect and for an answer that is too long; with the reason of the caller's signal; with what `apiKey` throws.
 */
export function createAttempt(settings: Settings): Send {
  const { clock, onEvent } = settings;
  return (url, init, call) => {
    const attempt: Attempt = {
      url,
      init,
      call,
      settings,
      startedAt: clock.now(),
      isSent: false,
      stopReading: nothing,
    };
    Object.assign(call, { response: undefined, requestId: undefined, sent: undefined, failure: undefined });
    emit(onEvent, call, { type: "attempt" });
    // The hook may have aborted it, and there is no listener yet.
    throwIfAborted(call.signal);
    return withinTime(
      call,
      clock,
      (signal) => exchange(attempt, signal),
      () => {
        if (attempt.isSent) markUnknown(call);
        attempt.stopReading();
      },
    );
  };
}

async function exchange(attempt: Attempt, signal: AbortSignal): Promise<Response> {
  const { call, settings, url, init } = attempt;
  const key = await currentKey(settings.apiKey);
  throwIfAborted(signal);
  attempt.isSent = true;
  call.sent = { url, key, body: init.body };
  const response = await fetched(attempt, { ...init, headers: withKey(init.headers, key), redirect: "manual", signal });
  // A fetch that does not heed the signal answers a call that has ended.
  if (signal.aborted) discard(response);
  throwIfAborted(signal);
  call.response = response;
  call.requestId = requestIdOf(response, call);
  if (isRedirect(response)) throw redirected(attempt, response);
  return answered(response, await wholeText(attempt, response, signal));
}

async function fetched(attempt: Attempt, request: RequestInit): Promise<Response> {
  try {
    const response: unknown = await attempt.settings.fetch(attempt.url, request);
    if (isResponse(response)) return response;
    throw new TypeError("fetch gave no Response");
  } catch (error) {
    throw withoutAnswer(attempt, error, "waiting");
  }
}

/** Not by `instanceof`: a `fetch` of a library's gives one of its own. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== "object" || value === null) return false;
  const { status, headers, body } = value as Partial<Response>;
  const isReadable = body === null || typeof body?.getReader === "function";
  return typeof status === "number" && typeof headers?.get === "function" && isReadable;
}

function tellAnswer({ call, settings, startedAt }: Attempt, { status }: Response): void {
  const { requestId } = call;
  const durationMs = Math.max(0, settings.clock.now() - startedAt);
  emit(settings.onEvent, call, { type: "response", status, durationMs, requestId });
}

function contextNow({ call, settings }: Attempt): ErrorContext {
  return contextOf(call, settings.clock.now());
}

function withoutAnswer(attempt: Attempt, error: unknown, stage: "waiting" | "reading", taskId?: string): Error {
  const { call, settings, startedAt } = attempt;
  const { isTimeout, isNeverConnected, code, cause } = networkFailure(error, (text) => withoutEchoes(text, call));
  const reached = isNeverConnected && stage === "waiting" ? "connecting" : stage;
  if (reached !== "connecting") markUnknown(call);
  if (isTimeout) {
    const givenUpAfterMs = Math.max(0, settings.clock.now() - startedAt);
    const { timeoutMs } = call;
    return failed(call, new TimeoutError(contextNow(attempt), { timeoutMs, scope: "attempt", givenUpAfterMs }));
  }
  return failed(call, new ConnectionError(contextNow(attempt), { stage: reached, cause, code, taskId }));
}

function redirected(attempt: Attempt, response: Response): RedirectError {
  const { call, url } = attempt;
  discard(response);
  tellAnswer(attempt, response);
  markUnknown(call);
  const location = response.headers.get("location") ?? "";
  const { origin } = location !== "" && URL.canParse(location, url) ? new URL(location, url) : { origin: "null" };
  return failed(
    call,
    new RedirectError(contextNow(attempt), {
      status: response.status === 0 ? undefined : response.status,
      origin: origin === "null" || isEcho(origin, call) ? undefined : origin,
    }),
  );
}

async function wholeText(attempt: Attempt, response: Response, signal: AbortSignal): Promise<string> {
  const { call, settings } = attempt;
  const { text, tooLongFor, failure } = await readBody(response, settings.maxResponseBytes, (stop) => {
    attempt.stopReading = stop;
  });
  throwIfAborted(signal);
  if (failure === undefined || !response.ok) tellAnswer(attempt, response);
  if (failure === undefined && tooLongFor === undefined) return text;
  // The status of an error says what there is to know.
  if (!response.ok) return "";
  // A read that names a task has not taken it on.
  const taskId = isReading(call.method) ? undefined : notEcho(leadingTaskId(text), call);
  if (failure !== undefined) throw withoutAnswer(attempt, failure, "reading", taskId);
  markUnknown(call);
  const longest =
    tooLongFor === "limit" ? `${String(settings.maxResponseBytes)} bytes (maxResponseBytes)` : "a text can be";
  const fault = `its body is longer than ${longest}`;
  throw failed(call, new MalformedResponseError(contextNow(attempt), response, { fault, taskId }));
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const redirects = new Set([301, 302, 303, 307, 308]);

/** A browser hides which redirect it is. */
function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || redirects.has(status);
}
