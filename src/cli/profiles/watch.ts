import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { count } from "../../profiles/report.ts";
import { paintFor } from "../colors.ts";
import type { Context, ExitCode } from "../context.ts";
import { hasText, readIfExists, writeAtomically } from "../files.ts";
import { generate, type GenerateOptions } from "./generate.ts";
import { definitionFiles, printedPath } from "./read.ts";

/*
 * The folders are polled: events of the file system are missing on network drives and in mounted folders of containers, and end when a
 * folder is replaced.
 */

/** The time between two polls. Files are read after a poll without a change, because editors write in several steps. */
const pollMs = 200;

/** The state of each file by its path. */
type Snapshot = ReadonlyMap<string, string>;

/** Generates at once and after each change, until the signal aborts. Problems are printed, and do not end it. */
export async function runWatch(options: GenerateOptions, context: Context): Promise<ExitCode> {
  const { signal, stdout, cwd } = context;
  const folders = [options.profiles, options.vocabularies];
  stdout.write(`Watching ${folders.join(" and ")}. Press Ctrl-C to stop.\n`);
  let generated = await snapshot(folders, cwd);
  await regenerate([], options, context);
  let last = generated;
  while (await isContinued(signal)) {
    const before = last;
    last = await snapshot(folders, cwd);
    const changed = changes(generated, last);
    if (changed.length === 0 || changes(before, last).length > 0) continue;
    generated = last;
    await regenerate(changed, options, context);
  }
  return 0;
}

/** Waits for the next poll. Returns false when the command ends. */
function isContinued(signal: AbortSignal | undefined): Promise<boolean> {
  return setTimeout(pollMs, true, { signal }).catch(() => false);
}

async function snapshot(folders: readonly string[], cwd: string): Promise<Snapshot> {
  const entries = await Promise.all(
    folders.map(async (folder) => {
      const path = resolve(cwd, folder);
      const files = await definitionFiles(path).catch(() => []);
      return Promise.all(
        files.map(async (name) => [printedPath(join(path, name), cwd), await stateOf(join(path, name))] as const),
      );
    }),
  );
  return new Map(entries.flat());
}

const noStats = { mtimeMs: 0, ctimeMs: 0, size: 0, ino: 0 };

/** A file may be replaced by another with the same length and time, but not with the same inode. */
async function stateOf(file: string): Promise<string> {
  // A file may be gone since the folder was read.
  const { mtimeMs, ctimeMs, size, ino } = await stat(file).catch(() => noStats);
  return [mtimeMs, ctimeMs, size, ino].join(" ");
}

function changes(before: Snapshot, after: Snapshot): string[] {
  const files = new Set([...before.keys(), ...after.keys()]);
  return [...files].filter((file) => before.get(file) !== after.get(file));
}

/** Prints one line for what caused it, and its result. */
async function regenerate(changed: readonly string[], options: GenerateOptions, context: Context): Promise<void> {
  const { cwd, stdout, stderr, env } = context;
  const [first, ...others] = changed;
  const cause =
    first === undefined
      ? ""
      : `${first}${others.length > 0 ? ` and ${count(others.length, "other file")}` : ""} changed. `;
  try {
    const { files, profiles } = await generate(options, cwd);
    const written: string[] = [];
    for (const [file, text] of files) {
      if (hasText(await readIfExists(resolve(cwd, file)), text)) continue;
      await writeAtomically(resolve(cwd, file), text);
      written.push(file);
    }
    const result = written.length === 0 ? "Up to date" : `Wrote ${written.join(" and ")}`;
    stdout.write(`${cause}${result}: ${count(profiles, "profile")}.\n`);
  } catch (error) {
    stderr.write(`${paintFor(stderr, env)("red", `${cause}${(error as Error).message}`)}\n`);
  }
}
