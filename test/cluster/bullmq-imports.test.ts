import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importReport, type ImportWorkerOptions } from "../../src/bullmq/index.ts";
import { importFiles } from "../../src/import/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { patients, source } from "../support/imports.ts";
import { backends, dividing, expectedOf, withServer } from "./queues.ts";

describe.each(backends)("an import by a queue on %s", (backend) => {
  const server = withServer(backend);

  test("writes each record once, by workers that share the partitions", async () => {
    const { enqueue, start, stored, journals, jobs, finished } = await dividing(server(), backend);
    const { name, partitions, bytesPerPartition, totalBytes } = await enqueue({ partitions: 3 });
    expect(partitions).toEqual(
      [1, 2, 3].map((partition) => ({
        partition,
        jobId: `patients.ndjson.${partition}-of-3`,
        state: "enqueued",
      })),
    );
    expect(totalBytes).toBe(3 * bytesPerPartition);
    const workers = [await start(), await start()];
    await finished();
    await Promise.all(workers.map((worker) => worker.close()));
    expect(stored()).toEqual(expectedOf(200));
    expect(await importReport({ journals })).toMatchObject({ name, read: 200, written: 200, open: 0, rejects: [] });
    expect(await jobs()).toEqual([]);
  });

  test("is safe to enqueue again: while it runs, after it failed, and after it finished", async () => {
    const { enqueue, start, finished, stored, embedded } = await dividing(server(), backend);
    await enqueue({ partitions: 2 });
    expect((await enqueue({ partitions: 2 })).partitions.map(({ state }) => state)).toEqual(["present", "present"]);
    embedded.faults.nextRequests(99, { kind: "status", status: 401 });
    const worker = await start();
    await worker.event("failed", 2);
    await worker.close();
    embedded.faults.clear();
    expect((await enqueue({ partitions: 2 })).partitions.map(({ state }) => state)).toEqual(["enqueued", "enqueued"]);
    await start();
    await finished();
    const again = await enqueue({ partitions: 2 });
    expect(again.partitions.map(({ state }) => state)).toEqual(["finished", "finished"]);
    expect(again.totalBytes).toBe(0);
    expect(stored()).toEqual(expectedOf(200));
  });

  test("other number of partitions for the same journals: refused, and names both", async () => {
    const { enqueue } = await dividing(server(), backend);
    await enqueue({ partitions: 4 });
    await expect(enqueue({ partitions: 3 })).rejects.toMatchObject({
      name: "ImportInputError",
      message: expect.stringMatching(/4 partitions, and not into 3/) as string,
    });
  });

  test("refuses other files under the name of an import that has begun", async () => {
    const { enqueue, start, finished, file } = await dividing(server(), backend);
    await enqueue({ partitions: 2 });
    await start();
    await finished();
    await writeFile(file, `${JSON.stringify({ id: "made-up-9", family: "Made Up" })}\n`);
    await expect(enqueue({ partitions: 2 })).rejects.toMatchObject({
      name: "ImportInputError",
      message: expect.stringContaining("Choose another name") as string,
    });
  });

  test("replaces the jobs of other files that have not begun", async () => {
    const { enqueue, start, finished, file, stored } = await dividing(server(), backend);
    await enqueue({ partitions: 2 });
    await writeFile(
      file,
      patients(3)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(""),
    );
    expect((await enqueue({ partitions: 2 })).partitions.map(({ state }) => state)).toEqual(["enqueued", "enqueued"]);
    await start();
    await finished();
    expect(stored()).toEqual(expectedOf(3));
  });

  test("needs a name for several files, and refuses stdin and invalid names", async () => {
    const { enqueue, folder, file } = await dividing(server(), backend, 1);
    const other = join(folder, "other.ndjson");
    await writeFile(other, "{}\n");
    await expect(enqueue({ files: [file, other] })).rejects.toThrow("needs a name");
    await expect(enqueue({ files: folder })).rejects.toThrow("needs a name");
    await expect(enqueue({ files: "-" })).rejects.toThrow("stdin can't be divided");
    await expect(enqueue({ name: "a b" })).rejects.toMatchObject({ name: "InvalidRequestError", field: "name" });
    await expect(enqueue({ partitions: 0 })).rejects.toMatchObject({
      name: "InvalidRequestError",
      field: "partitions",
    });
    await expect(enqueue({ files: "missing.ndjson", cwd: folder })).rejects.toThrow("There is no file");
    expect((await enqueue({ files: "*.ndjson", cwd: folder, name: "both" })).partitions).toHaveLength(4);
  });

  test("a worker that can't see the file: its jobs fail with that, and three in a row end the worker", async () => {
    const { enqueue, start, file, finished, stored, queue, folder } = await dividing(server(), backend, 20);
    await enqueue({ partitions: 3 });
    await rm(file);
    const worker = await start();
    await expect(worker.closed).rejects.toMatchObject({ name: "ImportWorkerError", reason: "jobs" });
    const failures = worker.events.filter(({ event }) => event === "failed");
    expect(failures).toHaveLength(3);
    expect(failures[0]).toMatchObject({
      retried: true,
      message: expect.stringContaining("There is no file") as string,
    });
    await writeFile(join(folder, "other"), "");
    await writeFile(
      file,
      patients(20)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(""),
    );
    await Promise.all((await queue.getDelayed()).map((job) => job.promote()));
    await start();
    await finished();
    expect(stored()).toEqual(expectedOf(20));
  });

  test("a worker that has another file: its job fails with that", async () => {
    const { enqueue, start, file } = await dividing(server(), backend, 20);
    await enqueue({ partitions: 1 });
    await writeFile(
      file,
      patients(21)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(""),
    );
    const worker = await start();
    expect(await worker.event("failed")).toMatchObject({
      retried: true,
      message: expect.stringContaining("not the file that was expected") as string,
    });
  });

  test("a worker with other options than those of a partition that has begun: its jobs fail, and nothing is written", async () => {
    const { enqueue, start, file, journals, embedded, stored } = await dividing(server(), backend, 20);
    await journals.define({ name: "patients", partitions: 5 });
    const registry = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "a-made-up-key",
      fetch: (url, init) => embedded.fetch(url, init),
    });
    const journal = await journals.open("patients", 2);
    await importFiles(registry, source, file, { journal, shard: "2/5", type: "patient", delimiter: ";" });
    await journal.close();
    const written = stored();
    await enqueue({ partitions: 5, name: "patients" });
    const same = { delimiter: ";" };
    const others: [options: Partial<ImportWorkerOptions>, difference: string][] = [
      [{ ...same, type: "practitioner" }, 'type: "patient", and now "practitioner"'],
      [{}, 'delimiter: ";", and now none'],
      [{ ...same, idAsText: true }, "idAsText: none, and now true"],
      [{ ...same, map: () => [] }, "mapping"],
    ];
    for (const [options, difference] of others) {
      const worker = await start(options);
      expect(await worker.event("failed")).toMatchObject({
        retried: true,
        message:
          `Partition 2 of patients has begun with another ${difference}. ` +
          "Start every worker with the same options, or enqueue the import with another name (--name).",
      });
      await worker.close();
    }
    expect(stored()).toEqual(written);
    expect(embedded.resources({ ...source, resourceType: "practitioner" })).toEqual([]);
  });

  test("fails at once when the registry refuses, and is enqueued again after the correction", async () => {
    const { enqueue, start, jobs, finished, embedded } = await dividing(server(), backend, 20);
    await enqueue({ partitions: 1 });
    embedded.faults.nextRequests(1, { kind: "status", status: 401 });
    const worker = await start();
    expect(await worker.event("failed")).toMatchObject({
      retried: false,
      message: expect.stringContaining("401") as string,
    });
    await expect.poll(async () => (await jobs()).map(({ id }) => id)).toEqual(["patients.ndjson.1-of-1"]);
    await enqueue({ partitions: 1 });
    await finished();
  });

  test("refuses journals of another place, and a job of something else", async () => {
    const { enqueue, start, queue, journals } = await dividing(server(), backend, 20);
    await queue.add("other", { any: "data" }, { jobId: "other-job" });
    await enqueue({ partitions: 2 });
    const other = { ...journals, list: () => Promise.resolve([{ name: "patients.ndjson", partitions: 9 }]) };
    const worker = await start({ journals: other });
    expect(await worker.event("failed")).toMatchObject({
      message: expect.stringContaining("with 2 partitions") as string,
    });
    expect(await (await queue.getJob("other-job"))?.getState()).toBe("failed");
  });

  test("the queue contains no record and no id", async () => {
    const { enqueue, start, queue, finished } = await dividing(server(), backend, 50);
    await enqueue({ partitions: 2 });
    const before = JSON.stringify(await queue.getJobs());
    await start();
    await finished();
    expect(before).toContain("patients.ndjson");
    expect(before).not.toMatch(/made.up/i);
  });
});
