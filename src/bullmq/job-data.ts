import type { FileFingerprint } from "../import/index.ts";

/** What a job of the queue contains: a partition of an import. It has no record and no id. */
export interface ImportJobData {
  /** The name of the import. */
  readonly import: string;
  /** The number of the partition, from 1. */
  readonly partition: number;
  /** How many partitions the import has. */
  readonly partitions: number;
  /** The files, by their absolute paths, as `importFiles` takes them. */
  readonly files: readonly string[];
  /** What the files must be. */
  readonly expectedFiles: readonly FileFingerprint[];
}

/** The name of each job. */
export const jobName = "import";

/** How a queue keeps and repeats the jobs. */
export interface ImportJobOptions {
  readonly jobId: string;
  readonly attempts: number;
  readonly backoff: { readonly type: "fixed"; readonly delay: number };
  readonly removeOnComplete: true;
  readonly removeOnFail: { readonly count: number };
  readonly stackTraceLimit: 0;
}

/**
 * Returns the options of the job of a partition. Its id is always the same, so that a partition has one job at most. A job that failed
 * waits ten seconds, so that another worker can take it, and so that a failure does not fill the log.
 */
export function jobOptions({ import: name, partition, partitions }: ImportJobData): ImportJobOptions {
  return {
    // Not a colon, which BullMQ refuses.
    jobId: `${name}.${partition}-of-${partitions}`,
    attempts: 1_000,
    backoff: { type: "fixed", delay: 10_000 },
    removeOnComplete: true,
    removeOnFail: { count: 1_000 },
    stackTraceLimit: 0,
  };
}

/** Returns the data of a job; undefined when it is not one of `enqueueImport`. */
export function readJobData(value: unknown): ImportJobData | undefined {
  return isJobData(value) ? value : undefined;
}

function isJobData(value: unknown): value is ImportJobData {
  const { import: name, partition, partitions, files, expectedFiles } = Object(value) as Partial<ImportJobData>;
  return (
    typeof name === "string" &&
    Number.isInteger(partitions) &&
    Number.isInteger(partition) &&
    Number(partition) >= 1 &&
    Number(partition) <= Number(partitions) &&
    isListOf(files, (file) => typeof file === "string") &&
    isListOf(expectedFiles, isFingerprint)
  );
}

function isListOf(value: unknown, check: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isFingerprint(value: unknown): boolean {
  const { name, size } = Object(value) as Partial<FileFingerprint>;
  return typeof name === "string" && typeof size === "number";
}
