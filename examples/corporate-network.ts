/**
 * Calls the registry from a corporate network, through a proxy with certificates of a private certificate authority (CA). The
 * fetch of Node.js supports neither by default: the proxy needs the fetch of undici, and the CA needs NODE_EXTRA_CA_CERTS, an
 * environment variable that Node.js reads when it starts.
 *
 * Run in a clone: npm run build, then npx jiti examples/corporate-network.ts
 *
 * To create one resource with empty data in a real workspace, set HTTPS_PROXY (and NO_PROXY), NODE_EXTRA_CA_CERTS=ca.pem,
 * CLINIA_BASE_URL, CLINIA_API_KEY, CLINIA_SOURCE_KEY and CLINIA_RESOURCE_TYPE.
 *
 * Prints:
 *   the proxy connects to the registry
 *   PERSISTED
 */
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { EnvHttpProxyAgent, fetch, type Dispatcher } from "undici";

const { CLINIA_BASE_URL } = process.env;
const simulated = CLINIA_BASE_URL ? undefined : await simulateNetwork();
const target = simulated ?? {
  baseUrl: CLINIA_BASE_URL,
  apiKey: required("CLINIA_API_KEY"),
  path: { sourceKey: required("CLINIA_SOURCE_KEY"), resourceType: required("CLINIA_RESOURCE_TYPE") },
};

// The agent needs the fetch of the same undici version, not the one in Node.js. The cast is needed because undici declares its own
// Request and Response types.
type UndiciFetch = (url: string, init: RequestInit & { dispatcher: Dispatcher }) => Promise<Response>;
const undiciFetch = fetch as unknown as UndiciFetch;

// Without options it reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Create one for the whole process: it reuses connections.
const proxyAgent = new EnvHttpProxyAgent(simulated && { httpProxy: simulated.proxyUrl, noProxy: "" });

const registry = createRegistryClient({
  baseUrl: target.baseUrl,
  apiKey: target.apiKey,
  fetch: (url, init) => undiciFetch(url, { ...init, dispatcher: proxyAgent }),
});

const created = await registry.createResource(target.path, { data: {} });
console.log(created.status);

await proxyAgent.close();
await simulated?.close();

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`CLINIA_BASE_URL is set, but ${name} is not: set it too.`);
}

/** Simulates the network: an embedded registry, and a proxy that logs its connections. */
async function simulateNetwork() {
  const embedded = createEmbeddedRegistry();
  const { url: baseUrl, port } = await embedded.listen();
  const proxy = createServer().on("connect", ({ url }, socket) => {
    console.log(`the proxy connects to ${url === `127.0.0.1:${port}` ? "the registry" : "another host"}`);
    const upstream = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const close = async () => {
    proxy.close();
    await embedded.close();
  };
  return { baseUrl, apiKey: "any", path: { sourceKey: "ehr-prod", resourceType: "patient" }, proxyUrl, close };
}
