import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createRegistryClient } from "../support/client.ts";
import { backends, dividing, removeLock, withServer } from "./queues.ts";

describe.each(backends)("a worker of a queue on %s that has lost its job", (backend) => {
  const server = withServer(backend);

  test("sends nothing after a wait that the registry asked for, so no record becomes stale", async () => {
    const { enqueue, start, finished, stored, embedded, registryUrl, file, queueName } = await dividing(
      server(),
      backend,
    );
    const versions = ["first", "last"].map((family) => `${JSON.stringify({ id: "made-up-1", family })}\n`);
    await writeFile(file, versions.join(""));
    await enqueue({ partitions: 1 });
    embedded.faults.nextRequests(1, { kind: "status", status: 429, headers: { "retry-after": "2" } });
    const options = { batchSize: 1, concurrency: 1 };
    let overloads = 0;
    const registry = createRegistryClient({
      baseUrl: registryUrl,
      apiKey: "a-made-up-key",
      onEvent: (event) => {
        if (event.type === "response" && event.status === 429) overloads += 1;
      },
    });
    const worker = await start({ ...options, registry, lockDurationMs: 1_000 });
    await expect.poll(() => overloads, { interval: 10 }).toBe(1);
    await start({ ...options, lockDurationMs: 1_000 });
    await removeLock(server().url, backend, queueName);
    await finished();
    await worker.event("lost");
    expect(stored()).toEqual({ "made-up-1": "last" });
  });
});
