import { writeFile } from "node:fs/promises";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { importReport, postgresJournals } from "../../src/import/index.ts";
import { startCutter, type CutAt } from "./cut-connections.ts";
import { dividing, withServer } from "./queues.ts";
import { startPostgres, type Server } from "./servers.ts";

const entries = ["start", "run", "bad", "sending", "sent", "done", "end"];
const lineCount = 120;
const idCount = 50;

/** The lines of a file in which each id has several versions, and one line is rejected. */
const lines = Array.from({ length: lineCount }, (_, index) =>
  index === 60 ? "no JSON" : JSON.stringify({ id: `made-up-${index % idCount}`, family: String(index) }),
);

describe("a worker whose connection to the journals is cut in the middle of an append", () => {
  const redis = withServer("redis");
  let postgres: Server;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test.each(["before", "after"] as const)(
    "%s the server has committed: nothing is lost, stale or doubled",
    async (at: CutAt) => {
      const cutter = await startCutter(postgres.port);
      const pool = new Pool({ connectionString: postgres.url.replace(/:\d+\//, `:${cutter.port}/`), max: 3 });
      pool.on("error", () => undefined);
      onTestFinished(() => pool.end());
      const journals = postgresJournals(pool);
      const { enqueue, start, queue, stored, file } = await dividing(redis(), "redis", 1);
      await writeFile(file, lines.map((line) => `${line}\n`).join(""));
      await enqueue({ name: `cut-${at}`, partitions: 1, journals });
      const worker = await start({ journals, batchSize: 5, concurrency: 2 });
      const names = entries.values();
      const failed = async (count: number) => {
        await worker.event("failed", count);
        await expect.poll(() => queue.getDelayedCount()).toBe(1);
        for (const job of await queue.getDelayed()) await job.promote();
      };
      cutter.cutNext(String(names.next().value), at);
      let count = 0;
      for (const entry of names) {
        await failed((count += 1));
        cutter.cutNext(entry, at);
      }
      await failed((count += 1));
      await worker.event("finished");
      expect(cutter.cuts()).toBe(entries.length);
      const last: unknown = Object.fromEntries(
        Array.from({ length: lineCount }, (_, index) => [`made-up-${index % idCount}`, String(index)]).filter(
          ([, family]) => family !== "60",
        ),
      );
      expect(stored()).toEqual(last);
      const { rejects, ...report } = await importReport({ journals, import: `cut-${at}` });
      expect(report).toMatchObject({ read: lineCount, written: lineCount - 1, rejected: 1, open: 0 });
      expect(rejects).toMatchObject([{ line: 61 }]);
    },
  );
});
