import { execFileSync, spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { JournalError, openFileJournal } from "../../../src/import/journal/file-journal.ts";
import { scaled } from "../../support/full-counts.ts";
import { entries, reopened, sentEntry, writtenJournal } from "../../support/journal.ts";
import { thrownBy } from "../../support/thrown.ts";

interface OtherProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  /** Resolves with the next line that it prints. */
  readonly next: () => Promise<string>;
}

/** Starts a process that opens the journal, and appends an entry for each line of its input. */
function startOther(path: string): OtherProcess {
  const parameters = ["scripts/run.mjs", "test/support/journal-process.ts", path];
  const child = spawn(process.execPath, parameters, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => String((await lines.next()).value) };
}

/** Returns the fields of a lock of this process. */
async function ownLock(path: string): Promise<Record<string, unknown>> {
  const journal = await openFileJournal(path);
  const text = await readFile(`${path}.lock`, "utf8");
  await journal.close();
  return JSON.parse(text) as Record<string, unknown>;
}

/** Returns a lock of a process that does not exist. */
function deadLock(own: Record<string, unknown>): string {
  return JSON.stringify({ ...own, pid: 2 ** 30 });
}

async function filesBeside(path: string): Promise<string[]> {
  return (await readdir(dirname(path))).sort();
}

async function refusal(path: string): Promise<string> {
  const { reason, message } = await thrownBy(JournalError, () => openFileJournal(path, "patients.import"));
  expect(reason).toBe("taken-over");
  return message;
}

test("a journal that a running process uses is refused, until that process is killed", async () => {
  const { path } = await writtenJournal();
  const { child, next } = startOther(path);
  expect(await next()).toBe("opened");
  expect((await stat(`${path}.lock`)).mode & 0o777).toBe(0o600);
  const message = await refusal(path);
  expect(message.replace(/since \S+Z/, "since DATE")).toBe(
    `The journal patients.import is used by process ${child.pid ?? ""} since DATE. Wait until it ends, or end it. ` +
      "If it is frozen, delete patients.import.lock and start again: the frozen process then stops itself.",
  );
  child.stdin.write("task-2\n");
  expect(await next()).toBe("appended");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await filesBeside(path)).toStrictEqual(["patients.import", "patients.import.lock"]);
  expect(await reopened(path)).toStrictEqual([...entries, { entry: "sent", task: "task-2", spans: [], operations: 0 }]);
  expect(await filesBeside(path)).toStrictEqual(["patients.import"]);
});

test("a frozen process adds nothing after another one took over its journal", async () => {
  const { path } = await writtenJournal();
  const { child, next } = startOther(path);
  expect(await next()).toBe("opened");
  child.kill("SIGSTOP");
  child.stdin.write("task-2\ntask-3\n");
  await refusal(path);
  await rm(`${path}.lock`);
  const journal = await openFileJournal(path);
  await journal.append([sentEntry("task-4")], true);
  child.kill("SIGCONT");
  expect([await next(), await next()]).toStrictEqual(["taken-over", "taken-over"]);
  await journal.append([sentEntry("task-5")]);
  await journal.close();
  expect(await reopened(path)).toStrictEqual([...entries, sentEntry("task-4"), sentEntry("task-5")]);
});

