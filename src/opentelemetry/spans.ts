import {
  INVALID_SPAN_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanOptions,
  type Tracer,
} from "@opentelemetry/api";
import { isRegistryError, type Outcome } from "../index.ts";
import { quietly } from "./quietly.ts";

/** Starts a span as a child of the active one. */
export function startSpan(tracer: Tracer, name: string, options: SpanOptions): Span {
  return quietly(() => tracer.startSpan(name, options)) ?? trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
}

/** Ends a span: as failed if it has an `error.type`. Its status has no message, because messages are for people who may read them. */
export function endSpan(span: Span, attributes: Attributes): void {
  quietly(() => {
    span.setAttributes(attributes);
    if (attributes["error.type"] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}

/** Returns the name and the outcome of an error of the client. Another error, such as the reason of an abort, can have any name. */
export function failureOf(error: unknown): { readonly name: string; readonly outcome?: Outcome } {
  if (isRegistryError(error)) return { name: error.name, outcome: error.outcome };
  return { name: error instanceof Error && error.name === "AbortError" ? error.name : "_OTHER" };
}
