import type { ImportSummary, Rejected } from "../../import/index.ts";
import { formatDuration, formatNumber, recordsPerSecond, reasonText, recordsText } from "./progress-text.ts";

/** How many records were rejected for each reason. */
export interface ReasonCounts {
  readonly add: (rejected: Rejected) => void;
  /** The reasons and their numbers, most frequent first. */
  readonly list: () => readonly (readonly [reason: string, number: number])[];
}

/** The maximum number of reasons that are counted: a mapping can make up a reason for each record. */
const maxReasons = 20;
const otherReasons = "other reasons";

export function countReasons(): ReasonCounts {
  const counts = new Map<string, number>();
  return {
    add({ path, ...rejected }) {
      const full = reasonText({ ...rejected, path: path && withoutIndices(path) });
      const key = counts.has(full) || counts.size < maxReasons ? full : otherReasons;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    list: () => [...counts].sort(([, one], [, other]) => other - one),
  };
}

/** Items of a list are counted together: `data.name[].family`. */
function withoutIndices(path: string): string {
  return path.replaceAll(/\[\d+\]/g, "[]");
}

/** Returns a line for each reason. */
export function reasonLines(reasons: ReasonCounts): string {
  return reasons
    .list()
    .map(([reason, number]) => `  ${formatNumber(number)}  ${reason}\n`)
    .join("");
}

/** How an import ended. */
export interface ImportEnd {
  readonly summary: ImportSummary;
  readonly elapsedMs: number;
  readonly exitCode: number;
  readonly reasons: ReasonCounts;
  /** The file of the rejected records, as it is printed; undefined if there is none. */
  readonly rejects: string | undefined;
  readonly isDryRun: boolean;
  readonly isEmbedded: boolean;
  /** Why the import stopped; undefined when it has read everything. */
  readonly stopped?: string | undefined;
}

/** Returns the summary as one line of JSON. */
export function summaryJson(end: ImportEnd): string {
  const { summary, elapsedMs, exitCode, reasons, rejects, isDryRun, isEmbedded, stopped } = end;
  const { read, written, rejected, skipped, open, resumed, unusualIds, removal } = summary;
  const counts = { read, written, rejected, skipped, open, resumed, unusualIds, removal };
  const more = {
    seconds: Math.round(elapsedMs) / 1_000,
    exitCode,
    dryRun: isDryRun,
    embedded: isEmbedded,
    stopped,
    rejects,
  };
  return `${JSON.stringify({ event: "summary", ...counts, ...more, reasons: Object.fromEntries(reasons.list()) })}\n`;
}

/** Returns the reasons, the file of the rejected records and the counts. The counts are the last line. */
export function summaryText(end: ImportEnd): string {
  const { summary, reasons, rejects, isDryRun, elapsedMs } = end;
  const { read, rejected, skipped, open, resumed } = summary;
  const lines = reasonLines(reasons);
  const file = rejects === undefined || rejected === 0 ? "" : `The rejected records are listed in ${rejects}.\n`;
  const counts = [
    `${formatNumber(summary.written)} ${isDryRun ? "valid" : "written"}`,
    `${formatNumber(rejected)} rejected`,
    `${formatNumber(skipped)} skipped`,
    ...(open > 0 ? [`${formatNumber(open)} open`] : []),
  ];
  const earlier = resumed > 0 ? ` ${formatNumber(resumed)} of them in earlier runs.` : "";
  const speed = `${formatDuration(elapsedMs)}, ${formatNumber(recordsPerSecond(summary, elapsedMs))} records/s.`;
  const heading = lines === "" ? "" : "Rejected in this run, by reason:\n";
  const total = `${recordsText(read)}: ${counts.join(", ")}.`;
  return `${heading}${lines}${file}${removalText(summary)}${startText(end)}${total}${earlier} ${speed}\n`;
}

function removalText({ removal }: ImportSummary): string {
  if (removal === undefined) return "";
  const { before, obsolete, removed, failed, kept } = removal;
  const result =
    removed + failed > 0 ? `${formatNumber(removed)} removed, ${formatNumber(failed)} failed` : "none removed";
  const newer = kept > 0 ? ` Kept because they are newer: ${formatNumber(kept)}.` : "";
  return `Full refresh: the extract no longer has ${formatNumber(obsolete)} of ${formatNumber(before)} resources; ${result}.${newer}\n`;
}

function startText({ isDryRun, isEmbedded, stopped }: ImportEnd): string {
  if (isDryRun) return "Dry run, nothing was sent. ";
  if (stopped !== undefined) return "Stopped. ";
  return isEmbedded ? "The embedded registry has ended, and what it stored is gone. " : "";
}
