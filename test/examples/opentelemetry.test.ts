import { SpanKind, trace } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { RegistryClientOptions } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { withFastTimers } from "../support/fast-timers.ts";

const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
// Its own run comes first.
const { exporter, onEvent } = await import("../../examples/opentelemetry.ts");
const ofItsRun = exporter.getFinishedSpans();
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

/** Runs a call in a span, and gives the spans of its attempts, and the names of the errors that its own span was told of. */
async function traced(call: () => Promise<unknown>) {
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

/** All that an exporter would send of a span. */
function textOf({ name, attributes, events, links, status }: ReadableSpan): string {
  return JSON.stringify({ name, attributes, events, links, status });
}

describe("the example of OpenTelemetry", () => {
  test("has no family name and no id in any span that it exports", () => {
    expect(ofItsRun).toHaveLength(6);
    for (const span of ofItsRun) {
      expect(textOf(span)).not.toMatch(/Tremblay|Gagnon|made-up|\b\w{27}\b/i);
    }
  });

  test("begins each attempt after the one before it, and behind the wait", async () => {
    embedded.faults.nextRequests(2, { kind: "resetBefore" });
    const { attempts, errors } = await withFastTimers(() =>
      traced(() => connect().upsertResource(patient, { data: {} })),
    );
    const [first, second] = attempts;
    expect(attempts).toHaveLength(2);
    expect(errors).toStrictEqual(["ConnectionError"]);
    const wait = milliseconds(second?.startTime ?? [0, 0]) - milliseconds(first?.endTime ?? [0, 0]);
    expect(wait).toBe(20);
  });

  test("makes no span of a call that sent nothing", async () => {
    const { attempts, errors } = await traced(() => connect().upsertResource({ ...patient, id: ".." }, { data: {} }));
    expect(attempts).toStrictEqual([]);
    expect(errors).toStrictEqual(["InvalidRequestError"]);
  });

  test("makes one of a call that is left in the wait after its first attempt", async () => {
    const leaving = new AbortController();
    embedded.faults.nextRequests(1, { kind: "resetBefore" });
    const registry = connect({
      retry: { limit: 1, backoffMs: 60_000, maxBackoffMs: 60_000 },
      onEvent: (event) => {
        onEvent(event);
        if (event.type === "retry") leaving.abort();
      },
    });
    const { attempts, errors } = await traced(() =>
      registry.upsertResource(patient, { data: {} }, { signal: leaving.signal }),
    );
    expect(attempts.map(({ attributes }) => attributes["error.type"])).toStrictEqual(["_OTHER"]);
    expect(errors).toStrictEqual(["AbortError"]);
  });
});
