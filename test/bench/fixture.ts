import { clients } from "../../bench/cases/index.ts";
import type { ImportCost } from "../../bench/import/measure.ts";
import type { ImportSizeCost, LargeResults, SizeCost } from "../../bench/large/measure.ts";
import type { MeasuredOn } from "../../bench/machine.ts";
import type { Measured, Results } from "../../bench/results.ts";
import type { SectionName, SectionResults } from "../../bench/sections.ts";
import type { Summary } from "../../bench/statistics.ts";
import { quickWorkload } from "../../bench/workload.ts";
import type { WriteCost } from "../../bench/writes/measure.ts";

/** Made-up results that reach every goal narrowly. */
export const measured: SectionResults = {
  calls: callsWith({ ours: 1.05, ofetch: 1 }),
  writes: {
    baseline: writeCost(1_000_000, 1_000, 1, 100e6),
    writeResources: writeCost(1_000_000, 800, 0.8, 199e6),
    few: writeCost(100_000, 700, 0.7, 190e6),
    single: writeCost(10_000, 20, 0.02, 90e6),
    relativePeak: constant(1.05),
  },
  checks: {
    checks: {
      ...{ documentBytes: 855, check: constant(1_000), parse: constant(1_000), ajv: constant(900) },
      ...{ checkRelativeToParse: constant(1), ajvRelativeToParse: constant(0.9) },
    },
    checkedWrites: {
      ...{ withProfiles: constant(12), withoutProfiles: constant(10), addedRelativeToAjv: constant(1.2) },
    },
    generatedFile: {
      ...{ profiles: 200, fieldsPerProfile: 60, generateSeconds: constant(0.99), typeCheckSeconds: constant(2.99) },
    },
  },
  import: {
    ...{ records: 200_000, lineBytes: 315, gzipRelativeToPlain: constant(0.95) },
    ...{ baseline: importCost(1, 1), importFiles: importCost(0.8, 1.25), gzip: importCost(0.76, 1.2) },
    ...{ checkBaseline: importCost(1, 1), dryRun: importCost(0.8, 1.3) },
  },
  large: {
    writeResources: [sizeCost(10_000, 50_000, 120e6), sizeCost(10_000_000, 130_000, 190e6)],
    importFiles: [
      resumed(10_000, 20_000, 140e6),
      resumed(1_000_000, 60_000, 249e6),
      resumed(10_000_000, 61_000, 249e6),
    ],
  },
};

export const measuredOn: MeasuredOn = {
  ...{ date: "2026-01-31", commit: "abc" },
  machine: {
    ...{ processor: "CPU", cores: 2, memoryBytes: 8e9 },
    ...{ system: "Linux x64", node: "20.19.0", loadBefore: 0.5 },
  },
};

/** Returns a section of results.json with the made-up results, or with others. */
export function sectionOf<Name extends SectionName>(name: Name, results = measured[name]): Measured<Name> {
  return { measuredOn, workload: quickWorkload[name], results };
}

export const allSections: Results = {
  ...{ calls: sectionOf("calls"), writes: sectionOf("writes"), checks: sectionOf("checks") },
  ...{ import: sectionOf("import"), large: sectionOf("large") },
};

/** Returns results with the CPU time of these clients relative to bare fetch. That of the others is 2. */
export function callsWith(ratios: Partial<Record<string, number>>): SectionResults["calls"] {
  const costs = [1, 64].flatMap((concurrency) =>
    clients.map(({ file }) => ({
      ...{ client: file, concurrency, cpuMicroseconds: constant(300) },
      relativeToBareFetch: constant(ratios[file] ?? 2),
    })),
  );
  const sizes = clients.map(({ file }) => ({ client: file, minifiedBytes: 10_000, gzippedBytes: 4_000 }));
  return { versions: { ours: "0.1.0" }, costs, sizes };
}

export function constant(value: number): Summary {
  return { median: value, min: value, max: value };
}

export function sizeCost(operations: number, rate: number, peakBytes: number): SizeCost {
  return { operations, operationsPerSecond: constant(rate), peakBytes: constant(peakBytes) };
}

function resumed(operations: number, rate: number, peakBytes: number): ImportSizeCost {
  return { ...sizeCost(operations, rate, peakBytes), resumeSeconds: constant(3) };
}

/** Returns the large results with another cost of an import. */
export function largeWith(cost: Partial<ImportSizeCost>): LargeResults {
  return { writeResources: [], importFiles: [{ ...resumed(1_000_000, 60_000, 249e6), ...cost }] };
}

function writeCost(operations: number, rate: number, relative: number, peakBytes: number): WriteCost {
  return { ...sizeCost(operations, rate, peakBytes), relativeToBaseline: constant(relative) };
}

function importCost(relativeRate: number, relativeCpu: number): ImportCost {
  return {
    ...{ recordsPerSecond: constant(relativeRate * 1_000), relativeRate: constant(relativeRate) },
    ...{ cpuSeconds: constant(relativeCpu), relativeCpu: constant(relativeCpu), peakBytes: 100e6 },
  };
}
