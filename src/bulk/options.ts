import {
  checkRange,
  checkFunction,
  checkCount,
  checkPositive,
  resolveOptions,
  type OptionRules,
} from "../client/option-rules.ts";
import { resolveLimits } from "../client/resolve-options.ts";
import type { RelationshipOperation, ResourceOperation } from "../generated/client.ts";
import { resolveWait, type WaitOptions, type WaitSettings } from "../tasks/options.ts";
import type { Data, DataObject } from "../types.ts";
import type { Complete, RetryPolicy } from "../transport/types.ts";
import type { AnyOperation } from "./batch.ts";
import type { BulkKind } from "./kinds.ts";

/** A bulk, before it is submitted. */
export interface BulkToSubmit<D extends DataObject = Data, Operation = ResourceOperation<D>> {
  /** The index of its first operation. */
  readonly from: number;
  /** The index of its last operation. */
  readonly to: number;
  /** The indexes between `from` and `to` that the bulk does not contain, because their operations failed earlier. */
  readonly excluded: readonly number[];
  /** Its operations, as the objects that were passed in. They contain patient data: do not log them. */
  readonly operations: readonly Operation[];
}

/** A bulk that the registry accepted. */
export interface SubmittedBulk<D extends DataObject = Data, Operation = ResourceOperation<D>> extends BulkToSubmit<
  D,
  Operation
> {
  /** The taskId. Store it: there is no other way to find the task. */
  readonly taskId: string;
}

/** The progress of a load. */
export interface WriteProgress {
  /** How many operations were read. */
  readonly read: number;
  /** How many of them are in bulks that the registry accepted. */
  readonly accepted: number;
  /** How many were applied. */
  readonly applied: number;
  /** How many failed or have an unknown outcome. */
  readonly failed: number;
  /** How long the load has been paused, in milliseconds; 0 while it is not. */
  readonly pausedMs: number;
}

/**
 * Options of {@link writeResources}. They include the options of the wait for the task of each bulk: `deadlineMs` limits each wait,
 * not counting pauses. `signal`, `headers`, `timeoutMs` and `retry` apply to each call.
 *
 * `retry.limit` is also the maximum number of resubmissions of a bulk after an unknown outcome. Its default for resubmissions is 2,
 * whatever the client's is.
 */
export interface WriteResourcesOptions<
  D extends DataObject = Data,
  Operation = ResourceOperation<D>,
> extends WaitOptions {
  /** The maximum number of operations in a bulk. Default: 1,000. */
  batchSize?: number | undefined;
  /**
   * The maximum size of a bulk as JSON, in bytes: from 100 to 5,000,000,000, the limit of the registry. A larger operation fails with
   * {@link InvalidRequestError}. Default: 8,000,000.
   */
  batchBytes?: number | undefined;
  /** The maximum number of bulks in progress at a time. Default: 4. */
  concurrency?: number | undefined;
  /**
   * The maximum time that an operation waits for its bulk to fill up, in milliseconds; `Infinity` to send only full bulks. A bulk is
   * sent only while the loop waits for an outcome. Default: 1,000.
   */
  flushMs?: number | undefined;
  /**
   * The maximum pause while the registry responds 429, 502 to 504 or 520 to 530, or can't be reached, in milliseconds; `Infinity` for
   * no limit. After it, the load stops with {@link WriteStoppedError}. Default: 600,000.
   */
  maxPauseMs?: number | undefined;
  /**
   * Called before each submission of a bulk, and awaited. Also called for each half of a bulk that was split, for resubmissions, and again
   * if the load was paused meanwhile, but not for the retries of a call. If it throws or rejects, the bulk is not sent, and the load stops
   * with its error.
   */
  beforeSubmit?: ((bulk: BulkToSubmit<D, Operation>) => unknown) | undefined;
  /** Called with the progress, at most four times a second, and at the end. Its exceptions are ignored. */
  onProgress?: ((progress: WriteProgress) => void) | undefined;
  /**
   * Called for each bulk that the registry accepted, and awaited before its task is polled. If it throws or rejects, the loop ends with
   * its error.
   */
  onSubmit?: ((bulk: SubmittedBulk<D, Operation>) => unknown) | undefined;
}

/** Options of {@link writeRelationships}: those of {@link writeResources}, with operations on relationships. */
export type WriteRelationshipsOptions = WriteResourcesOptions<Data, RelationshipOperation>;

/** The options for operations of any kind. */
export type AnyWriteOptions = WriteResourcesOptions<Data, AnyOperation>;

type Hooks = "beforeSubmit" | "onSubmit" | "onProgress";

type WriteOnlySettings = Complete<Omit<AnyWriteOptions, keyof WaitOptions | Hooks>> & Pick<AnyWriteOptions, Hooks>;

/** {@link WriteResourcesOptions}, checked and complete. */
export interface WriteSettings extends Readonly<WriteOnlySettings> {
  readonly wait: WaitSettings;
  /** How a bulk is resubmitted after an unknown outcome. */
  readonly resubmit: RetryPolicy;
}

/** Checks and completes options. Throws {@link InvalidRequestError}. */
export function resolveWrite(options: AnyWriteOptions, { maxBytes }: BulkKind): WriteSettings {
  const rules: OptionRules<WriteOnlySettings> = {
    batchSize: [checkCount, 1_000],
    batchBytes: [checkRange(100, maxBytes), 8_000_000],
    concurrency: [checkCount, 4],
    flushMs: [checkPositive, 1_000],
    maxPauseMs: [checkPositive, 600_000],
    beforeSubmit: [checkFunction, undefined],
    onSubmit: [checkFunction, undefined],
    onProgress: [checkFunction, undefined],
  };
  const wait = resolveWait(options, Object.keys(rules));
  return { ...resolveOptions(options, rules), wait, resubmit: resolveLimits({ retry: options.retry }).retry };
}
