import { variable, type Environment } from "../options.ts";

/** A resource to create in a real workspace. */
export interface Target {
  readonly apiKey: string;
  readonly where: { workspaceId: string } | { baseUrl: string };
  readonly path: { sourceKey: string; resourceType: string };
}

/** Where to write: the target in a real workspace, or the embedded registry when there is no target. */
export interface Destination {
  readonly target?: Target;
  /** The variables that are missing for a real workspace; empty when none of them is set. */
  readonly missing: readonly string[];
}

/** Thrown when CLINIA_WORKSPACE_ID and CLINIA_BASE_URL are both set. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError" as const;
}

/** Reads the destination from environment variables. An empty variable counts as unset. */
export function readDestination(environment: Environment): Destination {
  const set = (name: string) => variable(environment, name);
  const apiKey = set("CLINIA_API_KEY");
  const sourceKey = set("CLINIA_SOURCE_KEY");
  const resourceType = set("CLINIA_RESOURCE_TYPE");
  const workspaceId = set("CLINIA_WORKSPACE_ID");
  const baseUrl = set("CLINIA_BASE_URL");

  const where = workspaceId !== undefined ? { workspaceId } : baseUrl !== undefined ? { baseUrl } : undefined;
  if (apiKey !== undefined && sourceKey !== undefined && resourceType !== undefined && where !== undefined) {
    if (workspaceId !== undefined && baseUrl !== undefined) {
      throw new EnvironmentError("CLINIA_WORKSPACE_ID and CLINIA_BASE_URL are both set: unset one of them.");
    }
    return { target: { apiKey, where, path: { sourceKey, resourceType } }, missing: [] };
  }
  const needed = {
    CLINIA_API_KEY: apiKey,
    CLINIA_SOURCE_KEY: sourceKey,
    CLINIA_RESOURCE_TYPE: resourceType,
    "CLINIA_WORKSPACE_ID (or CLINIA_BASE_URL)": where,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  return { missing: missing.length === Object.keys(needed).length ? [] : missing };
}
