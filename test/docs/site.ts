import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The site that `npm run docs` built. */
export const site = "dist/docs";

if (!existsSync(site)) throw new Error(`${site} is missing. Run npm run docs first.`);

/** The files of a site, by address. */
export async function filesOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.sort().map(async (path) => [path.slice(folder.length), await readFile(path, "utf8")] as const);
  return new Map(await Promise.all(texts));
}

/** A value of NODE_OPTIONS that makes each process run `code` first. */
export function imported(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
