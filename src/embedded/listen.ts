import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Listening } from "./listening.ts";

const loopback = "127.0.0.1";

export interface Server extends Listening {
  close(): Promise<void>;
  /** Listens again after `close()`, at the same port. */
  reopen(): Promise<void>;
}

/** Answers a request; what it needs to break a connection is in `outgoing`. */
export type Answer = (request: Request, outgoing: ServerResponse) => Response | Promise<Response>;

/** Serves over HTTP on loopback. Rejects with the platform's error, such as EADDRINUSE, when the port can't be had. */
export async function listen(answer: Answer, port: number): Promise<Server> {
  // Not at import: it extends the platform's Request and Response then, which a test with jsdom may not have.
  const { getRequestListener } = await import("@hono/node-server");
  const server = createServer((incoming, outgoing) => {
    const listener = getRequestListener((request) => answer(request, outgoing), { overrideGlobalObjects: false });
    void listener(incoming, outgoing);
  });
  const open = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, loopback, () => {
        server.off("error", reject);
        resolve();
      });
    });
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => {
        done();
      });
      server.closeAllConnections();
    });
  await open(port);
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://${loopback}:${actual}`, port: actual, close, reopen: () => open(actual) };
}
