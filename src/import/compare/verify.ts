import { throwIfInvalid } from "../../errors/registry-error.ts";
import type { BrowseClientOf } from "../../browse/browse-all.ts";
import { checkFunction } from "../../client/option-rules.ts";
import type { SourcePath } from "../../index.ts";
import type { ResourceCheck } from "../../resource-check.ts";
import { checkTarget } from "../../tasks/wait-for-task.ts";
import { ImportInputError, ImportStoppedError } from "../errors.ts";
import { forEachTarget, readExtract, type Extract, type ReadExtract } from "./extract.ts";
import { checksOf, openInput, type StoredClient } from "../job.ts";
import { resolveImport, type ImportOptions } from "../options.ts";
import { isOwnId } from "../mapping/shard.ts";
import { stopOf } from "../run/stop.ts";
import { storedResources } from "./stored.ts";
import { atIntervals } from "../run/reporter.ts";
import { toRejected } from "../rejects.ts";
import type { Rejected } from "../types.ts";

/** The progress of {@link verifyFiles}. */
export interface VerifyProgress {
  /** How many records were read. */
  readonly read: number;
  /** How many resources of the registry were compared. 0 until all records are read. */
  readonly compared: number;
}

/** The options of an import that decide what its records become. */
type ReadingOptions = Pick<
  ImportOptions,
  | ("type" | "id" | "idFrom" | "idSecret" | "idAsText" | "map" | "profiles" | "profileOptions")
  | ("format" | "encoding" | "delimiter" | "shard" | "cwd" | "signal")
>;

/** Options of {@link verifyFiles}. Those that {@link importFiles} has too must be the same as in the import. */
export interface VerifyOptions extends ReadingOptions {
  /** Called with the progress, at most four times a second. Its exceptions are ignored. */
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
  /**
   * Called with the place of the first record of each id that differs. `reason` is `missing` or `not deleted`. The files are read a second
   * time for it. Its exceptions end the call.
   */
  readonly onDifference?: ((difference: Rejected) => void) | undefined;
}

/** The result of {@link verifyFiles}: numbers of ids, except for `read` and `rejected`. `expected` is the sum of `found` and `missing`. */
export interface VerifySummary {
  /** How many records were read. */
  readonly read: number;
  /** How many ids the files have: those whose last operation is an upsert. */
  readonly expected: number;
  /** How many of them are in the registry. */
  readonly found: number;
  /** How many of them are not. */
  readonly missing: number;
  /** How many ids, whose last operation is a delete, are in the registry. */
  readonly notDeleted: number;
  /** How many other resources of the same types are in the registry. */
  readonly others: number;
  /** How many records could not be read, mapped or sent. They were not compared. */
  readonly rejected: number;
}

/** The part of a client that verifies, with or without profiles. */
export interface VerifyClient extends BrowseClientOf<object> {
  readonly profiles?: ResourceCheck | undefined;
}

/**
 * Compares the ids of files with those of the registry, after an import: reads the files as {@link importFiles} does, and browses the
 * resources of the types that it finds. Only ids are transferred, and data is not compared.
 *
 * Resources that other programs create or delete in the meantime may count as `others` or `missing`.
 *
 * @throws `InvalidRequestError` When `registry`, `path` or an option is invalid.
 * @throws {@link ImportInputError} When a file is invalid, or a stream would have to be read twice.
 * @throws {@link ImportStoppedError} When a file or the registry can't be read, or `signal` was aborted.
 *
 * @example
 * const { missing, others } = await verifyFiles(registry, { sourceKey: "ehr-prod" }, "patients.ndjson", { type: "patient" });
 */
export async function verifyFiles(
  registry: VerifyClient,
  path: SourcePath,
  files: string | readonly string[],
  options: VerifyOptions = {},
): Promise<VerifySummary> {
  const { onProgress, onDifference, ...reading } = options;
  throwIfInvalid(
    ...checkTarget(registry, path, "browse"),
    onProgress && checkFunction("onProgress", onProgress),
    onDifference && checkFunction("onDifference", onDifference),
  );
  const settings = resolveImport(reading);
  const input = await openInput(typeof files === "string" ? [files] : files, settings);
  if (onDifference !== undefined && input.files.some(({ size }) => size === undefined)) {
    throw new ImportInputError("A stream can't be read twice, as onDifference (--missing) needs it. Use a file.");
  }
  const report = atIntervals(onProgress);
  const { signal } = settings;
  const profiles = checksOf(registry.profiles, settings);
  const source: ReadExtract = {
    ...{ input, profiles, signal, keyOf },
    onRead: (read) => {
      report({ read, compared: 0 });
    },
  };
  try {
    const extract = await readExtract(source);
    const compared = await compare(registry, path, extract, source, report);
    if (onDifference !== undefined) await reportDifferences(extract, source, onDifference);
    return compared;
  } catch (error) {
    if (signal?.aborted === true) throw new ImportStoppedError("The verification was stopped.", "aborted");
    throw stopOf(error, undefined, "The verification stopped.");
  }
}

function keyOf(type: string, id: string): string {
  return `${type}\n${id}`;
}

async function compare(
  registry: StoredClient,
  path: SourcePath,
  { ids, types, deletedTypes, records, rejected }: Extract,
  { input, signal }: ReadExtract,
  report: (progress: VerifyProgress) => void,
): Promise<VerifySummary> {
  let [compared, others] = [0, 0];
  for (const type of new Set([...types, ...deletedTypes])) {
    for await (const resources of storedResources(registry, path, type, signal)) {
      const own = resources.filter(({ id }) => isOwnId(id, input));
      for (const { id } of own) if (ids.find(keyOf(type, id)) === undefined) others += 1;
      compared += own.length;
      report({ read: records, compared });
    }
  }
  const { expected, found, notDeleted } = ids.counts();
  return { read: records, expected, found, missing: expected - found, notDeleted, others, rejected };
}

/** Reads the files again, because the places of all records would take too much memory. */
async function reportDifferences(
  { ids }: Extract,
  source: ReadExtract,
  onDifference: (difference: Rejected) => void,
): Promise<void> {
  const { expected, found, notDeleted } = ids.counts();
  let left = expected - found + notDeleted;
  if (left === 0) return;
  await forEachTarget(source, ({ targets, ...place }) => {
    for (const { type, id } of targets) {
      const reason = ids.takeDifference(keyOf(type, id));
      if (reason === undefined) continue;
      onDifference(toRejected({ ...place, reason }, source.input.files));
      left -= 1;
    }
    return left === 0 ? "stop" : undefined;
  });
}
