import {
  ConnectionError,
  InvalidRequestError,
  MalformedResponseError,
  RedirectError,
  TimeoutError,
} from "../errors/index.ts";
import { leadingTaskId } from "../leading-task-id.ts";
import { answered } from "./answered.ts";
import { currentKey, withKey } from "./authenticate.ts";
import { contextOf, markUnknown, requestIdOf, type Call } from "./call.ts";
import { emit } from "./events.ts";
import { networkFailure } from "./network-failure.ts";
import { pathValues } from "./path-values.ts";
import { readBody } from "./read-body.ts";
import type { Settings } from "./settings.ts";
import { withinTime } from "./within-time.ts";

/** Sends a request of a call and gives its answer, whatever its status. */
export type Send = (url: string, init: RequestInit, call: Call) => Promise<Response>;

/**
 * One attempt: key, request, and the whole answer, within its time. Rejects with an error of ours for what the network does,
 * for a redirect and for an answer that is too long; with the reason of the caller's signal; with what `apiKey` throws.
 */
export function createAttempt(settings: Settings): Send {
  const { clock, onEvent } = settings;
  return async (url, init, call) => {
    const startedAt = clock.now();
    let isSent = false;
    call.response = undefined;
    emit(onEvent, call, { type: "attempt" });
    const onTimeout = () => {
      if (isSent) markUnknown(call);
    };
    return withinTime(call, clock, onTimeout, async (signal) => {
      const key = await currentKey(settings.apiKey).catch((error: unknown) => {
        throw error instanceof InvalidRequestError ? inContext(error) : error;
      });
      signal.throwIfAborted();
      isSent = true;
      const request = { ...init, headers: withKey(init.headers, key), redirect: "manual", signal } as const;
      const response = await fetched(request, key);
      // A fetch that does not heed the signal answers a call that has ended.
      if (signal.aborted) {
        await response.body?.cancel();
        signal.throwIfAborted();
      }
      call.response = response;
      const text = isRedirect(response) ? await redirected(response) : await wholeText(response, key);
      const requestId = requestIdOf(response);
      emit(onEvent, call, {
        type: "response",
        status: response.status,
        durationMs: clock.now() - startedAt,
        requestId,
      });
      return answered(response, text);
    });

    async function fetched(request: RequestInit, key: string | undefined): Promise<Response> {
      try {
        return await settings.fetch(url, request);
      } catch (error) {
        throw withoutAnswer(error, key);
      }
    }

    function context() {
      return contextOf(call, clock.now());
    }

    function inContext({ field, reason }: InvalidRequestError): InvalidRequestError {
      return new InvalidRequestError(field, reason, context());
    }

    function withoutAnswer(error: unknown, key: string | undefined, taskId?: string): Error {
      const secrets = [...(key === undefined ? [] : [key]), ...pathValues(call.path, url)];
      const { isTimeout, isNeverConnected, code, cause } = networkFailure(error, secrets);
      if (!isNeverConnected) markUnknown(call);
      if (isTimeout) {
        return new TimeoutError(context(), { timeoutMs: clock.now() - startedAt, scope: "attempt" });
      }
      return new ConnectionError(context(), { cause, ...(code && { code }), ...(taskId && { taskId }) });
    }

    async function redirected(response: Response): Promise<never> {
      await response.body?.cancel();
      markUnknown(call);
      const location = response.headers.get("location") ?? "";
      const origin = URL.canParse(location, url) ? new URL(location, url).origin : undefined;
      throw new RedirectError(context(), {
        status: response.status === 0 ? undefined : response.status,
        origin: location === "" ? undefined : origin,
      });
    }

    async function wholeText(response: Response, key: string | undefined): Promise<string> {
      const { text, isTooLong, failure } = await readBody(response, settings.maxResponseBytes);
      const taskId = response.ok ? leadingTaskId(text) : undefined;
      if (failure === undefined && !isTooLong) return text;
      // The status of an error says what there is to know.
      if (!response.ok) return "";
      if (failure !== undefined) throw withoutAnswer(failure, key, taskId);
      markUnknown(call);
      const fault = `its body is longer than ${String(settings.maxResponseBytes)} bytes (maxResponseBytes)`;
      throw new MalformedResponseError(context(), response, { fault, taskId });
    }
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const redirects = new Set([301, 302, 303, 307, 308]);

/** A browser hides which redirect it is. */
function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || redirects.has(status);
}
