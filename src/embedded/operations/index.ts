import type { endpoints } from "../../generated/constants.ts";
import { createResource } from "./create-resource.ts";
import { getResource } from "./get-resource.ts";
import { Refusal } from "../refusal.ts";
import type { Operation } from "./operation.ts";
import { upsertResource } from "./upsert-resource.ts";

export type { Environment } from "./operation.ts";

const unimplemented: Operation = () => {
  throw new Refusal(501, "UNIMPLEMENTED", "The embedded registry does not do this yet.");
};

/** How each operation of the contract is carried out. */
export const operations: Readonly<Record<keyof typeof endpoints, Operation>> = {
  createResource,
  getResource,
  upsertResource,
  deleteResource: unimplemented,
  upsertContainedResource: unimplemented,
  bulkResources: unimplemented,
  submitBundle: unimplemented,
  purgeCollection: unimplemented,
  getPurge: unimplemented,
  getTask: unimplemented,
};
