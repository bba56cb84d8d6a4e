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
import { askedKey, withKey } from "./authenticate.ts";
import { contextOf, failed, forgetAttempt, markUnknown, type Call } from "./call.ts";
import { notEcho, withoutEchoes } from "./echo.ts";
import { emit } from "./events.ts";
import { isResponse } from "./fetch.ts";
import { networkFailure } from "./network-failure.ts";
import { throwIfAborted } from "./on-abort.ts";
import { discard, readBody, type Body } from "./read-body.ts";
import { isRedirect, redirectOrigin } from "./redirect.ts";
import { initOf, type RequestHolder } from "./request-holder.ts";
import { requestIdOf } from "./request-id.ts";
import type { Settings } from "./settings.ts";
import { withinTime } from "./within-time.ts";

/** Sends a request of a call and gives its answer, whatever its status. */
export type Send = (request: RequestHolder) => Promise<Response>;

/** One attempt, as it goes on. */
interface Attempt {
  readonly request: RequestHolder;
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
  return (request) => {
    const { call } = request;
    const attempt: Attempt = {
      request,
      call,
      settings,
      startedAt: clock.now(),
      isSent: false,
      stopReading: nothing,
    };
    forgetAttempt(call);
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
  const { call, settings, request } = attempt;
  const { apiKey } = settings;
  const key = typeof apiKey === "function" ? await askedKey(apiKey) : (apiKey ?? undefined);
  // An abort right behind the call still keeps it from being sent.
  if (call.signal !== undefined) await Promise.resolve();
  throwIfAborted(signal);
  attempt.isSent = true;
  call.sent = { url: request.url, key, body: request.body };
  const init = initOf(request, withKey(request, key), signal);
  let response: Response;
  try {
    response = await settings.fetch(request.url, init);
    if (!isResponse(response)) throw new TypeError("fetch gave no Response");
  } catch (error) {
    throw withoutAnswer(attempt, error, "waiting");
  }
  // A fetch that does not heed the signal answers a call that has ended.
  if (signal.aborted) discard(response);
  throwIfAborted(signal);
  call.response = response;
  call.requestId = requestIdOf(response, call);
  if (isRedirect(response)) throw redirected(attempt, response);
  const body = await readBody(response, settings.maxResponseBytes, (stop) => {
    attempt.stopReading = stop;
  });
  throwIfAborted(signal);
  return answered(response, wholeText(attempt, response, body));
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
  const { call, request } = attempt;
  discard(response);
  tellAnswer(attempt, response);
  markUnknown(call);
  const origin = redirectOrigin(response, request.url);
  return failed(
    call,
    new RedirectError(contextNow(attempt), {
      status: response.status === 0 ? undefined : response.status,
      origin: notEcho(origin, call),
    }),
  );
}

/** The text of an answer that came whole; of an error, whose status says what there is to know, as far as it can be had. */
function wholeText(attempt: Attempt, response: Response, { text, tooLongFor, failure }: Body): string {
  const { call, settings } = attempt;
  if (failure === undefined || !response.ok) tellAnswer(attempt, response);
  if (failure === undefined && tooLongFor === undefined) return text;
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
