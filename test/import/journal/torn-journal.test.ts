import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { JournalEntry } from "../../../src/import/journal/entries.ts";
import { openFileJournal } from "../../../src/import/journal/file-journal.ts";
import { isFull } from "../../support/full-counts.ts";
import { collected, reopened, sentEntry, startEntry, writtenJournal } from "../../support/journal.ts";

const stored: readonly JournalEntry[] = [
  startEntry,
  { entry: "sending", spans: [[0, 0, 3, 1]] },
  { entry: "sent", task: "1", spans: [[0, 0, 3, 1]], operations: 5 },
  { entry: "skipped", records: [2] },
];

/** Replaces a file: it is several times faster than to write to it, which makes the platform store it at once. */
async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  await rm(path);
  await writeFile(path, bytes);
}

/** The number of whole lines in the first bytes. */
function wholeLines(bytes: Buffer, length: number): number {
  return bytes.toString("latin1", 0, length).split("\n").length - 1;
}

test("a journal that is cut at any byte has every whole entry and nothing else, and can be appended to", async () => {
  const { path, bytes } = await writtenJournal(stored);
  const endOfStart = bytes.indexOf("\n");
  for (let length = 0; length < bytes.length; length += isFull || length >= endOfStart ? 1 : 13) {
    await replaceFile(path, bytes.subarray(0, length));
    const journal = await openFileJournal(path);
    const whole = stored.slice(0, wholeLines(bytes, length));
    expect(await collected(journal.read()), `cut at ${length}`).toStrictEqual(whole);
    const added = whole.length === 0 ? startEntry : sentEntry("task-2");
    await journal.append([added]);
    expect(await collected(journal.read()), `cut at ${length}`).toStrictEqual([...whole, added]);
    await journal.close();
  }
});

test.each([
  ["to the end", (bytes: Buffer, from: number) => bytes.fill(0, from)],
  [
    "before its last bytes",
    (bytes: Buffer, from: number) => bytes.fill(0, from, Math.min(from + 40, bytes.length - 1)),
  ],
])("NUL bytes %s count as cut off", async (_, damage) => {
  const { path, bytes } = await writtenJournal(stored);
  const endOfStart = bytes.indexOf("\n") + 1;
  for (let from = endOfStart; from < bytes.length - 1; from += isFull ? 1 : 7) {
    await replaceFile(path, damage(Buffer.from(bytes), from));
    expect(await reopened(path), `NUL from ${from}`).toStrictEqual(stored.slice(0, wholeLines(bytes, from)));
    expect(bytes.subarray(0, from).lastIndexOf("\n") + 1).toBe((await readFile(path)).length);
  }
});

test.each([
  ["only NUL bytes", (bytes: Buffer) => bytes.fill(0)],
  ["NUL bytes from the middle of its first line on", (bytes: Buffer) => bytes.fill(0, 30)],
  ["NUL bytes from the middle of its first word on", (bytes: Buffer) => bytes.fill(0, 5)],
])("a journal with %s is a new one", async (_, damage) => {
  const { path, bytes } = await writtenJournal([startEntry]);
  await writeFile(path, damage(Buffer.from(bytes)));
  expect(await reopened(path)).toStrictEqual([]);
  expect(await readFile(path, "utf8")).toBe("");
});
