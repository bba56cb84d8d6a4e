import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { generatedHeader, type GeneratedFiles } from "./generate.ts";

/** The maximum length of the diff of one file, in lines. */
const maxDiffLines = 20;

/** Returns a short unified diff for each file in `folder` that differs from `files`. */
export async function drift(folder: string, files: GeneratedFiles): Promise<string[]> {
  const names = new Set([...files.keys(), ...(await list(folder))]);
  const diffs = [...names].sort().map(async (name) => {
    const committed = await readFile(join(folder, name), "utf8").catch(() => "");
    const generated = files.get(name) ?? "";
    if (committed === generated) return [];
    const patch = createTwoFilesPatch(`${folder}/${name}`, "generated now", committed, generated, "", "", {
      context: 1,
    });
    const lines = patch.split("\n").slice(1);
    const cut = lines.length - maxDiffLines;
    return [cut > 0 ? [...lines.slice(0, maxDiffLines), `… ${String(cut)} more lines`].join("\n") : lines.join("\n")];
  });
  return (await Promise.all(diffs)).flat();
}

/**
 * Writes `files` into `folder`, and removes other generated files from it. If a file can't be written, no file is changed, and
 * the error of the file system is thrown. Files that are up to date or were not generated remain as they are.
 */
export async function write(folder: string, files: GeneratedFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  const changed: string[] = [];
  try {
    for (const [name, text] of files) {
      const file = join(folder, name);
      const before = await readFile(file, "utf8").catch(undefinedIfMissing);
      if (before === text) continue;
      changed.push(file);
      await writeFile(`${file}.new`, text);
    }
  } catch (error) {
    await Promise.all(changed.map((file) => rm(`${file}.new`, { force: true })));
    throw error;
  }
  for (const file of changed) await rename(`${file}.new`, file);
  const stale = (await list(folder)).filter((name) => !files.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name))));
}

/** Returns undefined for the error of a missing file. Rethrows any other error. */
function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

/** Returns the names of the generated files in `folder`. */
async function list(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return names.filter((_, index) => texts[index]?.startsWith(generatedHeader));
}
