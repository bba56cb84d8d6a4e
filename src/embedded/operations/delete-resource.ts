import type { DeleteResourcePath } from "../../generated/client.ts";
import { resourceDeletion } from "../writes/resource-writes.ts";
import type { Operation } from "./operation.ts";
import { submitDeletion } from "./single-write.ts";

export const deleteResource: Operation = (request, environment) => {
  const { sourceKey, resourceType, id } = request.path as DeleteResourcePath;
  const { settings, resources } = environment;
  const place = { sourceKey, type: resourceType, id };
  const write = resourceDeletion(resources, place);
  return submitDeletion({ write, place, receivedAt: settings.now() }, environment);
};
