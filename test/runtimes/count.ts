import type { Counts } from "../support/counts.ts";
import { clientLooks } from "./inside/look.ts";
import type { Seen } from "./table.ts";

/** How a run went: each look counts, and that README.md says what was seen. Without a browser its looks are skipped. */
export function countsOf(seen: readonly Seen[], isWritten: boolean, isBrowserSeen: boolean): Counts {
  const looks = seen.flatMap(({ report }) => report.looks.map(({ error }) => error === undefined));
  const results = [...looks, isWritten];
  const passed = results.filter((isPassed) => isPassed).length;
  return { passed, failed: results.length - passed, skipped: isBrowserSeen ? 0 : clientLooks };
}
