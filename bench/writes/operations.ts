import type { ResourceOperation } from "clinia-registry-client";

export const apiKey = "bench";
export const sourceKey = "ehr-prod";
/** The defaults of `writeResources`. */
export const batchSize = 1_000;
export const concurrency = 4;

/** Yields minimal upserts with consecutive ids. */
export function* upserts(count: number): Generator<Extract<ResourceOperation, { action: "UPSERT" }>> {
  for (let index = 0; index < count; index++) {
    yield { action: "UPSERT", upsert: { type: "patient", id: resourceId(index), data: { index } } };
  }
}

export function resourceId(index: number): string {
  return `patient-${index}`;
}
