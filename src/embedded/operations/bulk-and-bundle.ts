import type {
  BulkRequest,
  BundleRequest,
  GetResourceBulkPath,
  RelationshipBulkRequest,
  RelationshipOperation,
  ResourceOperation,
} from "../../generated/client.ts";
import type { SourcePath } from "../../types.ts";
import { ErrorResponse, invalidArgument } from "../error-response.ts";
import { findOperationProfileProblems } from "../profile-check.ts";
import { findBundleProblems, findOperationProblems } from "../rules.ts";
import { assignBundleIds, assignId } from "../tokens.ts";
import { toTask, type Tasks } from "../tasks.ts";
import { planAtomic, planSeparate } from "../writes/execution.ts";
import { locateOperations, planResourceOperation } from "../writes/operation-writes.ts";
import { planRelationshipOperation } from "../writes/relationship-writes.ts";
import type { Write, WriteTarget } from "../writes/resource-writes.ts";
import type { Environment, OperationHandler, OperationRequest, OperationResponse } from "./handler.ts";

export const bulkResources: OperationHandler = (request, environment) => {
  const { sourceKey } = request.path as SourcePath;
  const { operations } = request.body as BulkRequest;
  return acceptBulk("RESOURCE", request, environment, {
    findProblems: () => findOperationProfileProblems(environment, locateOperations(operations, "operations")),
    plan: () =>
      operations
        .map((operation) => assignId(operation, environment.settings.newId))
        .map((operation) => planResourceOperation(environment, sourceKey, operation)),
  });
};

export const bulkRelationships: OperationHandler = (request, environment) => {
  const { sourceKey } = request.path as SourcePath;
  const { operations } = request.body as RelationshipBulkRequest;
  return acceptBulk("RELATIONSHIP", request, environment, {
    findProblems: () => [],
    plan: () =>
      operations.map((operation) => planRelationshipOperation(environment.relationships, sourceKey, operation)),
  });
};

interface BulkKind {
  /** Returns the problems that only operations of this kind have. */
  findProblems(): readonly string[];
  plan(): readonly Write[];
}

/** Checks a bulk, and accepts it as a task. */
function acceptBulk(
  bulkOf: WriteTarget["targetType"],
  request: OperationRequest,
  { settings, tasks, operationFaults }: Environment,
  kind: BulkKind,
): OperationResponse {
  const { sourceKey } = request.path as SourcePath;
  const { operations } = request.body as BulkRequest | RelationshipBulkRequest;
  const receivedAt = settings.now();
  const located = locateOperations<ResourceOperation | RelationshipOperation>(operations, "operations");
  const problems = [...findOperationProblems(located, receivedAt), ...kind.findProblems()];
  if (problems.length > 0) throw invalidArgument("body", problems);
  const work = planSeparate(kind.plan(), operationFaults);
  const { taskId } = tasks.accept({ kind: "bulk", bulkOf, sourceKey, work, receivedAt });
  return { status: 202, body: { taskId, status: "ACCEPTED", bulkId: taskId } };
}

export const getResourceBulk: OperationHandler = (request, { tasks }) => getBulk("RESOURCE", request, tasks);

export const getRelationshipBulk: OperationHandler = (request, { tasks }) => getBulk("RELATIONSHIP", request, tasks);

/** Returns the result of a bulk of one kind, which has no taskId. */
function getBulk(
  bulkOf: WriteTarget["targetType"],
  { path, query }: OperationRequest,
  tasks: Tasks,
): OperationResponse {
  const { sourceKey, bulkId } = path as GetResourceBulkPath;
  const task = tasks.get({ sourceKey, taskId: bulkId });
  if (task?.bulkOf !== bulkOf) throw new ErrorResponse(404, "NOT_FOUND", "Bulk not found.");
  const { status, receipts } = toTask(task, query.withReceipts === true);
  return { status: 200, body: { status, receipts } };
}

export const submitBundle: OperationHandler = (request, environment) => {
  const { settings, relationships, tasks, operationFaults } = environment;
  const { sourceKey } = request.path as SourcePath;
  const bundle = request.body as BundleRequest;
  const { resourceOperations, relationshipOperations = [] } = bundle;
  const receivedAt = settings.now();
  const onResources = locateOperations(resourceOperations, "resourceOperations");
  const onRelationships = locateOperations(relationshipOperations, "relationshipOperations");
  const problems = [
    ...findBundleProblems(onResources, onRelationships, receivedAt),
    ...findOperationProfileProblems(environment, onResources),
  ];
  if (problems.length > 0) throw invalidArgument("body", problems);

  const identified = assignBundleIds(bundle, settings.newId);
  const resourceWrites = identified.resourceOperations.map((operation) =>
    planResourceOperation(environment, sourceKey, operation),
  );
  const relationshipWrites = identified.relationshipOperations.map((operation) =>
    planRelationshipOperation(relationships, sourceKey, operation),
  );
  const writes = [...resourceWrites, ...relationshipWrites];
  const work = planAtomic(writes, operationFaults);
  const submission = { kind: "bundle", sourceKey, work, receivedAt } as const;
  if (writes.some(({ type }) => settings.asynchronous({ sourceKey, resourceType: type }))) {
    return { status: 202, body: { taskId: tasks.accept(submission).taskId, status: "ACCEPTED" } };
  }
  const { taskId, operations } = tasks.execute(submission);
  for (const [index, { field }] of [...onResources, ...onRelationships].entries()) {
    const error = operations[index]?.error;
    if (error !== undefined) throw ErrorResponse.from({ ...error, message: `${field}: ${error.message}` });
  }
  return { status: 200, body: { taskId, status: "PERSISTED" } };
};
