import { Worker, createPostgresBackend } from "bullmq";
import { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { enqueueImport, type ImportQueue } from "../../src/bullmq/index.ts";
import { hashOf } from "../../src/bullmq/same-files.ts";
import { describeFiles, importFiles, importReport } from "../../src/import/index.ts";
import { folderWith, runIn } from "../support/command.ts";
import { createRegistryClient } from "../support/client.ts";
import { patients, source } from "../support/imports.ts";
import { backends, dividing, expectedOf, withServer, type Backend, type Dividing } from "./queues.ts";
import { startRedis } from "./servers.ts";

const password = "a-made-up-password";

describe.each(backends)("an import by a queue on %s, attacked", (backend) => {
  const server = withServer(backend);

  test("other files under the same name, while a worker has just taken a job: refused, and no job is replaced", async () => {
    const dividingFiles = await dividing(server(), backend, 20);
    const { enqueue, queue, queueName } = dividingFiles;
    await enqueue({ partitions: 3, name: "patients" });
    await takeJob(server().url, backend, queueName);
    const before = await filesOfJobs(queue);
    const other = await otherFile(dividingFiles);
    await expect(enqueue({ partitions: 3, name: "patients", files: other })).rejects.toThrow("has other files");
    expect(await filesOfJobs(queue)).toEqual(before);
    expect((await enqueue({ partitions: 3, name: "patients" })).partitions.map(({ state }) => state)).toEqual([
      "present",
      "present",
      "present",
    ]);
  });

  test("other files under the same name, when only the last partition has begun: refused, and no job is replaced", async () => {
    const dividingFiles = await dividing(server(), backend, 20);
    const { enqueue, queue, journals, embedded, file } = dividingFiles;
    await enqueue({ partitions: 2, name: "patients" });
    const registry = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "a-made-up-key",
      fetch: (url, init) => embedded.fetch(url, init),
    });
    const journal = await journals.open("patients", 2);
    await importFiles(registry, source, file, { journal, shard: "2/2", type: "patient" });
    await journal.close();
    const before = await filesOfJobs(queue);
    const other = await otherFile(dividingFiles);
    await expect(enqueue({ partitions: 2, name: "patients", files: other })).rejects.toThrow("has other files");
    expect(await filesOfJobs(queue)).toEqual(before);
  });

  test("other files that are enqueued at the same time: the first partition decides, and the others fail until it is enqueued again", async () => {
    const dividingFiles = await dividing(server(), backend, 20);
    const { enqueue, queue, journals, start, finished, stored, file } = dividingFiles;
    const other = await otherFile(dividingFiles);
    const own = { partitions: 3, name: "patients" };
    await enqueue(own);
    // What is left when the jobs of two calls interleave.
    const mixed = await queue.getJob("patients.2-of-3");
    const data = mixed?.data as object;
    const expectedFiles = await describeFiles(other);
    await mixed?.updateData({ ...data, files: [other], expectedFiles });
    const worker = await start();
    await worker.event("finished", 2);
    await worker.event("failed");
    expect(worker.events.filter(({ event }) => event === "failed")).toMatchObject([
      { partition: 2, retried: false, message: expect.stringContaining("has other files") as string },
    ]);
    expect((await journals.list())[0]?.files).toMatch(/^[0-9a-f]{64}$/);
    await expect(enqueue({ ...own, files: other })).rejects.toThrow("has other files");
    expect((await enqueue({ ...own, files: file })).partitions.map(({ state }) => state)).toEqual([
      "finished",
      "enqueued",
      "finished",
    ]);
    await finished();
    expect(stored()).toEqual(expectedOf(20));
  });

  test("two calls with other files at the same time, while workers run: the partitions are of one of them", async () => {
    const dividingFiles = await dividing(server(), backend, 20);
    const { enqueue, start, stored, queue, journals } = dividingFiles;
    const other = await otherFile(dividingFiles);
    const workers = [await start(), await start()];
    const own = { partitions: 6, name: "patients" };
    const calls = [enqueue(own), enqueue({ ...own, files: other }), enqueue(own), enqueue({ ...own, files: other })];
    const ends = await Promise.allSettled(calls);
    for (const end of ends) {
      if (end.status === "rejected") expect(end.reason).toMatchObject({ name: "ImportInputError" });
    }
    const states = async () => (await importReport({ journals })).partitions.map(({ state }) => state);
    await expect.poll(states).toContain("finished");
    // enqueue rejects while a job of the other files is active.
    await expect.poll(() => queue.getJobCountByTypes("waiting", "active")).toBe(0);
    const [{ files: begun } = { files: undefined }] = await journals.list();
    const isOwn = begun === hashOf(await describeFiles(dividingFiles.file));
    await enqueue(isOwn ? own : { ...own, files: other });
    await dividingFiles.finished();
    await Promise.all(workers.map((worker) => worker.close()));
    expect(stored()).toEqual(expectedOf(isOwn ? 20 : 1));
  });

  test("a job that can't be removed: the error of the queue, and the job is kept", async () => {
    const { enqueue, queue, journals, file } = await dividing(server(), backend, 1);
    await enqueue({ partitions: 1 });
    const job = await queue.getJob("patients.ndjson.1-of-1");
    let removals = 0;
    const refusing: ImportQueue = {
      add: () => Promise.reject(new Error("not expected")),
      getJob: () =>
        Promise.resolve({
          data: job?.data as unknown,
          getState: () => Promise.resolve("failed"),
          remove: () => Promise.reject(new Error(`refused ${(removals += 1)} times`)),
        }),
    };
    await expect(enqueueImport(refusing, { files: file, journals, partitions: 1 })).rejects.toThrow("refused 3 times");
  });

  test("jobs whose data was changed: fail at once, and the worker continues", async () => {
    const { enqueue, queue, start, finished, stored } = await dividing(server(), backend, 20);
    const expectedFiles = [{ name: "p", size: 1, head: "", tail: "" }];
    const valid = { import: "patients.ndjson", partition: 1, partitions: 1, files: ["/p"], expectedFiles };
    const changes = [
      { import: 1 },
      { partition: 0 },
      { partition: 2 },
      { files: [1] },
      { files: "/p" },
      { expectedFiles: [null] },
      { expectedFiles: [{}] },
      { partitions: undefined },
      { expectedFiles: undefined },
    ];
    for (const [index, change] of changes.entries()) {
      await queue.add("import", { ...valid, ...change }, { jobId: `changed-${index}`, attempts: 1_000 });
    }
    await enqueue({ partitions: 1 });
    await start();
    await finished();
    expect(stored()).toEqual(expectedOf(20));
    expect(await queue.getJobCounts("failed", "delayed")).toEqual({ failed: changes.length, delayed: 0 });
  });

  test.each([
    { part: "user", url: `${backend}://user#1:${password}@127.0.0.1:1/0` },
    { part: "port", url: `${backend}://user:${password}@127.0.0.1:99999/0` },
  ])("an invalid $part in the connection string: refused at once, without its password", async ({ url }) => {
    const { start } = await dividing(server(), backend, 1);
    const error: unknown = await start({ connection: url }).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: "ImportInputError" });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(password);
    const folder = await folderWith({ "p.ndjson": "{}\n", "node_modules/.keep": "" });
    const line = `--queue imports --backend ${backend} --journals .`;
    for (const command of [`enqueue p.ndjson ${line}`, `worker --source ehr-prod --type patient ${line}`]) {
      const run = await runIn(folder, command, {
        env: { CLINIA_QUEUE_URL: url, CLINIA_API_KEY: "any", CLINIA_BASE_URL: "http://127.0.0.1:1" },
      });
      expect(run).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("CLINIA_QUEUE_URL is not a valid URL") as string,
      });
      expect(run.stderr + run.stdout).not.toContain(password);
    }
  });

  test("a user without rights or a database that is missing: the error has no password", async () => {
    const { start } = await dividing(server(), backend, 1);
    const url = server().url.replace(/:\/\/(?:.*@)?/, `://nobody:${password}@`);
    const timing = { retryMs: 1, errorWindowMs: 0 };
    const error: unknown = await start({ connection: url }, timing).catch((error: unknown) => error);
    const reason = backend === "postgres" ? "refused" : "unavailable";
    expect(error).toMatchObject({ name: "ImportWorkerError", reason });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(password);
  });
});

