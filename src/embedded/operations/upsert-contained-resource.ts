import type {
  ContainedResource,
  UpsertContainedResourcePath,
  UpsertContainedResourceRequest,
} from "../../generated/client.ts";
import { containedByKey, containedUpsert } from "../writes/contained-upsert.ts";
import type { Operation } from "./operation.ts";
import { submitWrite } from "./single-write.ts";

export const upsertContainedResource: Operation = (request, environment) => {
  const { sourceKey, resourceType, id, containKey, containedResourceId } = request.path as UpsertContainedResourcePath;
  const body = request.body as UpsertContainedResourceRequest;
  const { settings, resources } = environment;
  const place = { sourceKey, type: resourceType, id };
  // What was parsed from JSON has no undefined, and nobody else has its lists.
  const contained = { id: containedResourceId, ...body } as ContainedResource;
  const write = containedUpsert(resources, place, { containKey, contained });
  const items = containedByKey(resources.get(place, id)).get(containKey) ?? [];
  const status = items.some((item) => item.id === containedResourceId) ? 200 : 201;
  return submitWrite({ write, place, receivedAt: settings.now() }, status, environment);
};
