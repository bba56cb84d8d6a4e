import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** When the connection is cut: before the statement reaches the server, or after the server has committed it, without its response. */
export type CutAt = "before" | "after";

/** Between the pool of the journals and PostgreSQL. */
export interface Cutter {
  readonly port: number;
  /** Cuts the connection of the next append that has an entry of this name. */
  readonly cutNext: (entry: string, at: CutAt) => void;
  /** How many connections were cut. */
  readonly cuts: () => number;
}

/** Forwards connections to a port. The end of the test closes them. */
export async function startCutter(target: number): Promise<Cutter> {
  const sockets = new Set<Socket>();
  let next: { readonly text: string; readonly at: CutAt } | undefined;
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    let isCut = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    const cut = () => {
      cuts += 1;
      near.destroy();
      far.destroy();
    };
    near.on("data", (bytes) => {
      if (next !== undefined && bytes.includes(next.text)) {
        const { at } = next;
        next = undefined;
        isCut = at === "after";
        if (!isCut) cut();
      }
      if (!far.destroyed) far.write(bytes);
    });
    // The server responds once it has committed.
    far.on("data", (bytes) => {
      if (isCut) cut();
      else near.write(bytes);
    });
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cutNext(entry, at) {
      // As an element of an array of PostgreSQL.
      next = { text: `entry\\":\\"${entry}\\"`, at };
    },
    cuts: () => cuts,
  };
}
