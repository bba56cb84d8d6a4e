import type { InputFile } from "../input/types.ts";
import type { ImportInput } from "../mapping/records.ts";
import type { Tracker } from "./tracker.ts";
import type { ImportProgress } from "../types.ts";

/** The minimum interval of `onProgress`. */
const intervalMs = 250;

/** Returns a function that calls another one at most four times a second. Exceptions of the other one are ignored. */
export function atIntervals<Progress>(call: ((progress: Progress) => void) | undefined): (progress: Progress) => void {
  let calledAt = -Infinity;
  return (progress) => {
    const now = Date.now();
    if (now - calledAt < intervalMs) return;
    calledAt = now;
    try {
      call?.(progress);
    } catch {
      // A hook must not change the result.
    }
  };
}

/** Reports the progress of an import. */
export interface Reporter {
  /** Reports at most four times a second. */
  report(waitingFor?: ImportProgress["waitingFor"], pausedMs?: number): void;
  /** Reports now. */
  reportNow(waitingFor?: ImportProgress["waitingFor"], pausedMs?: number): void;
}

export function createReporter(
  tracker: Tracker,
  input: ImportInput,
  onProgress: ((progress: ImportProgress) => void) | undefined,
): Reporter {
  const total = totalBytes(input.files);
  let reportedAt = -Infinity;
  const reportNow: Reporter["reportNow"] = (waitingFor, pausedMs = 0) => {
    reportedAt = Date.now();
    try {
      onProgress?.({
        ...tracker.summary(),
        bytesRead: input.bytesRead(),
        totalBytes: total,
        pausedMs,
        waitingFor,
      });
    } catch {
      // A hook must not change the import.
    }
  };
  return {
    reportNow,
    report(waitingFor, pausedMs) {
      if (Date.now() - reportedAt >= intervalMs) reportNow(waitingFor, pausedMs);
    },
  };
}

/** The size of the files; undefined when one of them is a stream. */
export function totalBytes(files: readonly InputFile[]): number | undefined {
  const sizes = files.map(({ size }) => size);
  return sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0);
}
