import { Option, type Command } from "commander";
import { createRegistryClient, type RegistryClient } from "../index.ts";
import { CommandError, variable, type Context } from "./context.ts";

/** Without `-p`, npx would install whatever package has the name of the command. */
export const npx = "npx -p clinia-registry-client clinia-registry";

/** The options of the commands that send requests. */
export interface ConnectionOptions {
  readonly workspace?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly source?: string | undefined;
}

/** Adds the options that name a registry and a source. There is none for the API key: command lines are visible to other users. */
export function addConnectionOptions(command: Command): Command {
  return addRegistryOptions(command).addOption(sourceOption());
}

/** Adds the options that name a registry. */
export function addRegistryOptions(command: Command): Command {
  return command
    .option("--workspace <id>", "the id of the workspace; default: CLINIA_WORKSPACE_ID")
    .option("--base-url <url>", "the address of the registry, instead of --workspace; default: CLINIA_BASE_URL");
}

export function sourceOption(): Option {
  return new Option("--source <key>", "the key of the source; default: CLINIA_SOURCE_KEY");
}

export const connectionHelp = `
Environment variables:
  CLINIA_API_KEY       the API key of the workspace (required)
  CLINIA_WORKSPACE_ID  the id of the workspace, if --workspace is missing
  CLINIA_BASE_URL      the address of the registry, if --base-url is missing
  CLINIA_SOURCE_KEY    the key of the source, if --source is missing`;

/** A source in a registry. */
export interface Connection {
  readonly registry: RegistryClient;
  /** The id of the workspace, or the address of the registry. */
  readonly destination: string;
  readonly sourceKey: string;
}

/** Creates a client from options and environment variables. Throws {@link CommandError} when one is missing. */
export function connect(options: ConnectionOptions, { env, fetch }: Context): Connection {
  const apiKey = variable(env, "CLINIA_API_KEY");
  const sourceKey = options.source ?? variable(env, "CLINIA_SOURCE_KEY");
  const isInOptions = options.workspace !== undefined || options.baseUrl !== undefined;
  const workspaceId = isInOptions ? options.workspace : variable(env, "CLINIA_WORKSPACE_ID");
  const baseUrl = isInOptions ? options.baseUrl : variable(env, "CLINIA_BASE_URL");
  if (workspaceId === undefined && baseUrl === undefined) {
    throw new CommandError("The workspace is missing. Pass --workspace or --base-url, or set CLINIA_WORKSPACE_ID.", 2);
  }
  if (workspaceId !== undefined && baseUrl !== undefined) {
    const names = isInOptions ? "--workspace or --base-url" : "CLINIA_WORKSPACE_ID or CLINIA_BASE_URL";
    throw new CommandError(`The workspace and the address of the registry are both set. Set only one: ${names}.`, 2);
  }
  if (sourceKey === undefined) {
    throw new CommandError("The source is missing. Pass --source, or set CLINIA_SOURCE_KEY.", 2);
  }
  if (apiKey === undefined) throw new CommandError("The API key is missing. Set CLINIA_API_KEY.", 2);
  const registry = createRegistryClient({ workspaceId, baseUrl, apiKey, fetch });
  return { registry, sourceKey, destination: workspaceId ?? String(baseUrl).replace(/\/+$/, "") };
}
