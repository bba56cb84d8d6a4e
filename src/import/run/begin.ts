import { ImportStoppedError } from "../errors.ts";
import type { Journal } from "../journal/entries.ts";
import { without } from "../journal/spans.ts";
import type { Job } from "../job.ts";
import { checkStart, startEntry } from "../journal/start.ts";
import { readState, type JournalState } from "../journal/state.ts";

/** A run of an import that has begun. */
interface BegunRun {
  /** Records that the run stopped by itself, so that it does not count for `startLimit`. */
  stop(): Promise<void>;
}

/**
 * Compares an import with its journal, and records that a run begins. Resolves with undefined when the import has ended. Throws
 * {@link ImportInputError} if they do not fit, and {@link ImportStoppedError} at the limit of starts.
 */
export async function beginRun(journal: Journal, { path, input, settings }: Job): Promise<BegunRun | undefined> {
  const state = await readState(journal);
  const current = await startEntry(path.sourceKey, input.files, settings);
  const changed = await checkStart(current, state.start, input.files, journal.name, settings);
  if (changed === undefined) {
    if (state.hasEnded) return undefined;
    await checkStartLimit(journal, state, settings.startLimit);
  }
  const starts = changed === undefined ? [] : [changed];
  await journal.append([...starts, { entry: "run", at: new Date().toISOString() }], true);
  return {
    async stop() {
      // A journal that can't be written was the reason to stop.
      await journal.append([{ entry: "stop", at: new Date().toISOString() }]).catch(() => undefined);
    },
  };
}

/** Throws {@link ImportStoppedError} when an import was started too often without progress. The start after that counts from 0 again. */
async function checkStartLimit(journal: Journal, state: JournalState, limit: number): Promise<void> {
  if (state.runs < limit) return;
  await journal.append([{ entry: "stop", at: new Date().toISOString() }], true);
  const starts = state.runs === 1 ? "once" : `${state.runs} times in a row`;
  throw new ImportStoppedError(
    `The import was started ${starts} without progress, and ended each time ${inProgress(state)}. ` +
      "Check these records, the mapping, and the memory of the process. Then run it again: it resumes.",
    "start-limit",
  );
}

/** Returns the records from the frontier to the last one that was being sent, which start at a place of a file. */
function inProgress({ frontier, sending, done, start }: JournalState): string {
  const unknown = done.reduce((spans, span) => spans.flatMap((each) => without(each, span)), [...sending]);
  const last = unknown.reduce((to, [, , toRecord]) => Math.max(to, toRecord), -1);
  const place = `(${String(start?.files[frontier.file]?.name)}, line ${frontier.line})`;
  const from = frontier.record + 1;
  return last < 0
    ? `after record ${from} ${place}, before the next records were sent`
    : `between record ${from} ${place} and record ${last + 1}`;
}
