/** Opens the journal at a path, and appends an entry for each line of stdin. Prints what happened, one line each. */
import { createInterface } from "node:readline";
import type { JournalEntry } from "../../src/import/journal/entries.ts";
import { JournalError, openFileJournal } from "../../src/import/journal/file-journal.ts";

async function report(outcome: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    console.log(outcome);
  } catch (error) {
    console.log(error instanceof JournalError ? error.reason : String(error));
  }
}

await report("opened", async () => {
  const journal = await openFileJournal(String(process.argv[2]));
  createInterface({ input: process.stdin }).on("line", (task) => {
    const entry: JournalEntry = { entry: "sent", task, spans: [], operations: 0 };
    void report("appended", () => journal.append([entry], true));
  });
});
