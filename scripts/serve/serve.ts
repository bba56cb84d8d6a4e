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
  /** The resource types whose writes are `ACCEPTED` as tasks. */
  readonly asynchronous: readonly string[];
  /** The option of the embedded registry's `listen`. */
  readonly allowedHosts: readonly string[];
}

export interface Served {
  readonly url: string;
  /** The text to print once it is running. */
  readonly announcement: string;
  close(): Promise<void>;
}

/** The first segments of the contract's paths. Any other path is a page of the documentation. */
const registryRoots = new Set<string | undefined>(Object.values(definitions).map(({ path }) => path.split("/")[1]));

/** Returns the port of `--port`, of PORT, or the default. Throws when it is invalid. */
export function readPort(option: string | undefined, environment: Environment): number {
  const port = option ?? variable(environment, "PORT") ?? "4010";
  if (/^\d+$/.test(port) && Number(port) <= 65535) return Number(port);
  throw new Error(`Invalid port: ${port}. Expected an integer from 0 to 65535.`);
}

/** Serves an embedded registry and its documentation on loopback. */
export async function serve({ port, asynchronous, allowedHosts }: ServeOptions): Promise<Served> {
  const contract = await readContract("openapi/registry.yaml");
  const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => asynchronous.includes(resourceType) });
  const site = createSite(() => server.url);
  const respond = (request: Request) => {
    const [, first] = new URL(request.url).pathname.split("/");
    return registryRoots.has(first) ? embedded.fetch(request) : site.fetch(request);
  };
  const server: Server = await listen(respond, { port, allowedHosts }).catch((error: unknown) => {
    throw isInUse(error) ? new Error(`Port ${port} is in use. Choose another: npm run serve -- --port N`) : error;
  });
  return {
    url: server.url,
    announcement: [
      `The embedded registry runs at ${server.url} and keeps resources in memory. Press Ctrl-C to stop it.`,
      "The documentation is at the same address. It takes about 15 s to build, the first time and after each change of the repository.\n",
      "Create a resource (any API key works):\n",
      firstCall(contract, server.url),
    ].join("\n"),
    async close() {
      await Promise.all([server.close(), site.close()]);
    },
  };
}

/** Returns the first example of the contract as a curl command. */
function firstCall(contract: ContractDocument, url: string): string {
  const [call] = contractOperations(contract).flatMap((operation) => sampledCalls(contract, operation));
  return call === undefined ? "" : curl(call, embeddedServer(url));
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
