import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { apiKeyHeader, requestIdHeader, retryAfterHeader } from "../../src/generated/contract.ts";

const loopback = "127.0.0.1";
const keyHeader = apiKeyHeader.toLowerCase();

export interface Proxy {
  readonly url: string;
  /** Refuses connections until `restore`. */
  refuse(): Promise<void>;
  restore(): Promise<void>;
}

/**
 * Starts a proxy that adds the key, and allows pages of one origin. When the registry cuts a connection, the proxy cuts that of
 * the browser too.
 */
export async function startProxy(registryUrl: string, apiKey: string, pageOrigin: string): Promise<Proxy> {
  const cors = {
    "access-control-allow-origin": pageOrigin,
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "content-type",
    // A page can read only the headers listed here.
    "access-control-expose-headers": `${retryAfterHeader}, ${requestIdHeader}`,
  };
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === "OPTIONS") outgoing.writeHead(204, cors).end();
    else if (keyHeader in incoming.headers) outgoing.writeHead(400, cors).end("The page must not send a key.");
    else forward(incoming, outgoing);
  });

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers } = incoming;
    const options = { method, headers: { ...headers, [keyHeader]: apiKey }, agent: false };
    const forwarded = request(new URL(incoming.url ?? "/", registryUrl), options, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, { ...response.headers, ...cors });
      pipeline(response, outgoing, () => undefined);
    });
    forwarded.on("error", () => outgoing.destroy());
    outgoing.on("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  }

  const open = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, loopback, resolve);
    });
  await open(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${port}`,
    refuse: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
    restore: () => open(port),
  };
}
