import { Redis } from "ioredis";
import { describe, expect, onTestFinished, test } from "vitest";
import { importReport } from "../../src/bullmq/index.ts";
import { startRedis } from "./servers.ts";
import { backends, dividing, expectedOf, queryOnce, removeLock, withServer, type Backend } from "./queues.ts";

/** A registry that applies each bulk late. */
const slow = { taskDurationMs: 300 };

describe.each(backends)("a worker of a queue on %s", (backend) => {
  const server = withServer(backend);

  test("gives its job back when it is closed: another worker continues at once, and no attempt is counted", async () => {
    const { enqueue, start, finished, stored, queue } = await dividing(server(), backend, 60, slow);
    await enqueue({ partitions: 1 });
    const worker = await start({ batchSize: 10, concurrency: 1 });
    await worker.event("started");
    await worker.close();
    await worker.closed;
    expect(worker.events.at(-1)).toMatchObject({ event: "released", partition: 1 });
    const job = await queue.getJob("patients.ndjson.1-of-1");
    expect(await job?.getState()).toBe("waiting");
    expect(job?.attemptsMade).toBe(0);
    await start();
    await finished();
    expect(stored()).toEqual(expectedOf(60));
  });

  test("stops its import when it has lost its lock, and another worker continues", async () => {
    const { enqueue, start, finished, stored, queueName } = await dividing(server(), backend, 60, slow);
    await enqueue({ partitions: 1 });
    const worker = await start({ batchSize: 10, concurrency: 1, lockDurationMs: 1_500 });
    await worker.event("started");
    await removeLock(server().url, backend, queueName);
    await worker.event("lost");
    await finished();
    expect(stored()).toEqual(expectedOf(60));
  });

  test("reports no error when it has lost its lock just before the end of its import", async () => {
    const { enqueue, start, stored, queueName } = await dividing(server(), backend, 60, { taskDurationMs: 1_500 });
    await enqueue({ partitions: 1 });
    const worker = await start();
    await worker.event("started");
    await removeLock(server().url, backend, queueName);
    await worker.event("finished");
    expect(worker.events.map(({ event }) => event)).not.toContain("error");
    expect(stored()).toEqual(expectedOf(60));
  });

  test("keeps its lock for as long as its import runs", async () => {
    const { enqueue, start, finished } = await dividing(server(), backend, 60, slow);
    await enqueue({ partitions: 1 });
    const options = { batchSize: 3, concurrency: 1, lockDurationMs: 3_000 };
    const workers = [await start(options), await start(options)];
    await finished();
    const events = workers.flatMap((worker) => worker.events.map(({ event }) => event));
    expect(events.filter((event) => event === "started")).toHaveLength(1);
  });

  test("continues after a restart of the server of the queue", async () => {
    const { enqueue, start, finished, stored } = await dividing(server(), backend, 60, slow);
    const timing = { retryMs: 200, errorWindowMs: 1_000 };
    const options = { batchSize: 5, concurrency: 1, lockDurationMs: 1_500 };
    const workers = [await start(options, timing), await start(options, timing)];
    await enqueue({ partitions: 2 });
    await Promise.all(workers.map((worker) => worker.event("started")));
    await server().restart();
    await finished();
    expect(stored()).toEqual(expectedOf(60));
  });

  test("a partition that kills its worker each time: fails after 5 starts without progress, with the span of its records", async () => {
    const { enqueue, start, journals, embedded } = await dividing(server(), backend, 20);
    await enqueue({ partitions: 1 });
    embedded.faults.nextRequests(1, { kind: "status", status: 401 });
    const worker = await start();
    await worker.event("failed");
    await worker.close();
    const journal = await journals.open("patients.ndjson", 1);
    const at = new Date().toISOString();
    for (let starts = 0; starts < 5; starts += 1) {
      await journal.append(
        [
          { entry: "run", at },
          { entry: "sending", spans: [[0, 0, 9, 0]] },
        ],
        true,
      );
    }
    await journal.close();
    await enqueue({ partitions: 1 });
    const next = await start();
    expect(await next.event("failed")).toMatchObject({
      retried: false,
      message: expect.stringMatching(/5 times[^]*line 1\b/) as string,
    });
    expect((await importReport({ journals })).partitions).toMatchObject([{ written: 0 }]);
  });

  test("ends itself at the tenth error of the queue in a row", async () => {
    const { enqueue, start, queueName } = await dividing(server(), backend, 60, slow);
    await enqueue({ partitions: 1 });
    const options = { batchSize: 5, concurrency: 1, lockDurationMs: 1_000 };
    const worker = await start(options, { retryMs: 20, errorWindowMs: 10 });
    await worker.event("started");
    await breakQueue(server().url, backend, queueName);
    await expect(worker.closed).rejects.toMatchObject({ name: "ImportWorkerError", reason: "unavailable" });
    // Renewals of the lock may succeed between the first ones.
    expect(worker.events.filter(({ event }) => event === "error").length).toBeGreaterThanOrEqual(10);
  });

  test("ignores the exceptions of onEvent, and can be closed twice", async () => {
    const { start } = await dividing(server(), backend, 1);
    const worker = await start({
      onEvent() {
        throw new Error("an error of a log");
      },
    });
    await worker.close();
    await worker.close();
  });

  test.each([
    { options: { queueName: "a:b" }, message: "queueName is invalid" },
    { options: { backend: "mysql" as Backend }, message: "backend is invalid" },
    { options: { connection: "" }, message: "connection is invalid" },
    { options: { lockDurationMs: 10 }, message: "lockDurationMs is invalid" },
    ...[NaN, Infinity, 1, 30_000.5, 2 ** 31, "30000" as unknown as number].map((lockDurationMs) => ({
      options: { lockDurationMs },
      message: "lockDurationMs is invalid. Expected a whole number from 1,000 to 2,147,483,647.",
    })),
  ])("refuses invalid options: $options, $message", async ({ options, message }) => {
    const { start } = await dividing(server(), backend, 1);
    await expect(start(options)).rejects.toMatchObject({
      name: "ImportInputError",
      message: expect.stringContaining(message) as string,
    });
  });

  test.each([
    { thrown: new TypeError("a made-up value"), printed: "TypeError" },
    { thrown: "a made-up value", printed: "error" },
  ])("prints an unexpected error by its name alone: $printed", async ({ thrown, printed }) => {
    const { enqueue, start, journals } = await dividing(server(), backend, 1);
    await enqueue({ partitions: 1 });
    const worker = await start({
      journals: { ...journals, open: () => rejectWith(thrown) },
    });
    expect(await worker.event("failed")).toMatchObject({
      retried: true,
      message: `The import stopped because of an unexpected ${printed}.`,
    });
  });

  test("ends when an option of the import is invalid", async () => {
    const { enqueue, start } = await dividing(server(), backend, 1);
    await enqueue({ partitions: 3 });
    const worker = await start({ batchSize: -1 });
    await expect(worker.closed).rejects.toMatchObject({ message: expect.stringContaining("batchSize") as string });
  });

  test("ends when its module is too old, or an old one", async () => {
    const { start } = await dividing(server(), backend, 1);
    await expect(start({ bullmq: { Worker: Object } })).rejects.toMatchObject({ reason: "version" });
  });
});

