import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { URL } from "node:url";
import { described } from "./described.ts";
import { Refusal } from "./refusal.ts";

const loopback = "127.0.0.1";

/** How an embedded registry is served. */
export interface ListenOptions {
  /** Default: 0, a free port. */
  readonly port?: number;
  /**
   * Names under which requests are accepted besides those of loopback (`localhost`, `*.localhost`, `127.0.0.1`, `[::1]`), such as
   * `["registry"]` where a proxy or a container forwards to this port. Host names, without scheme and port. A request whose `Host`
   * is another is refused with 403, because a web page can point its own name at this machine (DNS rebinding). The port is open on
   * 127.0.0.1 only, whatever is allowed. Default: none.
   */
  readonly allowedHosts?: readonly string[];
}

/** Where an embedded registry is served. */
export interface ServerAddress {
  /** Without a slash at its end, as a client's `baseUrl`. */
  readonly url: string;
  /** The port in use, also when `port` was 0. */
  readonly port: number;
}

export interface Server extends ServerAddress {
  close(): Promise<void>;
  /** Listens again after `close()`, at the same port. */
  reopen(): Promise<void>;
}

/** Answers a request; what it needs to break a connection is in `outgoing`. */
export type Answer = (request: Request, outgoing: ServerResponse) => Response | Promise<Response>;

/**
 * Serves over HTTP on loopback. Rejects with the platform's error, such as EADDRINUSE, when the port can't be had, and with a
 * TypeError for invalid `allowedHosts`.
 */
export async function listen(answer: Answer, { port = 0, allowedHosts = [] }: ListenOptions): Promise<Server> {
  const allowed = hostnames(allowedHosts);
  // Not at import: it extends the platform's Request and Response then, which a test with jsdom may not have.
  const { getRequestListener } = await import("@hono/node-server");
  const server = createServer((incoming, outgoing) => {
    const refusal = hostRefusal(incoming, allowed);
    if (refusal !== undefined) {
      refuse(refusal, incoming, outgoing);
      return;
    }
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

function hostnames(allowedHosts: unknown): ReadonlySet<string> {
  if (!Array.isArray(allowedHosts)) {
    throw new TypeError(`allowedHosts is ${described(allowedHosts)}, and must be an array such as ["registry"].`);
  }
  const names = allowedHosts.map((host: unknown, index) => {
    const name = typeof host === "string" && !/[*]|:\d*$/.test(host) ? hostnameOf(host) : undefined;
    if (name !== undefined) return name;
    throw new TypeError(
      `allowedHosts[${index}] is no host name. Expected one without scheme and port, such as "registry".`,
    );
  });
  return new Set(names);
}

/**
 * The name in a `Host`, as URLs write it: in lower case, an IPv4 address with four numbers, without the port and the dot at its end.
 * Undefined for what is no host.
 */
function hostnameOf(host: string): string | undefined {
  const isHost = /^(?:\[[^\s@/?#\\[\]]+\]|[^\s:@/?#\\[\]]+)(?::\d*)?$/.test(host) && URL.canParse(`http://${host}`);
  return isHost ? new URL(`http://${host}`).hostname.replace(/\.$/, "") : undefined;
}

const loopbackName = /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Returns the refusal of a request without exactly one valid host, or whose host is neither loopback nor allowed. */
function hostRefusal({ rawHeaders, url = "" }: IncomingMessage, allowed: ReadonlySet<string>): Refusal | undefined {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === "host");
  if (hosts.length !== 1) {
    return new Refusal(400, "INVALID_ARGUMENT", `The request has ${hosts.length} Host headers. Expected one.`);
  }
  // Sent to a proxy, a request names its host in its target too.
  const [target] = /(?<=^[a-z][a-z\d+.-]*:\/\/)[^/?#]*/i.exec(url) ?? [];
  const names = [...hosts, ...(target === undefined ? [] : [target])].map(hostnameOf);
  if (names.includes(undefined))
    return new Refusal(
      400,
      "INVALID_ARGUMENT",
      "The Host header or the request target is not a valid host. Expected a host name, with or without a port.",
    );
  if (names.every((name = "") => loopbackName.test(name) || allowed.has(name))) return undefined;
  const allow = "allow it: allowedHosts of listen(), or npm run serve -- --allowed-hosts <name>";
  return new Refusal(
    403,
    "PERMISSION_DENIED",
    `The Host header names a host other than loopback. To use it, ${allow}.`,
  );
}

/** For a browser one line, and otherwise the contract's error body. */
function refuse({ status, body }: Refusal, { headers }: IncomingMessage, outgoing: ServerResponse): void {
  const isForPage = headers.accept?.includes("text/html") === true;
  const text = isForPage ? `${body.message}\n` : JSON.stringify(body);
  const type = isForPage ? "text/plain; charset=utf-8" : "application/json";
  outgoing.writeHead(status, { "content-type": type, "content-length": text.length }).end(text);
}
