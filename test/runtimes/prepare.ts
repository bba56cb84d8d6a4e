import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/redocly.ts";
import { dist, here, installed } from "./places.ts";

/** Installs the runtimes, unless those of the lock are there. */
export async function installRuntimes(): Promise<void> {
  const listed = await newest([join(here, "package.json"), join(here, "package-lock.json"), join(here, ".npmrc")]);
  // npm writes it when all is done.
  if ((await newest([installed(".package-lock.json")])) < listed) await npm(here, "ci");
}

/** Builds the package, unless it is newer than its source. */
export async function buildPackage(): Promise<void> {
  const source = (await readdir(join(root, "src"), { recursive: true })).map((file) => join(root, "src", file));
  const names = ["package.json", "tsdown.config.ts"].map((file) => join(root, file));
  if ((await newest([join(dist, "index.js")])) < (await newest([...source, ...names]))) await npm(root, "run", "build");
}

/** When the newest of some files was changed; 0 for one that is not there. */
async function newest(files: readonly string[]): Promise<number> {
  const times = files.map((file) =>
    stat(file)
      .then(({ mtimeMs }) => mtimeMs)
      .catch(() => 0),
  );
  return Math.max(...(await Promise.all(times)));
}

/** npm itself is a script, where `npm run` has started this; by its name it could not be started on Windows. */
async function npm(folder: string, ...parameters: string[]): Promise<void> {
  const { npm_execpath } = process.env;
  if (npm_execpath === undefined) throw new Error("This is started by npm: npm run test:runtimes");
  await promisify(execFile)(process.execPath, [npm_execpath, ...parameters], { cwd: folder });
}
