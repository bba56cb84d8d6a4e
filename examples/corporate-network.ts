/**
 * Reaches the registry from a network that lets nothing out but through a proxy, and that signs what passes with a certificate
 * authority (CA) of its own. Node's fetch knows neither by itself: the proxy comes with undici's fetch, and the CA with an
 * environment variable that Node reads when it starts.
 *
 * Run: npm run build, then npx jiti examples/corporate-network.ts
 *
 * Or, in such a network, with HTTPS_PROXY (and NO_PROXY), NODE_EXTRA_CA_CERTS=ca.pem, CLINIA_BASE_URL, CLINIA_API_KEY,
 * CLINIA_SOURCE_KEY and CLINIA_RESOURCE_TYPE set: it creates one resource there, with empty data.
 *
 * Prints:
 *   the proxy connects to the registry
 *   PERSISTED
 */
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { createRegistryClient } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import { EnvHttpProxyAgent, fetch as fetchOfUndici, type Dispatcher } from "undici";

const { CLINIA_BASE_URL } = process.env;
const standIn = CLINIA_BASE_URL ? undefined : await startStandIn();
const target = standIn ?? {
  baseUrl: CLINIA_BASE_URL,
  apiKey: required("CLINIA_API_KEY"),
  path: { sourceKey: required("CLINIA_SOURCE_KEY"), resourceType: required("CLINIA_RESOURCE_TYPE") },
};

// Undici's own, because Node's is of another version than the agent. Its types say the same as TypeScript's in other words.
type FetchThrough = (url: string, init: RequestInit & { dispatcher: Dispatcher }) => Promise<Response>;
const fetchThrough = fetchOfUndici as unknown as FetchThrough;

// Without options it reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Make one for the process: it keeps the connections.
const proxies = new EnvHttpProxyAgent(standIn && { httpProxy: standIn.proxyUrl, noProxy: "" });

const registry = createRegistryClient({
  baseUrl: target.baseUrl,
  apiKey: target.apiKey,
  fetch: (url, init) => fetchThrough(url, { ...init, dispatcher: proxies }),
});

const created = await registry.createResource(target.path, { data: {} });
console.log(created.status);

await proxies.close();
await standIn?.close();

function required(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`To write to the registry at CLINIA_BASE_URL, set ${name} too.`);
}

/** In the place of such a network: an embedded registry, and a proxy that tells of what passes. */
async function startStandIn() {
  const embedded = createEmbeddedRegistry();
  const { url: baseUrl, port } = await embedded.listen();
  const proxy = createServer().on("connect", ({ url }, socket) => {
    console.log(`the proxy connects to ${url === `127.0.0.1:${port}` ? "the registry" : "a stranger"}`);
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
