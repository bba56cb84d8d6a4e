/**
 * Appends entries to a journal in PostgreSQL, three at a time, until it has appended a number of them: `journal-process.ts URL NAME COUNT`.
 * Prints `ready` when it is connected, and waits for the end of stdin. Opens the journal again when another process took it over. Prints the
 * number of each append once it is stored.
 */
import { text } from "node:stream/consumers";
import { Pool } from "pg";
import { JournalError, postgresJournals, type JournalEntry } from "../../src/import/index.ts";

const [url, name, count] = process.argv.slice(2);
const pool = new Pool({ connectionString: url });
const journals = postgresJournals(pool);
await pool.query("select 1");
console.log("ready");
await text(process.stdin);

let stored = 0;
while (stored < Number(count)) {
  const journal = await journals.open("patients", 1);
  try {
    for (; stored < Number(count); stored += 1) {
      const entries = ["a", "b", "c"].map((part): JournalEntry => {
        return { entry: "sent", task: `${String(name)}-${stored}-${part}`, spans: [], operations: 0 };
      });
      await journal.append(entries);
      console.log(stored);
    }
  } catch (error) {
    if (!(error instanceof JournalError) || error.reason !== "taken-over") throw error;
    console.error(error.reason);
  }
}
await pool.end();
