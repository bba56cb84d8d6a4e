import { isRegistryError, writeResources, type SourcePath } from "../../index.ts";
import type { ResourceOperation } from "../../generated/client.ts";
import type { BulkClientOf } from "../../bulk/submit.ts";
import { onAbort } from "../../transport/deadline.ts";
import type { Control } from "./control.ts";
import { InputReadError } from "../input/types.ts";
import type { ImportClient } from "../job.ts";
import type { Journal, Span } from "../journal/entries.ts";
import type { JournalState } from "../journal/state.ts";
import type { ImportSettings } from "../options.ts";
import { operationsOf, type OperationInFlight } from "./pass.ts";
import type { DroppedOperations } from "./resume.ts";
import { createRecorder } from "./recorder.ts";
import type { ImportInput } from "../mapping/records.ts";
import { isRefusal, stoppedBy } from "./stop.ts";

/** One run of an import: from the frontier of the journal to the end of the input. */
export interface Run extends Control {
  readonly registry: ImportClient;
  readonly path: SourcePath;
  readonly input: ImportInput;
  readonly journal: Journal;
  readonly state: JournalState;
  readonly dropped: DroppedOperations;
  readonly pending: readonly Span[];
  readonly settings: ImportSettings;
}

/** Writes the operations of the input. Throws what stopped the run. */
export async function runImport(run: Run): Promise<void> {
  const { path, journal, tracker, settings, stopping, reporter } = run;
  // The types of the data matter only to the caller.
  const registry: BulkClientOf<unknown> = run.registry;
  const inFlight = new Map<number, OperationInFlight>();
  const recorder = createRecorder({ journal, tracker, inFlight, onReject: run.onReject });
  const ending = new AbortController();
  /** The first operations of the bulks that the registry has not responded to. */
  const sending = new Set<number>();
  const end = () => {
    ending.abort(stopping.signal.reason);
  };
  const stopLimit = limitPolls(stopping.signal, sending, end);
  const operations = eachOperation(operationsOf({ ...run, reject: recorder.reject, skip: recorder.skip }), inFlight);
  const { batchSize, concurrency, deadlineMs, giveUpAfterMs } = settings;
  const outcomes = writeResources(registry, path, operations, {
    ...{ batchSize, concurrency, deadlineMs, maxPauseMs: giveUpAfterMs },
    // A file has no pauses, and a bulk of a stream may wait.
    flushMs: Infinity,
    signal: ending.signal,
    beforeSubmit: async (bulk) => {
      stopping.signal.throwIfAborted();
      await recorder.beforeSubmit(bulk);
      sending.add(bulk.from);
    },
    onSubmit(bulk) {
      sending.delete(bulk.from);
      return recorder.onSubmit(bulk);
    },
    onProgress: ({ pausedMs }) => {
      if (pausedMs > 0) reporter.report("registry", pausedMs);
      else reporter.report();
      // Nothing is in progress but polls, which a later run repeats.
      if (stopping.signal.aborted && pausedMs > 0) end();
    },
  });
  try {
    for await (const outcome of outcomes) {
      sending.delete(outcome.index);
      const written = recorder.settle(outcome);
      if (written !== undefined) await written;
      if (!outcome.ok && isRefusal(outcome.error)) stopping.abort(stoppedBy(outcome.error));
    }
  } catch (error) {
    await recorder.flush(false);
    // A stream that was cancelled can't be read.
    if (error instanceof InputReadError) stopping.signal.throwIfAborted();
    throw isRegistryError(error) ? stoppedBy(error) : error;
  } finally {
    stopLimit();
  }
  const isComplete = tracker.summary().open === 0;
  await recorder.flush(isComplete);
  if (!isComplete) stopping.signal.throwIfAborted();
}

/** How long the bulks in progress may take after a stop. */
const maxStopMs = 10_000;
const checkMs = 100;

/**
 * Calls `end` some time after a run was stopped, once nothing is in progress but polls, which a later run repeats: a registry that no longer
 * responds would delay the stop by `deadlineMs`. Submissions have the time limit of their calls. Returns a function that ends the limit.
 */
function limitPolls(stopped: AbortSignal, sending: ReadonlySet<number>, end: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = () => {
    if (sending.size === 0) end();
    else timer = setTimeout(check, checkMs);
  };
  const stopListening = onAbort(stopped, () => {
    timer = setTimeout(check, maxStopMs);
  });
  return () => {
    stopListening();
    clearTimeout(timer);
  };
}

type Next = IteratorResult<ResourceOperation, undefined>;

/**
 * Yields the operations of blocks, and stores them by their index. Returns those of a block without a promise, which `writeResources`
 * accepts though no type says so: as an async generator, this would reduce the throughput of an import by a tenth.
 */
function eachOperation(
  blocks: AsyncGenerator<readonly OperationInFlight[], void, undefined>,
  inFlight: Map<number, OperationInFlight>,
): AsyncIterable<ResourceOperation> {
  let block: readonly OperationInFlight[] = [];
  let at = 0;
  let index = 0;
  const next = (): Next | Promise<Next> => {
    const each = block[at];
    if (each === undefined) return nextOfBlocks();
    inFlight.set(index, each);
    at += 1;
    index += 1;
    return { done: false, value: each.operation };
  };
  const nextOfBlocks = async (): Promise<Next> => {
    const result = await blocks.next();
    if (result.done === true) return { done: true, value: undefined };
    [block, at] = [result.value, 0];
    return next();
  };
  const operations = { next, return: () => blocks.return() };
  return { [Symbol.asyncIterator]: () => operations } as unknown as AsyncIterable<ResourceOperation>;
}
