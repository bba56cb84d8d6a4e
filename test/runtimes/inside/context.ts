import type * as Embedded from "../../../src/embedded/index.ts";
import type { OperationFault, RequestFault, Resource } from "../../../src/embedded/index.ts";
import type * as Client from "../../../src/index.ts";

/** The main entry of the built package, with the types of the source. */
export type ClientEntry = typeof Client;
export type EmbeddedEntry = typeof Embedded;

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
  /** Returns the number of requests to `/redirected`, the target of redirects. */
  countRedirected: { parameters: Record<string, never>; result: number };
}

/** What a scenario uses. */
export interface Context {
  readonly client: ClientEntry;
  readonly settings: Settings;
  connect(options?: Partial<Client.RegistryClientOptions>): Client.RegistryClient;
  send<Name extends keyof Commands>(
    command: Name,
    parameters: Commands[Name]["parameters"],
  ): Promise<Commands[Name]["result"]>;
}

export function createContext(client: ClientEntry, settings: Settings): Context {
  const { baseUrl, apiKey, controlUrl } = settings;
  return {
    client,
    settings,
    connect: (options = {}) =>
      client.createRegistryClient({ baseUrl, apiKey, ...options } as Client.RegistryClientOptions),
    async send(command, parameters) {
      const response = await fetch(`${controlUrl}/${command}`, { method: "POST", body: JSON.stringify(parameters) });
      if (!response.ok) throw new Error(`The command ${command} failed: ${await response.text()}`);
      return (await response.json()) as Commands[typeof command]["result"];
    },
  };
}
