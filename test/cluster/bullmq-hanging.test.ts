import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createRegistryClient } from "../support/client.ts";
import { backends, dividing, expectedOf, withServer, type Backend } from "./queues.ts";

const count = 60;
const timeoutMs = 1_000;
/** A worker waits ten seconds for tasks. */
const maxMs = 14_000;

/** What a registry hangs at: requests with this method, before its response or after the headers. */
interface Hanging {
  readonly method: "GET" | "POST";
  readonly after: "nothing" | "headers";
}

/** Starts a server between a worker and its registry. */
async function startGate(target: string) {
  let hanging: Hanging | undefined;
  let held = 0;
  const server = createServer((incoming, outgoing) => {
    const { method = "", headers, url = "" } = incoming;
    if (method === hanging?.method) {
      held += 1;
      if (hanging.after === "headers") outgoing.writeHead(200, { "content-type": "application/json" }).flushHeaders();
      return;
    }
    const forwarded = request(target + url, { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hang(next: Hanging) {
      hanging = next;
    },
    held: () => held,
  };
}

const servers = { redis: withServer("redis"), postgres: withServer("postgres") };

const hangings: readonly Hanging[] = [
  { method: "GET", after: "nothing" },
  { method: "GET", after: "headers" },
  { method: "POST", after: "nothing" },
  { method: "POST", after: "headers" },
];

async function closeWhileHanging(backend: Backend, hanging: Hanging): Promise<void> {
  const { enqueue, start, stored, registryUrl } = await dividing(servers[backend](), backend, count, {
    taskDurationMs: 200,
  });
  const gate = await startGate(registryUrl);
  await enqueue({ partitions: 1 });
  const registry = createRegistryClient({ baseUrl: gate.url, apiKey: "a-made-up-key", timeoutMs });
  const options = { batchSize: 5, concurrency: 2 };
  const worker = await start({ ...options, registry });
  await expect.poll(() => Object.keys(stored()).length, { interval: 10 }).toBeGreaterThan(5);
  gate.hang(hanging);
  await expect.poll(gate.held, { interval: 10 }).toBeGreaterThan(0);
  const before = performance.now();
  await worker.close();
  expect(performance.now() - before).toBeLessThan(maxMs);
  expect(worker.events.at(-1)).toMatchObject({ event: "released" });
  const next = await start(options);
  await next.event("finished");
  expect(stored()).toEqual(expectedOf(count));
}

// All at a time, because each waits ten seconds.
test("a worker is closed while the registry hangs at any request: in seconds, and another one continues at once", async () => {
  const all = backends.flatMap((backend) => hangings.map((hanging) => closeWhileHanging(backend, hanging)));
  await Promise.all(all);
});
