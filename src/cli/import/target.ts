import { createRegistryClient, type Fetch, type RegistryClient } from "../../index.ts";
import { CommandError, variable, type Context } from "../context.ts";
import { connect, type Connection, type ConnectionOptions } from "../options.ts";

/** The options that decide where the records go. */
export interface TargetFlags extends ConnectionOptions {
  readonly embedded?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly fullRefresh?: true | undefined;
}

/** Returns the registry and the source of an import. A dry run without a full refresh, and an embedded registry, need no API key. */
export async function importTarget(flags: TargetFlags, context: Context): Promise<Connection> {
  const sourceKey = flags.source ?? variable(context.env, "CLINIA_SOURCE_KEY");
  const isLocal = flags.dryRun === true && flags.fullRefresh !== true;
  if (isLocal) return { registry: localClient(refuse), destination: "none", sourceKey: sourceKey ?? "dry-run" };
  if (flags.embedded === true) {
    return { registry: await embeddedClient(), destination: "embedded", sourceKey: sourceKey ?? "embedded" };
  }
  try {
    return connect(flags, context);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`${error.message}\n${needs}`, error.exitCode);
  }
}

const needs = `An import needs CLINIA_API_KEY, --workspace or --base-url, and --source.
To try it without them, add --dry-run, which sends nothing, or --embedded, which imports into an embedded registry.`;

async function embeddedClient(): Promise<RegistryClient> {
  const { createEmbeddedRegistry } = await import("../../embedded/index.ts");
  return localClient(createEmbeddedRegistry().fetch);
}

function localClient(fetch: Fetch): RegistryClient {
  return createRegistryClient({ baseUrl: "http://localhost", apiKey: "none", fetch });
}

/** The fetch of a dry run. */
function refuse(): Promise<Response> {
  return Promise.reject(new TypeError("A dry run sends no request."));
}
