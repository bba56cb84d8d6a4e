import { readFile } from "node:fs/promises";
import { arch, cpus, loadavg, totalmem, type } from "node:os";
import { join } from "node:path";
import { clients, type ClientFile } from "./cases/index.ts";
import { bench, root } from "./places.ts";
import { rounded } from "./statistics.ts";

/** What it was measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** How many processes wanted to run in the minute before, on average; 0 on Windows, which does not say. */
  readonly loadBefore: number;
}

export function machine(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: rounded(totalmem()),
    system: `${type()} ${arch()}`,
    node: process.versions.node,
    loadBefore: rounded(loadavg()[0] ?? 0),
  };
}

export function machineLine({ processor, cores, system, node }: Machine): string {
  return `${processor}, ${cores} cores, ${system}, Node.js ${node}`;
}

export type Versions = Partial<Record<ClientFile, string>>;

/** The versions of the clients that were measured, as they are installed; of this one that of its package. */
export async function versions(): Promise<Versions> {
  const named = clients.map(async ({ file, packageName }) => [file, await versionOf(packageName)] as const);
  return Object.fromEntries((await Promise.all(named)).filter(([, version]) => version !== undefined));
}

async function versionOf(packageName: string | undefined): Promise<string | undefined> {
  if (packageName === undefined) return undefined;
  const installed = [join(bench, "node_modules", packageName), join(root, "node_modules", packageName), root];
  for (const folder of installed) {
    const { name, version } = await packageIn(folder);
    if (name === packageName) return version;
  }
  throw new Error(`${packageName} is not installed.`);
}

async function packageIn(folder: string): Promise<{ name?: string; version?: string }> {
  try {
    return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { name: string; version: string };
  } catch {
    return {};
  }
}
