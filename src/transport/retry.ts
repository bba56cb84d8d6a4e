import { endOfStatus, isRetryable, outcomeAfter, type AttemptEnd } from "../errors/outcome.ts";
import { TimeoutError, type ErrorContext, type Outcome } from "../errors/index.ts";
import { retryAfterHeader } from "../generated/contract.ts";
import { isJsonObject, parseJson } from "../json.ts";
import { printableTaskId } from "../task-id.ts";
import { isAborted, sleep, timeLeft, withinLimits } from "./deadline.ts";
import { emit } from "./events.ts";
import { exchange } from "./fetch.ts";
import { withoutKey } from "./response.ts";
import type { AttemptResult, CallContext, CallResult, OutgoingRequest, Progress, RetryPolicy } from "./types.ts";

/**
 * Makes attempts until one succeeds, or until a retry is unsafe or over the limits. If `apiKey` fails before a retry, the result is that
 * of the attempt before.
 */
export async function withRetries(request: OutgoingRequest, call: CallContext): Promise<CallResult> {
  const { settings, limits, kind, signal } = call;
  let outcome: Outcome = "not-done";
  let before: CallResult | undefined;
  for (let attempts = 1; ; attempts++) {
    const startedAt = settings.clock.now();
    if (isAborted(signal) || timeLeft(call.startedAt, limits.deadlineMs, startedAt) === 0) {
      return { last: interrupted(call, before?.last.progress), attempts: attempts - 1, outcome };
    }
    emit(call, attempts, { type: "attempt" });
    // `onEvent` may have aborted the call.
    const last = isAborted(signal)
      ? interrupted(call)
      : await withinLimits(call, (ending, progress) => exchange(request, call, ending, progress));
    const durationMs = Math.max(0, settings.clock.now() - startedAt);
    const { sent, status, requestId } = last.progress;
    const hasResponse = last.kind === "response" || (last.kind === "failed" && last.hasResponse === true);
    if (hasResponse && status !== undefined) {
      emit(call, attempts, { type: "response", status, durationMs, requestId }, call.taskId ?? startedTask(last, call));
    }
    if (last.kind === "response" && isAborted(signal)) {
      // `onEvent` aborted the call.
      return { last: interrupted(call, last.progress), attempts, outcome: outcomeAfter("deadline", kind) };
    }
    if (last.kind === "response" && last.response.ok) {
      // If something fails later, such as a middleware, the write may still have happened.
      return { last, attempts, outcome: kind === "read" ? "not-done" : "unknown" };
    }
    const end = endOf(last);
    if (sent && outcomeAfter(end, kind) === "unknown") outcome = "unknown";
    const result = { last, attempts, outcome };
    const isKeyFailure = !sent && (last.kind === "threw" || end === "invalid");
    if (before !== undefined && isKeyFailure && !isAborted(signal)) return before;
    const isLast = last.kind === "threw" || attempts > limits.retry.limit || !isRetryable(end, kind);
    const remainingMs = timeLeft(call.startedAt, limits.deadlineMs, settings.clock.now());
    const delayMs = isLast ? Infinity : delayAfter(last, call, attempts, remainingMs);
    if (delayMs >= remainingMs) return result;
    emit(call, attempts, { type: "retry", status, durationMs, requestId, delayMs });
    try {
      await sleep(limits.retry.waitSignal ?? signal, settings.clock, delayMs);
    } catch {
      return isAborted(signal) ? { ...result, last: interrupted(call, last.progress) } : result;
    }
    before = result;
  }
}

/** Returns the taskId in the response to a write, for the `response` event. */
function startedTask(result: AttemptResult, { settings, kind }: CallContext): string | undefined {
  if (settings.onEvent === undefined || kind === "read" || result.kind !== "response") return undefined;
  const body = parseJson(result.text);
  return isJsonObject(body) ? withoutKey(printableTaskId(body.taskId), result.redact) : undefined;
}

/** Returns the result of a call that was aborted, or whose deadline passed, while no attempt was in progress. */
function interrupted({ signal, limits }: CallContext, progress: Progress = { sent: false }): AttemptResult {
  if (isAborted(signal)) return { kind: "threw", progress, error: signal?.reason as unknown };
  const timeout = { timeoutMs: limits.deadlineMs, scope: "deadline" } as const;
  const toError = (context: ErrorContext) => new TimeoutError(context, timeout);
  return { kind: "failed", progress, end: "notSentBeforeDeadline", toError };
}

/** Returns how an attempt ended that was not a success. */
function endOf(result: AttemptResult): AttemptEnd {
  if (result.kind === "failed") return result.end;
  if (result.kind === "threw") return "deadline";
  const error = parseJson(result.text);
  return endOfStatus(result.response.status, isJsonObject(error) ? error.type : result.cutType);
}

function delayAfter(
  result: AttemptResult,
  { settings, limits }: CallContext,
  attempts: number,
  leftMs: number,
): number {
  const { clock, random } = settings;
  const requestedMs = result.kind === "response" ? retryAfterMs(result.response.headers, clock.now()) : undefined;
  return requestedMs ? spreadMs(requestedMs, leftMs, random) : backoffMs(limits.retry, attempts, random);
}

/** Extends a `Retry-After` by up to 20 %, so that not all clients retry at the same time, but not past the deadline. */
export function spreadMs(requestedMs: number, leftMs: number, random: () => number): number {
  return requestedMs + random() * Math.min(requestedMs / 5, (leftMs - requestedMs) / 2);
}

/** Returns the wait before a retry: a random time up to a limit that doubles with each retry (full jitter). */
export function backoffMs({ backoffMs, maxBackoffMs }: RetryPolicy, attempts: number, random: () => number): number {
  return random() * Math.min(maxBackoffMs, backoffMs * 2 ** (attempts - 1));
}

/** The three forms of a date in HTTP, all in GMT. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const dateForms = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * Returns the time of a `Retry-After` header, in milliseconds; undefined when the header is missing or invalid. A date is compared with
 * the `Date` of the response, so that a difference between the clocks of the two machines does not matter.
 */
export function retryAfterMs(headers: Pick<Headers, "get">, now: number): number | undefined {
  const value = headers.get(retryAfterHeader)?.trim() ?? "";
  // Some servers send fractions, which the standard does not allow.
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.min(Math.ceil(Number(value)) * 1_000, Number.MAX_SAFE_INTEGER);
  const time = parseDate(value);
  return time === undefined ? undefined : Math.max(0, time - (parseDate(headers.get("date") ?? "") ?? now));
}

function parseDate(value: string): number | undefined {
  if (!dateForms.some((form) => form.test(value))) return undefined;
  const time = Date.parse(value.endsWith("GMT") ? value : `${value} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
