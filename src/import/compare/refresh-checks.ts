import { stat } from "node:fs/promises";
import { ImportInputError, ImportStoppedError } from "../errors.ts";
import type { Extract } from "./extract.ts";
import type { InputFile } from "../input/types.ts";
import { filesOf, type Job } from "../job.ts";
import type { Journal, StartEntry } from "../journal/entries.ts";
import { startEntry } from "../journal/start.ts";
import type { Obsolete } from "./removal.ts";
import type { ImportSummary } from "../types.ts";

/*
 * A full refresh deletes what it can't find, so each sign that the extract is not all of the source, or not what was imported, refuses it.
 */

function refusal(reason: string): ImportStoppedError {
  return new ImportStoppedError(`The full refresh removed nothing. ${reason}`, "full-refresh");
}

/** Refuses streams before anything is imported: the extract is read twice. */
export function checkFiles(files: readonly InputFile[]): void {
  if (files.every(({ size }) => size !== undefined)) return;
  throw new ImportInputError("A full refresh reads the extract twice, and a stream can be read once. Use a file.");
}

/** Refuses an import that is not whole: a record that was not written looks like a resource that the extract no longer has. */
export function checkSummary({ read, rejected, skipped, open }: ImportSummary): void {
  if (read === 0) throw refusal("The extract has no records.");
  if (rejected + skipped + open === 0) return;
  throw refusal(
    `Of ${read} records, ${rejected} were rejected, ${skipped} skipped, and ${open} have no outcome. ` +
      "It needs an import in which every record was written.",
  );
}

/** Returns the first start of an import. Refuses runs with other files or another mapping: their ids may be others. */
export async function firstStart(journal: Journal): Promise<StartEntry | undefined> {
  let first: StartEntry | undefined;
  for await (const entry of journal.read()) {
    if (entry.entry !== "start") continue;
    first ??= entry;
    if (identity(entry) !== identity(first)) {
      throw refusal(
        "The files or the mapping changed between the runs of this journal. Choose another journal (--journal).",
      );
    }
  }
  return first;
}

function identity({ files, options, mapping }: StartEntry): string {
  return JSON.stringify([files, options, mapping]);
}

/** Refuses files that have changed since the start of the import: they may still be written, or be those of another extract. */
export async function checkUnchanged({ names, path, settings }: Job, start: StartEntry): Promise<void> {
  const files = await filesOf(names, settings);
  const now = await startEntry(path.sourceKey, files, settings);
  if (identity(now) !== identity(start)) throw refusal("The files have changed since the start of the import.");
}

/** Refuses an extract that does not have the records of the import, or that has deletes: it may be a list of changes. */
export function checkExtract({ records, rejected, skipped, deletedTypes }: Extract, { read }: ImportSummary): void {
  if (deletedTypes.size > 0) {
    throw refusal("The extract has deletes, so that it may be a list of changes. It must have all resources instead.");
  }
  if (records === read && rejected + skipped === 0) return;
  throw refusal(
    `The import read ${read} records, and a second reading found ${records}, of which ${rejected + skipped} have no operation. ` +
      "Check that the mapping is pure, and that nothing writes to the files.",
  );
}

/** Refuses a registry that does not have the whole extract: the source or the ids may be others than those of the import. */
export function checkStored({ ids }: Extract): void {
  const { expected, found } = ids.counts();
  if (found === expected) return;
  throw refusal(
    `A browse found only ${found} of the ${expected} resources of the extract. ` +
      "Run clinia-registry verify with the same options to see which are missing, then run the import again.",
  );
}

export function checkLimit({ excess }: Obsolete, maxDeletes: number | string): void {
  if (excess === undefined) return;
  const { type, obsolete, before } = excess;
  throw refusal(
    `The extract no longer has ${obsolete} of the ${before} resources of the type ${type} that were stored before the import, and ` +
      `maxDeletes (--max-deletes) allows ${maxDeletes}. Check that the extract is complete, and that no other extract writes into the source.`,
  );
}

/** Returns the time before which the extract was made, as far as it is known: a resource that changed later is not in it. */
export async function timeOfExtract(files: readonly InputFile[], start: StartEntry): Promise<number> {
  const changes = await Promise.all(files.map(({ path }) => stat(path)));
  return Math.min(Date.parse(start.at), ...changes.map(({ mtimeMs }) => mtimeMs));
}
