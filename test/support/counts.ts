import { appendFileSync } from "node:fs";

/** The counts of a test run. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Prints `N passed, N failed`, or appends it to the file COUNTS_FILE, for a command that sums up several runs. */
export function reportCounts({ passed, failed, skipped }: Counts): void {
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const file = process.env.COUNTS_FILE;
  if (file === undefined) console.log(line);
  else appendFileSync(file, `${line}\n`);
}