test("a process that has ended, but is still listed, does not hold its lock", async () => {
  const { path } = await writtenJournal();
  const own = await ownLock(path);
  // The shell becomes a process that never asks for the end of its child. The child ends with its input.
  const script = "exec 3<&0; cat <&3 >/dev/null & echo $!; exec sleep 60";
  const child = spawn("sh", ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [output] = (await once(child.stdout, "data")) as [Buffer];
  const pid = Number(output);
  const statOf = (id = pid) => readFile(`/proc/${id}/stat`, "utf8");
  await expect.poll(() => statOf(child.pid), { interval: 5 }).toContain("(sleep)");
  child.stdin.end();
  await expect.poll(() => statOf(), { interval: 5 }).toContain(") Z ");
  const started = (await statOf()).split(" ")[21];
  await writeFile(`${path}.lock`, JSON.stringify({ ...own, pid, started }));
  expect(await reopened(path)).toStrictEqual(entries);
});

describe("a lock is replaced when", () => {
  test.each<[string, (own: Record<string, unknown>) => string]>([
    ["its process does not exist", deadLock],
    ["the system was started again", (own) => JSON.stringify({ ...own, boot: "another boot" })],
    ["another process has its number now", (own) => JSON.stringify({ ...own, started: "1" })],
    ["it is empty", () => ""],
    ["it is torn", (own) => JSON.stringify(own).slice(0, 50)],
    ["its number is that of a group of processes", (own) => JSON.stringify({ ...own, pid: -1 })],
    ["its date is something else", (own) => JSON.stringify({ ...own, since: "Tremblay-Made-Up" })],
  ])("%s", async (_, change) => {
    const { path } = await writtenJournal();
    await writeFile(`${path}.lock`, change(await ownLock(path)));
    expect(await reopened(path)).toStrictEqual(entries);
    expect(await filesBeside(path)).toStrictEqual(["patients.import"]);
  });

  test.each([
    ["was killed while it replaced it", (dead: string) => dead],
    ["was killed as soon as it replaced it", () => ""],
  ])("a process %s", async (_, claim) => {
    const { path } = await writtenJournal();
    const dead = deadLock(await ownLock(path));
    await writeFile(`${path}.lock`, dead);
    await writeFile(`${path}.lock.new`, claim(dead));
    expect(await reopened(path)).toStrictEqual(entries);
    expect(await filesBeside(path)).toStrictEqual(["patients.import"]);
  });
});

describe("a lock is kept when", () => {
  test("it is one of this process", async () => {
    const { path } = await writtenJournal();
    const journal = await openFileJournal(path);
    expect(await refusal(path)).toContain(`is used by process ${process.pid} since`);
    await journal.append([sentEntry("task-2")]);
    await journal.close();
    expect(await reopened(path)).toStrictEqual([...entries, sentEntry("task-2")]);
  });

  test("it is one of another host, which the message names", async () => {
    const { path } = await writtenJournal();
    const other = JSON.stringify({ ...(await ownLock(path)), host: "import-7.example", pid: 2 ** 30 });
    await writeFile(`${path}.lock`, other);
    expect(await refusal(path)).toContain("is used by process 1073741824 on host import-7.example since");
    expect(await readFile(`${path}.lock`, "utf8")).toBe(other);
  });

  test("another process is about to replace it", async () => {
    const { path } = await writtenJournal();
    const own = await ownLock(path);
    await writeFile(`${path}.lock`, deadLock(own));
    await writeFile(`${path}.lock.new`, JSON.stringify(own));
    expect(await refusal(path)).toContain(`process ${process.pid}`);
  });

  test("another process replaced it meanwhile", async () => {
    const { path } = await writtenJournal();
    const own = await ownLock(path);
    await writeFile(`${path}.lock`, deadLock(own));
    // A pipe, which both sides open at the same time: so the lock is replaced after it was read.
    execFileSync("mkfifo", [`${path}.lock.new`]);
    const opened = refusal(path);
    const pipe = await open(`${path}.lock.new`, "w");
    await writeFile(`${path}.lock`, JSON.stringify(own));
    await pipe.writeFile(deadLock(own));
    await pipe.close();
    expect(await opened).toContain(`process ${process.pid}`);
    expect(await filesBeside(path)).toStrictEqual(["patients.import", "patients.import.lock"]);
  });

  test("another process is about to write it", async () => {
    const { path } = await writtenJournal();
    const lock = JSON.stringify(await ownLock(path));
    await writeFile(`${path}.lock`, "");
    const opened = refusal(path);
    await writeFile(`${path}.lock`, lock);
    expect(await opened).toContain(`process ${process.pid}`);
  });
});

test("of several processes that replace a lock at a time, one wins", async () => {
  const { path } = await writtenJournal();
  const dead = deadLock(await ownLock(path));
  for (let round = 0; round < scaled(20); round += 1) {
    await writeFile(`${path}.lock`, dead);
    const opened = await Promise.allSettled(Array.from({ length: 6 }, () => openFileJournal(path)));
    const winners = opened.filter((outcome) => outcome.status === "fulfilled");
    expect(winners).toHaveLength(1);
    for (const { value } of winners) await value.close();
    expect(await filesBeside(path)).toStrictEqual(["patients.import"]);
  }
});

test("a process that lost its lock leaves the lock of the other one", async () => {
  const { path } = await writtenJournal();
  const first = await openFileJournal(path);
  await rm(`${path}.lock`);
  const second = await openFileJournal(path);
  await first.close();
  await refusal(path);
  await second.close();
  expect(await filesBeside(path)).toStrictEqual(["patients.import"]);
});
