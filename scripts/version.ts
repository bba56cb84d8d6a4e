/**
 * `npm run version`: releases the changesets in `.changeset/` as a version. It raises the version in all files that contain it, adds
 * the version to the changelog, and deletes the changesets.
 */
import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { addVersion, ChangelogError, parseChangeset, requireReleased } from "./version/changelog.ts";

const cli = join(dirname(createRequire(import.meta.url).resolve("@changesets/cli/package.json")), "bin.js");

try {
  const names = (await readdir(".changeset")).filter((name) => name.endsWith(".md") && name !== "README.md").sort();
  if (names.length === 0) throw new ChangelogError("There are no changesets. Create one with: npm run changeset.");
  const changesets = await Promise.all(
    names.map(async (name) => parseChangeset(await readFile(join(".changeset", name), "utf8"), `.changeset/${name}`)),
  );
  const changelog = await readFile("CHANGELOG.md", "utf8");
  requireReleased(changelog);

  const before = await currentVersion();
  execFileSync(process.execPath, [cli, "version"], { stdio: ["ignore", "ignore", "inherit"] });
  const version = await currentVersion();
  await replaceVersion(before, version);
  await writeFile("CHANGELOG.md", addVersion(changelog, version, new Date().toISOString().slice(0, 10), changesets));
  console.log(`${before} → ${version}`);
} catch (error) {
  if (!(error instanceof ChangelogError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

interface Versioned {
  version: string;
}

async function currentVersion(): Promise<string> {
  return (JSON.parse(await readFile("package.json", "utf8")) as Versioned).version;
}

/** Replaces the version in the files that Changesets does not know: the lock file, and those of `src/`. */
async function replaceVersion(before: string, version: string): Promise<void> {
  const lock = JSON.parse(await readFile("package-lock.json", "utf8")) as Versioned & { packages: { "": Versioned } };
  lock.version = version;
  lock.packages[""].version = version;
  await writeFile("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  for (const file of ["src/client/resolve-options.ts", "src/opentelemetry/scope.ts"]) {
    const code = await readFile(file, "utf8");
    await writeFile(file, code.replace(`"${before}"`, `"${version}"`));
  }
}
