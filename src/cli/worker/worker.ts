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
    const worker = await createImportWorker({
      ...options,
      ...{ queueName, backend, connection, migrate, bullmq, journals, registry, path: { sourceKey }, destination },
      onEvent(event) {
        context.stderr.write(progress === "json" ? `${JSON.stringify(event)}\n` : eventText(event, queueName));
      },
    });
    const stop = () => void worker.close();
    context.signal?.addEventListener("abort", stop);
    if (context.signal?.aborted === true) stop();
    await worker.closed;
    return 0;
  } catch (error) {
    throw commandError(error);
  } finally {
    await close();
  }
}
