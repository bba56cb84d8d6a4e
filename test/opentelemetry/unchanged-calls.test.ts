import { trace } from "@opentelemetry/api";
import { BasicTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { describe, expect, test } from "vitest";
import { withOpenTelemetry } from "../../src/opentelemetry/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { thrown } from "../support/thrown.ts";
import { apiKey } from "../support/traced-client.ts";

const patient = { sourceKey: "ehr-prod", resourceType: "patient", id: "made-up-1" };

describe("OpenTelemetry never changes a call", () => {
  const options = { baseUrl: "http://localhost", apiKey } as const;
  const refuse = () => {
    throw new Error("made-up-1");
  };

  test.each<[string, Partial<SpanProcessor>]>([
    ["starts", { onStart: refuse }],
    ["ends", { onEnd: refuse }],
  ])("when a span processor throws as a span %s", async (_, hooks) => {
    const resolved = () => Promise.resolve();
    const processor = {
      ...{ onStart: () => undefined, onEnd: () => undefined, forceFlush: resolved, shutdown: resolved },
      ...hooks,
    };
    const tracerProvider = new BasicTracerProvider({ spanProcessors: [processor] });
    const { fetch } = createEmbeddedRegistry();
    const registry = withOpenTelemetry(createRegistryClient, { tracerProvider })({ ...options, fetch });
    await expect(registry.upsertResource(patient, { data: {} })).resolves.toMatchObject({ status: "PERSISTED" });
  });

  test("without an SDK, and passes events to your own onEvent", async () => {
    const events: string[] = [];
    const { fetch } = createEmbeddedRegistry();
    const onEvent = ({ type }: { readonly type: string }) => {
      events.push(type);
      throw new Error("ignored");
    };
    const registry = withOpenTelemetry(createRegistryClient)({ ...options, fetch, onEvent });
    await registry.upsertResource(patient, { data: {} });
    expect(events).toStrictEqual(["attempt", "response"]);
  });

  test("uses the global provider, also when it is registered after the client", async () => {
    const { fetch } = createEmbeddedRegistry();
    const registry = withOpenTelemetry(createRegistryClient)({ ...options, fetch });
    const started: string[] = [];
    const resolved = () => Promise.resolve();
    const onStart: SpanProcessor["onStart"] = ({ name }) => started.push(name);
    const processor = { onStart, onEnd: () => undefined, forceFlush: resolved, shutdown: resolved };
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
    try {
      await registry.upsertResource(patient, { data: {} });
    } finally {
      trace.disable();
    }
    expect(started).toStrictEqual(["PUT /sources/{sourceKey}/v1/resources/{resourceType}/{id}"]);
  });

  test.each([undefined, null, "acme", { ...options, onEvent: "log" }, { ...options, onEvent: null }])(
    "when options are invalid: %j",
    async (invalid) => {
      const create = (each: typeof createRegistryClient) => thrown(() => each(invalid as never));
      const error = await create(createRegistryClient);
      expect(error).toBeInstanceOf(Error);
      expect(await create(withOpenTelemetry(createRegistryClient))).toStrictEqual(error);
    },
  );
});
