/**
 * Makes OpenTelemetry spans of the client's events: one for each attempt, under the span of your own that the call was made in. They are
 * named and described by the conventions for HTTP clients, without three things that these ask for: `url.full`, which would have ids in
 * it, and `server.address` and `server.port`, which no event tells. Events have no id, no data and no key in them, and so neither have
 * the spans; put none into your own.
 *
 * Run: npm run build, then npx jiti examples/opentelemetry.ts
 *
 * Prints:
 *   admit a patient, while the registry is busy
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.response.status_code 503, error.type 503
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.response.status_code 201, http.request.resend_count 1
 *   admit a patient, while nobody listens: ConnectionError, not-done
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

// Your application has this part already, with an exporter to your own collector.
export const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));

const tracer = trace.getTracer("clinia-registry-client");

/** The attempt that is under way in a span of yours. Events do not say which call they are of: give each call a span of its own. */
const underWay = new WeakMap<Span, { attempt: number; startTime: number }>();

export const onEvent: OnEvent = (event) => {
  const own = trace.getActiveSpan();
  if (own === undefined) return;
  if (event.type === "attempt") {
    underWay.set(own, { attempt: event.attempt, startTime: Date.now() });
    return;
  }
  if (event.type === "error") own.addEvent("registry call failed", { name: event.name, outcome: event.outcome });
  // What comes first ends the attempt: its response; or a retry or an error, where there was none.
  const ended = underWay.get(own);
  if (ended === undefined) return;
  underWay.delete(own);

  const { method, path, status, requestId } = event;
  const hasFailed = status === undefined || status >= 400;
  const attributes: Attributes = {
    "http.request.method": method,
    "url.template": path,
    ...(event.operationId !== undefined && { "clinia.operation_id": event.operationId }),
    ...(requestId !== undefined && { "clinia.request_id": requestId }),
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(ended.attempt > 1 && { "http.request.resend_count": ended.attempt - 1 }),
    // `_OTHER` is the conventions' own word: a retry does not tell the kind of the error that it follows.
    ...(hasFailed && { "error.type": event.type === "error" ? event.name : String(status ?? "_OTHER") }),
  };
  const { startTime } = ended;
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

/** Code of your own, with a span of its own. Whoever reads traces need not know who the patient is. */
async function admit(family: string, run: string): Promise<void> {
  await tracer.startActiveSpan("admit a patient", { attributes: { "example.run": run } }, async (span) => {
    try {
      const path = { sourceKey: "ehr-prod", resourceType: "patient", id: newResourceId() };
      await registry.upsertResource(path, { data: { name: [{ family }] } });
      span.setStatus({ code: SpanStatusCode.OK });
    } catch {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  });
}

embedded.faults.nextRequests(1, { kind: "status", status: 503 });
await admit("Tremblay", "while the registry is busy");
await embedded.faults.refuseConnections();
await admit("Gagnon", "while nobody listens");

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
