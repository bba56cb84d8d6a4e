import type { ImportProgress, Rejected } from "../../import/index.ts";
import { paintFor } from "../colors.ts";
import type { Context } from "../context.ts";
import { createBar } from "./bar.ts";
import { progressParts, reasonText, shareOf, waitingText } from "./progress-text.ts";

export type ProgressKind = "bar" | "text" | "json" | "none";
export type NoteKind = "note" | "warning" | "error";

/** Where the progress of an import is printed. */
export interface ProgressOutput {
  progress(progress: ImportProgress): void;
  rejected(rejected: Rejected): void;
  /** Prints a sentence. */
  note(text: string, kind?: NoteKind): void;
  /** Ends the progress: later lines start in the first column. */
  end(): void;
}

/** The maximum number of rejected records that are listed. */
export const maxListed = 10;
/** The longest time between two lines of text. */
const lineMs = 10_000;
/** The shortest time between two lines, so that a short import prints a few. */
const shortestMs = 1_000;

/** Returns the progress of a kind. Default: a bar in a terminal, and text otherwise. */
export function createProgress(kind: ProgressKind | undefined, context: Context, now: () => number): ProgressOutput {
  const { isTTY } = context.stderr;
  const resolved = kind ?? (isTTY === true ? "bar" : "text");
  if (resolved === "json") return jsonProgress(context, now);
  if (resolved === "bar" && isTTY === true) {
    const bar = createBar(context.stderr, now);
    return textOutput(context, bar.line, bar.progress, bar.end);
  }
  return resolved === "none" ? { ...textOutput(context), rejected: ignore } : textProgress(context, now);
}

const ignore = () => undefined;

/** Prints notes and the first rejected records as lines of text. */
function textOutput(
  { stderr, env }: Context,
  line = (text: string): void => void stderr.write(`${text}\n`),
  progress: ProgressOutput["progress"] = ignore,
  end: ProgressOutput["end"] = ignore,
): ProgressOutput {
  const paint = paintFor(stderr, env);
  const list = limited(line);
  return {
    progress,
    end,
    rejected: (rejected) => {
      list(rejectedText(rejected));
    },
    note: (text, kind = "note") => {
      const start = kind === "warning" ? `${paint("yellow", "Warning:")} ` : "";
      line(kind === "error" ? paint("red", text) : `${start}${text}`);
    },
  };
}

/** Prints a line every 10 s, and for every 10 % of the bytes. */
function textProgress(context: Context, now: () => number): ProgressOutput {
  const startedAt = now();
  let lastAt = startedAt;
  let lastTenth = 0;
  let lastWait: ImportProgress["waitingFor"];
  return textOutput(context, undefined, (progress) => {
    const tenth = Math.floor((shareOf(progress) ?? 0) * 10);
    const since = now() - lastAt;
    const isNewWait =
      progress.waitingFor !== lastWait && progress.waitingFor !== undefined && progress.waitingFor !== "tasks";
    if (!isNewWait && (since < shortestMs || (tenth === lastTenth && since < lineMs))) return;
    [lastAt, lastTenth, lastWait] = [now(), tenth, progress.waitingFor];
    const waiting = waitingText(progress);
    const parts = [...progressParts(progress, now() - startedAt), ...(waiting === undefined ? [] : [waiting])];
    context.stderr.write(`${parts.join(", ").trimStart()}\n`);
  });
}

/** Prints one JSON object per line: the progress each second, and the first rejected records. */
function jsonProgress({ stderr }: Context, now: () => number): ProgressOutput {
  let lastAt = -Infinity;
  const write = (value: object) => void stderr.write(`${JSON.stringify(value)}\n`);
  return {
    progress(progress) {
      if (now() - lastAt < shortestMs) return;
      lastAt = now();
      write({ event: "progress", ...progress });
    },
    rejected: limited((rejected: Rejected) => {
      write({ event: "rejected", ...rejected });
    }),
    note: (message, kind = "note") => {
      write({ event: kind, message });
    },
    end: ignore,
  };
}

/** Returns a function that prints the first values only. */
function limited<Value>(print: (value: Value) => void): (value: Value) => void {
  let listed = 0;
  return (value) => {
    if (listed++ < maxListed) print(value);
  };
}

/** Returns the line for a rejected record: `patients.ndjson line 3: not JSON`. */
export function rejectedText(rejected: Rejected): string {
  return `${rejected.file} line ${rejected.line}: ${reasonText(rejected)}`;
}
