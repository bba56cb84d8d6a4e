import { countFault, expected, functionFault, minimumFault, resolveLimits } from "../client/resolve-options.ts";
import { throwFirst } from "../errors/registry-error.ts";
import { operations } from "../generated/contract.ts";
import { resolveWait, type WaitOptions, type WaitSettings } from "../tasks/options.ts";
import type { Complete, RetryPolicy } from "../transport/types.ts";

/** A bulk that the registry accepted. */
export interface SubmittedBulk {
  /** The taskId. Store it: nothing else identifies the task. */
  readonly taskId: string;
  /** The index of its first operation. */
  readonly from: number;
  /** The index of its last operation. */
  readonly to: number;
  /** The indexes between `from` and `to` that are not in it, because their operations failed before they were sent. */
  readonly without: readonly number[];
}

/**
 * Options of {@link writeResources}. Besides those below they are the options of the wait for each bulk: `deadlineMs` limits the wait
 * for one task. `signal`, `headers`, `timeoutMs` and `retry` apply to each call;
 * a bulk is resubmitted at most `retry.limit` times too, by default 2 whatever the client's is.
 */
export interface WriteResourcesOptions extends WaitOptions {
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
   * Called for each bulk that the registry accepted, and awaited, before its task is polled. If it throws or rejects, the loop ends
   * with its error.
   */
  onSubmit?: ((bulk: SubmittedBulk) => unknown) | undefined;
}

/** {@link WriteResourcesOptions}, checked and complete. */
export interface WriteSettings extends Complete<Omit<WriteResourcesOptions, keyof WaitOptions>> {
  readonly wait: WaitSettings;
  /** How a bulk whose submission has an unknown outcome is resubmitted. */
  readonly resubmit: RetryPolicy;
}

/** Throws {@link InvalidRequestError}. */
export function resolveWrite(options: WriteResourcesOptions): WriteSettings {
  const wait = resolveWait(options, ["batchSize", "batchBytes", "concurrency", "onSubmit"]);
  const { batchSize = 1_000, batchBytes = 8_000_000, concurrency = 4, onSubmit = () => undefined, retry } = options;
  const { maxBytes } = operations.bulkResources;
  throwFirst(
    countFault("batchSize", batchSize),
    countFault("concurrency", concurrency),
    minimumFault("batchBytes", batchBytes, 100),
    expected("batchBytes", `at most ${maxBytes}, the registry's limit of a bulk`, batchBytes <= maxBytes),
    functionFault("onSubmit", onSubmit),
  );
  return { batchSize, batchBytes, concurrency, onSubmit, wait, resubmit: resolveLimits({ retry }).retry };
}
