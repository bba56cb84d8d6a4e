import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { JournalEntry, StartEntry } from "../../src/import/journal/entries.ts";
import { openFileJournal } from "../../src/import/journal/file-journal.ts";

export const startEntry: StartEntry = {
  entry: "start",
  version: 1,
  at: "2026-11-27T22:00:00.000Z",
  files: [{ name: "patients.ndjson", size: 315, head: "ab", tail: "cd", endsWithLine: true }],
  options: { sourceKey: "ehr", type: "patient", idFrom: ["system", "number"], formats: ["ndjson"] },
  mapping: { file: "map.js", hash: "ef", version: 2 },
};

const upTo = { record: 10, file: 0, offset: 315, line: 11, read: 10, skipped: 1, unusualIds: 2 };
const rejected = { record: 4, file: 0, line: 5, offset: 120, reason: "not JSON" };

/** One entry of each name. */
export const entries: readonly JournalEntry[] = [
  startEntry,
  { entry: "run", at: "2026-11-27T22:00:01.000Z" },
  { entry: "bad", ...rejected, path: "data.näme", code: "Error" },
  { entry: "sending", spans: [[0, 0, 3, 1]] },
  { entry: "sent", task: "task-1", spans: [[0, 0, 3, 1]], operations: 5 },
  { entry: "done", task: "task-1", failed: [rejected], retried: [2], upTo },
  { entry: "resend", task: "task-1" },
  { entry: "redo", spans: [[4, 0, 5, 0]] },
  { entry: "skipped", records: [4] },
  { ...startEntry, options: { sourceKey: "ehr", idAsText: true, idSecret: "ab", formats: ["csv"] }, retry: true },
  { entry: "stop", at: "2026-11-27T22:00:02.000Z" },
  { entry: "end", upTo },
];

export function sentEntry(task: string): JournalEntry {
  return { entry: "sent", task, spans: [[0, 0, 999, 0]], operations: 1000 };
}

/** Returns the path of a journal in a new folder, which is deleted after the test. */
export async function journalPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-journal-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "patients.import");
}

/** Writes a journal, and returns its path and content. */
export async function writtenJournal(content = entries): Promise<{ path: string; bytes: Buffer }> {
  const path = await journalPath();
  const journal = await openFileJournal(path);
  await journal.append(content, true);
  await journal.close();
  return { path, bytes: await readFile(path) };
}

/** Opens a journal, reads it, and closes it. */
export async function reopened(path: string): Promise<JournalEntry[]> {
  const journal = await openFileJournal(path);
  try {
    return await collected(journal.read());
  } finally {
    await journal.close();
  }
}

export async function collected(stored: AsyncIterable<JournalEntry>): Promise<JournalEntry[]> {
  const all: JournalEntry[] = [];
  for await (const entry of stored) all.push(entry);
  return all;
}
