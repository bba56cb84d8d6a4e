import { ImportWorkerError } from "./errors.ts";

/*
 * The parts of the module `bullmq` that a worker uses. The declarations of this package import no other package.
 */

/** The module. */
export interface BullMQ {
  readonly Worker: new (name: string, processor: null, settings: object, backend?: unknown) => QueueWorker;
  /** Since version 6. */
  readonly createPostgresBackend?: unknown;
}

/** A `Worker`. */
export interface QueueWorker {
  waitUntilReady(): Promise<unknown>;
  startStalledCheckTimer(): Promise<unknown>;
  getNextJob(token: string, options: { readonly block: boolean }): Promise<QueueJob | undefined>;
  /** `client` exists only with Redis. */
  getBackend(): object & { readonly client?: Promise<{ info(): Promise<string> }> };
  on(event: "error", listener: (error: Error) => void): unknown;
  close(isForced: boolean): Promise<void>;
}

/** A `Job` that a worker has fetched. */
export interface QueueJob {
  readonly data: unknown;
  extendLock(token: string, durationMs: number): Promise<number>;
  moveToCompleted(result: null, token: string, fetchNext: boolean): Promise<unknown>;
  moveToFailed(error: Error, token: string, fetchNext: boolean): Promise<unknown>;
  moveToWait(token: string): Promise<unknown>;
}

/** Returns the module of an option, or imports the optional peer. Throws {@link ImportWorkerError} when it is missing or too old. */
export async function loadBullMQ(given: object | undefined, load = () => import("bullmq")): Promise<BullMQ> {
  const module: object = given ?? (await load().catch(throwMissing));
  if (!isBullMQ(module)) {
    throw new ImportWorkerError("The package bullmq is too old. Run: npm install bullmq@6", "version");
  }
  return module;
}

function throwMissing(error: unknown): never {
  throw new ImportWorkerError("The package bullmq can't be loaded. Run: npm install bullmq@6", "version", error);
}

function isBullMQ(module: object): module is BullMQ {
  return "Worker" in module && "createPostgresBackend" in module;
}
