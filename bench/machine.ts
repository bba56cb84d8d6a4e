import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { arch, cpus, loadavg, totalmem, type } from "node:os";
import { join, relative } from "node:path";
import { clients, type ClientFile } from "./cases/index.ts";
import { benchFolder, resultFiles, rootFolder } from "./paths.ts";
import { toPrecision } from "./statistics.ts";

/** The machine of a run. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** The load average of the minute before the run; 0 on Windows, which has none. */
  readonly loadBefore: number;
}

export function readMachine(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: toPrecision(totalmem()),
    system: `${type()} ${arch()}`,
    node: process.versions.node,
    loadBefore: toPrecision(loadavg()[0] ?? 0),
  };
}

export function describeMachine({ processor, cores, system, node, loadBefore }: Machine): string {
  return `${processor}, ${cores} cores, ${system}, Node.js ${node}, load ${loadBefore.toFixed(1)}`;
}

/** The files that a run writes: a run after another one still measures the commit. */
const written = Object.values(resultFiles).map((file) => `:(exclude)${relative(rootFolder, file)}`);

/** Returns the commit of the checkout, with `-dirty` when other files than the results differ, or `unknown` without Git. */
export function readCommit(): string {
  const commit = git("describe", "--always");
  const changes = git("status", "--porcelain", "--untracked-files=no", "--", ".", ...written);
  if (commit === undefined || changes === undefined) return "unknown";
  return changes === "" ? commit : `${commit}-dirty`;
}

function git(...parameters: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", parameters, { cwd: rootFolder, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** When, with which code, and on which machine a section was measured. */
export interface MeasuredOn {
  /** The day of the run, as `2026-01-31`. */
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
}

export function readMeasuredOn(): MeasuredOn {
  const date = new Date().toISOString().slice(0, "2026-01-31".length);
  return { date, commit: readCommit(), machine: readMachine() };
}

export function describeMeasuredOn({ date, commit, machine }: MeasuredOn): string {
  return `Measured on ${date}, commit ${commit}, on ${describeMachine(machine)}.`;
}

export type Versions = Partial<Record<ClientFile, string>>;

/** Returns the versions of the measured clients, as they are installed. */
export async function readVersions(): Promise<Versions> {
  const entries = clients.map(async ({ file, packageName }) => [file, await installedVersion(packageName)] as const);
  return Object.fromEntries((await Promise.all(entries)).filter(([, version]) => version !== undefined));
}

async function installedVersion(packageName: string | undefined): Promise<string | undefined> {
  if (packageName === undefined) return undefined;
  const folders = [join(benchFolder, "node_modules", packageName), join(rootFolder, "node_modules", packageName)];
  for (const folder of [...folders, rootFolder]) {
    const { name, version } = await readPackage(folder);
    if (name === packageName) return version;
  }
  throw new Error(`${packageName} is not installed.`);
}

async function readPackage(folder: string): Promise<{ name?: string; version?: string }> {
  try {
    return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { name: string; version: string };
  } catch {
    return {};
  }
}
