import type { endpoints } from "../../generated/constants.ts";
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

/** How each operation of the contract is carried out. */
export const operations: Readonly<Record<keyof typeof endpoints, Operation>> = {
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
