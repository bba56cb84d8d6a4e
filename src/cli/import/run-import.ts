import { importFiles, outputFiles } from "../../import/index.ts";
import { CommandError, type Context, type ExitCode } from "../context.ts";
import type { Connection } from "../options.ts";
import { diskWarnings } from "./disk-warnings.ts";
import {
  importOptions,
  withTemporaryJournal,
  type FileImportOptions,
  type ImportOptionFlags,
} from "./import-options.ts";
import { openMetrics, type MetricsFile } from "./metrics.ts";
import { createProgress, type ProgressKind, type ProgressOutput } from "./progress.ts";
import { failed, finished, safeMessage, warnings } from "./result.ts";
import { streamNotes } from "./stream-notes.ts";
import { countReasons, summaryJson, summaryText } from "./summary.ts";
import { importTarget, type TargetFlags } from "./target.ts";

export interface ImportFlags extends ImportOptionFlags, TargetFlags {
  readonly progress?: ProgressKind | undefined;
  readonly metrics?: string | undefined;
}

/** Imports files, and prints the progress and the summary. */
export async function runImport(files: readonly string[], flags: ImportFlags, context: Context): Promise<ExitCode> {
  const target = await importTarget(flags, context);
  const options = await importOptions(flags, context);
  const run = (journal?: string) => runWith(target, files, { ...options, ...(journal && { journal }) }, flags, context);
  return flags.embedded === true && flags.dryRun !== true ? withTemporaryJournal(run) : run();
}

async function runWith(
  { registry, sourceKey, destination }: Connection,
  files: readonly string[],
  options: FileImportOptions,
  flags: ImportFlags,
  context: Context,
): Promise<ExitCode> {
  const { cwd, stdout, signal } = context;
  const startedAt = performance.now();
  const output = createProgress(flags.progress, context, () => performance.now());
  const metrics = await metricsOf(flags, sourceKey, cwd, output);
  const reasons = countReasons();
  const stopListening = announceStop(signal, output);
  if (flags.dryRun !== true) {
    for (const text of await streamNotes(files, cwd)) output.note(text);
    for (const text of await diskWarnings(outputFiles(files, options), cwd)) output.note(text, "warning");
  }
  const result = await importFiles(registry, { sourceKey }, files, {
    ...options,
    ...{ destination, signal },
    onProgress(progress) {
      output.progress(progress);
      metrics?.progress(progress);
    },
    onReject(rejected) {
      reasons.add(rejected);
      output.rejected(rejected);
    },
  }).then(finished, failed);
  stopListening();
  output.end();
  const { summary, exitCode, error } = result;
  await metrics?.end(summary, exitCode);
  if (summary === undefined) throw new CommandError(safeMessage(error), exitCode);
  for (const text of warnings(summary, error)) output.note(text, "warning");
  if (error !== undefined) output.note(safeMessage(error), "error");
  if (result.stopped === "refused") output.note(refusedHint);
  const isDryRun = flags.dryRun === true;
  const isEmbedded = flags.embedded === true && !isDryRun;
  const rejects = isDryRun || isEmbedded ? undefined : outputFiles(files, options).rejects;
  const end = { summary, exitCode, reasons, rejects, isDryRun, isEmbedded, stopped: result.stopped };
  const elapsedMs = performance.now() - startedAt;
  stdout.write((flags.progress === "json" ? summaryJson : summaryText)({ ...end, elapsedMs }));
  return exitCode;
}

async function metricsOf(
  { metrics, type }: ImportFlags,
  source: string,
  cwd: string,
  output: ProgressOutput,
): Promise<MetricsFile | undefined> {
  if (metrics === undefined) return undefined;
  return openMetrics(metrics, { source, type }, cwd, () => {
    output.note("The file of --metrics can't be written.", "warning");
  });
}

const refusedHint = "Check CLINIA_API_KEY, --source, and --workspace or --base-url. Then run the command again.";

/** Says what Ctrl-C does. Returns a function that ends it. */
function announceStop(signal: AbortSignal | undefined, output: ProgressOutput): () => void {
  const announce = () => {
    output.note("Stopping. The bulks in progress are finished first; press Ctrl-C again to end at once.");
  };
  signal?.addEventListener("abort", announce);
  return () => signal?.removeEventListener("abort", announce);
}
