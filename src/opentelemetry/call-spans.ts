import {
  context,
  createContextKey,
  SpanKind,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from "@opentelemetry/api";
import type { ErrorEvent, OperationId, RegistryEvent, ResponseEvent, RetryEvent } from "../index.ts";
import { quietly } from "./quietly.ts";
import { endSpan, failureOf, startSpan } from "./spans.ts";

/** The operation of a call. `operationId` and `path` are undefined for a path outside the contract. */
export interface CallTarget {
  readonly operationId?: OperationId | undefined;
  readonly method: string;
  readonly path?: string | undefined;
}

/** The spans of a client's calls. */
export interface CallSpans {
  /** Adds the facts of an event to the span of its call. */
  readonly record: (event: RegistryEvent) => void;
  /** Makes a call in a span of its own, which is active during the call. `onResult` receives the span and the result. */
  readonly run: <Result>(
    target: CallTarget,
    call: () => Promise<Result>,
    onResult?: (span: Span, result: Result) => void,
  ) => Promise<Result>;
}

/** A call in progress. */
interface TracedCall {
  readonly span: Span;
  /** The number of the call in its events; undefined before the first. */
  callId?: number;
  resends: number;
  response?: ResponseEvent;
  error?: ErrorEvent;
}

/** Why a call failed. */
type Failure = Partial<Pick<ErrorEvent, "outcome" | "status" | "requestId" | "taskId">> & { readonly name: string };

const callKey = createContextKey("clinia-registry-client call");

/** @param server The attributes of the server, for every span. */
export function createCallSpans(tracer: Tracer, server: Attributes): CallSpans {
  const calls = new Map<number, TracedCall>();
  /** The call that starts. Without middlewares, its first event comes before the method returns. */
  let starting: TracedCall | undefined;

  /** Returns the call of an event. With middlewares, the first event comes later: the context then has the call. */
  const callOf = ({ callId }: RegistryEvent): TracedCall | undefined => {
    const known = calls.get(callId);
    if (known !== undefined) return known;
    const found = starting ?? (context.active().getValue(callKey) as TracedCall | undefined);
    if (found === undefined) return undefined;
    found.callId = callId;
    calls.set(callId, found);
    return found;
  };

  /** Starts a call, without waiting for it. */
  const start = <Result>(traced: TracedCall, call: () => Promise<Result>): Promise<Result> => {
    const before = starting;
    starting = traced;
    try {
      return context.with(trace.setSpan(context.active(), traced.span).setValue(callKey, traced), call);
    } finally {
      starting = before;
    }
  };

  return {
    record(event) {
      quietly(() => {
        const call = callOf(event);
        if (call !== undefined) addEvent(call, event);
      });
    },
    async run(target, call, onResult) {
      const { method, path } = target;
      const name = path === undefined ? method : `${method} ${path}`;
      const span = startSpan(tracer, name, {
        kind: SpanKind.CLIENT,
        attributes: { ...attributesOf(target), ...server },
      });
      const traced: TracedCall = { span, resends: 0 };
      let failure: Failure | undefined;
      try {
        const result = await start(traced, call);
        onResult?.(span, result);
        return result;
      } catch (error) {
        failure = traced.error ?? failureOf(error);
        throw error;
      } finally {
        if (traced.callId !== undefined) calls.delete(traced.callId);
        endSpan(span, endAttributes(traced, failure));
      }
    },
  };
}

function addEvent(call: TracedCall, event: RegistryEvent): void {
  if (event.type === "attempt") call.resends = event.attempt - 1;
  else if (event.type === "response") call.response = event;
  else if (event.type === "error") call.error = event;
  else call.span.addEvent("retry", retryAttributes(event));
}

function attributesOf({ operationId, method, path }: CallTarget): Attributes {
  return {
    "http.request.method": method,
    ...(path !== undefined && { "url.template": path }),
    ...(operationId !== undefined && { "clinia.operation_id": operationId }),
  };
}

function retryAttributes({ attempt, status, delayMs }: RetryEvent): Attributes {
  return {
    "http.request.resend_count": attempt,
    ...(status !== undefined && { "http.response.status_code": status }),
    // The event does not have the error of an attempt without a response. `_OTHER` is the fallback of the conventions.
    "error.type": String(status ?? "_OTHER"),
    "clinia.retry.delay_ms": delayMs,
  };
}

function endAttributes({ resends, response }: TracedCall, failure: Failure | undefined): Attributes {
  const { status, requestId, taskId } = { ...response, ...failure };
  const isErrorStatus = status !== undefined && status >= 400;
  const errorType = isErrorStatus ? String(status) : failure?.name;
  return {
    // The status of a redirect in a browser is 0, because the browser hides it.
    ...(status !== undefined && status > 0 && { "http.response.status_code": status }),
    ...(resends > 0 && { "http.request.resend_count": resends }),
    ...(errorType !== undefined && { "error.type": errorType }),
    ...(failure?.outcome !== undefined && { "clinia.outcome": failure.outcome }),
    ...(requestId !== undefined && { "clinia.request_id": requestId }),
    ...(taskId !== undefined && { "clinia.task_id": taskId }),
  };
}
