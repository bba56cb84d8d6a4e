import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkTarget } from "../tasks/wait-for-task.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import type { SourcePath } from "../index.ts";
import { runDry } from "./run/dry-run.ts";
import { ImportStoppedError } from "./errors.ts";
import { checkExpectedFiles } from "./describe-files.ts";
import { fullRefresh } from "./compare/full-refresh.ts";
import { openInput, withProfiles, type ImportClient, type Job } from "./job.ts";
import type { Journal } from "./journal/entries.ts";
import { openFileJournal } from "./journal/file-journal.ts";
import { readState } from "./journal/state.ts";
import { resolveImport, type ImportOptions, type ImportSettings } from "./options.ts";
import { requireOutputFiles } from "./output-files.ts";
import { checkFiles } from "./compare/refresh-checks.ts";
import { checkReplaceable, rejectsOf, writeRejects } from "./rejects.ts";
import { beginRun } from "./run/begin.ts";
import { resume } from "./run/resume.ts";
import { createControl, type Control } from "./run/control.ts";
import { runImport } from "./run/run-import.ts";
import { stopOf } from "./run/stop.ts";
import type { ImportSummary } from "./types.ts";

/**
 * Imports files into a source: reads their records, maps them to upserts and deletes, and writes these in bulks, as `writeResources` does.
 * Keeps a journal on the disk. A further call with the same arguments resumes after a crash or a stop, and sends nothing once every record
 * is finished. It holds a few bulks in memory, whatever the size of the files.
 *
 * - Each record has one outcome. It is written when the registry has confirmed all of its operations. It can also be rejected, skipped by the
 *   mapping, or open until a further call.
 * - A record is rejected when it can't be read or mapped, does not match the profiles, or is refused by the registry. The import continues, up
 *   to `rejectLimit`. The file of the rejected records has the place and the reason of each, and no data.
 * - The import stops, and rejects nothing for it, when the registry would refuse every bulk (401, 403, 404, a redirect, an untrusted
 *   certificate), when it is overloaded or can't be reached for `giveUpAfterMs`, when a file or the journal can't be read or written, and when
 *   `signal` is aborted. Nothing more is sent, and the outcomes of the bulks in progress are recorded; tasks that have not ended
 *   ten seconds later are left to the next call.
 * - The last record of an id wins. Operations on the same id are applied in the order of the files, and when one is resent, so are the later
 *   ones with its id.
 * - After a crash, bulks without a confirmed outcome are resubmitted: at most `concurrency`. An upsert can be applied twice, with the same
 *   result. A resent delete that finds nothing counts as written.
 * - A bulk that the registry accepted just before a crash, and applies late, can overwrite what the next run wrote to the same id. This needs
 *   two records with the same id in the files, and no client can prevent it.
 *
 * @param files A file, a folder, a pattern, `-` for stdin, or several of these. Streams can be imported, but not resumed.
 * @returns The counts of all runs, once every record is written, rejected or skipped.
 * @throws `InvalidRequestError` When `registry`, `path` or an option is invalid.
 * @throws {@link ImportInputError} When a file, the mapping or the journal is invalid, or the journal is of another import.
 * @throws {@link ImportStoppedError} When the import stops early. `reason` says why, and `summary` has the counts until then.
 *
 * @example
 * const summary = await importFiles(registry, { sourceKey: "ehr-prod" }, "patients.ndjson", {
 *   type: "patient",
 *   onReject: ({ file, line, reason }) => console.error(`${file}:${line}: ${reason}`),
 * });
 * console.log(`${summary.written} of ${summary.read} records were written`);
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export async function importFiles(
  registry: ImportClient,
  path: SourcePath,
  files: string | readonly string[],
  options: ImportOptions = {},
): Promise<ImportSummary> {
  throwIfInvalid(...checkTarget(registry, path, "bulkResources"));
  const settings = resolveImport(options);
  const isRefresh = settings.fullRefresh !== undefined;
  if (isRefresh) throwIfInvalid(...checkTarget(registry, path, "browse"));
  const names = typeof files === "string" ? [files] : files;
  const input = await openInput(names, settings);
  if (settings.expectedFiles !== undefined) await checkExpectedFiles(input.files, settings.expectedFiles);
  const job: Job = { registry: withProfiles(registry, settings), path, names, input, settings };
  if (isRefresh) checkFiles(input.files);
  if (!settings.dryRun) return importWithJournal(job);
  const summary = await runDry(job);
  return isRefresh ? fullRefresh({ ...job, summary, journal: undefined }) : summary;
}

async function importWithJournal(job: Job): Promise<ImportSummary> {
  const { names, input, settings } = job;
  const given = settings.journal;
  const { journal, rejects } =
    typeof given === "object"
      ? { journal: given, rejects: settings.rejects }
      : requireOutputFiles(names, input.files, { ...settings, journal: given });
  if (rejects !== undefined) await checkReplaceable(pathOf(rejects, settings), rejects);
  const opened =
    typeof journal === "object" ? journal : await openFileJournal(pathOf(journal, settings), journal).catch(throwStop);
  try {
    return await importInto(opened, rejects, job);
  } catch (error) {
    throw stopOf(error);
  } finally {
    if (opened !== given) await opened.close();
  }
}

function pathOf(file: string, { cwd = process.cwd() }: ImportSettings): string {
  return resolve(cwd, file);
}

/** Imports with an open journal. Without `rejects`, no file of the rejected records is written. */
async function importInto(journal: Journal, rejects: string | undefined, job: Job): Promise<ImportSummary> {
  const { settings } = job;
  const begun = await beginRun(journal, job);
  let summary: ImportSummary;
  try {
    summary = await runUntilConnected(job, journal);
  } catch (error) {
    await begun?.stop();
    throw error;
  } finally {
    if (rejects !== undefined) {
      await writeRejects(pathOf(rejects, settings), rejects, rejectsOf(await readState(journal)));
    }
  }
  return settings.fullRefresh === undefined ? summary : await fullRefresh({ ...job, summary, journal });
}

