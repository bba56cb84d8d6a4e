import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { URL } from "node:url";
import { describeValue } from "./arguments.ts";
import { ErrorResponse } from "./error-response.ts";

const loopback = "127.0.0.1";

/** Options of {@link EmbeddedRegistry.listen}. */
export interface ListenOptions {
  /** The port on 127.0.0.1. Default: 0, a free port. */
  readonly port?: number;
  /**
   * Host names to accept besides those of loopback (`localhost`, `*.localhost`, `127.0.0.1`, `[::1]`), without scheme and port, such
   * as `["registry"]` for a proxy or container that forwards to this port. Requests with any other `Host` are rejected with 403,
   * because a web page can make its own host name resolve to this machine (DNS rebinding). Default: none.
   */
  readonly allowedHosts?: readonly string[];
}

/** The address of an embedded registry. */
export interface ServerAddress {
  /** The `baseUrl` for clients, without a trailing slash. */
  readonly url: string;
  /** The port that the registry listens on; never 0. */
  readonly port: number;
}

export interface Server extends ServerAddress {
  close(): Promise<void>;
  /** Listens again after `close()`, on the same port. */
  reopen(): Promise<void>;
}

/** Handles a request. It can close the connection through `outgoing`. */
export type RequestHandler = (request: Request, outgoing: ServerResponse) => Response | Promise<Response>;

/**
 * Serves requests over HTTP on loopback. Rejects with the platform's error, such as EADDRINUSE, when the port is not free, and with a
 * TypeError when `allowedHosts` is invalid.
 */
export async function listen(handle: RequestHandler, { port = 0, allowedHosts = [] }: ListenOptions): Promise<Server> {
  const allowed = parseAllowedHosts(allowedHosts);
  // Imported on use: it extends the platform's Request and Response, which a test environment such as jsdom may lack.
  const { getRequestListener } = await import("@hono/node-server");
  const server = createServer((incoming, outgoing) => {
    const error = checkHost(incoming, allowed);
    if (error !== undefined) {
      respondWithError(error, incoming, outgoing);
      return;
    }
    const listener = getRequestListener((request) => handle(request, outgoing), { overrideGlobalObjects: false });
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

/** The server of a registry, which can be stopped and started again. */
export interface ServerControl {
  readonly isRefusing: () => boolean;
  listen(options: ListenOptions): Promise<ServerAddress>;
  close(): Promise<void>;
  /** Frees the port until {@link ServerControl.acceptConnections}. */
  refuseConnections(): Promise<void>;
  acceptConnections(): Promise<void>;
}

/** Calls are executed one after the other: a server can't be opened and closed at the same time. */
export function createServerControl(handle: RequestHandler): ServerControl {
  let server: Server | undefined;
  let refusing = false;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = last.then(change);
    last = result.catch(() => undefined);
    return result;
  }

  return {
    isRefusing: () => refusing,
    listen: (options) =>
      inTurn(async () => {
        if (server !== undefined) throw new Error("The registry is already listening. Call close() first.");
        if (refusing) throw new Error("The registry refuses connections. Call faults.acceptConnections() first.");
        server = await listen(handle, options);
        return { url: server.url, port: server.port };
      }),
    close: () =>
      inTurn(async () => {
        const closing = server;
        server = undefined;
        refusing = false;
        await closing?.close();
      }),
    refuseConnections: () =>
      inTurn(async () => {
        refusing = true;
        await server?.close();
      }),
    acceptConnections: () =>
      inTurn(async () => {
        if (!refusing) return;
        await server?.reopen();
        refusing = false;
      }),
  };
}

function parseAllowedHosts(allowedHosts: unknown): ReadonlySet<string> {
  if (!Array.isArray(allowedHosts)) {
    throw new TypeError(`allowedHosts is ${describeValue(allowedHosts)}. Expected an array such as ["registry"].`);
  }
  const names = allowedHosts.map((host: unknown, index) => {
    const name = typeof host === "string" && !/[*]|:\d*$/.test(host) ? parseHost(host) : undefined;
    if (name !== undefined) return name;
    throw new TypeError(
      `allowedHosts[${index}] is not a valid host name. Expected a name without scheme and port, such as "registry".`,
    );
  });
  return new Set(names);
}

/**
 * Returns the host name in a `Host`, normalized as in a URL: in lower case, an IPv4 address as four numbers, without port and trailing
 * dot. Returns undefined for an invalid host.
 */
function parseHost(host: string): string | undefined {
  const isHost = /^(?:\[[^\s@/?#\\[\]]+\]|[^\s:@/?#\\[\]]+)(?::\d*)?$/.test(host) && URL.canParse(`http://${host}`);
  return isHost ? new URL(`http://${host}`).hostname.replace(/\.$/, "") : undefined;
}

const loopbackName = /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Returns an error unless the request has exactly one `Host` header, and its host is loopback or allowed. */
function checkHost({ rawHeaders, url = "" }: IncomingMessage, allowed: ReadonlySet<string>): ErrorResponse | undefined {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === "host");
  if (hosts.length !== 1) {
    return new ErrorResponse(400, "INVALID_ARGUMENT", `The request has ${hosts.length} Host headers. Expected one.`);
  }
  // A request to a proxy also has a host in its target.
  const [target] = /(?<=^[a-z][a-z\d+.-]*:\/\/)[^/?#]*/i.exec(url) ?? [];
  const names = [...hosts, ...(target === undefined ? [] : [target])].map(parseHost);
  if (names.includes(undefined)) {
    const expected = "Expected a host name, with or without a port.";
    const message = `The Host header or the request target is not a valid host. ${expected}`;
    return new ErrorResponse(400, "INVALID_ARGUMENT", message);
  }
  if (names.every((name = "") => loopbackName.test(name) || allowed.has(name))) return undefined;
  const allow = "Add it to allowedHosts of listen(), or run npm run serve -- --allowed-hosts <name>.";
  return new ErrorResponse(403, "PERMISSION_DENIED", `The host of this request is not allowed. ${allow}`);
}

/** Responds to a browser with one line of text, and to other callers with the contract's error body. */
function respondWithError(
  { status, body }: ErrorResponse,
  { headers }: IncomingMessage,
  outgoing: ServerResponse,
): void {
  const isForPage = headers.accept?.includes("text/html") === true;
  const text = isForPage ? `${body.message}\n` : JSON.stringify(body);
  const type = isForPage ? "text/plain; charset=utf-8" : "application/json";
  outgoing.writeHead(status, { "content-type": type, "content-length": text.length }).end(text);
}
