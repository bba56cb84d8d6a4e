import { createImportWorker } from "../../bullmq/index.ts";
import type { Context, ExitCode } from "../context.ts";
import { importOptions, type ImportOptionFlags } from "../import/import-options.ts";
import { connect, type ConnectionOptions } from "../options.ts";
import { commandError } from "./errors.ts";
import { eventText } from "./event-text.ts";
import { loadQueuePackages, openJournals, queueUrl, type PlaceFlags } from "./places.ts";

export interface WorkerFlags extends ImportOptionFlags, ConnectionOptions, PlaceFlags {
  readonly migrate?: true | undefined;
  readonly progress?: "text" | "json" | undefined;
}

/** Runs the jobs of a queue until Ctrl-C or SIGTERM. */
export async function runWorker(flags: WorkerFlags, context: Context): Promise<ExitCode> {
  const { queue: queueName, backend, migrate, progress } = flags;
  const { registry, sourceKey, destination } = connect(flags, context);
  const connection = queueUrl(flags, context);
  const options = await importOptions(flags, context);
  const bullmq = await loadQueuePackages(flags, context);
  const { journals, close } = await openJournals(flags, context);
  try {
    // A folder that does not exist would fail each job.
    if (flags.journals !== undefined) await journals.list();
    const worker = await createImportWorker({
      ...options,
      ...{ queueName, backend, connection, migrate, bullmq, journals, registry, path: { sourceKey }, destination },
      signal: context.signal,
      onEvent(event) {
        context.stderr.write(progress === "json" ? `${JSON.stringify(event)}\n` : eventText(event, queueName));
      },
    });
    await worker.closed;
    return 0;
  } catch (error) {
    throw commandError(error);
  } finally {
    await close();
  }
}
