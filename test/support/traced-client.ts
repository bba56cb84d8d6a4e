import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { RegistryClient, RegistryClientOptions } from "../../src/index.ts";
import { withOpenTelemetry } from "../../src/opentelemetry/index.ts";
import { createRegistryClient } from "./client.ts";

export const apiKey = "key-of-the-traces";

/** Creates a traced client that makes one retry, after at most a millisecond. */
export function traceClient(options: Partial<RegistryClientOptions> = {}) {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = tracerProvider.getTracer("test");
  const registry: RegistryClient = withOpenTelemetry(createRegistryClient, { tracerProvider })({
    baseUrl: "http://localhost:8080",
    apiKey,
    retry: { limit: 1, backoffMs: 1 },
    ...(options as object),
  });
  /** Runs `work` in an own span. */
  const inSpan = (name: string, work: () => Promise<unknown>) =>
    tracer.startActiveSpan(name, (span) =>
      work().finally(() => {
        span.end();
      }),
    );
  return { registry, tracer, inSpan, spans: () => exporter.getFinishedSpans() };
}

/** Runs `work` with a context manager, as the SDK for Node.js registers it. */
export async function withContextManager<Result>(work: () => Promise<Result>): Promise<Result> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  try {
    return await work();
  } finally {
    context.disable();
  }
}

export function parentId(span: ReadableSpan | undefined): string | undefined {
  return span?.parentSpanContext?.spanId;
}

/** Returns everything that an exporter would send. */
export function exportedText({ name, attributes, events, links, status, resource }: ReadableSpan): string {
  return JSON.stringify({ name, attributes, events, links, status, resource: resource.attributes });
}

/** The id of the span that is active. */
export function activeSpanId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().spanId;
}
