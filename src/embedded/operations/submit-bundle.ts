import type { BundleRequest } from "../../generated/client.ts";
import type { SourcePath } from "../../types.ts";
import { bundleProblems } from "../bundle/rules.ts";
import { identified } from "../bundle/ids.ts";
import { invalidArgument, Refusal } from "../refusal.ts";
import { allOrNone } from "../tasks/index.ts";
import { named, resourceWrite } from "../writes/operation-writes.ts";
import { relationshipWrite } from "../writes/relationship-writes.ts";
import type { Operation } from "./operation.ts";

export const submitBundle: Operation = (request, { settings, resources, relationships, tasks, failures }) => {
  const { sourceKey } = request.path as SourcePath;
  const { resourceOperations: given, relationshipOperations: related = [] } = request.body as BundleRequest;
  const receivedAt = settings.now();
  const onResources = named(given, "resourceOperations");
  const onRelationships = named(related, "relationshipOperations");
  const problems = bundleProblems(onResources, onRelationships, receivedAt);
  if (problems.length > 0) throw invalidArgument("body", problems);

  const { resourceOperations, relationshipOperations } = identified(
    { resourceOperations: given, relationshipOperations: related },
    settings.newId,
  );
  const resourceWrites = resourceOperations.map((operation) => resourceWrite(resources, sourceKey, operation));
  const relationshipWrites = relationshipOperations.map((operation) =>
    relationshipWrite(relationships, sourceKey, operation),
  );
  const work = allOrNone([...resourceWrites, ...relationshipWrites], failures);
  const submission = { kind: "bundle", sourceKey, work, receivedAt } as const;
  if (resourceWrites.some(({ type }) => settings.asynchronous({ sourceKey, resourceType: type }))) {
    return { status: 202, body: { taskId: tasks.accept(submission).taskId, status: "ACCEPTED" } };
  }
  const { taskId, operations } = tasks.carryOut(submission);
  for (const [index, { name }] of [...onResources, ...onRelationships].entries()) {
    const error = operations[index]?.error;
    if (error !== undefined) throw Refusal.of({ ...error, message: `${name}: ${error.message}` });
  }
  return { status: 200, body: { taskId, status: "PERSISTED" } };
};
