import { resolve } from "node:path";
import type { ImportProgress, ImportSummary } from "../../import/index.ts";
import { CommandError } from "../context.ts";
import { errorCode, readIfExists, writeAtomically } from "../files.ts";

/** What the metrics are about: the labels of each. */
export interface MetricsLabels {
  readonly source: string;
  readonly type?: string | undefined;
}

/** The file of `--metrics`. */
export interface MetricsFile {
  /** Writes the progress, at most every 15 s. */
  readonly progress: (progress: ImportProgress) => void;
  /** Writes the result. Resolves once the file is complete. */
  readonly end: (summary: ImportSummary | undefined, exitCode: number) => Promise<void>;
}

/** The time between two writes. Prometheus reads the file about as often. */
const intervalMs = 15_000;

const successName = "clinia_import_last_success_timestamp_seconds";

/** What a file of metrics contains. */
interface State {
  readonly summary: ImportSummary | undefined;
  readonly progress: ImportProgress | undefined;
  readonly elapsedMs: number;
  readonly exitCode: number | undefined;
  readonly lastSuccess: number | undefined;
}

/**
 * Opens the file of `--metrics`, in the text format of Prometheus. Throws {@link CommandError} when it can't be written.
 *
 * @param onFailure Called when a later write fails for the first time, which does not stop the import.
 * @see https://github.com/prometheus/node_exporter#textfile-collector
 */
export async function openMetrics(
  name: string,
  labels: MetricsLabels,
  cwd: string,
  onFailure: () => void,
): Promise<MetricsFile> {
  const file = resolve(cwd, name);
  const startedAt = Date.now();
  let last: ImportProgress | undefined;
  let writtenAt = startedAt;
  let writing: Promise<void> = Promise.resolve();
  let lastSuccess: number | undefined;
  const write = (summary: ImportSummary | undefined, exitCode?: number) => {
    const state = { summary, progress: last, elapsedMs: Date.now() - startedAt, exitCode, lastSuccess };
    return writeAtomically(file, metricsText(state, labels));
  };
  let hasFailed = false;
  const fail = () => {
    if (!hasFailed) onFailure();
    hasFailed = true;
  };
  try {
    const earlier = await readIfExists(file);
    // Such as the extract by mistake.
    if (earlier !== undefined && !isMetrics(earlier)) throw new CommandError(`--metrics ${name}: ${isOther}`, 2);
    lastSuccess = successIn(earlier);
    await write(undefined);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`--metrics ${name}: The file can't be written (${errorCode(error)}).`, 2);
  }
  return {
    progress(progress) {
      last = progress;
      if (Date.now() - writtenAt < intervalMs) return;
      writtenAt = Date.now();
      // In turn: two writes at a time would share a temporary file.
      writing = writing.then(() => write(progress)).catch(fail);
    },
    async end(summary, exitCode) {
      if (exitCode <= 1) lastSuccess = Date.now() / 1_000;
      await writing;
      await write(summary, exitCode).catch(fail);
    },
  };
}

const isOther =
  "The file exists, and has no metrics of an import. It was not changed. Choose the name of another file.";

function isMetrics(text: string): boolean {
  return text === "" || text.startsWith("# HELP clinia_import_");
}

/** Returns the time of the last success from a file that an earlier run wrote. */
function successIn(text = ""): number | undefined {
  const [, value] = new RegExp(`^${successName}(?:\\{.*\\})? (\\d+(?:\\.\\d+)?)$`, "m").exec(text) ?? [];
  return value === undefined ? undefined : Number(value);
}

type Metric = readonly [name: string, help: string, value: number | undefined];

function metricsText(state: State, labels: MetricsLabels): string {
  const { summary, progress, elapsedMs, exitCode, lastSuccess } = state;
  const metrics: readonly Metric[] = [
    ["clinia_import_read_records", "Records that were read, of all runs of the import.", summary?.read],
    ["clinia_import_written_records", "Records that were written.", summary?.written],
    ["clinia_import_rejected_records", "Records that were rejected.", summary?.rejected],
    ["clinia_import_skipped_records", "Records that were skipped.", summary?.skipped],
    ["clinia_import_open_records", "Records without an outcome.", summary?.open],
    ["clinia_import_resumed_records", "Records that earlier runs had finished.", summary?.resumed],
    ["clinia_import_read_bytes", "Bytes of the files that were read.", progress?.bytesRead],
    ["clinia_import_size_bytes", "Size of the files; absent for a stream.", progress?.totalBytes],
    ["clinia_import_duration_seconds", "Duration of this run.", elapsedMs / 1_000],
    [successName, "When an import last ended with exit code 0 or 1.", lastSuccess],
    ["clinia_import_exit_code", "Exit code of the last run; absent while it runs.", exitCode],
  ];
  return metrics.map((metric) => metricText(metric, labelsText(labels))).join("");
}

function metricText([name, help, value]: Metric, labels: string): string {
  return value === undefined ? "" : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name}${labels} ${value}\n`;
}

function labelsText({ source, type }: MetricsLabels): string {
  const typeLabel = type === undefined ? "" : `,type="${escaped(type)}"`;
  return `{source="${escaped(source)}"${typeLabel}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
