import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { connect, createServer, Socket, type AddressInfo } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { RequestFault } from "../../src/embedded/index.ts";
import { newResourceId } from "../../src/index.ts";
import { createEmbeddedRegistry } from "./embedded.ts";

const loopback = "127.0.0.1";

/** How one exchange is cut. */
export interface Cut {
  readonly of: "request" | "response";
  /** The number of bytes that pass, modulo the length; negative numbers count from the end, and -1 means all. */
  readonly at: number;
  readonly end: keyof typeof ends;
  /** How the connection to the registry ends after a request is cut. With `left`, a complete request continues. */
  readonly upstream: "left" | "reset" | "fin";
}

const ends = {
  reset: (socket: Socket) => socket.resetAndDestroy(),
  fin: (socket: Socket) => socket.end(),
  destroy: (socket: Socket) => socket.destroy(),
};

/** The cut and the fault of one exchange. */
export interface Step {
  readonly cut: Cut | undefined;
  readonly fault: RequestFault | undefined;
}

/** The maximum latency. The proxy waits this long when nothing else shows that a request was executed. */
export const longestFaultMs = 3;

/** An embedded registry behind a proxy that cuts. */
export async function startCutRegistry(taskDurationMs: number) {
  const issued = new Set<string>();
  const embedded = createEmbeddedRegistry({
    taskDurationMs,
    asynchronous: ({ sourceKey }) => sourceKey.startsWith("later"),
    newId() {
      const id = newResourceId();
      issued.add(id);
      return id;
    },
  });
  const plan = { steps: [] as Step[], keepsOrder: false };
  const nextCut = () => {
    const step = plan.steps.shift();
    if (step?.fault !== undefined) embedded.faults.nextRequests(1, step.fault);
    return step?.cut;
  };
  const { port } = await embedded.listen();
  const proxy = await startCuttingProxy(port, nextCut, () => plan.keepsOrder);
  return {
    embedded,
    /** Every id that it generated, of resources and tasks. */
    issued,
    url: proxy.url,
    /** Sets the steps of the next exchanges, and whether an abandoned request must be executed before a later one. */
    plan: (steps: readonly Step[], keepsOrder: boolean) => Object.assign(plan, { steps: [...steps], keepsOrder }),
    quiet: proxy.quiet,
    close: () => {
      proxy.close();
      return embedded.close();
    },
  };
}

/**
 * A TCP proxy in front of a registry in the same process. `nextCut` says where it cuts an exchange. Its connections
 * to the client are kept alive until a cut.
 */
