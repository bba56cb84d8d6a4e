import { checkIterable, inOrderOfCompletion, type AnyIterable } from "../in-order-of-completion.ts";
import type { Data, DataObject, ResourceOperation, SourcePath } from "../types/index.ts";
import { batchesOf, type Batch } from "./batches.ts";
import { oneByOne } from "./one-by-one.ts";
import { createOrder } from "./order.ts";
import { sendBulk } from "./send-bulk.ts";
import type { BulkTarget, Sending } from "./sending.ts";
import { resolveWrite, type WriteResourcesOptions, type WriteSettings } from "./write-options.ts";
import type { WriteOutcome } from "./write.ts";

export type { BulkTarget } from "./sending.ts";
export type { SubmittedBulk, WriteResourcesOptions } from "./write-options.ts";
export type { WriteOutcome } from "./write.ts";

/**
 * Writes any number of operations on resources of a source: splits them into bulks, submits these, waits for their tasks, and
 * yields what became of each operation, in order of completion. It begins when it is looped over, reads on only as the outcomes
 * are taken, and keeps no more than `concurrency` bulks in memory.
 *
 * - Operations on one resource id are carried out in their order: one is not sent while a bulk that carries an earlier one is
 *   unfinished, and fails with {@link OperationNotSentError} behind one of which it is not known what became.
 * - A bulk is sent again after an unknown outcome only as a whole, and only when all of it are upserts and deletes. A delete that
 *   an earlier sending had carried out then fails as `NOT_FOUND`, with the outcome `"unknown"`.
 * - A bulk that is refused as a whole is halved and sent again, until what is wrong stands alone.
 * - Receipts are matched by position, or, if one does not match at its position, by action, type and id. An operation without a
 *   unique match ends in a {@link ReceiptError}.
 * - When the iterable throws, what was sent is waited for and yielded, and then its error is thrown. Leaving the loop sends
 *   nothing more; a submit that is under way is waited for, so that `onSubmit` is told of its task.
 *
 * Throws {@link InvalidRequestError} at once for options that can't be right. An abort ends it at once with the signal's own
 * reason, and so does an error of `onSubmit` or `onPoll`: what became of the bulks under way is not yielded then.
 *
 * @example
 * for await (const { index, ok } of writeResources(registry, { sourceKey }, operations, { deadlineMs: 600_000 })) {
 *   if (!ok) console.error(`operation ${index} failed`);
 * }
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function writeResources<D extends DataObject = Data>(
  registry: BulkTarget,
  path: SourcePath,
  operations: AnyIterable<ResourceOperation<D>>,
  options: WriteResourcesOptions,
): AsyncGenerator<WriteOutcome, void, undefined> {
  const settings = resolveWrite(options);
  checkIterable("operations", operations);
  return oneByOne(outcomes(registry, path.sourceKey, operations as AnyIterable<ResourceOperation>, settings));
}

async function* outcomes(
  registry: BulkTarget,
  sourceKey: string,
  operations: AnyIterable<ResourceOperation>,
  settings: WriteSettings,
): AsyncGenerator<readonly WriteOutcome[], void, undefined> {
  const left = new AbortController();
  const sending: Sending = { registry, sourceKey, settings, order: createOrder(), isBroken: false, left: left.signal };
  const underWay = new Set<Promise<unknown>>();
  const work = (batch: Batch) => {
    const outcomes = outcomesOf(batch, sending);
    const ended = outcomes.catch(() => undefined).finally(() => underWay.delete(ended));
    underWay.add(ended);
    return outcomes;
  };
  try {
    const batches = batchesOf(operations, settings, left.signal, () => {
      sending.isBroken = true;
    });
    const limits = { concurrency: settings.concurrency, signal: settings.wait.signal, left };
    yield* inOrderOfCompletion(batches, work, limits);
  } finally {
    await Promise.all(underWay);
  }
}

async function outcomesOf(batch: Batch, sending: Sending): Promise<readonly WriteOutcome[]> {
  if ("refused" in batch) return batch.refused;
  return sending.order.inTurn(batch.writes, async () => (sending.isBroken ? [] : sendBulk(sending, batch)));
}