test("jobs of a later version, with more fields, and two workers in one process: each record is written once", async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const { enqueue, queue, start, finished, stored, journals } = await dividing(server, "redis", 60);
  await enqueue({ partitions: 4 });
  for (const job of await queue.getJobs()) {
    const data = job.data as { readonly expectedFiles: readonly object[] };
    const expectedFiles = data.expectedFiles.map((file) => ({ ...file, later: 1 }));
    await job.updateData({ ...data, expectedFiles, version: 2, later: { nested: [] } });
  }
  const workers = [await start({ batchSize: 1 }), await start({ batchSize: 1 })];
  await finished();
  await Promise.all(workers.map((worker) => worker.close()));
  expect(stored()).toEqual(expectedOf(60));
  expect(await importReport({ journals })).toMatchObject({ read: 60, written: 60, open: 0 });
  expect(workers.flatMap(({ events }) => events).filter(({ event }) => event === "failed")).toEqual([]);
});

test("a percent sign in a password for Redis that encodes nothing: refused at once", async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const { start } = await dividing(server, "redis", 1);
  await expect(start({ connection: "redis://user:100%zz@127.0.0.1:1" })).rejects.toThrow("not a valid URL");
});

test("Redis has removed the list of waiting jobs: enqueued again, nothing is lost", async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const { enqueue, start, finished, stored, queueName } = await dividing(server, "redis", 20);
  await enqueue({ partitions: 2 });
  const redis = new Redis(server.url);
  expect(await redis.del(`bull:${queueName}:wait`)).toBe(1);
  redis.disconnect();
  expect((await enqueue({ partitions: 2 })).partitions.map(({ state }) => state)).toEqual(["enqueued", "enqueued"]);
  await start();
  await finished();
  expect(stored()).toEqual(expectedOf(20));
});

/** Takes the next job, as a worker does that has not opened the journal yet. */
async function takeJob(url: string, backend: Backend, queueName: string): Promise<void> {
  const worker =
    backend === "redis"
      ? new Worker(queueName, null, { connection: { url } })
      : new Worker(queueName, null, { connection: { connectionString: url } }, createPostgresBackend);
  worker.on("error", () => undefined);
  onTestFinished(() => worker.close(true));
  expect(await worker.getNextJob(randomUUID(), { block: false })).toBeDefined();
}

async function otherFile({ folder }: Dividing): Promise<string> {
  const other = join(folder, "other.ndjson");
  await writeFile(other, `${JSON.stringify(patients(1)[0])}\n`);
  return other;
}

async function filesOfJobs(queue: Dividing["queue"]): Promise<unknown[]> {
  const jobs = await queue.getJobs();
  return jobs.map(({ id, data }) => [id, (data as { readonly files: unknown }).files]).sort();
}
