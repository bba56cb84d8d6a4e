import { iterableFault } from "../client/resolve-options.ts";
import { throwFirst } from "../errors/registry-error.ts";
import type { ResourceOperation } from "../generated/client.ts";
import { mapUnordered, type AnyIterable } from "../tasks/map-unordered.ts";
import { targetFaults } from "../tasks/wait-for-task.ts";
import type { Data, DataObject, SourcePath } from "../types.ts";
import { batchesOf, type Batch, type WriteOutcome } from "./batch.ts";
import { resolveWrite, type WriteResourcesOptions, type WriteSettings } from "./options.ts";
import { createOrder } from "./order.ts";
import { writeBulk, type BulkTarget, type Writing } from "./submit.ts";

/**
 * Writes any number of operations on resources of a source: splits them into bulks, submits these, waits for their tasks, and yields
 * the outcome of each operation, in order of completion. It starts when the loop starts, reads further only as outcomes are taken,
 * and keeps at most `concurrency` bulks in memory.
 *
 * - Operations on one resource id are applied in their order: an operation is not sent while a bulk with an earlier one is in
 *   progress, and fails with {@link OperationNotSentError} if the outcome of that bulk is unknown.
 * - A bulk is resubmitted after an unknown outcome only as a whole, and only if it consists of upserts and deletes. A delete that an
 *   earlier submission applied then fails as `NOT_FOUND`, with the outcome `"unknown"`.
 * - A bulk that is refused as a whole is split into halves, until the invalid operation is alone.
 * - Receipts are matched by position, or, if one does not match at its position, by action, type and id. An operation without a
 *   unique match fails with a {@link ReceiptError}.
 * - When the iterable throws, the bulks that were sent are waited for and yielded; then its error is thrown. When the loop is exited
 *   early, nothing more is sent; a submission in progress is waited for, so that `onSubmit` receives its task.
 *
 * Throws {@link InvalidRequestError} at once for invalid options. An abort, or an error of `onSubmit` or `onPoll`, ends the loop with
 * the signal's own reason or that error, once the submissions in progress have ended. The outcomes of these bulks are not yielded.
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
  throwFirst(...targetFaults(registry, path, "bulkResources"));
  const settings = resolveWrite(options);
  throwFirst(iterableFault("operations", operations));
  return outcomes(registry, path.sourceKey, operations as AnyIterable<ResourceOperation>, settings);
}

async function* outcomes(
  registry: BulkTarget,
  sourceKey: string,
  operations: AnyIterable<ResourceOperation>,
  settings: WriteSettings,
): AsyncGenerator<WriteOutcome, void, undefined> {
  const stopped = new AbortController();
  const writing: Writing = { registry, sourceKey, settings, order: createOrder(), stopped: stopped.signal };
  const inProgress = new Set<Promise<unknown>>();
  let isBroken = false;
  const write = async (batch: Batch): Promise<readonly WriteOutcome[]> => {
    if ("refused" in batch) return [batch.refused];
    return writing.order.inTurn(batch.writes, async () => (isBroken ? [] : writeBulk(writing, batch)));
  };
  const tracked = (batch: Batch) => {
    const result = write(batch);
    const ended = result.catch(() => undefined).finally(() => inProgress.delete(ended));
    inProgress.add(ended);
    return result;
  };
  const batches = batchesOf(operations, settings, stopped.signal, () => {
    isBroken = true;
  });
  const limits = { concurrency: settings.concurrency, signal: settings.wait.signal, stopped };
  try {
    for await (const results of mapUnordered(batches, tracked, limits)) {
      // Not `yield*`, which makes a further promise for each.
      for (const outcome of results) yield outcome;
    }
  } finally {
    await Promise.all(inProgress);
  }
}