async function startCuttingProxy(registryPort: number, nextCut: () => Cut | undefined, keepsOrder: () => boolean) {
  const clients = new Set<Socket>();
  const exchanges = new Set<Promise<unknown>>();
  const connections = { opened: 0, closed: 0 };
  let isAnyAbandoned = false;
  let settling: Promise<void> | undefined;

  // A connection that is reset at once still reaches the registry later.
  const onAccepted = (message: unknown) => {
    if (!(message instanceof Object && "socket" in message && message.socket instanceof Socket)) return;
    if (message.socket.localPort === registryPort) message.socket.once("close", () => connections.closed++);
  };
  subscribe("net.server.socket", onAccepted);

  /** Waits until abandoned requests were executed, or can no longer be. */
  const settled = () => (settling ??= settle());
  async function settle(): Promise<void> {
    while (isAnyAbandoned) {
      isAnyAbandoned = false;
      while (connections.closed < connections.opened) await setImmediate();
      // Work can continue without its connection. The timer of its latency started before this one.
      await setTimeout(longestFaultMs + 1);
      for (let turn = 0; turn < 10; turn++) await setImmediate();
    }
    settling = undefined;
  }

  const open = async () => {
    if (keepsOrder()) await settled();
    const upstream = connect(registryPort, loopback);
    const inbox = inboxOf(upstream);
    await once(upstream, "connect");
    connections.opened++;
    return { upstream, inbox };
  };

  async function cutRequest(client: Socket, request: Buffer, isWhole: boolean, cut: Cut): Promise<void> {
    if (request.length === 0) {
      ends[cut.end](client);
      return;
    }
    const { upstream, inbox } = await open();
    await write(upstream, request);
    isAnyAbandoned = true;
    ends[cut.end](client);
    if (isWhole && cut.upstream === "left") {
      await inbox.until(isMessage);
      upstream.end();
    } else {
      ends[cut.upstream === "reset" ? "reset" : "fin"](upstream);
    }
    await inbox.closed;
  }

  /** Returns whether the connection to the client can be used again. */
  async function pass(client: Socket, request: Buffer, cut: Cut | undefined): Promise<boolean> {
    const { upstream, inbox } = await open();
    await write(upstream, request);
    const response = await inbox.until(isMessage);
    upstream.end();
    await write(client, response.subarray(0, cut && position(cut, response.length)));
    if (cut !== undefined) ends[cut.end](client);
    else if (!isMessage(response)) client.destroy();
    await inbox.closed;
    return cut === undefined && isMessage(response);
  }

  async function exchange(client: Socket, inbox: Inbox, length: number): Promise<boolean> {
    const cut = nextCut();
    const passed = cut?.of === "request" ? position(cut, length) : length;
    const received = await inbox.until((bytes) => bytes.length >= passed);
    const request = received.subarray(0, passed);
    inbox.clear();
    if (cut?.of !== "request") return pass(client, request, cut);
    await cutRequest(client, request, passed === length, cut);
    return false;
  }

  async function serve(client: Socket): Promise<void> {
    const inbox = inboxOf(client);
    for (let isOpen = true; isOpen;) {
      const length = lengthOf(await inbox.until((bytes) => lengthOf(bytes) !== undefined));
      if (length === undefined) return;
      const current = exchange(client, inbox, length);
      exchanges.add(current);
      isOpen = await current.finally(() => exchanges.delete(current));
    }
  }

  const server = createServer((client) => {
    clients.add(client);
    client.once("close", () => clients.delete(client));
    void serve(client);
  });
  await once(server.listen(0, loopback), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${port}`,
    /** Waits until the registry has executed every request that it received. */
    quiet: async () => {
      await Promise.all(exchanges);
      while (connections.closed < connections.opened) await setImmediate();
      await settled();
    },
    close() {
      unsubscribe("net.server.socket", onAccepted);
      for (const client of clients) client.destroy();
      server.close();
    },
  };
}

function position({ at }: Cut, length: number): number {
  return at < 0 ? Math.max(0, length + 1 + at) : at % (length + 1);
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((done) => {
    // An error of the socket is handled where the socket is read.
    socket.write(bytes, () => {
      done();
    });
  });
}

interface Inbox {
  /** Resolves with the received bytes once they are enough, or the socket has closed. */
  until(isEnough: (bytes: Buffer) => boolean): Promise<Buffer>;
  clear(): void;
  readonly closed: Promise<void>;
}

function inboxOf(socket: Socket): Inbox {
  let bytes = Buffer.alloc(0);
  let wake = (): void => undefined;
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      isClosed = true;
      wake();
      resolve();
    });
  });
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    wake();
  });
  return {
    async until(isEnough) {
      while (!isEnough(bytes) && !isClosed) await new Promise<void>((resolve) => (wake = resolve));
      return bytes;
    },
    clear() {
      bytes = Buffer.alloc(0);
    },
    closed,
  };
}

function isMessage(bytes: Buffer): boolean {
  return bytes.length >= (lengthOf(bytes) ?? Infinity);
}

/** Returns the length of an HTTP message; undefined until all its headers, or all its chunks, have arrived. */
function lengthOf(bytes: Buffer): number | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const headers = bytes.toString("latin1", 0, end);
  if (/^transfer-encoding:/im.test(headers)) {
    const last = bytes.indexOf("\r\n0\r\n\r\n", end + 2);
    return last === -1 ? undefined : last + 7;
  }
  return end + 4 + Number(/^content-length: *(\d+)/im.exec(headers)?.[1] ?? 0);
}
