import type { GetTaskPath } from "../../generated/client.ts";
import { Refusal } from "../refusal.ts";
import { taskOf } from "../tasks/index.ts";
import type { Operation } from "./operation.ts";

export const getTask: Operation = ({ path, query }, { tasks }) => {
  const task = tasks.get(path as GetTaskPath);
  if (task === undefined) throw new Refusal(404, "NOT_FOUND", "There is no such task.");
  return { status: 200, body: taskOf(task, query.withReceipts === true) };
};
