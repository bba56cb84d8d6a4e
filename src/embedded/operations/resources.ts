import type {
  ContainedResource,
  CreateContainedResourcePath,
  CreateContainedResourceRequest,
  CreateResourcePath,
  CreateResourceRequest,
  DeleteContainedResourcePath,
  DeleteResourcePath,
  GetResourcePath,
  UpsertContainedResourcePath,
  UpsertContainedResourceRequest,
  UpsertResourcePath,
  UpsertResourceRequest,
} from "../../generated/client.ts";
import { rootIdToken } from "../../generated/contract.ts";
import { ErrorResponse } from "../error-response.ts";
import { findRecord } from "../identifiers.ts";
import { checkContained, checkResource } from "../profile-check.ts";
import { checkMeta } from "../rules.ts";
import { replaceTokens } from "../tokens.ts";
import { planSeparate } from "../writes/execution.ts";
import {
  containedByKey,
  planContainedCreate,
  planContainedDelete,
  planContainedUpsert,
  planCreate,
  planDelete,
  planUpsert,
  resourceNotFound,
  type ResourceRef,
  type Write,
} from "../writes/resource-writes.ts";
import type { Environment, OperationHandler, OperationResponse } from "./handler.ts";

export const createResource: OperationHandler = (request, environment) => {
  const { sourceKey, resourceType } = request.path as CreateResourcePath;
  const body = request.body as CreateResourceRequest;
  const { settings, resources } = environment;
  const receivedAt = settings.now();
  checkMeta(body.meta, receivedAt);
  checkResource(environment, resourceType, body);
  const id = body.id === undefined || body.id === rootIdToken ? settings.newId() : body.id;
  const ref = { sourceKey, type: resourceType, id };
  const write = planCreate(resources, ref, replaceTokens(body, new Map([[rootIdToken, id]])));
  return submitWrite({ write, ref, receivedAt }, 201, environment);
};

export const getResource: OperationHandler = ({ path }, { resources }) => {
  const { sourceKey, resourceType, id } = path as GetResourcePath;
  const resource = findRecord(resources, { sourceKey, type: resourceType }, id);
  if (resource === undefined) throw ErrorResponse.from(resourceNotFound);
  return { status: 200, body: resource };
};

export const upsertResource: OperationHandler = (request, environment) => {
  const { sourceKey, resourceType, id } = request.path as UpsertResourcePath;
  const body = request.body as UpsertResourceRequest;
  const { settings, resources } = environment;
  const receivedAt = settings.now();
  checkMeta(body.meta, receivedAt);
  checkResource(environment, resourceType, body);
  const ref = { sourceKey, type: resourceType, id };
  const status = resources.get(ref, id) === undefined ? 201 : 200;
  return submitWrite({ write: planUpsert(resources, ref, body), ref, receivedAt }, status, environment);
};

export const deleteResource: OperationHandler = (request, environment) => {
  const { sourceKey, resourceType, id } = request.path as DeleteResourcePath;
  const { settings } = environment;
  const ref = { sourceKey, type: resourceType, id };
  return submitDelete({ write: planDelete(environment, ref), ref, receivedAt: settings.now() }, environment);
};

export const createContainedResource: OperationHandler = (request, environment) => {
  const { sourceKey, resourceType, id, containKey } = request.path as CreateContainedResourcePath;
  const body = request.body as CreateContainedResourceRequest;
  const { settings, resources } = environment;
  const ref = { sourceKey, type: resourceType, id };
  const contained = { ...body, id: body.id ?? settings.newId() } as ContainedResource;
  checkContained(environment, { root: resources.get(ref, id), containKey, contained });
  const write = planContainedCreate(resources, ref, { containKey, contained });
  return submitWrite({ write, ref, receivedAt: settings.now() }, 201, environment);
};

export const upsertContainedResource: OperationHandler = (request, environment) => {
  const { sourceKey, resourceType, id, containKey, containedResourceId } = request.path as UpsertContainedResourcePath;
  const body = request.body as UpsertContainedResourceRequest;
  const { settings, resources } = environment;
  const ref = { sourceKey, type: resourceType, id };
  // Parsed JSON has no undefined values, and its arrays are not shared.
  const contained = { id: containedResourceId, ...body } as ContainedResource;
  const root = resources.get(ref, id);
  checkContained(environment, { root, containKey, contained });
  const write = planContainedUpsert(resources, ref, { containKey, contained });
  const items = containedByKey(root).get(containKey) ?? [];
  const status = items.some((item) => item.id === containedResourceId) ? 200 : 201;
  return submitWrite({ write, ref, receivedAt: settings.now() }, status, environment);
};

export const deleteContainedResource: OperationHandler = (request, environment) => {
  const { sourceKey, resourceType, id, containKey, containedResourceId } = request.path as DeleteContainedResourcePath;
  const { settings, resources } = environment;
  const ref = { sourceKey, type: resourceType, id };
  const write = planContainedDelete(resources, ref, { containKey, containedResourceId });
  return submitDelete({ write, ref, receivedAt: settings.now() }, environment);
};

export interface SingleWrite {
  readonly write: Write;
  readonly ref: ResourceRef;
  readonly receivedAt: Date;
}

interface Submitted {
  readonly taskId: string;
  readonly status: "ACCEPTED" | "PERSISTED";
}

/** Submits a write whose response contains the resource. `status`: the status of the response if the write is not asynchronous. */
function submitWrite(single: SingleWrite, status: number, environment: Environment): OperationResponse {
  const submitted = submit(single, environment);
  if (submitted.status === "ACCEPTED") return { status: 202, body: submitted };
  const { ref } = single;
  return { status, body: { ...submitted, resource: environment.resources.get(ref, ref.id) } };
}

function submitDelete(single: SingleWrite, environment: Environment): OperationResponse {
  const submitted = submit(single, environment);
  return { status: submitted.status === "ACCEPTED" ? 202 : 200, body: submitted };
}

/** Accepts a write as a task if it is asynchronous, and otherwise executes it immediately. */
export function submit(
  { write, ref, receivedAt }: SingleWrite,
  { settings, tasks, operationFaults }: Environment,
): Submitted {
  const { sourceKey, type } = ref;
  const submission = { kind: "oneOf", sourceKey, work: planSeparate([write], operationFaults), receivedAt } as const;
  if (settings.asynchronous({ sourceKey, resourceType: type })) {
    return { taskId: tasks.accept(submission).taskId, status: "ACCEPTED" };
  }
  const { taskId, operations } = tasks.execute(submission);
  for (const { error } of operations) if (error !== undefined) throw ErrorResponse.from(error);
  return { taskId, status: "PERSISTED" };
}
