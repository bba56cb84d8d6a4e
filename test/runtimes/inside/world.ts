import type * as Embedded from "../../../src/embedded/index.ts";
import type { RequestFault, OperationFault, Resource } from "../../../src/embedded/index.ts";
import type * as Client from "../../../src/index.ts";

/** The built package's main entry: its types are those of the source. */
export type ClientEntry = typeof Client;
export type EmbeddedEntry = typeof Embedded;

/** What a runtime is told, as JSON. */
export interface Settings {
  /** The embedded registry, or in a browser a proxy before it. */
  readonly baseUrl: string;
  /** Null behind the proxy, which adds it. */
  readonly apiKey: string | null;
  /** Where the embedded registry is told what to do. */
  readonly controlUrl: string;
}

/** What can be asked of the embedded registry, which is in another process. */
export interface Orders {
  /** Forgets everything, resources and faults. */
  reset: { asked: Record<string, never>; answered: null };
  fault: { asked: { n: number; fault: RequestFault }; answered: null };
  failNext: { asked: { n: number; failure: OperationFault }; answered: null };
  resources: { asked: { sourceKey: string; resourceType: string }; answered: readonly Resource[] };
  /** Nobody listens from now on, until `restore`. */
  refuse: { asked: Record<string, never>; answered: null };
  restore: { asked: Record<string, never>; answered: null };
  /** How many requests have come to `/stray`, where redirects lead. */
  strays: { asked: Record<string, never>; answered: number };
}

/** Where a behaviour is looked at. */
export interface World {
  readonly client: ClientEntry;
  /** Undefined where the embedded entry does not run. */
  readonly embedded: EmbeddedEntry | undefined;
  readonly settings: Settings;
  connect(options?: Partial<Client.RegistryClientOptions>): Client.RegistryClient;
  order<Name extends keyof Orders>(name: Name, asked: Orders[Name]["asked"]): Promise<Orders[Name]["answered"]>;
}

export function createWorld(client: ClientEntry, embedded: EmbeddedEntry | undefined, settings: Settings): World {
  const { baseUrl, apiKey, controlUrl } = settings;
  return {
    client,
    embedded,
    settings,
    connect: (options = {}) =>
      client.createRegistryClient({ baseUrl, apiKey, ...options } as Client.RegistryClientOptions),
    async order(name, asked) {
      const response = await fetch(`${controlUrl}/${name}`, { method: "POST", body: JSON.stringify(asked) });
      if (!response.ok) throw new Error(`The order ${name} failed: ${await response.text()}`);
      return (await response.json()) as Orders[typeof name]["answered"];
    },
  };
}
