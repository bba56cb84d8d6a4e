import type { CallOptions, RegistryClient } from "../../src/index.ts";
import { resourcePath, sent } from "./operations.ts";
import { patientPath } from "./patient.ts";
import { create, upsert } from "./writes.ts";

export const sourcePath = { sourceKey: patientPath.sourceKey };
export const containedPath = { ...resourcePath, containKey: "contact", containedResourceId: "contact-1" };
export const containedInPath = { ...resourcePath, containKey: "contact" };
export const contact = { type: "contact", data: { name: "Hugo-CANARY" } };
export const collection = { collectionType: "resources", collectionKey: patientPath.resourceType } as const;
/** Each has an id, so that the registry generates only the id of the task. */
export const writes = [create(sent.id, sent.data), upsert("patient-0002", sent.data)];

/** A call of each operation that starts a task, except the writes of one resource. */
export const taskOperations = {
  delete: (registry: RegistryClient, options?: CallOptions) => registry.deleteResource(resourcePath, options),
  contain: (registry: RegistryClient, options?: CallOptions) =>
    registry.upsertContainedResource(containedPath, contact, options),
  createContained: (registry: RegistryClient, options?: CallOptions) =>
    registry.createContainedResource(containedInPath, { id: containedPath.containedResourceId, ...contact }, options),
  deleteContained: (registry: RegistryClient, options?: CallOptions) =>
    registry.deleteContainedResource(containedPath, options),
  bulk: (registry: RegistryClient, options?: CallOptions) =>
    registry.bulkResources(sourcePath, { operations: writes }, options),
  bundle: (registry: RegistryClient, options?: CallOptions) =>
    registry.submitBundle(sourcePath, { resourceOperations: writes }, options),
  purge: (registry: RegistryClient, options?: CallOptions) => registry.purgeCollection(sourcePath, collection, options),
};
