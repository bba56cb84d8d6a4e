import { ImportStoppedError } from "../errors.ts";
import { readExtract, type Extract } from "./extract.ts";
import type { Job } from "../job.ts";
import type { Journal, StartEntry } from "../journal/entries.ts";
import { startEntry } from "../journal/start.ts";
import {
  checkExtract,
  checkLimit,
  checkStored,
  checkSummary,
  checkUnchanged,
  firstStart,
  timeOfExtract,
} from "./refresh-checks.ts";
import { findObsolete, refreshKey, removeObsolete, type Obsolete } from "./removal.ts";
import { atIntervals, totalBytes } from "../run/reporter.ts";
import { stopOf } from "../run/stop.ts";
import type { ImportSummary, RemovalCounts } from "../types.ts";

/** An import that has ended, and whose extract the registry shall equal. */
interface Refresh extends Job {
  readonly summary: ImportSummary;
  /** Undefined in a dry run. */
  readonly journal: Journal | undefined;
}

/**
 * Finds the resources of the source that the extract no longer has, and with `fullRefresh: "delete"` removes them. Returns the summary with
 * the counts. Throws {@link ImportStoppedError} with the same when it is refused, or could not remove all.
 */
export async function fullRefresh(refresh: Refresh): Promise<ImportSummary> {
  let { summary } = refresh;
  const { input, settings } = refresh;
  const report = atIntervals(() => {
    const bytes = { bytesRead: input.bytesRead(), totalBytes: totalBytes(input.files) };
    settings.onProgress?.({ ...summary, ...bytes, pausedMs: 0, waitingFor: "refresh" });
  });
  const onRemoval = (removal: RemovalCounts) => {
    summary = { ...summary, removal };
    report(undefined);
  };
  try {
    checkSummary(summary);
    await refreshWith(refresh, onRemoval, () => {
      report(undefined);
    });
    return summary;
  } catch (error) {
    if (settings.signal?.aborted === true) {
      throw new ImportStoppedError(
        "The full refresh was stopped. Run the import again to resume.",
        "aborted",
        summary,
        error,
      );
    }
    throw stopOf(error, summary, "Every record was written, but the full refresh stopped.");
  }
}

async function refreshWith(
  refresh: Refresh,
  onRemoval: (removal: RemovalCounts) => void,
  report: () => void,
): Promise<void> {
  const { registry, path, settings, input, journal } = refresh;
  const start = (journal && (await firstStart(journal))) ?? (await startEntry(path.sourceKey, input.files, settings));
  const extract = await readWhole(refresh, start, report);
  const since = await timeOfExtract(input.files, start);
  const { maxDeletes, signal } = settings;
  const found = await findObsolete({ registry, path, extract, since, maxDeletes, signal, onProgress: report });
  const { before, obsolete, kept } = found;
  onRemoval({ before, obsolete, removed: 0, failed: 0, kept });
  if (journal !== undefined) checkStored(extract);
  checkLimit(found, maxDeletes);
  if (journal !== undefined && settings.fullRefresh === "delete") await remove(refresh, journal, found, onRemoval);
}

/** Reads the whole extract, because a run that was resumed has not seen all of it. */
async function readWhole(refresh: Refresh, start: StartEntry, report: () => void): Promise<Extract> {
  const { input, settings, summary } = refresh;
  const extract = await readExtract({ input, signal: settings.signal, keyOf: refreshKey, onRead: report });
  checkExtract(extract, summary);
  await checkUnchanged(refresh, start);
  return extract;
}

async function remove(
  { registry, path, settings }: Refresh,
  journal: Journal,
  { ids, before, obsolete, kept }: Obsolete,
  onRemoval: (removal: RemovalCounts) => void,
): Promise<void> {
  let [removed, failed] = [0, 0];
  await removeObsolete({
    ...{ registry, path, ids, settings },
    // Appends nothing, but throws if another process took over the journal.
    beforeSubmit: () => journal.append([]),
    onOutcome(isRemoved) {
      if (isRemoved) removed += 1;
      else failed += 1;
      onRemoval({ before, obsolete, removed, failed, kept });
    },
  });
  if (failed === 0) return;
  throw new ImportStoppedError(
    `Every record was written, but ${failed} of ${obsolete} resources could not be removed. Run the import again to retry.`,
    "full-refresh",
  );
}
