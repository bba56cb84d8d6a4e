import { lstatSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { SiteError } from "./page-fixes.ts";

/** The file that lists the files of a site in its folder, one per line. Other files, such as .git or CNAME, are never changed. */
const listName = ".made-by-npm-run-docs";

/** Throws {@link SiteError} when the folder can't receive a site, as far as that is known before the build. */
export async function checkSiteFolder(folder: string): Promise<void> {
  if (folder === "") throw new SiteError("--out is empty. Expected a folder to build the site into: --out <folder>");
  await checkReplacedFiles(folder, ["index.html", "api.html", "modules.html"]);
}

/**
 * Replaces the site in `folder` by the one in `built`, file by file. Removes the files that only the previous site had, and no other
 * file. If it is stopped half-way, the next call completes the site.
 */
export async function publish(built: string, folder: string): Promise<void> {
  const files = (await filesIn(built)).sort();
  const previous = await checkReplacedFiles(folder, files);
  await mkdir(folder, { recursive: true });
  // Inside the folder, because a file can't be renamed from one file system to another.
  const next = await mkdtemp(join(folder, `${listName}-`));
  try {
    await cp(built, next, { recursive: true });
    await writeFile(join(folder, listName), [...new Set([...previous, ...files])].join("\n"));
    for (const file of files) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await rename(join(next, file), join(folder, file));
    }
    const removed = previous.filter((file) => !files.includes(file));
    for (const file of removed) if (await isInside(folder, file)) await rm(join(folder, file), { force: true });
    await writeFile(join(folder, listName), files.join("\n"));
  } finally {
    await rm(next, { recursive: true });
  }
}

/** The files of the site in `folder`. Throws {@link SiteError} when one of `files` would replace a file that is not of a site. */
async function checkReplacedFiles(folder: string, files: readonly string[]): Promise<string[]> {
  const list = await readFile(join(folder, listName), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  // npm run docs writes no path that leads out of the folder.
  const previous = list.split("\n").filter((file) => file !== "" && !file.split(/[/\\]/).includes(".."));
  const other = files.find((file) => !previous.includes(file) && exists(join(folder, file)));
  if (other === undefined) return previous;
  throw new SiteError(
    `${join(folder, other)} was not made by npm run docs, and would be replaced. Remove it, or name another folder: --out <folder>`,
  );
}

/** Whether a file, a folder or a link exists at that path, also a broken link. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether a file is inside the folder: a link in its path can lead out of it. */
async function isInside(folder: string, file: string): Promise<boolean> {
  const path = join(folder, file);
  return exists(path) && `${await realpath(dirname(path))}${sep}`.startsWith(`${await realpath(folder)}${sep}`);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => relative(folder, file).split(sep).join("/"));
}
