import { execFileSync } from "node:child_process";
import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { JournalEntry } from "../../../src/import/journal/entries.ts";
import { JournalError, openFileJournal } from "../../../src/import/journal/file-journal.ts";
import { writeFailure } from "../../../src/import/journal/journal-error.ts";
import { journalPath, reopened, sentEntry, startEntry, writtenJournal } from "../../support/journal.ts";
import { thrown, thrownBy } from "../../support/thrown.ts";

/** A place where writing fails after some bytes, until `release` is called. */
interface FullPlace {
  readonly path: string;
  readonly release: () => Promise<void>;
}

/** Limits the size of the files that this process writes: no user needs a permission for it. */
async function limitedFile(bytes: number): Promise<FullPlace> {
  const path = await journalPath();
  const limitTo = (limit: string) =>
    execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${limit}:unlimited`]);
  onTestFinished(() => void limitTo("unlimited"));
  limitTo(String(bytes));
  return {
    path,
    release: () => Promise.resolve(void limitTo("unlimited")),
  };
}

async function fullDisk(bytes: number): Promise<FullPlace> {
  const folder = dirname(await journalPath());
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
  onTestFinished(() => void execFileSync("umount", [folder]));
  const filler = join(folder, "filler");
  await writeFile(filler, Buffer.alloc(64 * 1024 - bytes));
  return { path: join(folder, "patients.import"), release: () => rm(filler) };
}

function canMount(): boolean {
  try {
    // In a namespace of its own, so that nothing stays mounted.
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

const places: [string, (bytes: number) => Promise<FullPlace>][] = [["a limit of the size of files", limitedFile]];
if (canMount()) places.push(["a full disk", fullDisk]);

test.each(places)("with %s an append fails, and the next run has all earlier entries", async (_, fill) => {
  // One block for the lock file.
  const { path, release } = await fill(12 * 1024);
  const journal = await openFileJournal(path);
  const appended: JournalEntry[] = [];
  const failure = await thrown(async () => {
    for (let entry: JournalEntry = startEntry; ; entry = sentEntry("a task with a long id ".repeat(7))) {
      await journal.append([entry], true);
      appended.push(entry);
    }
  });
  expect(failure).toMatchObject({ name: "JournalError", reason: "journal" });
  expect(appended.length).toBeGreaterThan(20);
  const { size } = await stat(path);
  await release();
  await expect(journal.append([sentEntry("task-2")])).rejects.toBe(failure);
  expect((await stat(path)).size).toBe(size);
  await journal.close();
  expect(await reopened(path)).toStrictEqual(appended);
});

test("a write that stores only a part is noticed", async () => {
  const { path, release } = await limitedFile(1000);
  const journal = await openFileJournal(path);
  await journal.append([startEntry]);
  const { reason, message } = await thrownBy(JournalError, () => journal.append([sentEntry("x".repeat(1000))]));
  expect(reason).toBe("journal");
  expect(message).toContain("only a part was stored");
  expect((await stat(path)).size).toBe(1000);
  await journal.close();
  await release();
  expect(await reopened(path)).toStrictEqual([startEntry]);
});

test("a journal that has no room for another byte says what to do", async () => {
  const { path, bytes } = await writtenJournal();
  const journal = await openFileJournal(path);
  await limitedFile(bytes.length);
  const { message } = await thrownBy(JournalError, () => journal.append([sentEntry("task-2")]));
  expect(message).toContain("it reached the size limit of files (EFBIG). Raise the limit (ulimit -f)");
  await journal.close();
});

test("a lock that can't be written is not left", async () => {
  const { path } = await limitedFile(0);
  expect((await thrownBy(JournalError, () => openFileJournal(path))).reason).toBe("journal");
  expect(await readdir(dirname(path))).toStrictEqual([]);
});

test.each([
  ["ENOSPC", "the disk is full (ENOSPC). Free space, and run the import again"],
  ["EDQUOT", "the disk quota is used up (EDQUOT). Free space"],
  ["EIO", "the disk failed (EIO). Check the disk"],
  ["EROFS", "the disk is read-only (EROFS). Allow this user"],
  ["EACCES", "permission was denied (EACCES). Allow this user"],
  ["ELOOP", "its path has a loop of symbolic links (ELOOP). Choose another journal (--journal)."],
  ["EMFILE", "this process has too many open files (EMFILE). Raise the limit (ulimit -n)"],
])("the message for %s says what to do", (code, text) => {
  const { message } = writeFailure("x.import", Object.assign(new Error("secret"), { code }));
  expect(message).toContain(`The journal x.import can't be written: ${text}`);
});

test("an error without a code is reported too", () => {
  expect(writeFailure("x.import", new Error("secret")).message).toContain("the platform failed (no error code)");
});
