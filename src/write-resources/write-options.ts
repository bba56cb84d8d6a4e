import { InvalidRequestError } from "../errors/index.ts";
import { requestBytesLimits } from "../generated/constants.ts";
import { checkCount } from "../in-order-of-completion.ts";
import { resolveWait, type WaitOptions, type WaitSettings } from "../tasks/wait-options.ts";
import { checkFunction, resolveLimits, type RetryPolicy } from "../transport/index.ts";

/** A bulk that the registry has taken on. */
export interface SubmittedBulk {
  /** Store it: a task can't be looked up without it. */
  readonly taskId: string;
  /** The index of its first operation. */
  readonly from: number;
  /** The index of its last one. */
  readonly to: number;
  /** The indexes between the two of operations that are not in it: they have failed before, and were not sent. */
  readonly without: readonly number[];
}

/**
 * How resources are written. Besides these, the options of a wait, each bulk's: `deadlineMs` is the time for the task of each. The
 * other options go with each call too.
 */
export interface WriteResourcesOptions extends WaitOptions {
  /** The most operations in a bulk. Default: 1,000. */
  batchSize?: number | undefined;
  /** The largest bulk, in bytes of JSON; at most the registry's limit of 5,000,000,000. Default: 8,000,000. */
  batchBytes?: number | undefined;
  /** How many bulks are under way at the same time, at most. Default: 4. */
  concurrency?: number | undefined;
  /**
   * Is told of each bulk that the registry has taken on, and is waited for, before its task is looked at. What it throws, or
   * rejects with, ends the writing.
   */
  onSubmit?: ((bulk: SubmittedBulk) => unknown) | undefined;
}

export interface WriteSettings {
  readonly batchSize: number;
  readonly batchBytes: number;
  readonly concurrency: number;
  readonly onSubmit: (bulk: SubmittedBulk) => unknown;
  readonly wait: WaitSettings;
  /** How a bulk is sent again of which it is not known whether it was taken on. */
  readonly resend: RetryPolicy;
}

/** The options, checked and complete. Throws {@link InvalidRequestError}. */
export function resolveWrite(options: WriteResourcesOptions): WriteSettings {
  const wait = resolveWait(options);
  const { batchSize = 1_000, batchBytes = 8_000_000, concurrency = 4, onSubmit = () => undefined, retry } = options;
  checkCount("batchSize", batchSize, "how many operations are in a bulk");
  checkCount("concurrency", concurrency, "how many bulks are under way at a time");
  checkCount("batchBytes", batchBytes, "how many bytes a bulk has as JSON");
  if (batchBytes > requestBytesLimits.bulkResources) {
    throw new InvalidRequestError(
      "batchBytes",
      `it is over ${String(requestBytesLimits.bulkResources)} bytes, the registry's limit of a bulk. Expected no more.`,
    );
  }
  checkFunction("onSubmit", onSubmit, "takes a bulk");
  return { batchSize, batchBytes, concurrency, onSubmit, wait, resend: resolveLimits({ retry }).retry };
}
