/**
 * Lets a page in a browser write to the registry without a key: the page talks to your server, which knows who is signed in,
 * passes on only what it lists, and adds the key. The key is in no answer and in no log; nor is a path, which can hold ids.
 *
 * Run: npm run build, then npx jiti examples/keep-the-key-on-a-server.ts
 *
 * Prints:
 *   201 createResource
 *     the page created a patient: PERSISTED
 *   404 none of the routes
 *     the page can't delete: 404
 *   401 createResource
 *     a stranger can't create: 401
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRegistryClient, isRegistryError } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

interface ProxyOptions {
  registryUrl: string;
  apiKey: string;
  /** Whether the request comes from somebody who may do this. Without it, everybody who finds the proxy has your key's rights. */
  isAllowed: (request: IncomingMessage) => boolean;
}

/** What a page may do. Everything else of the registry stays closed: other sources and types, bulks, purges. */
const routes = [
  { name: "createResource", method: "POST", path: /^\/sources\/ehr-prod\/v1\/resources\/patient$/ },
  { name: "getResource", method: "GET", path: /^\/sources\/ehr-prod\/v1\/resources\/patient\/[\w-]+$/ },
  { name: "getTask", method: "GET", path: /^\/sources\/ehr-prod\/v1\/tasks\/s_\w+$/ },
];
const maxBodyBytes = 1_000_000;
const timeoutMs = 30_000;
/** Of an answer's headers, those that the client reads. */
const passedOn = ["content-type", "retry-after", "x-request-id"];

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** For the log: its name, and not the path. */
  route: string;
}

export function createProxy(options: ProxyOptions): Server {
  return createServer((request, response) => {
    void answerTo(request, options)
      // What the error says is not for the page.
      .catch((): Answer => ({ status: 502, route: "no answer" }))
      .then(({ status, headers, body, route }) => {
        console.log(`${status} ${route}`);
        response.writeHead(status, headers).end(body);
      });
  });
}

async function answerTo(request: IncomingMessage, options: ProxyOptions): Promise<Answer> {
  const { pathname, search } = new URL(request.url ?? "/", "http://proxy");
  const route = routes.find(({ method, path }) => method === request.method && path.test(pathname));
  if (route === undefined) return { status: 404, route: "none of the routes" };
  const answer = options.isAllowed(request) ? await passOn(request, pathname + search, options) : { status: 401 };
  return { ...answer, route: route.name };
}

async function passOn(request: IncomingMessage, target: string, options: ProxyOptions): Promise<Omit<Answer, "route">> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return { status: 413, headers: { connection: "close" } };
    chunks.push(chunk);
  }
  // None of the page's own headers: its cookies are for you alone. A redirect would take the key elsewhere.
  const answer = await fetch(options.registryUrl + target, {
    method: request.method ?? "GET",
    headers: { "x-clinia-api-key": options.apiKey, "content-type": "application/json" },
    body: bytes === 0 ? null : Buffer.concat(chunks),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const headers = passedOn.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    body: new Uint8Array(await answer.arrayBuffer()),
  };
}

const embedded = createEmbeddedRegistry({ apiKey: "the key of the server" });
const { url: registryUrl } = await embedded.listen();
const proxy = createProxy({
  registryUrl,
  apiKey: "the key of the server", // process.env.CLINIA_API_KEY
  isAllowed: ({ headers }) => headers.authorization === "Bearer made-up-session", // your own sessions, with SameSite cookies
});
await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

// From here on it is the page's code: it knows no key. Its baseUrl is an address of your own site.
const headers = { authorization: "Bearer made-up-session" };
const registry = createRegistryClient({ baseUrl, apiKey: null, headers });

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const data = { name: [{ family: "Tremblay" }] };
const created = await registry.createResource(path, { data });
console.log(`  the page created a patient: ${created.status}`);

const statusOf = (error: unknown) => (isRegistryError(error) && error.name === "ApiError" ? String(error.status) : "");
await registry.deleteResource({ ...path, id: "made-up-1" }).catch((error: unknown) => {
  console.log(`  the page can't delete: ${statusOf(error)}`);
});
const stranger = createRegistryClient({ baseUrl, apiKey: null });
await stranger.createResource(path, { data }).catch((error: unknown) => {
  console.log(`  a stranger can't create: ${statusOf(error)}`);
});

proxy.close();
proxy.closeAllConnections();
await embedded.close();
