import { readFileSync } from "node:fs";
import { join } from "node:path";
import { here } from "./places.ts";

const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};

/** The versions of runtimes that package.json of this folder names. */
export const pinnedVersions: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(dependencies).map(([name, version]) => [name, version.replace(/^npm:.*@/, "")]),
);

export function pinnedVersion(name: string): string {
  const version = pinnedVersions[name];
  if (version === undefined) throw new Error(`test/runtimes/package.json has no ${name}.`);
  return version;
}
