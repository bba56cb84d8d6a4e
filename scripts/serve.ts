/**
 * `npm run serve`: keeps an embedded registry up on loopback until Ctrl-C. The port is `-- --port N`, or PORT, or 4010.
 */
import { createEmbeddedRegistry } from "../src/embedded/index.ts";
import { apiKeyHeader, endpoints } from "../src/generated/constants.ts";
import { readOptions } from "./options.ts";

const defaultPort = "4010";
const options = readOptions({ port: { type: "string" } });
const port = options.port ?? process.env["PORT"] ?? defaultPort;

const embedded = createEmbeddedRegistry();
try {
  if (!/^\d+$/.test(port) || Number(port) > 65535) throw new Error(`The port is not a number from 0 to 65535: ${port}`);
  const { url } = await embedded.listen({ port: Number(port) });
  console.log(`The embedded registry is up at ${url}. It keeps what it is given in memory. Ctrl-C ends it.\n`);
  console.log("Create a resource; any API key will do:\n");
  console.log(curl(url));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void embedded.close());
}

function curl(url: string): string {
  const path = endpoints.createResource.path.replace("{sourceKey}", "ehr-prod").replace("{resourceType}", "patient");
  return [
    `curl --request ${endpoints.createResource.method} ${url}${path}`,
    "--header 'Content-Type: application/json'",
    `--header '${apiKeyHeader}: any'`,
    `--data '{"data":{"name":[{"family":"Tremblay","given":["Alice"]}]}}'`,
  ].join(" ");
}

function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} is in use. Choose another one: npm run serve -- --port N`;
  return error instanceof Error ? error.message : String(error);
}
