import { importReport } from "../../bullmq/index.ts";
import type { Context, ExitCode } from "../context.ts";
import { formatNumber, reasonText, recordsText } from "../import/progress-text.ts";
import { commandError } from "./errors.ts";
import { openJournals, type PlaceFlags } from "./places.ts";

export interface ReportFlags extends Pick<PlaceFlags, "journals"> {
  readonly json?: true | undefined;
}

/** Prints the state of an import: 0 when every record is written, 1 when some are rejected, 3 when it has not finished. */
export async function runReport(name: string | undefined, flags: ReportFlags, context: Context): Promise<ExitCode> {
  const { journals, close } = await openJournals(flags, context);
  try {
    const report = await importReport({ journals, import: name });
    const isFinished = report.partitions.every(({ state }) => state === "finished");
    if (flags.json === true) {
      context.stdout.write(`${JSON.stringify(report)}\n`);
    } else {
      const { read, written, rejected, skipped, partitions, rejects } = report;
      const counts = `${formatNumber(written)} written, ${formatNumber(rejected)} rejected, ${formatNumber(skipped)} skipped`;
      for (const each of rejects) context.stdout.write(`${each.file}:${each.line}: ${reasonText(each)}\n`);
      for (const { partition, state } of partitions) context.stdout.write(`Partition ${partition}: ${state}\n`);
      context.stdout.write(`${report.name}: ${recordsText(read)}: ${counts}.\n`);
    }
    if (!isFinished) return 3;
    return report.rejected > 0 ? 1 : 0;
  } catch (error) {
    throw commandError(error);
  } finally {
    await close();
  }
}
