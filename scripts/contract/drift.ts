import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { generatedMark, type GeneratedFiles } from "./generate.ts";

/** The longest diff of one file. */
const linesPerFile = 20;

/** Where `folder` differs from `files`, as one short unified diff for each stale file; empty when nothing does. */
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
    const cut = lines.length - linesPerFile;
    return [cut > 0 ? [...lines.slice(0, linesPerFile), `… ${String(cut)} more lines`].join("\n") : lines.join("\n")];
  });
  return (await Promise.all(diffs)).flat();
}

/**
 * Makes `folder` hold `files` and nothing else that was generated. All of them change, or none when one can't be written (then it
 * throws the error of the file system); one that is right is left alone, as is whatever is not ours.
 */
export async function write(folder: string, files: GeneratedFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  const changed: string[] = [];
  try {
    for (const [name, text] of files) {
      const file = join(folder, name);
      const before = await readFile(file, "utf8").catch(missing);
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

/** A file that is not there is as good as one that is stale; one that can't be read is not. */
function missing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

/** The names of the generated files in `folder`. */
async function list(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const isOurs = names.map(async (name) => (await readFile(join(folder, name), "utf8")).startsWith(generatedMark));
  const ours = await Promise.all(isOurs);
  return names.filter((_, index) => ours[index]);
}
