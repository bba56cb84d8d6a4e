import { checkIterable } from "../client/option-rules.ts";
import type { CallOptions } from "../client/options.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import { mapUnordered, type AnyIterable } from "../tasks/map-unordered.ts";
import type { TaskClient } from "../tasks/poll-task.ts";
import { checkTarget } from "../tasks/wait-for-task.ts";
import { bounded, isAborted, throwIfAborted } from "../transport/deadline.ts";
import type { DataObject, SourcePath } from "../types.ts";
import { batchesOf, BulkBody, type AnyOperation, type AnyOutcome, type Batch, type WriteOutcome } from "./batch.ts";
import type { BulkKind } from "./kinds.ts";
import { createLoad } from "./load.ts";
import { resolveWrite, type AnyWriteOptions, type WriteResourcesOptions, type WriteSettings } from "./options.ts";
import { createOrder } from "./order.ts";
import { writeBulk, type WriteContext } from "./submit.ts";

/** Checks the arguments of a function that writes operations, and writes them. `send` submits the body of a bulk. */
export function writeOperations<D extends DataObject, Operation>(
  kind: BulkKind,
  registry: TaskClient,
  path: SourcePath,
  operations: AnyIterable<unknown>,
  options: WriteResourcesOptions<D, Operation>,
  send: (path: SourcePath, body: BulkBody<Operation>, options: CallOptions) => Promise<{ readonly taskId: string }>,
): AsyncGenerator<WriteOutcome<D, Operation>, void, undefined> {
  throwIfInvalid(...checkTarget(registry, path, kind.operationId));
  const { sourceKey } = path;
  // The types of the operation and its data matter only to the caller.
  const settings = resolveWrite(options as unknown as AnyWriteOptions, kind);
  throwIfInvalid(checkIterable("operations", operations));
  const all = outcomes(operations as AnyIterable<AnyOperation>, settings, {
    ...{ registry, sourceKey, kind },
    sendBulk: (bulk, callOptions) => send({ sourceKey }, new BulkBody(bulk, kind.check !== undefined), callOptions),
  });
  return all as AsyncGenerator<WriteOutcome<D, Operation>, void, undefined>;
}

async function* outcomes(
  operations: AnyIterable<AnyOperation>,
  settings: WriteSettings,
  target: Pick<WriteContext, "registry" | "sourceKey" | "kind" | "sendBulk">,
): AsyncGenerator<AnyOutcome, void, undefined> {
  const exited = new AbortController();
  const load = createLoad(settings, exited.signal);
  const context: WriteContext = { ...target, order: createOrder(), load };
  const inProgress = new Set<Promise<unknown>>();
  const write = async (batch: Batch): Promise<readonly AnyOutcome[]> =>
    "refused" in batch
      ? [batch.refused]
      : context.order.runInOrder(batch.writes, async () => writeBulk(context, batch));
  const writeTracked = (batch: Batch) => {
    const result = write(batch);
    const ended = result.catch(() => undefined).finally(() => inProgress.delete(ended));
    inProgress.add(ended);
    return result;
  };
  const { signal } = settings.wait;
  const limits = { concurrency: settings.concurrency, signal, stopped: exited };
  try {
    for await (const results of mapUnordered(batchesOf(operations, load, target.kind), writeTracked, limits)) {
      const done = results.filter(({ ok }) => ok).length;
      load.progress.applied += done;
      load.progress.failed += results.length - done;
      load.report();
      // `yield*` would create another promise for each.
      for (const outcome of results) {
        yield outcome;
        throwIfAborted(signal);
      }
    }
    load.throwIfStopped();
  } finally {
    // An abort must not wait.
    const stopWaiting = () => undefined;
    const limits = { clock: settings.wait.clock, ms: Infinity, signal, onTimeout: stopWaiting, onAborted: stopWaiting };
    if (!isAborted(signal)) await bounded<unknown>(limits, () => Promise.all(inProgress));
  }
}
