import { rootIdToken } from "../../generated/contract.ts";
import type { CreateResourcePath, CreateResourceRequest } from "../../generated/client.ts";
import { checkMeta } from "../meta-rules.ts";
import { withIds } from "../tokens.ts";
import { resourceCreation } from "../writes/resource-writes.ts";
import type { Operation } from "./operation.ts";
import { submitWrite } from "./single-write.ts";

export const createResource: Operation = (request, environment) => {
  const { sourceKey, resourceType } = request.path as CreateResourcePath;
  const body = request.body as CreateResourceRequest;
  const { settings, resources } = environment;
  const receivedAt = settings.now();
  checkMeta(body.meta, receivedAt);
  const id = body.id === undefined || body.id === rootIdToken ? settings.newId() : body.id;
  const place = { sourceKey, type: resourceType, id };
  const write = resourceCreation(resources, place, withIds(body, new Map([[rootIdToken, id]])));
  return submitWrite({ write, place, receivedAt }, 201, environment);
};
