import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "tsdown";
import { root } from "../../scripts/redocly.ts";
import { dist, installed, programsFolder, runtimesFolder } from "./paths.ts";

/** Installs the runtimes, unless they are newer than the lock file. */
export async function installRuntimes(): Promise<void> {
  const files = ["package.json", "package-lock.json", ".npmrc"].map((file) => join(runtimesFolder, file));
  // npm writes this file last.
  const installedAt = await newestChange([installed(".package-lock.json")]);
  if (installedAt < (await newestChange(files))) await npm(runtimesFolder, "ci");
}

/** Builds the package, unless it is newer than its source. */
export async function buildPackage(): Promise<void> {
  const source = (await readdir(join(root, "src"), { recursive: true })).map((file) => join(root, "src", file));
  const files = ["package.json", "tsdown.config.ts"].map((file) => join(root, file));
  const builtAt = await newestChange([join(dist, "index.js")]);
  if (builtAt < (await newestChange([...source, ...files]))) await npm(root, "run", "build");
}

/** Builds the programs that run in the runtimes, without the package: they import it as it is built. */
export async function buildPrograms(): Promise<void> {
  const names = ["page", "page-worker", "process", "worker"];
  for (const name of names) {
    const entry = { [name]: join(runtimesFolder, "inside", `${name}.ts`) };
    const common = { config: false, dts: false, clean: false, logLevel: "error" } as const;
    await build({ ...common, entry, outDir: programsFolder, format: "esm", platform: "neutral" });
  }
}

/** Returns when the newest of these files changed; 0 for a missing file. */
async function newestChange(files: readonly string[]): Promise<number> {
  const times = files.map((file) =>
    stat(file)
      .then(({ mtimeMs }) => mtimeMs)
      .catch(() => 0),
  );
  return Math.max(...(await Promise.all(times)));
}

/** Windows can't start npm by its name: `npm run` sets the path of its script. */
async function npm(folder: string, ...parameters: string[]): Promise<void> {
  const { npm_execpath } = process.env;
  if (npm_execpath === undefined) throw new Error("Start this with npm: npm run test:runtimes");
  await promisify(execFile)(process.execPath, [npm_execpath, ...parameters], { cwd: folder });
}
