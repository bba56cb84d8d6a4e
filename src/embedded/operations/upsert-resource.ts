import type { ResourcePath, UpsertResourceRequest } from "../../types.ts";
import { checkMeta } from "../meta-rules.ts";
import type { Operation } from "./operation.ts";
import { resourceOf, submitted } from "./resource-write.ts";

/** What was there is replaced, but for the date of its creation, which stays unless another one is given. */
export const upsertResource: Operation = (request, { settings, store }) => {
  const path = request.path as ResourcePath;
  const body = request.body as UpsertResourceRequest;
  const now = settings.now();
  checkMeta(body.meta, now);
  const asynchronous = settings.asynchronous(path);
  const existing = store.get(path);
  const createdAt = existing?.meta?.createdAt;
  const meta = { ...(createdAt === undefined ? {} : { createdAt }), ...body.meta };
  const resource = resourceOf(path, { ...body, meta }, now);
  const answer = submitted(resource, { status: existing === undefined ? 201 : 200, asynchronous, settings });
  store.put(path, resource);
  return answer;
};
