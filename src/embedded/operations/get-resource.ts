import type { ResourcePath } from "../../types.ts";
import { Refusal } from "../refusal.ts";
import type { Operation } from "./operation.ts";

export const getResource: Operation = ({ path }, { store }) => {
  const resource = store.get(path as ResourcePath);
  if (resource === undefined) throw new Refusal(404, "NOT_FOUND", "There is no such resource.");
  return { status: 200, body: resource };
};
