import type { BulkRequest, BundleRequest } from "../../generated/client.ts";
import type { SourcePath } from "../../types.ts";
import { ErrorResponse, invalidArgument } from "../error-response.ts";
import { findBundleProblems, findOperationProblems } from "../rules.ts";
import { assignBundleIds, assignId } from "../tokens.ts";
import { planAtomic, planSeparate } from "../writes/execution.ts";
import { locateOperations, planRelationshipOperation, planResourceOperation } from "../writes/operation-writes.ts";
import type { OperationHandler } from "./handler.ts";

export const bulkResources: OperationHandler = (request, { settings, resources, tasks, operationFaults }) => {
  const { sourceKey } = request.path as SourcePath;
  const { operations } = request.body as BulkRequest;
  const receivedAt = settings.now();
  const problems = findOperationProblems(locateOperations(operations, "operations"), receivedAt);
  if (problems.length > 0) throw invalidArgument("body", problems);

  const writes = operations
    .map((operation) => assignId(operation, settings.newId))
    .map((operation) => planResourceOperation(resources, sourceKey, operation));
  const { taskId } = tasks.accept({ kind: "bulk", sourceKey, work: planSeparate(writes, operationFaults), receivedAt });
  return { status: 202, body: { taskId, status: "ACCEPTED", bulkId: taskId } };
};

export const submitBundle: OperationHandler = (
  request,
  { settings, resources, relationships, tasks, operationFaults },
) => {
  const { sourceKey } = request.path as SourcePath;
  const bundle = request.body as BundleRequest;
  const { resourceOperations, relationshipOperations = [] } = bundle;
  const receivedAt = settings.now();
  const onResources = locateOperations(resourceOperations, "resourceOperations");
  const onRelationships = locateOperations(relationshipOperations, "relationshipOperations");
  const problems = findBundleProblems(onResources, onRelationships, receivedAt);
  if (problems.length > 0) throw invalidArgument("body", problems);

  const identified = assignBundleIds(bundle, settings.newId);
  const resourceWrites = identified.resourceOperations.map((operation) =>
    planResourceOperation(resources, sourceKey, operation),
  );
  const relationshipWrites = identified.relationshipOperations.map((operation) =>
    planRelationshipOperation(relationships, sourceKey, operation),
  );
  const work = planAtomic([...resourceWrites, ...relationshipWrites], operationFaults);
  const submission = { kind: "bundle", sourceKey, work, receivedAt } as const;
  if (resourceWrites.some(({ type }) => settings.asynchronous({ sourceKey, resourceType: type }))) {
    return { status: 202, body: { taskId: tasks.accept(submission).taskId, status: "ACCEPTED" } };
  }
  const { taskId, operations } = tasks.execute(submission);
  for (const [index, { field }] of [...onResources, ...onRelationships].entries()) {
    const error = operations[index]?.error;
    if (error !== undefined) throw ErrorResponse.from({ ...error, message: `${field}: ${error.message}` });
  }
  return { status: 200, body: { taskId, status: "PERSISTED" } };
};
