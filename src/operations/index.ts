import type { OperationId } from "../types/index.ts";
import {
  checkContainedResourceRequest,
  checkCreateResourceRequest,
  checkPurgeRequest,
  checkUpsertResourceRequest,
} from "./body-guard.ts";
import type { Operation } from "./call-operation.ts";
import { checkBulkRequest, checkBundleRequest } from "./operation-guard.ts";
import { readPurge, readPurgeSubmission } from "./purge.ts";
import { readResource } from "./resource.ts";
import { readBulkSubmission, readDeletion, readResourceSubmission, readTaskSubmission } from "./task-submission.ts";
import { readTask } from "./task.ts";

export { callOperation } from "./call-operation.ts";

/** How the input of each operation of the contract is checked, and its answer read. */
export const operations: Readonly<Record<OperationId, Operation>> = {
  createResource: { check: checkCreateResourceRequest, read: readResourceSubmission },
  upsertResource: { check: checkUpsertResourceRequest, read: readResourceSubmission },
  getResource: { read: readResource },
  deleteResource: { read: readDeletion },
  upsertContainedResource: { check: checkContainedResourceRequest, read: readResourceSubmission },
  bulkResources: { check: checkBulkRequest, read: readBulkSubmission },
  submitBundle: { check: checkBundleRequest, read: readTaskSubmission },
  purgeCollection: { check: checkPurgeRequest, read: readPurgeSubmission },
  getPurge: { read: readPurge },
  getTask: { read: readTask },
};
