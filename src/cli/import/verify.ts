import { closeSync, fchmodSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { verifyFiles, type Rejected, type VerifyProgress, type VerifySummary } from "../../import/index.ts";
import { checkReplaceable } from "../../import/rejects.ts";
import { CommandError, type Context, type ExitCode } from "../context.ts";
import { connect, type ConnectionOptions } from "../options.ts";
import { importOptions, type ImportOptionFlags } from "./import-options.ts";
import { formatDuration, formatNumber } from "./progress-text.ts";
import { failed, safeMessage } from "./result.ts";

export interface VerifyFlags extends ImportOptionFlags, ConnectionOptions {
  readonly missing?: string | undefined;
  readonly progress?: "text" | "json" | "none" | undefined;
}

/** Compares the ids of files with those of the registry, and prints the numbers. */
export async function runVerify(
  files: readonly string[],
  flags: VerifyFlags,
  context: Context,
  now = () => performance.now(),
): Promise<ExitCode> {
  const { stdout, signal, cwd } = context;
  const startedAt = now();
  const { registry, sourceKey } = connect(flags, context);
  const { type, id, idFrom, idSecret, idAsText, map, profiles, ...more } = await importOptions(flags, context);
  const { format, encoding, delimiter, shard } = more;
  const missing = flags.missing === undefined ? undefined : await openPlaces(flags.missing, cwd);
  const summary = await verifyFiles(registry, { sourceKey }, files, {
    ...{ type, id, idFrom, idSecret, idAsText, map, profiles, format, encoding, delimiter, shard, cwd, signal },
    onProgress: progressOf(flags.progress, context, now),
    onDifference: missing?.add,
  })
    .finally(missing?.close)
    .catch((error: unknown) => {
      throw new CommandError(safeMessage(error), failed(error).exitCode);
    });
  const exitCode = summary.missing + summary.notDeleted > 0 ? 1 : 0;
  const elapsedMs = now() - startedAt;
  const printed =
    flags.progress === "json"
      ? JSON.stringify({
          event: "summary",
          ...summary,
          seconds: Math.round(elapsedMs) / 1_000,
          exitCode,
          missingFile: flags.missing,
        })
      : `${summaryText(summary, flags.missing)} ${formatDuration(elapsedMs)}.`;
  stdout.write(`${printed}\n`);
  return exitCode;
}

function summaryText(summary: VerifySummary, file: string | undefined): string {
  const { expected, found, missing, notDeleted, others, rejected } = summary;
  const hasDifferences = missing + notDeleted > 0;
  const where =
    file === undefined ? "Add --missing FILE to list their records." : `Their records are listed in ${file}.`;
  const uncompared = rejected === 1 ? "1 record was" : `${formatNumber(rejected)} records were`;
  return [
    `${formatNumber(expected)} ids: ${formatNumber(found)} found, ${formatNumber(missing)} missing, ` +
      `${formatNumber(notDeleted)} not deleted.`,
    ...(hasDifferences ? [where] : []),
    `The registry has ${formatNumber(others)} other resources of these types.`,
    ...(rejected > 0
      ? [`${uncompared} not compared, because an import rejects ${rejected === 1 ? "it" : "them"}.`]
      : []),
  ].join(" ");
}

/** The longest time between two lines. */
const lineMs = 10_000;

function progressOf(
  kind: VerifyFlags["progress"],
  { stderr }: Context,
  now: () => number,
): (progress: VerifyProgress) => void {
  let lastAt = now();
  return ({ read, compared }) => {
    if (kind === "none" || now() - lastAt < lineMs) return;
    lastAt = now();
    const text =
      kind === "json"
        ? JSON.stringify({ event: "progress", read, compared })
        : `Records read: ${formatNumber(read)}, resources compared: ${formatNumber(compared)}.`;
    stderr.write(`${text}\n`);
  };
}

/** The file of `--missing`. */
interface PlacesFile {
  readonly add: (place: Rejected) => void;
  readonly close: () => void;
}

/** A write for each line would take most of the time. */
const linesPerWrite = 1_000;

/** Opens a file, which only its owner can read. Throws {@link CommandError} when it can't be written, or is another one. */
async function openPlaces(name: string, cwd: string): Promise<PlacesFile> {
  await checkReplaceable(resolve(cwd, name), name).catch((error: unknown) => {
    throw new CommandError(`--missing ${safeMessage(error)}`, 2);
  });
  const file = openOwn(name, cwd);
  let lines: string[] = [];
  const write = () => {
    writeSync(file, lines.join(""));
    lines = [];
  };
  return {
    add(place) {
      lines.push(`${JSON.stringify(place)}\n`);
      if (lines.length === linesPerWrite) write();
    },
    close() {
      write();
      closeSync(file);
    },
  };
}

function openOwn(name: string, cwd: string): number {
  try {
    const file = openSync(resolve(cwd, name), "w", 0o600);
    fchmodSync(file, 0o600);
    return file;
  } catch (error) {
    throw new CommandError(`--missing ${name}: The file can't be written. ${safeMessage(error)}`, 2);
  }
}
