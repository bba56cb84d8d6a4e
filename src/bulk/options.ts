import {
  rangeFault,
  functionFault,
  countFault,
  positiveFault,
  resolveOptions,
  type OptionRules,
} from "../client/option-rules.ts";
import { resolveLimits } from "../client/resolve-options.ts";
import type { ResourceOperation } from "../generated/client.ts";
import { operations } from "../generated/contract.ts";
import { resolveWait, type WaitOptions, type WaitSettings } from "../tasks/options.ts";
import type { Data, DataObject } from "../types.ts";
import type { Complete, RetryPolicy } from "../transport/types.ts";

/** A bulk, before it is submitted. */
export interface BulkToSubmit<D extends DataObject = Data> {
  /** The index of its first operation. */
  readonly from: number;
  /** The index of its last operation. */
  readonly to: number;
  /** The indexes between `from` and `to` that are not in it, because their operations failed before they were sent. */
  readonly excluded: readonly number[];
  /** Its operations: the objects that were given. They are a patient's data: do not log them. */
  readonly operations: readonly ResourceOperation<D>[];
}

/** A bulk that the registry accepted. */
export interface SubmittedBulk<D extends DataObject = Data> extends BulkToSubmit<D> {
  /** The taskId. Store it: nothing else identifies the task. */
  readonly taskId: string;
}

/** How far a load came. */
export interface WriteProgress {
  /** How many operations were read. */
  readonly read: number;
  /** How many of them are in bulks that the registry accepted. */
  readonly accepted: number;
  /** How many were applied. */
  readonly applied: number;
  /** How many failed, or have an unknown outcome. */
  readonly failed: number;
  /** How long all bulks have been waiting for the registry, in milliseconds; 0 while they are not. */
  readonly pausedMs: number;
}

/**
 * Options of {@link writeResources}. Besides those below they are the options of the wait for each bulk: `deadlineMs` limits the wait
 * for one task, without the time for which all bulks wait. `signal`, `headers`, `timeoutMs` and `retry` apply to each call; a bulk
 * that timed out is resubmitted at most `retry.limit` times too, by default 2 whatever the client's is.
 */
export interface WriteResourcesOptions<D extends DataObject = Data> extends WaitOptions {
  /** The maximum number of operations in a bulk. Default: 1,000. */
  batchSize?: number | undefined;
  /**
   * The maximum size of a bulk, in bytes of JSON; at least 100, at most the registry's limit of 5,000,000,000. A larger operation fails
   * with {@link InvalidRequestError}. Default: 8,000,000.
   */
  batchBytes?: number | undefined;
  /** The maximum number of bulks in progress at a time. Default: 4. */
  concurrency?: number | undefined;
  /**
   * How long an operation waits for further ones until its bulk is sent, in milliseconds; `Infinity` until the bulk is full. Nothing
   * is sent while no outcome is requested. Default: 1,000.
   */
  flushMs?: number | undefined;
  /**
   * How long all bulks wait for a registry that responds 429, 502 to 504 or 520 to 530, or that can't be reached, in milliseconds.
   * Then the load stops with {@link WriteStoppedError}. `Infinity` for no limit. Default: 600,000.
   */
  maxPauseMs?: number | undefined;
  /**
   * Called before each submission of a bulk, and awaited: also of a half, and when it is resubmitted, but not for the call's own
   * retries. If it throws or rejects, nothing of the bulk is sent, and the load stops with its error.
   */
  beforeSubmit?: ((bulk: BulkToSubmit<D>) => unknown) | undefined;
  /** Called with the progress at most four times a second, and at the end. Its exceptions are ignored. */
  onProgress?: ((progress: WriteProgress) => void) | undefined;
  /**
   * Called for each bulk that the registry accepted, and awaited, before its task is polled. If it throws or rejects, the loop ends
   * with its error.
   */
  onSubmit?: ((bulk: SubmittedBulk<D>) => unknown) | undefined;
}

type OwnOptions = Complete<Omit<WriteResourcesOptions, keyof WaitOptions | "onProgress">> &
  Pick<WriteResourcesOptions, "onProgress">;

/** {@link WriteResourcesOptions}, checked and complete. */
export interface WriteSettings extends Readonly<OwnOptions> {
  readonly wait: WaitSettings;
  /** How a bulk whose submission has an unknown outcome is resubmitted. */
  readonly resubmit: RetryPolicy;
}

/** Throws {@link InvalidRequestError}. */
export function resolveWrite(options: WriteResourcesOptions): WriteSettings {
  const rules: OptionRules<OwnOptions> = {
    batchSize: [countFault, 1_000],
    batchBytes: [rangeFault(100, operations.bulkResources.maxBytes), 8_000_000],
    concurrency: [countFault, 4],
    flushMs: [positiveFault, 1_000],
    maxPauseMs: [positiveFault, 600_000],
    beforeSubmit: [functionFault, () => undefined],
    onSubmit: [functionFault, () => undefined],
    onProgress: [functionFault, undefined],
  };
  const wait = resolveWait(options, Object.keys(rules));
  return { ...resolveOptions(options, rules), wait, resubmit: resolveLimits({ retry: options.retry }).retry };
}
