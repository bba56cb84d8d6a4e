import { SpanKind, trace } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { RegistryClientOptions } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { withFastTimers } from "../support/fast-timers.ts";

const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
// The import runs the example.
const { exporter, onEvent } = await import("../../examples/opentelemetry.ts");
const exampleSpans = exporter.getFinishedSpans();
log.mockRestore();

const tracer = trace.getTracer("test");
const embedded = createEmbeddedRegistry();
const patient = { sourceKey: "ehr-prod", resourceType: "patient", id: "made-up-1" };

beforeEach(() => {
  exporter.reset();
});

function connect(options: Partial<RegistryClientOptions> = {}) {
  return createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "key-of-the-traces",
    fetch: embedded.fetch,
    retry: { limit: 1, backoffMs: 20 },
    random: () => 1,
    onEvent,
    ...(options as object),
  });
}

/** Runs a call in a span. Resolves with the spans of its attempts, and the names of the errors in the span. */
async function traceCall(call: () => Promise<unknown>) {
  await tracer.startActiveSpan("own", async (span) => {
    await call().catch(() => undefined);
    span.end();
  });
  const spans = exporter.getFinishedSpans();
  const own = spans.find(({ name }) => name === "own");
  const errors = own?.events.map(({ attributes = {} }) => attributes.name);
  return { attempts: spans.filter(({ kind }) => kind === SpanKind.CLIENT), errors };
}

function milliseconds([seconds, nanoseconds]: ReadableSpan["startTime"]): number {
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Returns everything that an exporter would send. */
function exportedText({ name, attributes, events, links, status }: ReadableSpan): string {
  return JSON.stringify({ name, attributes, events, links, status });
}

describe("examples/opentelemetry.ts", () => {
  test("exports no family name and no id", () => {
    expect(exampleSpans).toHaveLength(6);
    for (const span of exampleSpans) {
      expect(exportedText(span)).not.toMatch(/Tremblay|Gagnon|made-up|\b\w{27}\b/i);
    }
  });

  test("starts the span of a retry after the wait", async () => {
    embedded.faults.nextRequests(2, { kind: "resetBefore" });
    const { attempts, errors } = await withFastTimers(() =>
      traceCall(() => connect().upsertResource(patient, { data: {} })),
    );
    const [first, second] = attempts;
    expect(attempts).toHaveLength(2);
    expect(errors).toStrictEqual(["ConnectionError"]);
    const wait = milliseconds(second?.startTime ?? [0, 0]) - milliseconds(first?.endTime ?? [0, 0]);
    expect(wait).toBe(20);
  });

  test("creates no span for a call that sent nothing", async () => {
    const { attempts, errors } = await traceCall(() =>
      connect().upsertResource({ ...patient, id: ".." }, { data: {} }),
    );
    expect(attempts).toStrictEqual([]);
    expect(errors).toStrictEqual(["InvalidRequestError"]);
  });

  test("creates one span for a call that is aborted before its retry", async () => {
    const controller = new AbortController();
    embedded.faults.nextRequests(1, { kind: "resetBefore" });
    const registry = connect({
      retry: { limit: 1, backoffMs: 60_000, maxBackoffMs: 60_000 },
      onEvent: (event) => {
        onEvent(event);
        if (event.type === "retry") controller.abort();
      },
    });
    const { attempts, errors } = await traceCall(() =>
      registry.upsertResource(patient, { data: {} }, { signal: controller.signal }),
    );
    expect(attempts.map(({ attributes }) => attributes["error.type"])).toStrictEqual(["_OTHER"]);
    expect(errors).toStrictEqual(["AbortError"]);
  });
});
