import { cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { SiteError } from "./mending.ts";

/** What every site of ours has. */
const landmarks = ["api.html", "index.html", "modules.html"];

/** Throws {@link SiteError} when there is something else than a site in the folder: building one would delete it. */
export async function checkSiteFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown): string[] => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new SiteError(`${folder} is not a folder to build the site into. Name another one: --out <folder>`);
  });
  if (entries.length === 0 || landmarks.every((name) => entries.includes(name))) return;
  throw new SiteError(
    `${folder} holds something else than the site, which would be lost. Name another one: --out <folder>`,
  );
}

/** Puts the site that was built in `built` in the place of the one in `folder`, in one step. */
export async function publish(built: string, folder: string): Promise<void> {
  const next = `${folder.replace(/[/\\]+$/, "")}.new`;
  await mkdir(dirname(next), { recursive: true });
  await rm(next, { recursive: true, force: true });
  await cp(built, next, { recursive: true });
  await rm(folder, { recursive: true, force: true });
  await rename(next, folder);
}
