import { listen } from "../../src/embedded/listen.ts";
import { exampleProfiles, exampleVocabularies } from "../support/example-profiles.ts";
import type { Commands, EmbeddedEntry } from "./inside/context.ts";
import { startProxy } from "./proxy.ts";

export const apiKey = "key-of-the-runtimes";

/** The embedded registry of the built package, for one runtime. */
export interface ServedRegistry {
  readonly url: string;
  /** The URL of a proxy to it, which adds the key and allows pages of `controlUrl`. */
  readonly proxyUrl: string;
  /** The URL that accepts {@link Commands}, and serves the files of the page. */
  readonly controlUrl: string;
  close(): Promise<void>;
}

type Handlers = {
  [Name in keyof Commands]: (
    parameters: Commands[Name]["parameters"],
  ) => Promise<Commands[Name]["result"]> | Commands[Name]["result"];
};

export async function serveRegistry(
  { createEmbeddedRegistry }: EmbeddedEntry,
  servePage: (path: string) => Promise<Response>,
): Promise<ServedRegistry> {
  const embedded = createEmbeddedRegistry({ apiKey, asynchronous: ({ resourceType }) => resourceType === "clinic" });
  const registry = await embedded.listen();
  let redirected = 0;
  const handlers: Handlers = {
    reset: () => {
      embedded.reset();
      redirected = 0;
      return null;
    },
    failRequests: ({ count, fault }) => {
      embedded.faults.nextRequests(count, fault);
      return null;
    },
    failOperations: ({ count, fault }) => {
      embedded.faults.nextOperations(count, fault);
      return null;
    },
    resources: (path) => embedded.resources(path),
    refuseConnections: async () => {
      await Promise.all([embedded.faults.refuseConnections(), proxy.refuse()]);
      return null;
    },
    acceptConnections: async () => {
      await Promise.all([embedded.faults.acceptConnections(), proxy.restore()]);
      return null;
    },
    exampleProfiles: () => ({ profiles: exampleProfiles, vocabularies: exampleVocabularies }),
    countRedirected: () => redirected,
  };
  const control = await listen(async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    if (path === "redirected") redirected += 1;
    if (request.method === "GET") return servePage(path);
    const handler = (handlers as Partial<Record<string, (parameters: unknown) => unknown>>)[path];
    if (handler === undefined) return new Response("Unknown command.", { status: 404 });
    // A scenario can be busy for so long that the server closes an idle connection while the next command is sent on it.
    return Response.json(await handler(await request.json()), { headers: { connection: "close" } });
  }, {});
  const proxy = await startProxy(registry.url, apiKey, control.url);
  return {
    url: registry.url,
    proxyUrl: proxy.url,
    controlUrl: control.url,
    async close() {
      await Promise.all([embedded.close(), control.close(), proxy.refuse()]);
    },
  };
}
