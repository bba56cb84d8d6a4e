import { iterableFault } from "../client/option-rules.ts";
import { throwFirst } from "../errors/registry-error.ts";
import type { ResourceOperation } from "../generated/client.ts";
import { mapUnordered, type AnyIterable } from "../tasks/map-unordered.ts";
import { targetFaults } from "../tasks/wait-for-task.ts";
import { bounded, isAborted, throwIfAborted } from "../transport/deadline.ts";
import type { Data, DataObject, SourcePath } from "../types.ts";
import { batchesOf, type Batch, type WriteOutcome } from "./batch.ts";
import { resolveWrite, type WriteResourcesOptions, type WriteSettings } from "./options.ts";
import { createLoad } from "./load.ts";
import { createOrder } from "./order.ts";
import { writeBulk, type BulkClient, type Writing } from "./submit.ts";

/**
 * Writes any number of operations on resources of a source: splits them into bulks, submits these, waits for their tasks, and yields
 * the outcome of each operation, in order of completion. It starts when the loop starts, reads further only as outcomes are taken,
 * and keeps at most `concurrency` bulks in memory.
 *
 * - Operations on one resource id are applied in their order: an operation is not sent while a bulk with an earlier one is in
 *   progress, and fails with {@link OperationNotSentError} if the outcome of that bulk is unknown.
 * - A bulk is resubmitted after an unknown outcome only as a whole, and only if it consists of upserts and deletes. A delete that an
 *   earlier submission applied then fails as `NOT_FOUND`, with the outcome `"unknown"`. An earlier submission can be applied after a
 *   later write to the same id: `attempts` above 1 shows that there was one.
 * - A bulk that is refused as a whole is split into halves, until the invalid operation is alone.
 * - Receipts are matched by position, or, if one does not match at its position, by action, type and id. An operation without a
 *   unique match fails with a {@link ReceiptError}.
 * - When the registry responds 429, 502 to 504 or 520 to 530, or the connection is lost, all bulks wait together, and one at a time is
 *   tried.
 * - When the registry would refuse every bulk (401, 403, 404, a redirect, an untrusted certificate), or can't be reached, the load
 *   stops: nothing more is read or sent, every operation that was read has its outcome, and {@link WriteStoppedError} is thrown. When
 *   the iterable or `beforeSubmit` throws, it stops alike, and throws that error.
 * - When the loop is exited early, nothing more is sent; a submission in progress is waited for, so that `onSubmit` receives its task.
 *
 * Throws {@link InvalidRequestError} at once for invalid options. An abort ends the loop at once with the signal's own reason; an
 * error of `onSubmit` or `onPoll` ends it with that error, once the submissions in progress have ended. The outcomes of these bulks are
 * not yielded.
 *
 * @example
 * for await (const { index, ok } of writeResources(registry, { sourceKey }, operations, { deadlineMs: 600_000 })) {
 *   if (!ok) console.error(`operation ${index} failed`);
 * }
 *
 * @see https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources
 */
export function writeResources<D extends DataObject = Data>(
  registry: BulkClient,
  path: SourcePath,
  operations: AnyIterable<ResourceOperation<D>>,
  options: WriteResourcesOptions<D>,
): AsyncGenerator<WriteOutcome<D>, void, undefined> {
  throwFirst(...targetFaults(registry, path, "bulkResources"));
  // What the data are is the caller's affair.
  const settings = resolveWrite(options as WriteResourcesOptions);
  throwFirst(iterableFault("operations", operations));
  const all = outcomes(registry, path.sourceKey, operations as AnyIterable<ResourceOperation>, settings);
  return all as AsyncGenerator<WriteOutcome<D>, void, undefined>;
}

async function* outcomes(
  registry: BulkClient,
  sourceKey: string,
  operations: AnyIterable<ResourceOperation>,
  settings: WriteSettings,
): AsyncGenerator<WriteOutcome, void, undefined> {
  const exited = new AbortController();
  const load = createLoad(settings, exited.signal);
  const writing: Writing = { registry, sourceKey, order: createOrder(), load };
  const inProgress = new Set<Promise<unknown>>();
  const write = async (batch: Batch): Promise<readonly WriteOutcome[]> =>
    "refused" in batch ? [batch.refused] : writing.order.inTurn(batch.writes, async () => writeBulk(writing, batch));
  const tracked = (batch: Batch) => {
    const result = write(batch);
    const ended = result.catch(() => undefined).finally(() => inProgress.delete(ended));
    inProgress.add(ended);
    return result;
  };
  const { signal } = settings.wait;
  const limits = { concurrency: settings.concurrency, signal, stopped: exited };
  try {
    for await (const results of mapUnordered(batchesOf(operations, load), tracked, limits)) {
      const done = results.filter(({ ok }) => ok).length;
      load.progress.applied += done;
      load.progress.failed += results.length - done;
      load.report();
      // Not `yield*`, which makes a further promise for each.
      for (const outcome of results) {
        yield outcome;
        throwIfAborted(signal);
      }
    }
    load.throwIfStopped();
  } finally {
    // An abort waits for nothing.
    const atOnce = () => undefined;
    const limits = { clock: settings.wait.clock, ms: Infinity, signal, onTimeout: atOnce, onAborted: atOnce };
    if (!isAborted(signal)) await bounded<unknown>(limits, () => Promise.all(inProgress));
  }
}
