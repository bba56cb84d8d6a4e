import type { ResourceOperation } from "clinia-registry-client";

/** So many upserts, as small as they can be, of ids that count up. */
export function* operations(count: number): Generator<ResourceOperation> {
  for (let index = 0; index < count; index++) {
    yield { action: "UPSERT", upsert: { type: "patient", id: idOf(index), data: { index } } };
  }
}

export function idOf(index: number): string {
  return `patient-${index}`;
}

/** The default of `writeResources`, and so the others' too. */
export const batchSize = 1_000;
export const concurrency = 4;

export const apiKey = "bench";
export const sourceKey = "ehr-prod";
