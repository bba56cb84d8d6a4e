import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openMetrics } from "../../src/cli/import/metrics.ts";
import type { ImportProgress } from "../../src/import/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { folderWith, readIn, runIn } from "../support/command.ts";

const labels = { source: "ehr-prod", type: "patient" };
const summary = { read: 10, written: 8, rejected: 1, skipped: 1, open: 0, resumed: 0, unusualIds: 0 };
const progress: ImportProgress = {
  ...{ ...summary, bytesRead: 400, totalBytes: 1_000, pausedMs: 0, waitingFor: undefined },
};

/** Parses the text format, and throws if a line is in none of its forms. */
function parsed(text: string): Record<string, { labels: string; value: number }> {
  const found: Record<string, { labels: string; value: number }> = {};
  let described: string | undefined;
  let typed: string | undefined;
  expect(text.endsWith("\n")).toBe(true);
  for (const line of text.trimEnd().split("\n")) {
    const [, help] = /^# HELP ([a-zA-Z_:][\w:]*) \S.*$/.exec(line) ?? [];
    const [, type] = /^# TYPE ([a-zA-Z_:][\w:]*) gauge$/.exec(line) ?? [];
    const sample =
      /^([a-zA-Z_:][\w:]*)\{((?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)*)\} (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(line);
    if (help !== undefined) described = help;
    else if (type !== undefined) typed = type;
    else {
      const [, name = "", labels = "", value] = sample ?? [];
      expect([name, name], line).toEqual([described, typed]);
      expect(found).not.toHaveProperty(name);
      found[name] = { labels, value: Number(value) };
    }
  }
  return found;
}

describe("--metrics", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const never = () => {
    throw new Error("The write failed.");
  };

  test("writes the counts at the start, every 15 s and at the end, with the labels source and type", async () => {
    const folder = await folderWith({});
    const metrics = await openMetrics("import.prom", labels, folder, never);
    const read = async () => parsed(await readIn(folder, "import.prom"));
    expect(Object.keys(await read())).toEqual(["clinia_import_duration_seconds"]);
    metrics.progress(progress);
    vi.setSystemTime(1_015_000);
    metrics.progress(progress);
    metrics.progress({ ...progress, read: 11 });
    await vi.waitFor(
      async () => {
        expect(await read()).toMatchObject({ clinia_import_read_records: { value: 10 } });
      },
      { timeout: 20_000 },
    );
    vi.setSystemTime(1_020_000);
    await metrics.end(summary, 1);
    const values = await read();
    expect(new Set(Object.values(values).map(({ labels }) => labels))).toEqual(
      new Set(['source="ehr-prod",type="patient"']),
    );
    expect(Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]))).toEqual({
      clinia_import_read_records: 10,
      clinia_import_written_records: 8,
      clinia_import_rejected_records: 1,
      clinia_import_skipped_records: 1,
      clinia_import_open_records: 0,
      clinia_import_resumed_records: 0,
      clinia_import_read_bytes: 400,
      clinia_import_size_bytes: 1_000,
      clinia_import_duration_seconds: 20,
      clinia_import_last_success_timestamp_seconds: 1_020,
      clinia_import_exit_code: 1,
    });
    expect(await readdir(folder)).toEqual(["import.prom"]);
  });

  test("keeps the time of the last success when a run stops", async () => {
    const folder = await folderWith({});
    await (await openMetrics("import.prom", labels, folder, never)).end(summary, 0);
    vi.setSystemTime(2_000_000);
    await (await openMetrics("import.prom", labels, folder, never)).end(undefined, 3);
    expect(parsed(await readIn(folder, "import.prom"))).toMatchObject({
      clinia_import_last_success_timestamp_seconds: { value: 1_000 },
      clinia_import_exit_code: { value: 3 },
    });
  });

  test("escapes labels, and omits an unknown type", async () => {
    const folder = await folderWith({});
    await openMetrics("import.prom", { source: 'a"b\\c\nd' }, folder, never);
    expect(parsed(await readIn(folder, "import.prom"))).toMatchObject({
      clinia_import_duration_seconds: { labels: String.raw`source="a\"b\\c\nd"` },
    });
  });

  test("reports the first write that fails, and goes on", async () => {
    const folder = await folderWith({ "metrics/other": "" });
    let failures = 0;
    const metrics = await openMetrics("metrics/import.prom", labels, folder, () => failures++);
    await rm(join(folder, "metrics"), { recursive: true });
    await mkdir(join(folder, "metrics/import.prom"), { recursive: true });
    vi.setSystemTime(1_015_000);
    metrics.progress(progress);
    await metrics.end(summary, 0);
    expect(failures).toBe(1);
  });
});

describe("the command", () => {
  const files = { "patients.ndjson": '{"id":"p1"}\n' };
  const command = "import patients.ndjson --type patient --embedded --metrics";

  test("writes the metrics of an import", async () => {
    const folder = await folderWith(files);
    expect((await runIn(folder, `${command} import.prom`)).code).toBe(0);
    expect(parsed(await readIn(folder, "import.prom"))).toMatchObject({
      clinia_import_written_records: { labels: 'source="embedded",type="patient"', value: 1 },
      clinia_import_exit_code: { value: 0 },
    });
  });

  test("refuses a file that can't be written", async () => {
    const folder = await folderWith({ ...files, "import.prom/other": "" });
    expect(await runIn(folder, `${command} import.prom`)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "--metrics import.prom: The file can't be written (EISDIR).\n",
    });
  });

  test("warns when the file can't be written any more, and goes on", async () => {
    const folder = await folderWith(files);
    const registry = createEmbeddedRegistry({ taskDurationMs: 0 });
    const fetch = async (url: string, init: RequestInit) => {
      await rm(join(folder, "import.prom"), { force: true, recursive: true });
      await mkdir(join(folder, "import.prom"));
      return registry.fetch(url, init);
    };
    const env = { CLINIA_API_KEY: "key", CLINIA_BASE_URL: "http://localhost", CLINIA_SOURCE_KEY: "ehr-prod" };
    const line = "import patients.ndjson --type patient --metrics import.prom";
    const { code, stderr } = await runIn(folder, line, { env, fetch });
    expect(stderr).toContain("Warning: The file of --metrics can't be written.\n");
    expect(code).toBe(0);
  });
});
