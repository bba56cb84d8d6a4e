import { Pool } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { importReport, postgresJournals, type JournalEntry, type Journals } from "../../src/import/index.ts";
import { collected, startEntry } from "../support/journal.ts";
import { dividing, expectedOf, queryOnce, withServer } from "./queues.ts";

const server = withServer("postgres");
const run: JournalEntry = { entry: "run", at: "2026-11-28T10:00:00.000Z" };
let schemas = 0;

/** Journals in a schema of their own, and their pool. */
async function newJournals(settings: object = {}): Promise<{ journals: Journals; schema: string }> {
  const pool = new Pool({ connectionString: server().url, ...settings });
  pool.on("error", () => undefined);
  onTestFinished(() => pool.end());
  schemas += 1;
  const schema = `attacked_${schemas}`;
  await queryOnce(server().url, `create schema ${schema}`);
  return { journals: postgresJournals(pool, { schema }), schema };
}

test.each(["serializable", "repeatable\\ read"])(
  "partitions that are imported at the same time do not fail each other when transactions are %s by default",
  async (isolation) => {
    const { journals } = await newJournals({ options: `-c default_transaction_isolation=${isolation}` });
    await journals.define({ name: "patients", partitions: 8 });
    const appendMany = async (partition: number) => {
      const journal = await journals.open("patients", partition);
      for (let count = 0; count < 50; count += 1) await journal.append([count === 0 ? startEntry : run]);
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => appendMany(index + 1)));
    for (let partition = 1; partition <= 8; partition += 1) {
      expect(await collected(journals.read("patients", partition))).toHaveLength(50);
    }
    const old = await journals.open("patients", 1);
    await (await journals.open("patients", 1)).append([run]);
    await expect(old.append([run])).rejects.toMatchObject({ reason: "taken-over" });
  },
);

describe("an import whose journals are attacked while a worker runs", () => {
  test.each([
    {
      attack: "the tables are dropped",
      harm: "drop table X.clinia_imports, X.clinia_import_entries",
      repair: undefined,
    },
    {
      attack: "the rows are deleted",
      harm: "delete from X.clinia_imports; delete from X.clinia_import_entries",
      repair: undefined,
    },
    {
      attack: "the table is replaced for a moment",
      harm: "alter table X.clinia_import_entries rename to away",
      repair: "alter table X.away rename to clinia_import_entries",
    },
    {
      attack: "each append is refused for a moment",
      harm: "alter table X.clinia_import_entries add constraint full_disk check (position < 0) not valid",
      repair: "alter table X.clinia_import_entries drop constraint full_disk",
    },
  ])("$attack: the worker stops, and after enqueueing again nothing is lost", async ({ harm, repair }) => {
    const { journals, schema } = await newJournals({ max: 1 });
    const { enqueue, start, queue, stored } = await dividing(server(), "postgres", 60, { taskDurationMs: 300 });
    await enqueue({ partitions: 1, journals });
    const worker = await start({ journals, batchSize: 5, concurrency: 1 });
    // A journal that is still empty can lose nothing: the worker would finish.
    await expect.poll(() => Object.keys(stored()).length, { interval: 10 }).toBeGreaterThan(0);
    await queryOnce(server().url, harm.replaceAll("X", schema));
    expect(await worker.event("failed")).toMatchObject({ retried: true });
    if (repair !== undefined) await queryOnce(server().url, repair.replaceAll("X", schema));
    await enqueue({ partitions: 1, journals });
    await expect.poll(() => queue.getDelayedCount()).toBe(1);
    for (const job of await queue.getDelayed()) await job.promote();
    await worker.event("finished");
    expect(stored()).toEqual(expectedOf(60));
    expect(await importReport({ journals })).toMatchObject({ written: 60, open: 0 });
  });
});

test("a schema with the name of a keyword, and no schema in the search path: an import finishes", async () => {
  const pool = new Pool({ connectionString: server().url, options: "-c search_path=" });
  onTestFinished(() => pool.end());
  await queryOnce(server().url, 'create schema "select"');
  const journals = postgresJournals(pool, { schema: "select" });
  const { enqueue, start, stored } = await dividing(server(), "postgres", 20);
  await enqueue({ partitions: 1, journals });
  const worker = await start({ journals });
  await worker.event("finished");
  expect(stored()).toEqual(expectedOf(20));
});

test("one of the two tables was dropped: enqueueing again creates it", async () => {
  for (const table of ["clinia_imports", "clinia_import_entries"]) {
    const { journals, schema } = await newJournals();
    await journals.define({ name: "patients", partitions: 1 });
    await queryOnce(server().url, `drop table ${schema}.${table}`);
    expect(await journals.define({ name: "patients", partitions: 1 })).toMatchObject({ partitions: 1 });
    await (await journals.open("patients", 1)).append([startEntry]);
    expect(await collected(journals.read("patients", 1))).toHaveLength(1);
  }
});
