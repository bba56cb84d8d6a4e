import type { UpsertResourcePath, UpsertResourceRequest } from "../../generated/client.ts";
import { checkMeta } from "../meta-rules.ts";
import { resourceUpsert } from "../writes/resource-writes.ts";
import type { Operation } from "./operation.ts";
import { submitWrite } from "./single-write.ts";

export const upsertResource: Operation = (request, environment) => {
  const { sourceKey, resourceType, id } = request.path as UpsertResourcePath;
  const body = request.body as UpsertResourceRequest;
  const { settings, resources } = environment;
  const receivedAt = settings.now();
  checkMeta(body.meta, receivedAt);
  const place = { sourceKey, type: resourceType, id };
  const status = resources.get(place, id) === undefined ? 201 : 200;
  return submitWrite({ write: resourceUpsert(resources, place, body), place, receivedAt }, status, environment);
};