test("closes while its server is away", async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const { start } = await dividing(server, "redis", 1);
  const worker = await start({}, { closeMs: 50 });
  await server.stop();
  await worker.event("error");
  await worker.close();
  await worker.closed;
});

test("FLUSHALL in the middle: enqueued again, nothing is lost", async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const { enqueue, start, finished, stored } = await dividing(server, "redis", 60, slow);
  await enqueue({ partitions: 2 });
  const workers = [
    await start({ batchSize: 5, concurrency: 1, lockDurationMs: 1_500 }),
    await start({ batchSize: 5, concurrency: 1, lockDurationMs: 1_500 }),
  ];
  await Promise.all(workers.map((worker) => worker.event("started")));
  const redis = new Redis(server.url);
  await redis.flushall();
  redis.disconnect();
  await enqueue({ partitions: 2 });
  await finished();
  expect(stored()).toEqual(expectedOf(60));
});

/** A promise that rejects with any value, as a promise of JavaScript can. */
async function rejectWith(thrown: unknown): Promise<never> {
  await Promise.resolve();
  throw thrown;
}

/** Makes each request of a queue fail, while its server responds. */
async function breakQueue(url: string, backend: Backend, queueName: string): Promise<void> {
  if (backend === "redis") {
    const redis = new Redis(url);
    for (const key of ["wait", "active", "delayed", "paused"]) {
      await redis.del(`bull:${queueName}:${key}`);
      await redis.set(`bull:${queueName}:${key}`, "not a list");
    }
    redis.disconnect();
    return;
  }
  await queryOnce(url, "alter table bullmq.job rename to old_job");
  onTestFinished(() => queryOnce(url, "alter table bullmq.old_job rename to job"));
}
