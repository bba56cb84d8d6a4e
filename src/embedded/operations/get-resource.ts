import type { GetResourcePath } from "../../generated/client.ts";
import { Refusal } from "../refusal.ts";
import { noSuchResource } from "../writes/resource-writes.ts";
import type { Operation } from "./operation.ts";

export const getResource: Operation = ({ path }, { resources }) => {
  const { sourceKey, resourceType, id } = path as GetResourcePath;
  const resource = resources.get({ sourceKey, type: resourceType }, id);
  if (resource === undefined) throw Refusal.of(noSuchResource);
  return { status: 200, body: resource };
};
