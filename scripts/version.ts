/**
 * `npm run version`: makes a version of the changesets in `.changeset/`. It raises the version wherever it stands, writes the
 * changelog's section, and takes the changesets away.
 */
import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ChangelogError, changesIn, checkReleased, withVersion } from "./version/changelog.ts";

const cli = join(dirname(createRequire(import.meta.url).resolve("@changesets/cli/package.json")), "bin.js");

try {
  const names = (await readdir(".changeset")).filter((name) => name.endsWith(".md") && name !== "README.md").sort();
  if (names.length === 0) throw new ChangelogError("There is no changeset. Write one: npm run changeset.");
  const changesets = await Promise.all(
    names.map(async (name) => changesIn(await readFile(join(".changeset", name), "utf8"), `.changeset/${name}`)),
  );
  const changelog = await readFile("CHANGELOG.md", "utf8");
  checkReleased(changelog);

  const before = await versionNow();
  execFileSync(process.execPath, [cli, "version"], { stdio: ["ignore", "ignore", "inherit"] });
  const version = await versionNow();
  await nameVersion(before, version);
  await writeFile("CHANGELOG.md", withVersion(changelog, version, new Date().toISOString().slice(0, 10), changesets));
  console.log(`${before} → ${version}`);
} catch (error) {
  if (!(error instanceof ChangelogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

interface Versioned {
  version: string;
}

async function versionNow(): Promise<string> {
  return (JSON.parse(await readFile("package.json", "utf8")) as Versioned).version;
}

/** Where the version stands besides package.json, of which Changesets does not know: npm's lock file, and the client's own name. */
async function nameVersion(before: string, version: string): Promise<void> {
  const lock = JSON.parse(await readFile("package-lock.json", "utf8")) as Versioned & { packages: { "": Versioned } };
  lock.version = version;
  lock.packages[""].version = version;
  await writeFile("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  const code = await readFile("src/client/resolve-options.ts", "utf8");
  await writeFile("src/client/resolve-options.ts", code.replace(`"${before}"`, `"${version}"`));
}
