import { appendFile, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { JournalError, openFileJournal, readFileJournal } from "../../../src/import/journal/file-journal.ts";
import {
  collected,
  entries,
  journalPath,
  reopened,
  sentEntry,
  startEntry,
  writtenJournal,
} from "../../support/journal.ts";
import { thrown, thrownBy } from "../../support/thrown.ts";

describe("a journal", () => {
  test("has the entries that earlier runs appended, in their order", async () => {
    const { path } = await writtenJournal();
    const journal = await openFileJournal(path);
    await journal.append([sentEntry("task-2")]);
    await journal.append([]);
    expect(await collected(journal.read())).toStrictEqual([...entries, sentEntry("task-2")]);
    await journal.close();
    expect(await reopened(path)).toStrictEqual([...entries, sentEntry("task-2")]);
  });

  test("is one line of JSON per entry", async () => {
    const { bytes } = await writtenJournal();
    const lines = bytes.toString().split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line): unknown => JSON.parse(line))).toStrictEqual(entries);
  });

  test("keeps the order of appends that run at a time", async () => {
    const path = await journalPath();
    const journal = await openFileJournal(path);
    await journal.append([startEntry]);
    const tasks = Array.from({ length: 50 }, (_, index) => sentEntry(`task-${index}`));
    await Promise.all(tasks.map((entry, index) => journal.append([entry], index % 10 === 0)));
    await journal.close();
    expect(await reopened(path)).toStrictEqual([startEntry, ...tasks]);
  });

  test.each(["000", "022", "277"])("can be read by its owner alone, with umask %s", async (umask) => {
    const path = await journalPath();
    const before = process.umask(umask);
    try {
      await (await openFileJournal(path)).close();
    } finally {
      process.umask(before);
    }
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("that is empty is a new one", async () => {
    const path = await journalPath();
    await writeFile(path, "", { mode: 0o644 });
    expect(await reopened(path)).toStrictEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("writes all that it was given before it is closed, and nothing later", async () => {
    const path = await journalPath();
    const journal = await openFileJournal(path);
    const appended = journal.append([startEntry]);
    await journal.close();
    await appended;
    const error = await thrownBy(JournalError, () => journal.append([sentEntry("task-2")]));
    expect(error.reason).toBe("journal");
    expect(await thrown(() => collected(journal.read()))).toMatchObject({ name: "JournalError", reason: "journal" });
    expect(await reopened(path)).toStrictEqual([startEntry]);
  });

  test("with lines longer than what is read at a time is read", async () => {
    const records = Array.from({ length: 30_000 }, (_, index) => index);
    const long = [startEntry, { entry: "skipped", records }, sentEntry("task-1")] as const;
    const { path } = await writtenJournal(long);
    expect(await reopened(path)).toStrictEqual(long);
  });

  test("is read by others while it is written", async () => {
    const { path } = await writtenJournal();
    const journal = await openFileJournal(path);
    await appendFile(path, '{"entry":"sen');
    expect(await collected(readFileJournal(path))).toStrictEqual(entries);
    await journal.close();
  });
});

describe("an append fails, and adds nothing, when another process", () => {
  test.each<[string, (path: string) => Promise<void>]>([
    ["appended an entry", (path) => appendFile(path, `${JSON.stringify(sentEntry("task-9"))}\n`)],
    ["cut the journal", (path) => truncate(path, 10)],
    ["deleted the journal", (path) => rm(path)],
    [
      "replaced the journal by a copy",
      async (path) => {
        await writeFile(`${path}.copy`, await readFile(path));
        await rename(`${path}.copy`, path);
      },
    ],
  ])("%s", async (_, change) => {
    const { path } = await writtenJournal();
    const journal = await openFileJournal(path);
    await journal.append([sentEntry("task-2")]);
    await change(path);
    const left = await readFile(path).catch(() => undefined);
    for (const entry of [sentEntry("task-3"), sentEntry("task-4")]) {
      expect((await thrownBy(JournalError, () => journal.append([entry]))).reason).toBe("taken-over");
    }
    await journal.close();
    expect(await readFile(path).catch(() => undefined)).toStrictEqual(left);
  });
});

test("after a failed append nothing is appended, even when the journal is as before", async () => {
  const { path } = await writtenJournal();
  const journal = await openFileJournal(path);
  await rename(path, `${path}.away`);
  const appends = [sentEntry("task-2"), sentEntry("task-3")].map((entry) => journal.append([entry]));
  const outcomes = await Promise.allSettled(appends);
  expect(outcomes.map(({ status }) => status)).toStrictEqual(["rejected", "rejected"]);
  await rename(`${path}.away`, path);
  await expect(journal.append([sentEntry("task-4")])).rejects.toMatchObject({ reason: "taken-over" });
  await journal.close();
  expect(await reopened(path)).toStrictEqual(entries);
});
