import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** The Arazzo document with the workflows. */
export const arazzoFile = "openapi/registry.arazzo.yaml";
export const arazzoText = await readFile(arazzoFile, "utf8");
export const arazzo = parse(arazzoText) as {
  workflows: { workflowId: string; steps: { stepId: string; operationId: string; successCriteria: unknown[] }[] }[];
};
