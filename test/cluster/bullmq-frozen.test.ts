import { symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { fileJournals } from "../../src/import/index.ts";
import { runIn } from "../support/command.ts";
import { backends, dividing, expectedOf, type Backend } from "./queues.ts";
import { startPostgres, startRedis, type Server } from "./servers.ts";

async function ownServer(backend: Backend): Promise<Server> {
  const server = await (backend === "redis" ? startRedis() : startPostgres());
  onTestFinished(() => server.stop());
  return server;
}

/** A registry that applies each bulk late. */
const slow = { taskDurationMs: 300 };

describe.each(backends)("while the server of the queue is frozen: %s", (backend) => {
  test("a worker is closed in the middle of its job, twice, and another one continues when the server wakes", async () => {
    const server = await ownServer(backend);
    const { enqueue, start, stored, folder } = await dividing(server, backend, 60, slow);
    const journals = fileJournals(folder);
    await enqueue({ partitions: 1, journals });
    const options = { journals, batchSize: 5, concurrency: 1, lockDurationMs: 1_500 };
    const worker = await start(options, { closeMs: 50 });
    await worker.event("started");
    await server.freeze();
    await Promise.all([worker.close(), worker.close()]);
    expect(worker.events.at(-1)).toMatchObject({ event: "released" });
    await server.thaw();
    const next = await start(options);
    await next.event("finished");
    expect(stored()).toEqual(expectedOf(60));
  });

  test("a worker that connects ends when its signal is aborted, also by the command", async () => {
    const server = await ownServer(backend);
    const { start, folder } = await dividing(server, backend, 1);
    await server.freeze();
    const signal = AbortSignal.timeout(100);
    const worker = await start({ signal }, { closeMs: 50 });
    await worker.closed;
    await worker.close();
    expect(worker.events).toEqual([]);
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    const line = `worker --queue imports --backend ${backend} --source ehr-prod --type patient --journals .`;
    const env = { CLINIA_QUEUE_URL: server.url, CLINIA_API_KEY: "any", CLINIA_BASE_URL: "http://127.0.0.1:1" };
    expect(await runIn(folder, line, { env, signal: AbortSignal.timeout(100) })).toMatchObject({ code: 0 });
    await server.thaw();
  });
});
