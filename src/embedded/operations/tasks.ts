import type { GetPurgePath, GetTaskPath, PurgeRequest } from "../../generated/client.ts";
import type { SourcePath } from "../../types.ts";
import { ErrorResponse } from "../error-response.ts";
import { toPurgeOperation, toTask, type PurgeState } from "../tasks.ts";
import type { Environment, OperationHandler } from "./handler.ts";

export const getTask: OperationHandler = ({ path, query }, { tasks }) => {
  const task = tasks.get(path as GetTaskPath);
  if (task === undefined) throw new ErrorResponse(404, "NOT_FOUND", "Task not found.");
  return { status: 200, body: toTask(task, query.withReceipts === true) };
};

export const getPurge: OperationHandler = ({ path }, { tasks }) => {
  const { sourceKey, purgeId } = path as GetPurgePath;
  const task = tasks.get({ sourceKey, taskId: purgeId });
  const purge = task && toPurgeOperation(task);
  if (purge === undefined) throw new ErrorResponse(404, "NOT_FOUND", "Purge not found.");
  return { status: 200, body: purge };
};

export const purgeCollection: OperationHandler = (request, environment) => {
  const { sourceKey } = request.path as SourcePath;
  const purge: PurgeState = { ...(request.body as PurgeRequest) };
  const { settings, tasks } = environment;
  const work = {
    operations: [],
    execute() {
      purge.deletedCount = deleteCollection(sourceKey, purge, environment);
    },
  };
  const task = tasks.accept({ kind: "purge", sourceKey, work, receivedAt: settings.now(), purge });
  return { status: 202, body: { taskId: task.taskId, status: "ACCEPTED", purgeOperation: toPurgeOperation(task) } };
};

/** Returns the number of deleted items. */
function deleteCollection(
  sourceKey: string,
  { collectionType, collectionKey }: PurgeRequest,
  { resources, relationships, objects }: Environment,
): number {
  const collection = { sourceKey, type: collectionKey };
  switch (collectionType) {
    case "resources":
      return resources.purge(collection);
    case "relationships":
      return relationships.purge(collection);
    case "objects":
      return objects.purge(collection);
  }
}
