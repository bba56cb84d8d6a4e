import type { endpoints } from "../../generated/constants.ts";
import { createResource } from "./create-resource.ts";
import { getResource } from "./get-resource.ts";
import type { Operation } from "./operation.ts";
import { upsertResource } from "./upsert-resource.ts";

export type { Environment } from "./operation.ts";

/** How each operation of the contract is carried out. */
export const operations: Readonly<Record<keyof typeof endpoints, Operation>> = {
  createResource,
  getResource,
  upsertResource,
};
