/**
 * Lets a page in a browser write to the registry without the API key. The page calls your server, which checks the session, forwards
 * only the listed routes, and adds the key. The key is in no response and no log. Paths are not logged either: they contain ids.
 *
 * Run in a clone: npm run build, then npx jiti examples/keep-the-key-on-a-server.ts
 *
 * Prints:
 *   201 createResource
 *     the page created a patient: PERSISTED
 *   404 no route
 *     the page can't delete: 404
 *   401 createResource
 *     a page without a session can't create: 401
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRegistryClient, isRegistryError } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";
import type { Patient } from "./profiles/clinia.gen.ts";

interface ProxyOptions {
  registryUrl: string;
  apiKey: string;
  /** Whether the user may make the request. Without this check, anyone who finds the proxy has the rights of your key. */
  isAllowed: (request: IncomingMessage) => boolean;
}

/** The requests that a page may make. All others are refused: other sources and types, bulks, purges. */
const routes = [
  { name: "createResource", method: "POST", path: /^\/sources\/ehr-prod\/v1\/resources\/patient$/ },
  { name: "getResource", method: "GET", path: /^\/sources\/ehr-prod\/v1\/resources\/patient\/[\w-]+$/ },
  { name: "getTask", method: "GET", path: /^\/sources\/ehr-prod\/v1\/tasks\/s_\w+$/ },
];
const maxBodyBytes = 1_000_000;
const timeoutMs = 30_000;
/** The response headers that the client reads. */
const forwardedHeaders = ["content-type", "retry-after", "x-request-id"];

interface ProxyResponse {
  status: number;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** The name of the route, for the log. */
  route: string;
}

export function createProxy(options: ProxyOptions): Server {
  return createServer((request, response) => {
    void respond(request, options)
      // The error may contain internal details: it is not sent to the page.
      .catch((): ProxyResponse => ({ status: 502, route: "no response" }))
      .then(({ status, headers, body, route }) => {
        console.log(`${status} ${route}`);
        response.writeHead(status, headers).end(body);
      });
  });
}

async function respond(request: IncomingMessage, options: ProxyOptions): Promise<ProxyResponse> {
  const { pathname, search } = new URL(request.url ?? "/", "http://proxy");
  const route = routes.find(({ method, path }) => method === request.method && path.test(pathname));
  if (route === undefined) return { status: 404, route: "no route" };
  const response = options.isAllowed(request) ? await forward(request, pathname + search, options) : { status: 401 };
  return { ...response, route: route.name };
}

async function forward(
  request: IncomingMessage,
  target: string,
  options: ProxyOptions,
): Promise<Omit<ProxyResponse, "route">> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return { status: 413, headers: { connection: "close" } };
    chunks.push(chunk);
  }
  // Does not forward the page's own headers: its cookies are for your server only. Rejects redirects: they would send the key elsewhere.
  const response = await fetch(options.registryUrl + target, {
    method: request.method ?? "GET",
    headers: { "x-clinia-api-key": options.apiKey, "content-type": "application/json" },
    body: bytes === 0 ? null : Buffer.concat(chunks),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const headers = forwardedHeaders.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

const embedded = createEmbeddedRegistry({ apiKey: "the key of the server" });
const { url: registryUrl } = await embedded.listen();
const proxy = createProxy({
  registryUrl,
  apiKey: "the key of the server", // process.env.CLINIA_API_KEY
  isAllowed: ({ headers }) => headers.authorization === "Bearer made-up-session", // check your own sessions here, with SameSite cookies
});
await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

// The code of the page: it has no key, and its baseUrl is an address of your own site.
const headers = { authorization: "Bearer made-up-session" };
const registry = createRegistryClient({ baseUrl, apiKey: null, headers });

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const data: Patient = { name: [{ family: "Tremblay" }] };
const created = await registry.createResource(path, { data });
console.log(`  the page created a patient: ${created.status}`);

const statusOf = (error: unknown) => (isRegistryError(error) && error.name === "ApiError" ? String(error.status) : "");
await registry.deleteResource({ ...path, id: "made-up-1" }).catch((error: unknown) => {
  console.log(`  the page can't delete: ${statusOf(error)}`);
});
const withoutSession = createRegistryClient({ baseUrl, apiKey: null });
await withoutSession.createResource(path, { data }).catch((error: unknown) => {
  console.log(`  a page without a session can't create: ${statusOf(error)}`);
});

proxy.close();
proxy.closeAllConnections();
await embedded.close();
