import type { CallOptions, RegistryClient } from "../../src/index.ts";
import { patientPath } from "./observed-fetch.ts";

type Call = (registry: RegistryClient, options?: CallOptions) => Promise<unknown>;

export const resourcePath = { ...patientPath, id: "patient-1" };

export const operationNames = ["create", "create with id", "upsert", "get"] as const;
export type OperationName = (typeof operationNames)[number];

/** A call of each kind, as far as the care of a call differs. */
export const operations: Readonly<Record<OperationName, Call>> = {
  create: (registry, options) => registry.createResource(patientPath, { data: { a: 1 } }, options),
  "create with id": (registry, options) =>
    registry.createResource(patientPath, { id: "patient-1", data: { a: 1 } }, options),
  upsert: (registry, options) => registry.upsertResource(resourcePath, { data: { a: 1 } }, options),
  get: (registry, options) => registry.getResource(resourcePath, options),
};
