import type { PurgeRequest } from "../../generated/client.ts";
import type { SourcePath } from "../../types.ts";
import { purgeOf, type PurgeState } from "../tasks/index.ts";
import type { Environment, Operation } from "./operation.ts";

export const purgeCollection: Operation = (request, environment) => {
  const { sourceKey } = request.path as SourcePath;
  const purge: PurgeState = { ...(request.body as PurgeRequest) };
  const { settings, tasks } = environment;
  const work = {
    operations: [],
    carryOut() {
      purge.deletedCount = purgeNow(sourceKey, purge, environment);
    },
  };
  const task = tasks.accept({ kind: "purge", sourceKey, work, receivedAt: settings.now(), purge });
  return { status: 202, body: { taskId: task.taskId, status: "ACCEPTED", purgeOperation: purgeOf(task) } };
};

/** How much was deleted. Of objects, no operation of the contract stores any. */
function purgeNow(
  sourceKey: string,
  { collectionType, collectionKey }: PurgeRequest,
  { resources, relationships }: Environment,
): number {
  const place = { sourceKey, type: collectionKey };
  switch (collectionType) {
    case "resources":
      return resources.purge(place);
    case "relationships":
      return relationships.purge(place);
    case "objects":
      return 0;
  }
}
