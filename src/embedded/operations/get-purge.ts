import type { GetPurgePath } from "../../generated/client.ts";
import { Refusal } from "../refusal.ts";
import { purgeOf } from "../tasks/index.ts";
import type { Operation } from "./operation.ts";

export const getPurge: Operation = ({ path }, { tasks }) => {
  const { sourceKey, purgeId } = path as GetPurgePath;
  const task = tasks.get({ sourceKey, taskId: purgeId });
  const purge = task && purgeOf(task);
  if (purge === undefined) throw new Refusal(404, "NOT_FOUND", "There is no such purge.");
  return { status: 200, body: purge };
};
