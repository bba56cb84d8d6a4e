import { structuredPatch } from "diff";
import type { Paint } from "./colors.ts";

/** The maximum length of a diff, in lines. */
const maxLines = 20;
/** The maximum number of lines that differ. The time grows with its square. */
const maxChanges = 2_000;

/** Returns the first differences between two texts, with one line of context; a sentence if they differ too much. */
export function shortDiff(before: string, after: string, paint: Paint): string {
  const patch = structuredPatch("", "", before, after, "", "", { context: 1, maxEditLength: maxChanges });
  if (patch === undefined) return "The files have little in common.";
  const lines = patch.hunks.flatMap(({ oldStart, lines }) => [`@@ line ${oldStart} @@`, ...lines]);
  const shown = lines.slice(0, maxLines).map((line) => colored(line, paint));
  const omitted = lines.length - shown.length;
  return [...shown, ...(omitted > 0 ? [`… ${omitted} more lines`] : [])].join("\n");
}

function colored(line: string, paint: Paint): string {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("@@") ? paint("cyan", line) : line;
}
