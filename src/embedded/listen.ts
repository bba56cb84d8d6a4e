import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";

const loopback = "127.0.0.1";

/** Where an embedded registry is served. */
export interface Listening {
  /** Without a slash at its end, as a client's `baseUrl`. */
  readonly url: string;
  /** The port, also where a free one was asked for. */
  readonly port: number;
}

export interface Server extends Listening {
  close(): Promise<void>;
}

/** Serves over HTTP on loopback. Rejects with the platform's error, such as EADDRINUSE, when the port can't be had. */
export function listen(fetch: (request: Request) => Response | Promise<Response>, port: number): Promise<Server> {
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void answer(request, response));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => {
        done();
      });
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ url: `http://${loopback}:${String(port)}`, port, close });
    });
  });
}
