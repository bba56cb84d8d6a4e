import type { CallOptions, RegistryClient } from "../../src/index.ts";
import { patientPath } from "./patient.ts";

type Call = (registry: RegistryClient, options?: CallOptions) => Promise<unknown>;

export const createPath = "/sources/{sourceKey}/v1/resources/{resourceType}";
export const upsertPath = "/sources/{sourceKey}/v1/resources/{resourceType}/{id}";

/** The id and data of each call, which must show nowhere. */
export const sent = { id: "TREA80010112", data: { name: "Tremblay-CANARY" } };
export const resourcePath = { ...patientPath, id: sent.id };

export const operationNames = ["create", "create with id", "upsert", "get"] as const;
export type OperationName = (typeof operationNames)[number];

/** A call of each kind that is checked or retried differently. */
export const operations: Readonly<Record<OperationName, Call>> = {
  create: (registry, options) => registry.createResource(patientPath, { data: sent.data }, options),
  "create with id": (registry, options) => registry.createResource(patientPath, sent, options),
  upsert: (registry, options) => registry.upsertResource(resourcePath, { data: sent.data }, options),
  get: (registry, options) => registry.getResource(resourcePath, options),
};
