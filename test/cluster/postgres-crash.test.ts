import { Pool } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { JournalError, postgresJournals, type JournalEntry } from "../../src/import/index.ts";
import { collected, sentEntry, startEntry } from "../support/journal.ts";
import { thrownBy } from "../support/thrown.ts";
import { startPostgres } from "./servers.ts";

const run: JournalEntry = { entry: "run", at: "2026-11-28T10:00:00.000Z" };
const sending: JournalEntry = { entry: "sending", spans: [[0, 0, 999, 0]] };

/** Returns journals on a server that stores nothing on its disk before a commit waits for it. */
async function lazyJournals() {
  const server = await startPostgres("wal_writer_delay=10s", "synchronous_commit=off");
  const pool = new Pool({ connectionString: server.url });
  pool.on("error", () => undefined);
  onTestFinished(async () => {
    await pool.end();
    await server.stop();
  });
  const journals = postgresJournals(pool);
  await journals.define({ name: "patients", partitions: 1 });
  return { server, journals };
}

/*
 * The check of the entry before an append knows only its position. If a crash lost the last entries of a process, and another one appended as
 * many, both would go on.
 */
test("a process that was replaced after a crash of the server fails at its next append, however many entries the other one has", async () => {
  for (const count of [1, 2, 3]) {
    const { server, journals } = await lazyJournals();
    const older = await journals.open("patients", 1);
    await older.append([startEntry, run], true);
    for (let number = 1; number <= count; number += 1) await older.append([sending]);
    await server.restart();
    const newer = await journals.open("patients", 1);
    await newer.append([run], true);
    for (let number = 1; number < count; number += 1) await newer.append([sending]);
    expect(await thrownBy(JournalError, () => older.append([sentEntry("older")]))).toMatchObject({
      reason: "taken-over",
    });
    await newer.append([sentEntry("newer")], true);
    const stored = await collected(journals.read("patients", 1));
    const sendings = Array.from({ length: count }, () => sending);
    expect(stored).toStrictEqual([startEntry, run, ...sendings, run, ...sendings.slice(1), sentEntry("newer")]);
  }
});
