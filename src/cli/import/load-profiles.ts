import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isJsonObject } from "../../json.ts";
import { defineProfiles } from "../../profiles/index.ts";
import type { ResourceCheck } from "../../resource-check.ts";
import { CommandError } from "../context.ts";
import { readDefinitions } from "../profiles/read.ts";
import { loadModule } from "./load-module.ts";

/** The options of the checks. */
export interface ProfilesFlags {
  readonly profiles?: string | undefined;
  readonly vocabularies?: string | undefined;
}

/**
 * Returns the checks of `--profiles`: of a folder of profiles, or of a module that exports `profiles`. Values of property types that are
 * not known are not checked.
 */
export async function loadProfiles(flags: ProfilesFlags, cwd: string): Promise<ResourceCheck | undefined> {
  const { profiles, vocabularies } = flags;
  if (profiles === undefined) {
    if (vocabularies === undefined) return undefined;
    throw new CommandError("--vocabularies needs --profiles.", 2);
  }
  const isFile = await stat(resolve(cwd, profiles)).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isFile) {
    const folders = { profiles, vocabularies: vocabularies ?? join(dirname(profiles), "vocabularies") };
    const definitions = await readDefinitions({ ...folders, allowUnknownTypes: true }, cwd);
    return defineProfiles(definitions.profiles, { vocabularies: definitions.vocabularies });
  }
  if (profiles.endsWith(".json")) {
    throw new CommandError(`--profiles ${profiles}: Expected a folder of such files, or a module.`, 2);
  }
  const { exported } = await loadModule("--profiles", profiles, cwd);
  const checks = exported("profiles");
  if (isCheck(checks)) return checks;
  throw new CommandError(
    `--profiles ${profiles}: The module has no export profiles, as clinia-registry profiles generate writes it.`,
    2,
  );
}

function isCheck(value: unknown): value is ResourceCheck {
  return isJsonObject(value) && typeof value.check === "function";
}
