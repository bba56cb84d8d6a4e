import { enqueueImport, type ImportQueue } from "../../bullmq/index.ts";
import { withinMs } from "../../bullmq/connect.ts";
import type { ImportFormat } from "../../import/index.ts";
import type { Context, ExitCode } from "../context.ts";
import { formatNumber } from "../import/progress-text.ts";
import { commandError } from "./errors.ts";
import { closeMs, loadQueuePackages, openJournals, queueUrl, type PlaceFlags } from "./places.ts";

export interface EnqueueFlags extends PlaceFlags {
  readonly name?: string | undefined;
  readonly partitions?: number | undefined;
  readonly migrate?: true | undefined;
  readonly format?: ImportFormat | undefined;
  readonly encoding?: string | undefined;
}

/** A `Queue` of BullMQ. */
interface Queue extends ImportQueue {
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

/** The parts of BullMQ that the command uses. */
interface QueueModule {
  readonly Queue: new (name: string, settings: object, backend?: unknown) => Queue;
  readonly createPostgresBackend: unknown;
}

/** Divides an import into partitions, and adds their jobs to the queue. */
export async function runEnqueue(files: readonly string[], flags: EnqueueFlags, context: Context): Promise<ExitCode> {
  const { name, partitions, format, encoding } = flags;
  const url = queueUrl(flags, context);
  const bullmq = (await loadQueuePackages(flags, context)) as QueueModule;
  const { journals, close } = await openJournals(flags, context);
  const queue = openQueue(bullmq, url, flags);
  try {
    const options = { files, name, partitions, format, encoding, journals, cwd: context.cwd };
    const enqueued = await Promise.race([enqueueImport(queue, options), failureOf(queue, flags)]);
    const count = (state: string) => formatNumber(enqueued.partitions.filter((each) => each.state === state).length);
    const enqueuedText = `${count("enqueued")} ${count("enqueued") === "1" ? "partition" : "partitions"}`;
    context.stdout.write(
      `${enqueued.name}: ${enqueuedText} enqueued, ${count("present")} already in the queue, ${count("finished")} finished. ` +
        `Each reads ${formatNumber(enqueued.bytesPerPartition)} bytes.\n`,
    );
    return 0;
  } catch (error) {
    throw commandError(error);
  } finally {
    // A queue that never connected can't be closed, which must not replace the error of the command.
    await Promise.allSettled([withinMs(closeMs, queue.close()), close()]);
  }
}

/** How many errors of a connection fail the command: one can be of a server that restarts. */
const maxErrors = 3;

/** How long the server may take to connect. Redis responds, but is not ready, while it loads its data. */
const readyMs = 30_000;

/** Rejects when the server can't be reached, or Redis is not ready in time: calls of a queue in Redis wait for it forever. */
function failureOf(queue: Queue, { backend }: EnqueueFlags): Promise<never> {
  let errors = 0;
  return new Promise((_, reject) => {
    queue.on("error", (error) => {
      errors += 1;
      if (errors === maxErrors) reject(error);
    });
    // The limit for PostgreSQL is that of its connections: a migration, also by another machine, may take longer.
    if (backend === "postgres") return;
    const timer = setTimeout(() => {
      reject(new Error("timeout"));
    }, readyMs).unref();
    const clear = () => {
      clearTimeout(timer);
    };
    // If it rejects, each call of the queue rejects with the same error.
    queue.waitUntilReady().then(clear, clear);
  });
}

function openQueue({ Queue, createPostgresBackend }: QueueModule, url: string, flags: EnqueueFlags): Queue {
  const { queue: name, backend, migrate = false } = flags;
  if (backend === "redis") return new Queue(name, { connection: { url }, skipVersionCheck: true });
  const connection = { connectionString: url, connectionTimeoutMillis: readyMs, migrate };
  return new Queue(name, { connection }, createPostgresBackend);
}
