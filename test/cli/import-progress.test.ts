import { describe, expect, test } from "vitest";
import { createProgress, type ProgressKind } from "../../src/cli/import/progress.ts";
import { formatDuration, formatNumber } from "../../src/cli/import/progress-text.ts";
import { countReasons, summaryText } from "../../src/cli/import/summary.ts";
import type { ImportProgress, ImportSummary } from "../../src/import/index.ts";

const summary: ImportSummary = {
  ...{ read: 20_050, written: 20_000, rejected: 50, skipped: 0, open: 0, resumed: 0, unusualIds: 0 },
};
const progress: ImportProgress = {
  ...{ ...summary, bytesRead: 420, totalBytes: 1_000, pausedMs: 0, waitingFor: undefined },
};

/** A progress with a clock that a test sets, and what it prints. */
function start(kind?: ProgressKind, isTTY = false, columns?: number) {
  const state = { printed: "", now: 0 };
  const stderr = { isTTY, columns, write: (text: string) => (state.printed += text) };
  const stdout = { write: () => undefined };
  const context = { argv: [], env: { NO_COLOR: "1" }, cwd: ".", stdout, stderr };
  return { state, output: createProgress(kind, context, () => state.now) };
}

test.each<[number, string]>([
  [340, "0.3 s"],
  [9_949, "9.9 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [185_000, "3 min 5 s"],
  [3_599_400, "59 min 59 s"],
  [7_800_000, "2 h 10 min"],
])("%i ms is printed as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("numbers have separators of thousands", () => {
  expect(formatNumber(1_234_567)).toBe("1,234,567");
});

describe("the progress as text", () => {
  test("has a line after 10 s, or after 10 % of the bytes if it is a second later", () => {
    const { state, output } = start("text");
    const printedAt: number[] = [];
    for (let second = 0; second <= 30; second++) {
      state.now = second * 1_000;
      const before = state.printed;
      output.progress({ ...progress, bytesRead: second < 5 ? 0 : 250 });
      if (state.printed !== before) printedAt.push(second);
    }
    output.end();
    expect(printedAt).toEqual([5, 15, 25]);
  });

  test("has the records, the percent, the speed, the rejected records and the wait", () => {
    const { state, output } = start("text");
    state.now = 10_000;
    output.progress({ ...progress, waitingFor: "registry", pausedMs: 12_000 });
    expect(state.printed).toBe(
      "42 %, 20,050 records, 2,005 records/s, 50 rejected, waiting for the registry for 12 s\n",
    );
  });

  test.each<[ImportProgress["waitingFor"], string | undefined]>([
    ["registry", "waiting for the registry"],
    ["window", "waiting for the start of --window"],
    ["tasks", undefined],
  ])("says at once that it waits for the %s", (waitingFor, text) => {
    const { state, output } = start("text");
    output.progress({ ...progress, waitingFor });
    output.progress({ ...progress, waitingFor });
    expect(state.printed.split("\n").filter((line) => line.endsWith(text ?? "tasks"))).toHaveLength(
      text === undefined ? 0 : 1,
    );
  });

  test("has no percent for a stream, and is 100 % for an empty file", () => {
    const { state, output } = start("text");
    state.now = 10_000;
    output.progress({ ...progress, totalBytes: undefined });
    state.now = 20_000;
    output.progress({ ...progress, totalBytes: 0, waitingFor: "tasks" });
    expect(state.printed.split("\n")).toEqual([
      "20,050 records, 2,005 records/s, 50 rejected",
      "100 %, 20,050 records, 1,003 records/s, 50 rejected, waiting for tasks",
      "",
    ]);
  });

  test("does not count the records of earlier runs in the speed", () => {
    const { state, output } = start("text");
    state.now = 10_000;
    output.progress({ ...progress, resumed: 20_000 });
    expect(state.printed).toContain(" 5 records/s");
  });

  test("is used for --progress bar outside of a terminal", () => {
    const { state, output } = start("bar");
    state.now = 10_000;
    output.progress(progress);
    expect(state.printed).toMatch(/^42 %, .*\n$/);
  });
});

test("the progress as JSON has one object per line, once a second", () => {
  const { state, output } = start("json");
  for (const now of [0, 500, 1_000]) {
    state.now = now;
    output.progress(progress);
  }
  output.rejected({ file: "a.ndjson", line: 3, offset: 20, reason: "not JSON" });
  output.note("Stopping.");
  output.note("There is no record.", "warning");
  output.end();
  const [first, ...others] = state.printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(first).toEqual({ event: "progress", ...(JSON.parse(JSON.stringify(progress)) as object) });
  expect(others).toEqual([
    first,
    { event: "rejected", file: "a.ndjson", line: 3, offset: 20, reason: "not JSON" },
    { event: "note", message: "Stopping." },
    { event: "warning", message: "There is no record." },
  ]);
});