/** Runs an import, again and again while the registry can't be reached at its start. */
async function runUntilConnected(job: Job, journal: Journal): Promise<ImportSummary> {
  const { input, settings } = job;
  const isStream = input.files.some(({ size }) => size === undefined);
  const startedAt = Date.now();
  for (let waitMs = 500; ; waitMs = Math.min(2 * waitMs, 30_000)) {
    const state = await readState(journal);
    let control = createControl(state, input, settings);
    try {
      if (state.hasEnded) {
        control.checkEnd();
        return control.summary();
      }
      const resumed = await resume(job, journal, state, control);
      control.end();
      control = createControl(resumed.state, input, settings);
      await runImport({ ...job, ...resumed, ...control, journal });
      return endOf(control);
    } catch (error) {
      const stopped = stopOf(error, control.summary());
      const elapsedMs = Date.now() - startedAt;
      const isUnavailable = stopped instanceof ImportStoppedError && stopped.reason === "unavailable";
      if (!isUnavailable || isStream || elapsedMs + waitMs > settings.giveUpAfterMs) throw stopped;
      control.reporter.reportNow("registry", elapsedMs);
      await sleep(waitMs, undefined, { signal: settings.signal }).catch(() => undefined);
    } finally {
      control.end();
    }
  }
}

/** Returns the summary of an import whose input has ended. Throws if it is not complete. */
function endOf({ summary, checkEnd, reporter }: Control): ImportSummary {
  const counts = summary();
  reporter.reportNow();
  checkEnd();
  if (counts.open === 0) return counts;
  throw new ImportStoppedError(
    `Every record was read, but ${counts.open} of them have no outcome yet, such as those of tasks that are still pending. ` +
      "Run the import again to wait for them, with a longer deadlineMs (--deadline) if needed.",
    "open",
  );
}

function throwStop(error: unknown): never {
  throw stopOf(error);
}
