import { bulkResources, submitBundle } from "./bulk-and-bundle.ts";
import type { OperationHandlers } from "./handler.ts";
import { createResource, deleteResource, getResource, upsertContainedResource, upsertResource } from "./resources.ts";
import { getPurge, getTask, purgeCollection } from "./tasks.ts";

export const operations: OperationHandlers = {
  createResource,
  getResource,
  upsertResource,
  deleteResource,
  upsertContainedResource,
  bulkResources,
  submitBundle,
  purgeCollection,
  getPurge,
  getTask,
};
