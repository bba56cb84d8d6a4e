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
  const ended: EndedBulk = { outcomes: [], calls: 0 };
  const all = outcomes(operations as AnyIterable<AnyOperation>, settings, ended, {
    ...{ registry, sourceKey, kind },
    sendBulk: (bulk, callOptions) => send({ sourceKey }, new BulkBody(bulk, kind.check !== undefined), callOptions),
  });
  return withDirectNext(all, ended, settings.wait.signal) as AsyncGenerator<
    WriteOutcome<D, Operation>,
    void,
    undefined
  >;
}

type Outcomes = AsyncGenerator<AnyOutcome, void, undefined>;

/** The bulk whose outcomes are being yielded. */
interface EndedBulk {
  /** Its outcomes that are not yielded yet, the last one first. */
  outcomes: AnyOutcome[];
  /** How many calls wait for the generator. */
  calls: number;
}

/**
 * Lets `next` take an outcome itself while no call waits for the generator. To resume the generator for each outcome would create
 * more promises, and add a tenth to the CPU time of `writeResources`.
 */
function withDirectNext(generator: Outcomes, ended: EndedBulk, signal: AbortSignal | undefined): Outcomes {
  const counted =
    <Value>(call: (value: Value) => ReturnType<Outcomes["next"]>) =>
    (value: Value) => {
      ended.calls += 1;
      return call(value);
    };
  const resume = counted(generator.next.bind(generator));
  return Object.assign<Outcomes, Pick<Outcomes, "next" | "return" | "throw">>(generator, {
    next() {
      const value = ended.calls > 0 || isAborted(signal) ? undefined : ended.outcomes.pop();
      return value === undefined ? resume(undefined) : Promise.resolve({ done: false, value });
    },
    // The generator ends, so that these calls stay counted.
    return: counted(generator.return.bind(generator)),
    throw: counted(generator.throw.bind(generator)),
  });
}

async function* outcomes(
  operations: AnyIterable<AnyOperation>,
  settings: WriteSettings,
  ended: EndedBulk,
  target: Pick<WriteContext, "registry" | "sourceKey" | "kind" | "sendBulk">,
): Outcomes {
  const exited = new AbortController();
  const load = createLoad(settings, exited.signal);
  const context: WriteContext = { ...target, order: createOrder(), load };
  const inProgress = new Set<Promise<unknown>>();
  const write = async (batch: Batch): Promise<AnyOutcome[]> =>
    "refused" in batch
      ? [batch.refused]
      : context.order.runInOrder(batch.writes, async () => writeBulk(context, batch));
  const writeTracked = (batch: Batch) => {
    const result = write(batch);
    const settled = result.catch(() => undefined).finally(() => inProgress.delete(settled));
    inProgress.add(settled);
    return result;
  };
  const { signal } = settings.wait;
  const limits = { concurrency: settings.concurrency, signal, stopped: exited };
  try {
    for await (const results of mapUnordered(batchesOf(operations, load, target.kind), writeTracked, limits)) {
      for (const { ok } of results) load.progress[ok ? "applied" : "failed"] += 1;
      load.report();
      ended.outcomes = results.reverse();
      for (let outcome = results.pop(); outcome !== undefined; outcome = results.pop()) {
        ended.calls -= 1;
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
