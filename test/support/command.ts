import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { runCommand } from "../../src/cli/program.ts";

/** Files by path: texts, or values to write as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** Creates a folder with files, which the end of the test removes. */
export async function folderWith(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await addFiles(folder, files);
  return folder;
}

export async function addFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
}

export function readIn(folder: string, name: string): Promise<string> {
  return readFile(join(folder, name), "utf8");
}

export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a folder, in this process, without environment variables. */
export async function runIn(folder: string, line: string, context: Partial<Context> = {}): Promise<CommandRun> {
  let [stdout, stderr] = ["", ""];
  const code = await runCommand({
    argv: line.split(" "),
    env: {},
    cwd: folder,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    ...context,
  });
  return { code, stdout, stderr };
}

/** A profile with one property, `name`. */
export function profileWith(property: object): object {
  return { type: "ROOT", properties: { name: property } };
}
