import { metrics, type MeterProvider as AnyMeterProvider } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { describe, expect, test } from "vitest";
import { importFiles } from "../../src/import/index.ts";
import { countRecords } from "../../src/opentelemetry/index.ts";
import { writeResources } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { importing, patients, source } from "../support/imports.ts";
import { traceClient } from "../support/traced-client.ts";
import { collected, create, upserts } from "../support/writes.ts";

function meter() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  /** Resolves with the metrics, and with the counts by their attributes. */
  const exported = async () => {
    await meterProvider.forceFlush();
    const all = exporter.getMetrics().at(-1)?.scopeMetrics ?? [];
    const points = all
      .flatMap((scope) => scope.metrics)
      .flatMap(({ dataPoints }): { attributes: object; value: unknown }[] => dataPoints);
    await meterProvider.shutdown();
    const counts = points.map(({ attributes, value }) => ({ ...attributes, value }));
    return { all, counts: counts.toSorted((a, b) => Number(b.value) - Number(a.value)) };
  };
  return { meterProvider, exported };
}

const result = (name: "written" | "failed", value: number) => ({ "clinia.record.result": name, value });

describe("countRecords", () => {
  test("counts the records that writeResources wrote, and those that failed", async () => {
    const { meterProvider, exported } = meter();
    const { registry } = traceClient({ fetch: createEmbeddedRegistry({ taskDurationMs: 0 }).fetch });
    const onProgress = countRecords({ meterProvider });
    const operations = [...upserts(5), create("patient-0"), { action: "NONE" } as never];
    const options = { deadlineMs: 60_000, backoffMs: 1, batchSize: 2, concurrency: 1, onProgress };
    await collected(writeResources(registry, source, operations, options));
    const { all, counts } = await exported();
    expect(counts).toStrictEqual([result("written", 5), result("failed", 2)]);
    expect(all[0]?.scope).toMatchObject({ name: "clinia-registry-client", version: "0.1.0" });
    expect(all[0]?.metrics[0]?.descriptor).toMatchObject({ name: "clinia.registry.records", unit: "{record}" });
  });

  test("counts the records of an import, with your own attributes", async () => {
    const { meterProvider, exported } = meter();
    const { file, embedded } = await importing([...patients(3), "{bad"]);
    const { registry, spans } = traceClient({ fetch: embedded.fetch });
    const onProgress = countRecords({ meterProvider, attributes: { job: "nightly" } });
    await importFiles(registry, source, file, { type: "patient", onProgress });
    expect((await exported()).counts).toStrictEqual([
      { job: "nightly", ...result("written", 3) },
      { job: "nightly", ...result("failed", 1) },
    ]);
    expect(spans().map(({ name }) => name)).toContain("registry bulk");
  });

  test("does not count the records that an earlier run of an import finished", async () => {
    const { meterProvider, exported } = meter();
    const onProgress = countRecords({ meterProvider });
    onProgress({ written: 90, rejected: 10, resumed: 100 });
    onProgress({ written: 95, rejected: 11, resumed: 102 });
    expect((await exported()).counts).toStrictEqual([result("written", 3), result("failed", 1)]);
  });

  test("counts in the global meter by default", async () => {
    const { meterProvider, exported } = meter();
    metrics.setGlobalMeterProvider(meterProvider);
    try {
      countRecords()({ applied: 1, failed: 0 });
    } finally {
      metrics.disable();
    }
    expect((await exported()).counts).toStrictEqual([result("written", 1)]);
  });

  test("ignores errors of OpenTelemetry, and does nothing without an SDK", () => {
    const refuse = () => {
      throw new Error("made-up-1");
    };
    const meterProvider: AnyMeterProvider = { getMeter: refuse };
    for (const onProgress of [countRecords({ meterProvider }), countRecords()]) {
      expect(() => {
        onProgress({ applied: 1, failed: 1 });
      }).not.toThrow();
    }
  });
});
