import { listen } from "../../src/embedded/listen.ts";
import type { EmbeddedEntry, Orders } from "./inside/world.ts";
import { startProxy } from "./proxy.ts";

export const apiKey = "key-of-the-runtimes";

/** The embedded registry of the built package, as one runtime finds it. */
export interface ServedRegistry {
  readonly url: string;
  /** A proxy before it, which adds the key, and lets pages of this origin call it. */
  readonly proxyUrl: string;
  /** Takes orders, and serves the files of a page that a runtime may be. */
  readonly controlUrl: string;
  close(): Promise<void>;
}

type Answers = {
  [Name in keyof Orders]: (
    asked: Orders[Name]["asked"],
  ) => Promise<Orders[Name]["answered"]> | Orders[Name]["answered"];
};

export async function serveRegistry(
  { createEmbeddedRegistry }: EmbeddedEntry,
  page: (path: string) => Promise<Response>,
): Promise<ServedRegistry> {
  const embedded = createEmbeddedRegistry({ apiKey, asynchronous: ({ resourceType }) => resourceType === "clinic" });
  const registry = await embedded.listen();
  let strays = 0;
  const answers: Answers = {
    reset: () => {
      embedded.reset();
      strays = 0;
      return null;
    },
    fault: ({ n, fault }) => {
      embedded.faults.nextRequests(n, fault);
      return null;
    },
    failNext: ({ n, failure }) => {
      embedded.faults.nextOperations(n, failure);
      return null;
    },
    resources: (path) => embedded.resources(path),
    refuse: async () => {
      await Promise.all([embedded.faults.refuseConnections(), proxy.refuse()]);
      return null;
    },
    restore: async () => {
      await Promise.all([embedded.faults.acceptConnections(), proxy.restore()]);
      return null;
    },
    strays: () => strays,
  };
  const control = await listen(async (request) => {
    const path = new URL(request.url).pathname.slice(1);
    if (path === "stray") strays += 1;
    if (request.method === "GET") return page(path);
    const answer = (answers as Partial<Record<string, (asked: unknown) => unknown>>)[path];
    if (answer === undefined) return new Response("There is no such order.", { status: 404 });
    return Response.json(await answer(await request.json()));
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
