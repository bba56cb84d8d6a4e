import { basename, resolve } from "node:path";
import {
  describeFiles,
  ImportInputError,
  importReport,
  type FileFingerprint,
  type ImportFormat,
  type Journals,
} from "../import/index.ts";
import { contentOf, hashOf, OtherFilesError } from "./same-files.ts";
import { jobName, jobOptions, readJobData, type ImportJobData, type ImportJobOptions } from "./job-data.ts";

/** The part of a BullMQ `Queue` that is used. */
export interface ImportQueue {
  add(name: string, data: ImportJobData, options: ImportJobOptions): Promise<unknown>;
  getJob(jobId: string): Promise<ImportQueueJob | undefined>;
}

/** The part of a BullMQ `Job` that is used. */
export interface ImportQueueJob {
  readonly data: unknown;
  getState(): Promise<string>;
  remove(): Promise<void>;
}

/** Options of {@link enqueueImport}. */
export interface EnqueueOptions {
  /** The files: a file, a folder or a pattern, or several. The workers must see them at the same absolute paths. */
  readonly files: string | readonly string[];
  /** The name of the import: letters, digits, `.`, `_` and `-`. Default: the name of the file; required for several. */
  readonly name?: string | undefined;
  /** How many partitions the import is divided into, by the ids of the records. Each partition reads all files. Default: 4. */
  readonly partitions?: number | undefined;
  /** Where the journals are stored. The workers need the same place. */
  readonly journals: Journals;
  /** The format of the files. Default: by the name and the first bytes of each. */
  readonly format?: ImportFormat | undefined;
  /** The encoding of the files. Default: UTF-8. */
  readonly encoding?: string | undefined;
  /** The folder that relative paths start at. Default: the current folder of the process. */
  readonly cwd?: string | undefined;
}

/** A partition of an import that was enqueued. */
export interface EnqueuedPartition {
  /** The number of the partition, from 1. */
  readonly partition: number;
  /** The id of its job. */
  readonly jobId: string;
  /** `enqueued`: its job is new. `present`: the queue already had its job. `finished`: it needs no job. */
  readonly state: "enqueued" | "present" | "finished";
}

/** The result of {@link enqueueImport}. */
export interface EnqueuedImport {
  readonly name: string;
  readonly partitions: readonly EnqueuedPartition[];
  /** How many bytes each partition reads: the size of all files, as they are stored. */
  readonly bytesPerPartition: number;
  /** How many bytes the partitions read together, of those that are not finished. */
  readonly totalBytes: number;
}

/**
 * Divides an import into partitions, and enqueues a job for each. Workers of `createImportWorker` run them. The queue contains no record and
 * no id, and the journals alone store the progress: enqueueing again is always safe, such as after the queue lost its jobs. A partition that
 * has finished gets no job, and one whose job is in the queue gets no second one. A job that failed is replaced.
 *
 * Each partition reads and decompresses all files, and sends the records whose ids belong to it: `bytesPerPartition` is the cost of one more.
 *
 * @throws `InvalidRequestError` When `name` or `partitions` is invalid.
 * @throws `ImportInputError` When a file is missing or a stream, and when an import with this name has other files or another number of partitions.
 *
 * @example
 * const journals = postgresJournals(new Pool({ connectionString }));
 * const queue = new Queue("imports", { connection: { url: "redis://localhost" } });
 * await enqueueImport(queue, { files: "/mnt/extract/patients.ndjson.gz", journals });
 */
