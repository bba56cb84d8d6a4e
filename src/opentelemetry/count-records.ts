import { metrics, type Attributes, type MeterProvider } from "@opentelemetry/api";
import { quietly } from "./quietly.ts";
import { scopeName, version } from "./scope.ts";

/** Options of {@link countRecords}. */
export interface CountRecordsOptions {
  /** The provider of the meter. Default: the global one, which must be registered before. */
  meterProvider?: MeterProvider | undefined;
  /** Further attributes of the counts, such as the name of a nightly job. Default: none. */
  attributes?: Attributes | undefined;
}

/** The progress of `writeResources`, `writeRelationships` or `importFiles`. */
export type RecordProgress =
  | { readonly applied: number; readonly failed: number }
  | { readonly written: number; readonly rejected: number; readonly resumed: number };

interface Counts {
  readonly written: number;
  readonly failed: number;
  /** How many of them earlier runs of an import had finished. */
  readonly resumed: number;
}

/**
 * Returns an `onProgress` that counts written and failed records in the counter `clinia.registry.records`. Create one for each
 * `writeResources`, `writeRelationships` or `importFiles`. Records that an earlier run of an import finished are not counted.
 *
 * @example
 * import { countRecords } from "clinia-registry-client/opentelemetry";
 *
 * const options = { deadlineMs: 600_000, onProgress: countRecords() };
 * for await (const { index, ok } of writeResources(registry, { sourceKey }, operations, options)) {
 *   if (!ok) console.error(`operation ${index} failed`);
 * }
 */
export function countRecords({ meterProvider, attributes }: CountRecordsOptions = {}): (
  progress: RecordProgress,
) => void {
  const counter = quietly(() =>
    (meterProvider ?? metrics).getMeter(scopeName, version).createCounter("clinia.registry.records", {
      unit: "{record}",
      description: "Records that were written to the registry, or failed.",
    }),
  );
  let before: Counts | undefined;
  const add = (count: number, result: "written" | "failed") => {
    if (count > 0) quietly(() => counter?.add(count, { ...attributes, "clinia.record.result": result }));
  };
  return (progress) => {
    const counts = countsOf(progress);
    // The first counts of an import that is resumed are those of earlier runs.
    before ??= counts.resumed > 0 ? counts : { written: 0, failed: 0, resumed: 0 };
    add(counts.written - before.written - (counts.resumed - before.resumed), "written");
    add(counts.failed - before.failed, "failed");
    before = counts;
  };
}

function countsOf(progress: RecordProgress): Counts {
  if ("applied" in progress) return { written: progress.applied, failed: progress.failed, resumed: 0 };
  const { written, rejected, resumed } = progress;
  return { written, failed: rejected, resumed };
}
