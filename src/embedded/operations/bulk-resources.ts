import { rootIdToken } from "../../generated/contract.ts";
import { isRootIdToken } from "../../resource-id.ts";
import type { BulkRequest, ResourceOperation } from "../../generated/client.ts";
import type { SourcePath } from "../../types.ts";
import { invalidArgument } from "../refusal.ts";
import { eachOnItsOwn } from "../tasks/index.ts";
import { withIds } from "../tokens.ts";
import { named, operationMetaProblems, resourceWrite, type IdentifiedOperation } from "../writes/operation-writes.ts";
import type { Operation } from "./operation.ts";

export const bulkResources: Operation = (request, { settings, resources, tasks, failures }) => {
  const { sourceKey } = request.path as SourcePath;
  const { operations } = request.body as BulkRequest;
  const receivedAt = settings.now();
  const problems = operationMetaProblems(named(operations, "operations"), receivedAt);
  if (problems.length > 0) throw invalidArgument("body", problems);

  const writes = operations
    .map((operation) => identified(operation, settings.newId))
    .map((operation) => resourceWrite(resources, sourceKey, operation));
  const { taskId } = tasks.accept({ kind: "bulk", sourceKey, work: eachOnItsOwn(writes, failures), receivedAt });
  return { status: 202, body: { taskId, status: "ACCEPTED", bulkId: taskId } };
};

/** A token stands for the id of the resource that its own operation creates, and for no other's. */
function identified(operation: ResourceOperation, newId: () => string): IdentifiedOperation {
  if (operation.action !== "CREATE") return operation;
  const { create } = operation;
  const given = create.id ?? rootIdToken;
  const id = isRootIdToken(given) ? newId() : given;
  const ids = new Map([rootIdToken, given].map((token) => [token, id]));
  return { ...operation, create: { ...withIds(create, ids), id } };
}
