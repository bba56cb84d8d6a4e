import type * as Embedded from "../../../src/embedded/index.ts";
import type { OperationFault, RequestFault, Resource } from "../../../src/embedded/index.ts";
import type * as Client from "../../../src/index.ts";
import type * as Profiles from "../../../src/profiles/index.ts";
import type { Definitions } from "../../support/profile-documents.ts";

/** The main entry of the built package, with the types of the source. */
export type ClientEntry = typeof Client;
export type EmbeddedEntry = typeof Embedded;
export type ProfilesEntry = typeof Profiles;

/** The entries that run in every runtime. */
export interface Entries {
  readonly client: ClientEntry;
  readonly profiles: ProfilesEntry;
}

/** The settings that a runtime receives, as JSON. */
export interface Settings {
  /** The URL of the embedded registry, or of a proxy to it for a browser. */
  readonly baseUrl: string;
  /** `null` for a browser: the proxy adds the key. */
  readonly apiKey: string | null;
  /** The URL that accepts {@link Commands}. */
  readonly controlUrl: string;
}

/** Commands to the embedded registry, which runs in another process. */
export interface Commands {
  /** Removes all resources and faults. */
  reset: { parameters: Record<string, never>; result: null };
  failRequests: { parameters: { count: number; fault: RequestFault }; result: null };
  failOperations: { parameters: { count: number; fault: OperationFault }; result: null };
  resources: { parameters: { sourceKey: string; resourceType: string }; result: readonly Resource[] };
  refuseConnections: { parameters: Record<string, never>; result: null };
  acceptConnections: { parameters: Record<string, never>; result: null };
  exampleProfiles: { parameters: Record<string, never>; result: Definitions };
  /** Returns the number of requests to `/redirected`, the target of redirects. */
  countRedirected: { parameters: Record<string, never>; result: number };
}

type ClientOptions = Client.RegistryClientOptions & Client.ProfileOptions<unknown>;

/** What a scenario uses. */
export interface Context extends Entries {
  readonly settings: Settings;
  connect(options?: Partial<ClientOptions>): Client.RegistryClient;
  send<Name extends keyof Commands>(
    command: Name,
    parameters: Commands[Name]["parameters"],
  ): Promise<Commands[Name]["result"]>;
}

export function createContext(entries: Entries, settings: Settings): Context {
  const { baseUrl, apiKey, controlUrl } = settings;
  return {
    ...entries,
    settings,
    connect: (options = {}) =>
      entries.client.createRegistryClient({ baseUrl, apiKey, ...options } as Client.RegistryClientOptions),
    async send(command, parameters) {
      const response = await fetch(`${controlUrl}/${command}`, { method: "POST", body: JSON.stringify(parameters) });
      if (!response.ok) throw new Error(`The command ${command} failed: ${await response.text()}`);
      return (await response.json()) as Commands[typeof command]["result"];
    },
  };
}
