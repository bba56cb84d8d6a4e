import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The site that `npm run docs` built: the tests read what a user would publish. */
export const site = "dist/docs";

if (!existsSync(site)) throw new Error(`There is no ${site} to test: run npm run docs first.`);

/** The files of a site, each by its address. */
export async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.sort().map(async (path) => [path.slice(folder.length), await readFile(path, "utf8")] as const);
  return new Map(await Promise.all(texts));
}

/** NODE_OPTIONS with which each process runs some code first. */
export function imported(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
