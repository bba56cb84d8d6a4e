import { ApiError, type ProfileInput } from "../../index.ts";
import type { JsonObject } from "../../json.ts";
import type { ProfileDefinition, ProfileDefinitions } from "../../profiles/definitions.ts";
import { count } from "../../profiles/report.ts";
import { paintFor } from "../colors.ts";
import { CommandError, type Context, type ExitCode } from "../context.ts";
import { connect, type ConnectionOptions } from "../options.ts";
import { shortDiff } from "../short-diff.ts";
import { readDefinitions, type ReadOptions } from "./read.ts";
import { checkKeys, orderedLike, profileText, readStored } from "./remote.ts";

export interface PushOptions extends ConnectionOptions, ReadOptions {
  readonly type?: readonly string[] | undefined;
  readonly yes?: true;
}

/** Shows how the profiles differ from those of the workspace, and with `yes` sends those that differ. */
export async function runPush(options: PushOptions, context: Context): Promise<ExitCode> {
  const { cwd, signal, stdout, env } = context;
  const { profiles } = await readDefinitions(options, cwd);
  const selected = selectedProfiles(options, profiles);
  const connection = connect(options, context);
  const { registry, sourceKey } = connection;
  const changed: [string, ProfileDefinition][] = [];
  const contained: [string, ProfileDefinition][] = [];
  for (const [key, profile] of selected) {
    if (profile.type === "CONTAINED") {
      contained.push([key, profile]);
      stdout.write(`${key}: unknown. Contained profiles can't be read back.\n`);
      continue;
    }
    const stored = await readStored(connection, key, signal);
    const [before, after] = [stored && storedText(stored, profile), profileText({ ...profile, type: "ROOT" })];
    if (before === after) {
      stdout.write(`${key}: unchanged.\n`);
      continue;
    }
    changed.push([key, profile]);
    if (before === undefined) stdout.write(`${key}: new.\n`);
    else stdout.write(`${key}: differs from the workspace.\n${shortDiff(before, after, paintFor(stdout, env))}\n`);
  }
  const pending = [...contained, ...changed];
  if (pending.length === 0) return 0;
  if (options.yes !== true) {
    stdout.write(`Nothing was sent. To send ${pending.map(([key]) => key).join(", ")}, add --yes.\n`);
    return changed.length > 0 ? 1 : 0;
  }
  for (const [key, profile] of pending) {
    // The contract has the literal types of what is checked here.
    await registry.putProfile({ sourceKey, profileKey: key }, profile as ProfileInput, { signal }).catch(withReasons);
    stdout.write(`Sent ${key}.\n`);
  }
  stdout.write(`Sent ${count(pending.length, "profile")}. Resources that were written before are not checked again.\n`);
  return 0;
}

function storedText(stored: JsonObject, profile: ProfileDefinition): string {
  return profileText(orderedLike(stored, { ...profile, type: "ROOT" }));
}

/** Adds what the registry says about a profile: it can quote only the profile, and the client redacts the key. */
function withReasons(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  const reasons = [error.serverMessage, ...error.details.map(({ message }) => message)]
    .filter(Boolean)
    .slice(0, maxReasons);
  const [summary = ""] = error.message.split(/(?<=\.) /);
  throw new CommandError([summary, ...reasons].join("\n  ").replace(/[^\P{C}\n]/gu, "\uFFFD"), 1);
}

/** The maximum number of reasons that are printed. */
const maxReasons = 20;

type Profiles = readonly (readonly [key: string, profile: ProfileDefinition])[];

/** Returns the profiles to send: each after those that it contains, as far as there is no cycle. */
function selectedProfiles({ type: types, profiles: folder }: PushOptions, profiles: ProfileDefinitions): Profiles {
  checkKeys(types ?? []);
  const missing = types?.find((type) => !Object.hasOwn(profiles, type));
  if (missing !== undefined) {
    throw new CommandError(`There is no file for the profile ${missing}. Expected ${folder}/${missing}.json.`, 2);
  }
  const remaining = new Map(Object.entries(profiles));
  const ordered: [string, ProfileDefinition][] = [];
  function add(key: string): void {
    const profile = remaining.get(key);
    if (profile === undefined) return;
    remaining.delete(key);
    for (const { types } of Object.values(profile.contained ?? {})) types.forEach(add);
    ordered.push([key, profile]);
  }
  Object.keys(profiles).forEach(add);
  return ordered.filter(([key]) => types === undefined || types.includes(key));
}
