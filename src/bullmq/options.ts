import type { ImportClient, ImportOptions, ImportSummary, Journals } from "../import/index.ts";
import type { SourcePath } from "../index.ts";

/** The options of `importFiles` that a worker sets itself, or that do not apply to a partition. */
type OwnOptions =
  | "journal"
  | "rejects"
  | "shard"
  | "expectedFiles"
  | "startLimit"
  | "cwd"
  | "dryRun"
  | "fullRefresh"
  | "maxDeletes"
  | "grown"
  | "retryRejected"
  | "onProgress"
  | "onReject";

/** Options of {@link createImportWorker}: where the jobs come from, and those of `importFiles`, which must be the same for each worker. */
export interface ImportWorkerOptions extends Omit<ImportOptions, OwnOptions> {
  /** The name of the queue. */
  readonly queueName: string;
  /** The server of the queue: Redis or Valkey, or PostgreSQL. */
  readonly backend: "redis" | "postgres";
  /**
   * The connection of the queue: a connection string, or what BullMQ takes as `connection`, such as `{ host, port }`, an ioredis client or a
   * `pg.Pool`.
   */
  readonly connection: string | object;
  /** Whether the tables of the queue are created in PostgreSQL, or brought up to date. Not with a `pg.Pool`. Default: `false`. */
  readonly migrate?: boolean | undefined;
  /** The client, such as that of `createRegistryClient`. */
  readonly registry: ImportClient;
  /** The source that the records are written to. */
  readonly path: SourcePath;
  /** Where the journals are stored: the same place as in `enqueueImport`. */
  readonly journals: Journals;
  /**
   * How long a job stays locked after its worker last extended the lock, in milliseconds: a whole number from 1,000. Default: 30,000.
   *
   * A worker extends the lock every third of this time. When it dies, another worker takes its job after two to four thirds of this time:
   * 20 to 40 seconds by default. A worker that has lost its job stops its import.
   */
  readonly lockDurationMs?: number | undefined;
  /**
   * Closes the worker, as `close()` does, when this signal is aborted. While the worker still connects, `createImportWorker` then resolves
   * with a closed worker.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called with each event, such as for a log. Its exceptions are ignored. */
  readonly onEvent?: ((event: ImportWorkerEvent) => void) | undefined;
  /** The module `bullmq`, as `import("bullmq")` resolves with. Default: the one that is installed beside this package. */
  readonly bullmq?: object | undefined;
}

/** The partition of an import. */
export interface PartitionName {
  readonly import: string;
  readonly partition: number;
  readonly partitions: number;
}

/** What happens in a worker. Contains no record, no id and no password. */
export type ImportWorkerEvent =
  /** The worker is connected, and waits for jobs. */
  | { readonly event: "ready" }
  /** The queue works, but its server has a setting that can lose jobs. */
  | { readonly event: "warning"; readonly message: string }
  /** The queue failed. The worker continues, until the tenth error in a row. */
  | { readonly event: "error"; readonly message: string }
  | ({ readonly event: "started" } & PartitionName)
  /** Every record of the partition is written, rejected or skipped. */
  | ({ readonly event: "finished"; readonly summary: ImportSummary } & PartitionName)
  /** The import stopped. `retried`: whether its job is retried. Otherwise correct the cause and enqueue the import again. */
  | ({ readonly event: "failed"; readonly message: string; readonly retried: boolean } & PartitionName)
  /** The worker was closed, and another one can continue at once. */
  | ({ readonly event: "released" } & PartitionName)
  /** Another worker has the job now, or the queue has lost it. */
  | ({ readonly event: "lost" } & PartitionName);

/** A running worker. */
export interface ImportWorker {
  /**
   * Resolves once the worker is closed. Rejects with {@link ImportWorkerError} when it ends itself: after ten errors of the queue in a row, and
   * after three jobs in a row that can't start here. Await it, because otherwise the process ends with this error.
   */
  readonly closed: Promise<void>;
  /**
   * Closes the worker: it reads nothing more, finishes the bulks in progress, and returns the job to the queue, so that another worker can
   * continue at once. Takes up to ten seconds, or as long as the registry takes to accept a bulk: up to the `timeoutMs` of the client.
   */
  close(): Promise<void>;
}
