import { randomUUID } from "node:crypto";
import { open, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isJsonObject, parseJson } from "../../json.ts";
import { errorCode, JournalError, writeFailure } from "./journal-error.ts";

/*
 * The lock file of a journal gives the second process a message. Safety does not rest on it, but on the check of the journal's length
 * before each append: a process may be wrongly taken for dead, such as one in another container.
 */

/** A lock that this process holds. */
export interface Lock {
  /** Removes the lock file, unless it is not the one of this process any more. */
  release(): Promise<void>;
}

/** The process that holds a lock, as its file has it. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it took the lock, as an ISO 8601 date. */
  readonly since: string;
  /** The boot of the system, and the start of the process in clock ticks since then. Only on Linux. */
  readonly boot?: string | undefined;
  readonly started?: string | undefined;
}

interface LockFile {
  readonly path: string;
  readonly text: string;
  /** The journal as it is printed. */
  readonly journal: string;
}

/** How often, and after how many milliseconds, a file is read again that another process seems to be writing. */
const rereads = 10;
const rereadAfterMs = 20;

/**
 * Takes the lock of a journal, and replaces one whose process has ended.
 *
 * @param journal The file of the journal.
 * @param name The journal as it is printed.
 * @throws {@link JournalError} When another process holds the lock, or the file can't be written.
 */
export async function takeLock(journal: string, name: string): Promise<Lock> {
  const own: Holder = {
    pid: process.pid,
    host: hostName(),
    since: new Date().toISOString(),
    boot: await bootId(),
    started: (await processStat(process.pid)).started,
  };
  const text = `${JSON.stringify({ ...own, token: randomUUID() })}\n`;
  const file: LockFile = { path: `${journal}.lock`, text, journal: name };
  while (!(await create(file))) {
    await removeStale(file, await staleText(file));
  }
  return {
    async release() {
      try {
        if ((await readText(file.path)) === text) await rm(file.path, { force: true });
      } catch {
        // Such as on a disk that has become read-only. The next process replaces the lock.
      }
    },
  };
}

/** Creates a lock file; returns false if there is one. */
async function create({ path, text, journal }: LockFile): Promise<boolean> {
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      await handle.writeFile(text);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw writeFailure(journal, error);
  }
}

/**
 * Returns the content of a lock whose process has ended. A lock without a holder may be in the middle of its creation, or just have
 * been removed: after a while it counts as torn.
 */
async function staleText(file: LockFile): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const text = await readText(file.path);
    const holder = parseJson(text);
    if (isHolder(holder)) {
      if (await isRunning(holder)) throw lockedBy(holder, file);
      return text;
    }
    if (attempt === rereads) return text;
    await sleep(rereadAfterMs);
  }
}

/**
 * Removes a lock with this content. Of several processes that do so at a time, only the one that created a second file may: otherwise
 * one could remove the new lock of another. The second file is left only when its process is killed before the next step.
 */
async function removeStale(file: LockFile, stale: string): Promise<void> {
  const claim: LockFile = { ...file, path: `${file.path}.new` };
  while (!(await create(claim))) {
    await staleText(claim);
    await rm(claim.path, { force: true });
  }
  if ((await readText(file.path)) === stale) await rm(file.path, { force: true });
  await rm(claim.path, { force: true });
}

/** Holds for what this file writes alone: the message shows the host and the date. */
function isHolder(value: unknown): value is Holder {
  if (!isJsonObject(value)) return false;
  const { pid, host, since, boot, started } = value;
  return (
    typeof pid === "number" &&
    Number.isSafeInteger(pid) &&
    pid > 0 &&
    typeof host === "string" &&
    /^[\w.-]*$/.test(host) &&
    typeof since === "string" &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(since) &&
    [boot, started].every((text) => text === undefined || typeof text === "string")
  );
}

function hostName(): string {
  return hostname().replaceAll(/[^\w.-]/g, "_");
}

/** Whether the holder of a lock may still run. Always true on another host, which can't be asked. */
async function isRunning({ pid, host, boot, started }: Holder): Promise<boolean> {
  if (host !== hostName()) return true;
  const now = await processStat(pid);
  return boot === (await bootId()) && exists(pid) && !now.isZombie && [started, undefined].includes(now.started);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process of another user.
    return errorCode(error) === "EPERM";
  }
}

/** Returns the id of the boot of the system; `""` where the platform has none. */
async function bootId(): Promise<string> {
  return (await readText("/proc/sys/kernel/random/boot_id")).trim();
}

/**
 * Returns the start of a process in clock ticks since the boot, which is undefined where the platform does not say, and whether the
 * process has ended but is still listed. The name of the process, in parentheses, may contain spaces and parentheses.
 */
async function processStat(pid: number): Promise<{ started: string | undefined; isZombie: boolean }> {
  const stat = await readText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { started: fields[19], isZombie: fields[0] === "Z" };
}

/** Returns the text of a file; `""` if it can't be read. */
async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    return "";
  }
}

function lockedBy({ pid, host, since }: Holder, { path, journal }: LockFile): JournalError {
  const lock = basename(path);
  const isHere = host === hostName();
  const next = isHere
    ? `Wait until it ends, or end it. If it is frozen, delete ${lock} and start again: the frozen process then stops itself.`
    : `Wait until it ends. If it has ended, or that host is gone, delete ${lock} and start again.`;
  return new JournalError(
    `The journal ${journal} is used by process ${pid}${isHere ? "" : ` on host ${host}`} since ${since}. ${next}`,
    "taken-over",
  );
}
