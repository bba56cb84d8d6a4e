/**
 * Makes OpenTelemetry spans of the client's events: one for each attempt, as the conventions for HTTP clients have it, and under
 * the span of your own that the call was made in. Events have no id, no data and no key in them, and so neither have the spans.
 *
 * Run: npm run build, then npx jiti examples/opentelemetry.ts
 *
 * Prints:
 *   admit Tremblay
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.response.status_code 503, error.type 503
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.response.status_code 201, http.request.resend_count 1
 *   admit Gagnon: ConnectionError, not-done
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       error.type no answer
 *     PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}
 *       http.request.resend_count 1, error.type ConnectionError
 */
import { context, SpanKind, SpanStatusCode, trace, type Attributes } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createRegistryClient, type OnEvent } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

// Your application has this part already, with an exporter to your own collector.
const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager());
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));

const tracer = trace.getTracer("clinia-registry-client");

/** An event tells how long it was until then, so that no span has to be kept open: calls may run side by side. */
const onEvent: OnEvent = (event) => {
  if (event.type === "attempt") return;
  if (event.type === "error") {
    trace.getActiveSpan()?.addEvent("registry call failed", { name: event.name, outcome: event.outcome });
  }
  // With a status, what is retried or has failed was answered: the attempt has its span.
  if (event.type !== "response" && event.status !== undefined) return;

  const { method, path, attempt, status, durationMs, requestId } = event;
  const failure = event.type === "error" ? event.name : status === undefined ? "no answer" : String(status);
  const hasFailed = status === undefined || status >= 400;
  const attributes: Attributes = {
    "http.request.method": method,
    "url.template": path,
    ...(event.operationId !== undefined && { "clinia.operation_id": event.operationId }),
    ...(requestId !== undefined && { "clinia.request_id": requestId }),
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(attempt > 1 && { "http.request.resend_count": attempt - 1 }),
    ...(hasFailed && { "error.type": failure }),
  };
  const endTime = Date.now();
  const startTime = endTime - durationMs;
  const span = tracer.startSpan(`${method} ${path}`, { kind: SpanKind.CLIENT, startTime, attributes });
  if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endTime);
};

const embedded = createEmbeddedRegistry();
const registry = createRegistryClient({
  baseUrl: "http://localhost",
  apiKey: "any",
  fetch: embedded.fetch,
  onEvent,
  retry: { limit: 1, backoffMs: 10 },
});

/** Code of your own, with a span of its own. */
async function admit(family: string): Promise<void> {
  await tracer.startActiveSpan(`admit ${family}`, async (span) => {
    try {
      const path = { sourceKey: "ehr-prod", resourceType: "patient", id: `made-up-${family.toLowerCase()}` };
      await registry.upsertResource(path, { data: { name: [{ family }] } });
      span.setStatus({ code: SpanStatusCode.OK });
    } catch {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  });
}

embedded.faults.next(1, { kind: "status", status: 503 });
await admit("Tremblay");
await embedded.faults.refuse();
await admit("Gagnon");

const spans = exporter.getFinishedSpans();
for (const own of spans.filter(({ kind }) => kind === SpanKind.INTERNAL)) {
  console.log([own.name, ...own.events.map(({ attributes = {} }) => Object.values(attributes).join(", "))].join(": "));
  for (const { parentSpanContext, name, attributes } of spans) {
    if (parentSpanContext?.spanId !== own.spanContext().spanId) continue;
    const facts = ["http.response.status_code", "http.request.resend_count", "error.type"]
      .filter((fact) => fact in attributes)
      .map((fact) => `${fact} ${String(attributes[fact])}`);
    console.log(`  ${name}\n    ${facts.join(", ")}`);
  }
}
