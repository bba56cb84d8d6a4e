/* The profiles of examples/profiles/, and their vocabularies. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ProfileInput } from "../../src/index.ts";

const folder = "examples/profiles/clinia";

export const exampleProfiles = await readFolder<ProfileInput>(join(folder, "profiles"));
export const exampleVocabularies = await readFolder<string[]>(join(folder, "vocabularies"));

/** Reads the JSON files of a folder, by their names without the extension. */
async function readFolder<Content>(path: string): Promise<Record<string, Content>> {
  const entries = (await readdir(path)).map(async (name) => {
    const content = JSON.parse(await readFile(join(path, name), "utf8")) as Content;
    return [basename(name, ".json"), content] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
