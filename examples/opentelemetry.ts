/**
 * Creates OpenTelemetry spans from the client's events: one for each attempt, as a child of your own span. Names and attributes follow the
 * semantic conventions for HTTP clients, except for `url.full`, which would contain ids, and `server.address` and `server.port`, which
 * events do not have. Events contain no resource ids, data or key, so the spans contain none either. Put none into your own spans.
 *
 * Run in a clone: npm run build, then npx jiti examples/opentelemetry.ts
 *
 * Prints:
 *   admit a patient, registry unavailable
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.response.status_code 503, error.type 503
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.response.status_code 201, http.request.resend_count 1
 *   admit a patient, connection refused: ConnectionError, not-done
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       error.type _OTHER
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.request.resend_count 1, error.type ConnectionError
 */
import { context, SpanKind, SpanStatusCode, trace, type Attributes, type Span } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createRegistryClient, newResourceId, type OnEvent } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import type { Patient } from "./profiles/clinia.gen.ts";

// Your application has this part already, with an exporter for your collector.
export const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));

const tracer = trace.getTracer("clinia-registry-client");

/** The current attempt in each of your spans. Give each call its own span: the span identifies the call. */
const attempts = new WeakMap<Span, { attempt: number; startTime: number }>();

export const onEvent: OnEvent = (event) => {
  const own = trace.getActiveSpan();
  if (own === undefined) return;
  if (event.type === "attempt") {
    attempts.set(own, { attempt: event.attempt, startTime: Date.now() });
    return;
  }
  if (event.type === "error") own.addEvent("registry call failed", { name: event.name, outcome: event.outcome });
  // The next event ends the attempt: its response, or a retry or an error when there was no response.
  const current = attempts.get(own);
  if (current === undefined) return;
  attempts.delete(own);

  const { method, path, status, requestId } = event;
  const hasFailed = status === undefined || status >= 400;
  const attributes: Attributes = {
    "http.request.method": method,
    "url.template": path,
    ...(event.operationId !== undefined && { "clinia.operation_id": event.operationId }),
    ...(requestId !== undefined && { "clinia.request_id": requestId }),
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(current.attempt > 1 && { "http.request.resend_count": current.attempt - 1 }),
    // A retry event does not have the error that caused it. `_OTHER` is the fallback of the conventions.
    ...(hasFailed && { "error.type": event.type === "error" ? event.name : String(status ?? "_OTHER") }),
  };
  const { startTime } = current;
  const span = tracer.startSpan(`${method} ${path}`, { kind: SpanKind.CLIENT, startTime, attributes });
  if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
};

const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: "any",
  fetch: embedded.fetch,
  onEvent,
  retry: { limit: 1, backoffMs: 10 },
});

/** Your own code, in its own span. The span does not identify the patient. */
async function admit(family: string, run: string): Promise<void> {
  await tracer.startActiveSpan("admit a patient", { attributes: { "example.run": run } }, async (span) => {
    try {
      const path = { sourceKey: "ehr-prod", resourceType: "patient", id: newResourceId() };
      await registry.upsertResource<Patient>(path, { data: { name: [{ family }] } });
      span.setStatus({ code: SpanStatusCode.OK });
    } catch {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  });
}

embedded.faults.nextRequests(1, { kind: "status", status: 503 });
await admit("Tremblay", "registry unavailable");
await embedded.faults.refuseConnections();
await admit("Gagnon", "connection refused");

const spans = exporter.getFinishedSpans();
for (const own of spans.filter(({ kind }) => kind === SpanKind.INTERNAL)) {
  const failures = own.events.map(({ attributes = {} }) => Object.values(attributes).join(", "));
  console.log([`${own.name}, ${String(own.attributes["example.run"])}`, ...failures].join(": "));
  for (const { parentSpanContext, name, attributes } of spans) {
    if (parentSpanContext?.spanId !== own.spanContext().spanId) continue;
    const facts = ["http.response.status_code", "http.request.resend_count", "error.type"]
      .filter((fact) => fact in attributes)
      .map((fact) => `${fact} ${String(attributes[fact])}`);
    console.log(`  ${name}\n    ${facts.join(", ")}`);
  }
}
