import { appendFileSync } from "node:fs";

/** How a run of tests went. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Prints `N passed, N failed`; or adds it to the file that COUNTS_FILE names, for whoever runs several and closes them all. */
export function tellCounts({ passed, failed, skipped }: Counts): void {
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  const file = process.env.COUNTS_FILE;
  if (file === undefined) console.log(line);
  else appendFileSync(file, `${line}\n`);
}