export async function enqueueImport(queue: ImportQueue, options: EnqueueOptions): Promise<EnqueuedImport> {
  const { journals, partitions = 4, format, encoding, cwd = process.cwd() } = options;
  const files = (typeof options.files === "string" ? [options.files] : options.files).map((file) =>
    fullPath(file, cwd),
  );
  const expectedFiles = await describeFiles(files, { format, encoding });
  const bytesPerPartition = expectedFiles.reduce((sum, { size }) => sum + Number(size), 0);
  const name = nameOf(options.name, files, expectedFiles);
  await define(journals, name, partitions, expectedFiles);
  const report = await importReport({ journals, import: name });
  const dataOf = (partition: number) => ({ import: name, partition, partitions, files, expectedFiles });
  // Before any job is added: partitions of different files would lose records.
  for (const { partition, state } of report.partitions) {
    if (state !== "waiting") await checkSameFiles(journals, name, partition, expectedFiles);
    if (state !== "finished") await checkNotRunning(queue, dataOf(partition));
  }
  const enqueued: EnqueuedPartition[] = [];
  for (const { partition, state } of report.partitions) {
    const data = dataOf(partition);
    const { jobId } = jobOptions(data);
    enqueued.push({ partition, jobId, state: state === "finished" ? "finished" : await addJob(queue, data) });
  }
  const unfinished = enqueued.filter(({ state }) => state !== "finished").length;
  return { name, partitions: enqueued, bytesPerPartition, totalBytes: bytesPerPartition * unfinished };
}

function fullPath(file: string, cwd: string): string {
  if (file !== "-") return resolve(cwd, file);
  throw new ImportInputError("stdin can't be divided, because each partition reads it. Name a file.");
}

function nameOf(name: string | undefined, files: readonly string[], found: readonly FileFingerprint[]): string {
  if (name !== undefined) return name;
  const [first] = files;
  if (first !== undefined && files.length === 1 && found.length === 1) return basename(first);
  throw new ImportInputError(
    "The import of several files needs a name. Set name (--name), such as patients-2026-11-28.",
  );
}

async function define(
  journals: Journals,
  name: string,
  partitions: number,
  files: readonly FileFingerprint[],
): Promise<void> {
  const stored = await journals.define({ name, partitions });
  if (stored.files !== undefined && stored.files !== hashOf(files)) throw new OtherFilesError(name);
  if (stored.partitions === partitions) return;
  throw new ImportInputError(
    `The import ${name} is divided into ${stored.partitions} partitions, and not into ${partitions}. ` +
      `Set partitions (--partitions) to ${stored.partitions}, or choose another name (--name).`,
  );
}

/** Another extract with the name of an earlier one would otherwise count as finished. */
async function checkSameFiles(
  journals: Journals,
  name: string,
  partition: number,
  files: readonly FileFingerprint[],
): Promise<void> {
  for await (const entry of journals.read(name, partition)) {
    if (entry.entry !== "start" || contentOf(entry.files) === contentOf(files)) continue;
    throw new OtherFilesError(name);
  }
}

/** A worker has the job already, and its journal may still be empty. */
async function checkNotRunning(queue: ImportQueue, data: ImportJobData): Promise<void> {
  const job = await queue.getJob(jobOptions(data).jobId);
  if (job === undefined || (await job.getState()) !== "active") return;
  const running = readJobData(job.data);
  if (running !== undefined && contentOf(running.expectedFiles) !== contentOf(data.expectedFiles)) {
    throw new OtherFilesError(data.import);
  }
}

/** Jobs in these states will not run again. `unknown`: Redis has removed the list that the job was in, because its memory was full. */
const endedStates: readonly string[] = ["completed", "failed", "unknown"];

/** Adds a job, unless it is waiting or running. A waiting job of other files, which has not begun, is replaced. */
async function addJob(queue: ImportQueue, data: ImportJobData, attempts = 3): Promise<"enqueued" | "present"> {
  const options = jobOptions(data);
  await checkNotRunning(queue, data);
  const job = await queue.getJob(options.jobId);
  const state = await job?.getState();
  if (job !== undefined && state !== undefined) {
    const isSame = state === "active" || isOfSameFiles(readJobData(job.data), data);
    if (isSame && !endedStates.includes(state)) return "present";
    try {
      await job.remove();
    } catch (error) {
      if (attempts === 1) throw error;
      // A worker has taken it meanwhile, and may have finished it.
      return addJob(queue, data, attempts - 1);
    }
  }
  await queue.add(jobName, data, options);
  return "enqueued";
}

/** PostgreSQL does not keep the order of properties, so the jobs are not compared as text. */
function isOfSameFiles(old: ImportJobData | undefined, data: ImportJobData): boolean {
  const { files, expectedFiles } = data;
  return old?.files.join("\n") === files.join("\n") && contentOf(old.expectedFiles) === contentOf(expectedFiles);
}
