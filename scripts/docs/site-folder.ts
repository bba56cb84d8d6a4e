import { lstatSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { SiteError } from "./page-fixes.ts";

/** Lists the files of a site in its folder, one a line. Whatever else is there, such as .git or CNAME, is not ours. */
const listName = ".made-by-npm-run-docs";

/** Throws {@link SiteError} when a site can't be built into the folder, as far as that is known before it is built. */
export async function checkSiteFolder(folder: string): Promise<void> {
  if (folder === "") throw new SiteError("--out names no folder to build the site into. Expected: --out <folder>");
  await checkReplaced(folder, ["index.html", "api.html", "modules.html"]);
}

/**
 * Puts the site that was built in `built` in the place of the one in `folder`, file by file. Removes the files that only the former
 * had, and nothing that is not ours. A site that is stopped half-way is completed by the next one.
 */
export async function publish(built: string, folder: string): Promise<void> {
  const files = (await filesIn(built)).sort();
  const former = await checkReplaced(folder, files);
  await mkdir(folder, { recursive: true });
  // In the folder itself, from where a file can be renamed to its place whatever else is mounted or linked.
  const next = await mkdtemp(join(folder, `${listName}-`));
  try {
    await cp(built, next, { recursive: true });
    await writeFile(join(folder, listName), [...new Set([...former, ...files])].join("\n"));
    for (const file of files) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await rename(join(next, file), join(folder, file));
    }
    const gone = former.filter((file) => !files.includes(file));
    for (const file of gone) if (await isInside(folder, file)) await rm(join(folder, file), { force: true });
    await writeFile(join(folder, listName), files.join("\n"));
  } finally {
    await rm(next, { recursive: true });
  }
}

/** The files of the site that is in `folder`. Throws {@link SiteError} when one of `files` would replace another file. */
async function checkReplaced(folder: string, files: readonly string[]): Promise<string[]> {
  const list = await readFile(join(folder, listName), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  // One that leads out of the folder was written by somebody else.
  const former = list.split("\n").filter((file) => file !== "" && !file.split(/[/\\]/).includes(".."));
  const other = files.find((file) => !former.includes(file) && isThere(join(folder, file)));
  if (other === undefined) return former;
  throw new SiteError(
    `${join(folder, other)} was not made by npm run docs, and would be replaced. Remove it, or name another folder: --out <folder>`,
  );
}

/** Whether something has that path, a link that leads nowhere too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether a file of the folder is in it: a link in its path can lead out. */
async function isInside(folder: string, file: string): Promise<boolean> {
  const path = join(folder, file);
  return isThere(path) && `${await realpath(dirname(path))}${sep}`.startsWith(`${await realpath(folder)}${sep}`);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => relative(folder, file).split(sep).join("/"));
}
