/**
 * `npm run serve`: keeps an embedded registry up on loopback until Ctrl-C, and beside it the documentation, whose samples
 * call it. The port is `-- --port N`, or PORT, or 4010. `-- --asynchronous clinic,location` names the resource types whose
 * writes are ACCEPTED as tasks.
 */
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { listen, type Server } from "../src/embedded/listen.ts";
import { operations as definitions } from "../src/generated/contract.ts";
import { readContract } from "./contract/document.ts";
import { contractOperations } from "./contract/operations.ts";
import { curl, embeddedServer } from "./docs/curl.ts";
import { sampledCalls } from "./docs/sampled-calls.ts";
import { createSite } from "./docs/site.ts";
import { readOptions } from "./options.ts";

const defaultPort = "4010";
const options = readOptions({ port: { type: "string" }, asynchronous: { type: "string", default: "" } });
const port = options.port ?? process.env.PORT ?? defaultPort;

const acceptedTypes = options.asynchronous.split(",");
const embedded = createEmbeddedRegistry({ asynchronous: ({ resourceType }) => acceptedTypes.includes(resourceType) });
const site = createSite(() => server?.url ?? "");
/** The first segment of the contract's paths: whatever else is asked for is a page. */
const registryRoots = new Set<string | undefined>(Object.values(definitions).map(({ path }) => path.split("/")[1]));
const answer = (request: Request) => {
  const [, first] = new URL(request.url).pathname.split("/");
  return registryRoots.has(first) ? embedded.fetch(request) : site.fetch(request);
};

let server: Server | undefined;
try {
  if (!/^\d+$/.test(port) || Number(port) > 65535) throw new Error(`The port is not a number from 0 to 65535: ${port}`);
  server = await listen(answer, Number(port));
  console.log(`The embedded registry is up at ${server.url}. It keeps what it is given in memory. Ctrl-C ends it.`);
  console.log(
    "Its documentation is at the same address. It is built when a browser first asks for it: that takes 10 to 20 s.\n",
  );
  console.log("Create a resource; any API key will do:\n");
  console.log(await firstCall(server.url));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void server?.close();
    void site.close();
  });
}

/** The contract's first example, as a line for a shell. */
async function firstCall(url: string): Promise<string> {
  const contract = await readContract("openapi/registry.yaml");
  const [call] = contractOperations(contract).flatMap((operation) => sampledCalls(contract, operation));
  return call === undefined ? "" : curl(call, embeddedServer(url));
}

function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} is in use. Choose another one: npm run serve -- --port N`;
  return error instanceof Error ? error.message : String(error);
}
