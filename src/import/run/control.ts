import { isAborted, onAbort } from "../../transport/deadline.ts";
import { ImportStoppedError } from "../errors.ts";
import type { RejectedRecord } from "../journal/entries.ts";
import type { JournalState } from "../journal/state.ts";
import type { ImportSettings } from "../options.ts";
import type { ImportInput } from "../mapping/records.ts";
import { toRejected } from "../rejects.ts";
import { createReporter, type Reporter } from "./reporter.ts";
import { createSchedule } from "./schedule.ts";
import { createTracker, type Tracker } from "./tracker.ts";
import type { ImportCounts, ImportSummary } from "../types.ts";

/** Counts, reports and stops one run of an import. */
export interface Control {
  readonly tracker: Tracker;
  readonly reporter: Reporter;
  /** Stops the run: nothing more is read or sent, and the bulks in progress are finished. Its reason is the error to throw. */
  readonly stopping: AbortController;
  /** Reports a rejected record, and stops the run if there are too many. */
  readonly onReject: (rejected: RejectedRecord) => void;
  /** Waits until the next record may be sent; undefined if it may be sent now. Throws when the run stops. */
  readonly waitForTurn: () => Promise<void> | undefined;
  /** Throws if too many records of the whole input were rejected. */
  readonly checkEnd: () => void;
  readonly summary: () => ImportSummary;
  /** Removes the listener of the signal. */
  readonly end: () => void;
}

export function createControl(state: JournalState, input: ImportInput, settings: ImportSettings): Control {
  const { frontier, rejected, retry, skipped } = state;
  const isEarlier = (record: number) => record < frontier.record;
  const earlier = { rejected: [...rejected.keys()].filter(isEarlier).length, skipped, retried: retry.size };
  const tracker = createTracker(frontier, earlier);
  const reporter = createReporter(tracker, input, settings.onProgress);
  const stopping = new AbortController();
  onAbort(stopping.signal, () => {
    for (const { cancel } of input.files) cancel?.();
  });
  const stop = () => {
    stopping.abort(new ImportStoppedError("The import was stopped. Run it again to resume.", "aborted"));
  };
  const stopListening = onAbort(settings.signal, stop);
  // Such as by Ctrl-C while the files were found, or between two attempts to connect.
  if (isAborted(settings.signal)) stop();
  const { rate, window } = settings;
  const schedule = createSchedule({ rate, window, signal: stopping.signal });
  const isOverLimit = rejectLimit(settings.rejectLimit);
  const tooMany = (count: string) =>
    new ImportStoppedError(
      `The import stopped: ${count} records were rejected, and the limit is ${settings.rejectLimit}. ` +
        "See the file of the rejected records, then run it again with a higher rejectLimit (--reject-limit) to resume.",
      "reject-limit",
    );
  const tooManyRead = () => {
    const { rejected, read } = tracker.summary();
    return tooMany(`${rejected} of ${read}`);
  };
  // A share becomes lower with each record that is written, but a number does not.
  if (rejected.size > Number(settings.rejectLimit)) stopping.abort(tooMany(`${rejected.size} of the earlier`));
  return {
    tracker,
    reporter,
    stopping,
    onReject(record) {
      try {
        settings.onReject?.(toRejected(record, input.files));
      } catch {
        // A hook must not change the import.
      }
      if (isOverLimit(tracker.summary(), false)) stopping.abort(tooManyRead());
    },
    waitForTurn() {
      if (stopping.signal.aborted) throw stopping.signal.reason;
      const turn = schedule.waitForTurn();
      if (turn !== undefined) reporter.report(window === undefined ? undefined : "window");
      return turn;
    },
    checkEnd() {
      if (isOverLimit(tracker.summary(), true)) throw tooManyRead();
    },
    summary: () => tracker.summary(),
    end: stopListening,
  };
}

/** A share is not judged before this many records. */
const minRecords = 1_000;

function rejectLimit(limit: number | string): (counts: ImportCounts, isEnd: boolean) => boolean {
  if (typeof limit === "number") return ({ rejected }) => rejected > limit;
  const share = Number(limit.slice(0, -1)) / 100;
  return ({ rejected, read }, isEnd) => (isEnd || read >= minRecords) && rejected > share * read;
}
