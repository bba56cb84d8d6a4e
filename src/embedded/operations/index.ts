import type { operations as contractOperations } from "../../generated/contract.ts";
import { bulkResources } from "./bulk-resources.ts";
import { createResource } from "./create-resource.ts";
import { deleteResource } from "./delete-resource.ts";
import { getPurge } from "./get-purge.ts";
import { getResource } from "./get-resource.ts";
import { getTask } from "./get-task.ts";
import type { Operation } from "./operation.ts";
import { purgeCollection } from "./purge-collection.ts";
import { submitBundle } from "./submit-bundle.ts";
import { upsertContainedResource } from "./upsert-contained-resource.ts";
import { upsertResource } from "./upsert-resource.ts";

export type { Environment } from "./operation.ts";

/** The operations of the contract that are implemented; the registry responds 501 to any other. */
export type Operations = Readonly<Partial<Record<keyof typeof contractOperations, Operation>>>;

export const operations: Operations = {
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
