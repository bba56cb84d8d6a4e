import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { listen, type Server } from "../../src/embedded/listen.ts";
import { operations as definitions } from "../../src/generated/contract.ts";
import { readContract, type ContractDocument } from "../contract/document.ts";
import { contractOperations } from "../contract/operations.ts";
import { sampledCalls } from "../contract/sampled-calls.ts";
import { curl, embeddedServer } from "../docs/curl.ts";
import { createSite } from "../docs/site.ts";
import { variable, type Environment } from "../options.ts";

export interface ServeOptions {
  readonly port: number;
  /** The resource types whose writes are ACCEPTED as tasks. */
  readonly asynchronous: readonly string[];
  /** As of the embedded registry's `listen`. */
  readonly allowedHosts: readonly string[];
}

export interface Served {
  readonly url: string;
  /** What to print once it is up. */
  readonly announcement: string;
  close(): Promise<void>;
}

/** The first segment of the contract's paths: every other path is a page. */
const registryRoots = new Set<string | undefined>(Object.values(definitions).map(({ path }) => path.split("/")[1]));

/** The port of `--port`, or of PORT, or the default. Throws for one that is no port. */
export function portOf(option: string | undefined, environment: Environment): number {
  const port = option ?? variable(environment, "PORT") ?? "4010";
  if (/^\d+$/.test(port) && Number(port) <= 65535) return Number(port);
  throw new Error(`The port is not a number from 0 to 65535: ${port}`);
}

/** Serves an embedded registry on loopback, and its documentation beside it. */
export async function serve({ port, asynchronous, allowedHosts }: ServeOptions): Promise<Served> {
  const contract = await readContract("openapi/registry.yaml");
  const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => asynchronous.includes(resourceType) });
  const site = createSite(() => server.url);
  const answer = (request: Request) => {
    const [, first] = new URL(request.url).pathname.split("/");
    return registryRoots.has(first) ? embedded.fetch(request) : site.fetch(request);
  };
  const server: Server = await listen(answer, { port, allowedHosts }).catch((error: unknown) => {
    throw isInUse(error) ? new Error(`Port ${port} is in use. Choose another one: npm run serve -- --port N`) : error;
  });
  return {
    url: server.url,
    announcement: [
      `The embedded registry is up at ${server.url}. It keeps resources in memory. Ctrl-C ends it.`,
      "Its documentation is at the same address. It is built when a browser first opens it, once after each change of the checkout.\n",
      "Create a resource; any API key will do:\n",
      firstCall(contract, server.url),
    ].join("\n"),
    async close() {
      await Promise.all([server.close(), site.close()]);
    },
  };
}

/** The contract's first example, as a line for a shell. */
function firstCall(contract: ContractDocument, url: string): string {
  const [call] = contractOperations(contract).flatMap((operation) => sampledCalls(contract, operation));
  return call === undefined ? "" : curl(call, embeddedServer(url));
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