describe("the progress as a bar", () => {
  test("is drawn in a terminal, below the lines that are printed meanwhile", () => {
    const { state, output } = start(undefined, true, 100);
    output.note("Before.");
    state.now = 10_000;
    output.progress(progress);
    output.progress({ ...progress, bytesRead: 1_000 });
    output.rejected({ file: "a.ndjson", line: 3, offset: 20, reason: "it is required", path: "data.name", code: "X" });
    output.end();
    output.end();
    output.note("After.");
    const bar = (done: number, percent: string) =>
      `\u001b[1G[${"=".repeat(done)}${" ".repeat(20 - done)}] ${percent} % | 20,050 records | 2,005 records/s | 50 rejected\u001b[0K`;
    expect(state.printed).toBe(
      `Before.\n${bar(8, " 42")}\r\u001b[Ka.ndjson line 3: data.name: it is required (X)\n${bar(20, "100")}\nAfter.\n`,
    );
  });

  test("is cut at the width of the terminal", () => {
    const { state, output } = start("bar", true, 30);
    output.progress(progress);
    output.end();
    const lines = state.printed.split("\n").flatMap((line) => line.split("\u001b[1G"));
    expect(Math.max(...lines.map((line) => line.replace("\u001b[0K", "").length))).toBe(30);
  });

  test("starts with the wait, which a narrow terminal would cut off at the end", () => {
    const { state, output } = start("bar", true, 80);
    output.progress({ ...progress, waitingFor: "window" });
    output.end();
    expect(state.printed).toContain("\u001b[1Gwaiting for the start of --window | 42 % | 20,050 records | ");
  });

  test("has no bar for a stream", () => {
    const { state, output } = start("bar", true);
    output.progress({ ...progress, totalBytes: undefined });
    output.end();
    expect(state.printed).toMatch(/^\u001b\[1G20,050 records \| /);
  });

  test("changes no mode of the terminal, which Ctrl-C would leave", () => {
    const { state, output } = start("bar", true);
    output.progress(progress);
    output.end();

    expect(new Set(state.printed.match(/\u001b(?:\[[\d?]*)?[^\d[?]/g))).toEqual(new Set(["\u001b[1G", "\u001b[0K"]));
  });
});

describe("the summary", () => {
  const end = {
    ...{ summary, elapsedMs: 4_000, exitCode: 1, rejects: "a.rejects.ndjson", isDryRun: false, isEmbedded: false },
  };
  const rejected = { file: "a.ndjson", line: 3, offset: 20 };

  test("has the reasons by their number, and the file of the rejected records", () => {
    const reasons = countReasons();
    reasons.add({ ...rejected, reason: "not JSON", code: "SYNTAX" });
    for (const index of [0, 1, 2])
      reasons.add({ ...rejected, reason: "it is required", path: `data.name[${index}].family` });
    expect(summaryText({ ...end, reasons })).toBe(
      "Rejected in this run, by reason:\n  3  data.name[].family: it is required\n  1  not JSON (SYNTAX)\n" +
        "The rejected records are listed in a.rejects.ndjson.\n" +
        "20,050 records: 20,000 written, 50 rejected, 0 skipped. 4.0 s, 5,013 records/s.\n",
    );
  });

  test("has the records without an outcome, and those of earlier runs", () => {
    const resumed = { ...summary, rejected: 0, open: 50, resumed: 10_000 };
    expect(summaryText({ ...end, summary: resumed, reasons: countReasons(), stopped: "open" })).toBe(
      "Stopped. 20,050 records: 20,000 written, 0 rejected, 0 skipped, 50 open. 10,000 of them in earlier runs. 4.0 s, 2,500 records/s.\n",
    );
  });

  test("counts at most 20 reasons", () => {
    const reasons = countReasons();
    for (let index = 0; index < 30; index++) reasons.add({ ...rejected, reason: `reason ${index}` });
    reasons.add({ ...rejected, reason: "reason 1" });
    expect(reasons.list()).toHaveLength(21);
    expect(reasons.list().slice(0, 2)).toEqual([
      ["other reasons", 10],
      ["reason 1", 2],
    ]);
  });
});
