import type { ImportProgress, ImportSummary, Rejected } from "../../import/index.ts";

/** Formats a whole number with separators of thousands: `20,050`. */
export function formatNumber(number: number): string {
  return Math.round(number).toLocaleString("en-US");
}

/** Returns a number of records: `1 record`, `20,050 records`. */
export function recordsText(number: number): string {
  return `${formatNumber(number)} ${number === 1 ? "record" : "records"}`;
}

/** Formats a duration: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${formatNumber(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** Returns the share of the bytes that were read, from 0 to 1; undefined for a stream. Files without a byte are read. */
export function shareOf({ bytesRead, totalBytes }: ImportProgress): number | undefined {
  if (totalBytes === undefined) return undefined;
  return totalBytes === 0 ? 1 : Math.min(1, bytesRead / totalBytes);
}

/** Returns the records per second of this run. A record without an outcome does not count. */
export function recordsPerSecond(
  { read, open, resumed }: Pick<ImportSummary, "read" | "open" | "resumed">,
  elapsedMs: number,
): number {
  return (Math.max(0, read - open - resumed) / Math.max(1, elapsedMs)) * 1_000;
}

/** Returns the parts of a line of progress. */
export function progressParts(progress: ImportProgress, elapsedMs: number): string[] {
  const share = shareOf(progress);
  return [
    ...(share === undefined ? [] : [`${String(Math.floor(share * 100)).padStart(3)} %`]),
    recordsText(progress.read),
    `${formatNumber(recordsPerSecond(progress, elapsedMs))} records/s`,
    `${formatNumber(progress.rejected)} rejected`,
  ];
}

const waits = {
  registry: "waiting for the registry",
  window: "waiting for the start of --window",
  tasks: "waiting for tasks",
  refresh: "comparing the registry with the extract",
} as const;

/** Returns what an import waits for; undefined if nothing. */
export function waitingText({ waitingFor, pausedMs }: ImportProgress): string | undefined {
  if (waitingFor === undefined) return undefined;
  return pausedMs > 0 ? `${waits[waitingFor]} for ${formatDuration(pausedMs)}` : waits[waitingFor];
}

/** Returns why a record was rejected: `birthDate: not a date (422)`. */
export function reasonText({ reason, path, code }: Pick<Rejected, "reason" | "path" | "code">): string {
  return `${path === undefined ? "" : `${path}: `}${reason}${code === undefined ? "" : ` (${code})`}`;
}
