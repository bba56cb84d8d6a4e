import { createHash } from "node:crypto";
import { ImportInputError } from "../errors.ts";
import { compareFingerprints, fingerprint } from "../input/fingerprint.ts";
import type { InputFile } from "../input/types.ts";
import type { ImportSettings } from "../options.ts";
import { journalVersion, type SentOptions, type StartEntry } from "./entries.ts";

/** Describes the input and the options of an import, to compare them with those of its journal. */
export async function startEntry(
  sourceKey: string,
  files: readonly InputFile[],
  settings: ImportSettings,
): Promise<StartEntry> {
  const { destination, type, id, idFrom, idAsText, idSecret } = settings;
  const { encoding, delimiter, shard, map, mappingVersion } = settings;
  const options: SentOptions = {
    ...{
      destination,
      sourceKey,
      type,
      id: idFrom === undefined ? id : undefined,
      idFrom,
      idAsText: idAsText || undefined,
    },
    idSecret: idSecret === undefined ? undefined : shortHash(idSecret),
    ...{ encoding, delimiter, shard, formats: files.map(({ format }) => format) },
  };
  const mapping = map && { hash: shortHash(map.toString()), version: mappingVersion };
  return {
    entry: "start",
    version: journalVersion,
    at: new Date().toISOString(),
    files: await Promise.all(files.map((file) => fingerprint(file))),
    options,
    mapping: mapping && (mapping.version === undefined ? mapping : { hash: "", version: mapping.version }),
  };
}

/** Returns the start of a hash, to compare secrets and functions without storing them. */
function shortHash(text: string | Uint8Array): string {
  return createHash("sha256").update("clinia-registry-client").update(text).digest("hex").slice(0, 16);
}

/** What a journal may differ in. */
type Allowed = Pick<ImportSettings, "retryRejected" | "grown">;

/**
 * Compares the start of an import with that of its journal. Returns the entry to append; undefined if there is none. Throws
 * {@link ImportInputError} if they do not fit.
 */
export async function checkStart(
  current: StartEntry,
  earlier: StartEntry | undefined,
  files: readonly InputFile[],
  journal: string,
  allowed: Allowed,
): Promise<StartEntry | undefined> {
  if (earlier === undefined) return current;
  compareOptions(current.options, earlier.options, journal);
  await compareFiles(current, earlier, files, journal, allowed);
  const isOtherMapping = JSON.stringify(current.mapping) !== JSON.stringify(earlier.mapping);
  if (isOtherMapping && !allowed.retryRejected) {
    throw new ImportInputError(
      `The journal ${journal} is of an import with another mapping. To import the rejected records and the rest with this one, set ` +
        "retryRejected (--retry-rejected). To import everything again, choose another journal (--journal).",
    );
  }
  if (allowed.retryRejected) return { ...current, retry: true };
  return current.files.length > earlier.files.length || hasGrown(current, earlier) ? current : undefined;
}

function hasGrown(current: StartEntry, earlier: StartEntry): boolean {
  return current.files.some(({ size }, index) => size !== earlier.files[index]?.size);
}

const optionNames: Readonly<Record<keyof SentOptions, string>> = {
  destination: "registry",
  sourceKey: "source",
  type: "type",
  id: "id",
  idFrom: "idFrom (--id-from)",
  idAsText: "idAsText (--id-as-text)",
  idSecret: "idSecret (--id-secret-file)",
  encoding: "encoding",
  delimiter: "delimiter",
  formats: "format",
  shard: "shard",
};

function compareOptions(current: SentOptions, earlier: SentOptions, journal: string): void {
  // The files are counted later.
  const files = Math.min(current.formats.length, earlier.formats.length);
  const comparable = (options: SentOptions) => ({ ...options, formats: options.formats.slice(0, files) });
  const [given, stored] = [comparable(current), comparable(earlier)];
  for (const [name, label] of Object.entries(optionNames) as [keyof SentOptions, string][]) {
    const [now, before] = [given[name], stored[name]].map((value) => JSON.stringify(value));
    if (now === before) continue;
    const values = name === "idSecret" ? "" : `: ${before ?? "none"}, and now ${now ?? "none"}`;
    throw new ImportInputError(
      `The journal ${journal} is of an import with another ${label}${values}. Use the same options to resume it, or choose another journal (--journal).`,
    );
  }
}

async function compareFiles(
  current: StartEntry,
  earlier: StartEntry,
  files: readonly InputFile[],
  journal: string,
  { grown }: Allowed,
): Promise<void> {
  if (current.files.some(({ size }) => size === undefined)) {
    throw new ImportInputError(
      `The journal ${journal} belongs to an import that has begun, and a stream can't be resumed. Choose another journal (--journal), or import a file.`,
    );
  }
  const count = earlier.files.length;
  if (files.length < count || (files.length > count && !grown)) {
    throw new ImportInputError(
      `The journal ${journal} is of an import of other files: ${count} then, and ${files.length} now. ` +
        (files.length < count
          ? "Use the same files, or choose another journal (--journal)."
          : "If files were added at the end, set grown (--grown)."),
    );
  }
  const problem = await compareFingerprints(files, earlier.files, grown);
  if (problem !== undefined) throw new ImportInputError(problem);
}
