import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "./inside/run-scenarios.ts";
import { runtimesFolder } from "./paths.ts";
import type { ServedRegistry } from "./registry.ts";

export interface Runtime {
  readonly name: string;
  readonly version: string;
  /** Whether package.json of this folder has the version; otherwise it is the machine's. */
  readonly isPinned: boolean;
  /** Runs the scenarios in the runtime, against a registry of its own. */
  run(registry: ServedRegistry): Promise<Report>;
}

const { dependencies } = JSON.parse(readFileSync(join(runtimesFolder, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};

/** The versions of the runtimes in package.json of this folder. */
export const pinnedVersions: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(dependencies).map(([name, version]) => [name, version.replace(/^npm:.*@/, "")]),
);

export function pinnedVersion(packageName: string): string {
  const version = pinnedVersions[packageName];
  if (version === undefined) throw new Error(`test/runtimes/package.json has no ${packageName}.`);
  return version;
}
