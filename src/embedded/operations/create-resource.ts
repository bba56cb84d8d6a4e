import { rootIdToken } from "../../generated/constants.ts";
import type { CreateResourcePath, CreateResourceRequest } from "../../types.ts";
import { checkMeta } from "../meta-rules.ts";
import { Refusal } from "../refusal.ts";
import { replaceRootId } from "../root-id.ts";
import type { Operation } from "./operation.ts";
import { resourceOf, submitted } from "./resource-write.ts";

export const createResource: Operation = (request, environment) => {
  const path = request.path as CreateResourcePath;
  const { id: given, ...body } = request.body as CreateResourceRequest;
  const { settings, store } = environment;
  const now = settings.now();
  checkMeta(body.meta, now);
  const asynchronous = settings.asynchronous(path);
  const id = given === undefined || given === rootIdToken ? settings.newId() : given;
  const { data, contained } = replaceRootId({ data: body.data, contained: body.contained }, id);
  const resource = resourceOf({ ...path, id }, { ...body, data, ...(contained && { contained }) }, now);
  const answer = submitted(resource, { status: 201, asynchronous, settings });
  if (!store.add(path, resource)) {
    throw new Refusal(409, "ALREADY_EXISTS", "A resource with this id exists already.");
  }
  return answer;
};
