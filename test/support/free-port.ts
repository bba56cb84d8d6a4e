import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Platforms choose ports from here on for connections and `listen(0)`, so that no other process gets a lower one by chance. */
const firstChosenPort = 32_768;
/** `fetch` refuses some ports below it. */
const minPort = 11_000;

/** Returns a port at 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(minPort, firstChosenPort);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
