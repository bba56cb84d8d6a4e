/** A resource to create in a real workspace, as the environment names it. */
export interface Target {
  readonly apiKey: string;
  readonly where: { workspaceId: string } | { baseUrl: string };
  readonly path: { sourceKey: string; resourceType: string };
}

/** What the environment asks for can't be done as it stands. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError" as const;
}

type Environment = Readonly<Partial<Record<string, string>>>;

const [workspaceId, baseUrl] = ["CLINIA_WORKSPACE_ID", "CLINIA_BASE_URL"] as const;
const required = ["CLINIA_API_KEY", "CLINIA_SOURCE_KEY", "CLINIA_RESOURCE_TYPE"] as const;

/**
 * The workspace that the environment names, or undefined when none of the variables is set. Throws
 * {@link EnvironmentError} for half a set of them, which names what is missing.
 */
export function targetFrom(environment: Environment): Target | undefined {
  const all = [...required, workspaceId, baseUrl];
  if (all.every((name) => environment[name] === undefined)) return undefined;

  const missing: string[] = required.filter((name) => !environment[name]);
  if (!environment[workspaceId] && !environment[baseUrl]) missing.push(`${workspaceId} (or ${baseUrl})`);
  if (missing.length > 0) {
    throw new EnvironmentError(
      `To write to a real workspace, set ${missing.join(", ")} too. To run on the embedded registry, unset ` +
        `${all.filter((name) => environment[name] !== undefined).join(", ")}.`,
    );
  }
  if (environment[workspaceId] && environment[baseUrl]) {
    throw new EnvironmentError(`${workspaceId} and ${baseUrl} are both set: unset one of them.`);
  }
  const [apiKey = "", sourceKey = "", resourceType = ""] = required.map((name) => environment[name]);
  const where = environment[baseUrl]
    ? { baseUrl: environment[baseUrl] }
    : { workspaceId: environment[workspaceId] ?? "" };
  return { apiKey, where, path: { sourceKey, resourceType } };
}
