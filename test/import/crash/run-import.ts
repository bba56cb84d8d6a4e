import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportSummary, Rejected } from "../../../src/import/types.ts";
import { ended, inheritedEnvironment, type Run } from "../../support/run.ts";
import type { CrashRegistry } from "./registries.ts";

/** The events at which an import can be interrupted. */
export const killEvents = [
  "POST received",
  "before sent",
  "in a line",
  "before the first poll",
  "before done",
  "before rename",
] as const;
export type InterruptionEvent = (typeof killEvents)[number] | "before POST";

/** When an import is interrupted: at the event with this number, from 1. */
export interface Interruption {
  readonly event: InterruptionEvent;
  readonly number: number;
  readonly signal: "SIGKILL" | "SIGSTOP";
}

/** The settings of an import. */
export interface ImportSettings {
  readonly batchSize: number;
  readonly concurrency: number;
  readonly [option: string]: unknown;
}

/** What the process of an import printed. */
export interface PrintedResult {
  readonly summary?: ImportSummary;
  readonly rejected: readonly Rejected[];
  readonly name?: string;
  readonly message?: string;
  readonly reason?: string;
  /** The peak memory of the process. */
  readonly peakBytes: number;
}

export interface EndedImport extends Run {
  /** Undefined if the process was killed. */
  readonly result: PrintedResult | undefined;
}

/** A folder with a file to import, its journal and its rejects. */
export interface ImportFolder {
  readonly path: string;
  readonly file: string;
  readonly journal: string;
  readonly rejects: string;
  readonly lock: string;
  /** Starts an import in a new process. */
  start(registry: Pick<CrashRegistry, "url">, settings: ImportSettings, how?: StartOptions): ChildProcess;
  /** Resolves with the events at which imports were interrupted. */
  happened(): Promise<readonly string[]>;
  /** Resolves with the content of all files but the input. */
  written(): Promise<string>;
  remove(): Promise<void>;
}

export interface StartOptions {
  readonly interruption?: Interruption | undefined;
  /** The Node.js that runs the import. Default: that of this process. */
  readonly executable?: string;
  /** A command of a shell that runs before it, such as `ulimit -f 16`. */
  readonly shellCommand?: string;
}

export async function createImportFolder(content: Buffer, name = "patients.ndjson"): Promise<ImportFolder> {
  const path = await mkdtemp(join(tmpdir(), "clinia-import-"));
  const file = join(path, name);
  const journal = join(path, "patients.import");
  const happenedFile = join(path, "happened");
  await writeFile(file, content);
  return {
    ...{ path, file, journal, rejects: join(path, "patients.rejects.ndjson"), lock: `${journal}.lock` },
    start({ url }, settings, { interruption, executable = process.execPath, shellCommand } = {}) {
      const preload = interruption === undefined ? [] : ["--import", crashFile("interruption.mjs")];
      const parameters = [
        ...preload,
        resolve("test/import/crash/import-child.mjs"),
        JSON.stringify({ url, file, journal, ...settings }),
      ];
      const IMPORT_INTERRUPTION = JSON.stringify({ ...interruption, happened: happenedFile });
      const env = { ...inheritedEnvironment(), IMPORT_INTERRUPTION };
      const command = [executable, ...parameters];
      const [program = "", ...rest] =
        shellCommand === undefined ? command : ["sh", "-c", `${shellCommand}; exec "$@"`, "sh", ...command];
      return spawn(program, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
    },
    async happened() {
      const text = await readFile(happenedFile, "utf8").catch(() => "");
      return text.split("\n").filter((line) => line !== "");
    },
    async written() {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && entry.name !== name);
      return (await Promise.all(files.map((each) => readFile(join(each.parentPath, each.name), "utf8")))).join("\n");
    },
    remove: () => rm(path, { recursive: true }),
  };
}

function crashFile(name: string): string {
  return pathToFileURL(resolve("test/import/crash", name)).href;
}

/** Resolves when an import has ended. */
export async function endOf(child: ChildProcess): Promise<EndedImport> {
  const run = await ended(child);
  return { ...run, result: run.stdout === "" ? undefined : (JSON.parse(run.stdout) as PrintedResult) };
}
