import { SingleBar } from "cli-progress";
import { Writable } from "node:stream";
import type { ImportProgress } from "../../import/index.ts";
import type { Output } from "../context.ts";
import { progressParts, shareOf, waitingText } from "./progress-text.ts";

/** A bar in the last line of a terminal. */
interface Bar {
  readonly progress: (progress: ImportProgress) => void;
  /** Prints a line above the bar. */
  readonly line: (text: string) => void;
  readonly end: () => void;
}

const barLength = 20;
const clearedLine = "\r\u001b[K";

/**
 * Draws a bar in a terminal. It changes no mode of the terminal, such as its cursor, because the second Ctrl-C ends the process at once.
 */
export function createBar(terminal: Output, now: () => number): Bar {
  const startedAt = now();
  let text = "";
  const bar = new SingleBar({
    stream: streamTo(terminal),
    format: () => text,
    fps: 5,
    linewrap: true,
    forceRedraw: true,
    gracefulExit: false,
  });
  let isStarted = false;
  return {
    progress(progress) {
      text = barText(progress, now() - startedAt);
      if (!isStarted) bar.start(1, 0);
      isStarted = true;
    },
    line(line) {
      terminal.write(`${isStarted ? clearedLine : ""}${line}\n`);
    },
    end() {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
}

function barText(progress: ImportProgress, elapsedMs: number): string {
  const share = shareOf(progress);
  const waiting = waitingText(progress);
  const parts = progressParts(progress, elapsedMs).join(" | ");
  // In the place of the bar: at the end of the line, a narrow terminal would cut it off.
  if (waiting !== undefined) return `${waiting} | ${parts.trimStart()}`;
  if (share === undefined) return parts;
  const done = Math.round(share * barLength);
  return `[${"=".repeat(done)}${" ".repeat(barLength - done)}] ${parts}`;
}

/** The saved position of the cursor is wrong once a line above the bar has scrolled the terminal. */
const cursorPositions: ReadonlySet<string> = new Set(["\u001b7", "\u001b8"]);

function streamTo(terminal: Output): NodeJS.WritableStream {
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _, done) {
      if (!cursorPositions.has(text)) terminal.write(text);
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns: terminal.columns });
}
