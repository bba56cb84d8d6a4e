import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportFormat, ImportOptions } from "../../import/index.ts";
import { CommandError, type Context } from "../context.ts";
import { loadMapping } from "./load-mapping.ts";
import { readOptionFile } from "./load-module.ts";
import { loadProfiles, type ProfilesFlags } from "./load-profiles.ts";

/** The options of the command that become those of `importFiles`. */
export interface ImportOptionFlags extends ProfilesFlags {
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  readonly idFrom?: readonly string[] | undefined;
  readonly idSecretFile?: string | undefined;
  readonly idAsText?: true | undefined;
  readonly mapping?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly embedded?: true | undefined;
  readonly format?: ImportFormat | undefined;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly shard?: `${number}/${number}` | undefined;
  readonly grown?: true | undefined;
  readonly fullRefresh?: true | undefined;
  readonly yes?: true | undefined;
  readonly maxDeletes?: number | `${number}%` | undefined;
  readonly rejectLimit?: number | `${number}%` | undefined;
  readonly journal?: string | undefined;
  readonly rejects?: string | undefined;
  readonly retryRejected?: true | undefined;
  readonly batchSize?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly rate?: number | undefined;
  readonly window?: string | undefined;
  /** In milliseconds, as the command line was parsed. */
  readonly deadline?: number | undefined;
  readonly giveUpAfter?: number | undefined;
}

/** The options of `importFiles`, with a file for the journal. */
export interface FileImportOptions extends ImportOptions {
  journal?: string | undefined;
}

/** Loads the files that options name, and returns the options of `importFiles`. */
export async function importOptions(flags: ImportOptionFlags, { cwd }: Context): Promise<FileImportOptions> {
  const { mapping, deadline, giveUpAfter } = flags;
  const idSecret = await readIdSecret(flags.idSecretFile, cwd);
  const loaded = mapping === undefined ? {} : await loadMapping(mapping, cwd);
  const profiles = await loadProfiles(flags, cwd);
  return {
    ...pickedOptions(flags),
    ...loaded,
    ...refreshOptions(flags),
    ...{ cwd, idSecret, profiles, deadlineMs: deadline, giveUpAfterMs: giveUpAfter },
  };
}

/** The options with the same name and value. */
function pickedOptions(flags: ImportOptionFlags): FileImportOptions {
  const { type, id, idFrom, idAsText, format, encoding, delimiter, shard, grown } = flags;
  const { dryRun, rejectLimit, journal, rejects, retryRejected, batchSize, concurrency, rate, window } = flags;
  return {
    ...{ type, id, idFrom, idAsText, format, encoding, delimiter, shard, grown },
    ...{ dryRun, rejectLimit, journal, rejects, retryRejected, batchSize, concurrency, rate, window },
  };
}

function refreshOptions({
  fullRefresh,
  yes,
  maxDeletes,
}: ImportOptionFlags): Pick<ImportOptions, "fullRefresh" | "maxDeletes"> {
  if (fullRefresh === true) return { fullRefresh: yes === true ? "delete" : "list", maxDeletes };
  if (yes === true || maxDeletes !== undefined) {
    throw new CommandError("--yes and --max-deletes need --full-refresh.", 2);
  }
  return {};
}

/** The secret is the content of the file, without the line feed that editors add. */
export async function readIdSecret(file: string | undefined, cwd: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const secret = (await readOptionFile("--id-secret-file", file, cwd)).toString().replace(/\r?\n$/, "");
  if (secret === "") throw new CommandError(`--id-secret-file ${file}: The file is empty.`, 2);
  return secret;
}

/**
 * Runs an import into an embedded registry with a journal in a temporary folder: one beside the file would claim that its records are
 * written, and a later import into a workspace would send nothing.
 */
export async function withTemporaryJournal<Result>(run: (journal: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-"));
  try {
    return await run(join(folder, "embedded.import"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
