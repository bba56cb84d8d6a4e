import { withWaitSignal } from "../client/resolve-options.ts";
import {
  ApiError,
  ConnectionError,
  isRegistryError,
  MalformedResponseError,
  OperationNotSentError,
  ReceiptError,
  TaskTimeoutError,
  type AnyRegistryError,
} from "../errors/index.ts";
import { nothingSent } from "../errors/registry-error.ts";
import type { RegistryClient } from "../generated/client.ts";
import { isWaitError, pollTask } from "../tasks/poll-task.ts";
import { sleep, throwIfAborted } from "../transport/deadline.ts";
import { isUntrusted } from "../transport/platform-errors.ts";
import { backoffMs } from "../transport/retry.ts";
import { BulkBody, partOf, type Bulk, type Write, type WriteOutcome } from "./batch.ts";
import type { WriteSettings } from "./options.ts";
import type { Order } from "./order.ts";
import { matchReceipts, unfinished } from "./receipts.ts";

/** What writes resources: a client, or what stands in for one. */
export type BulkTarget = Pick<RegistryClient, "bulkResources" | "getTask">;

/** What all bulks of one {@link writeResources} share. */
export interface Writing {
  readonly registry: BulkTarget;
  readonly sourceKey: string;
  readonly settings: WriteSettings;
  readonly order: Order;
  /** Aborted when the loop is exited early: nothing more is sent then, and no task is polled. */
  readonly stopped: AbortSignal;
}

/**
 * Writes a bulk, and returns the outcome of each operation. Does not send operations whose resource is in an earlier bulk with an
 * unknown outcome.
 */
export async function writeBulk(writing: Writing, bulk: Bulk): Promise<WriteOutcome[]> {
  const earlier = bulk.writes.map((write) => writing.order.blockingBulk(write));
  const notSent: WriteOutcome[] = [];
  for (const [position, { index }] of bulk.writes.entries()) {
    const blocking = earlier[position];
    if (blocking === undefined) continue;
    const error = new OperationNotSentError({ ...nothingSent, operationId: "bulkResources" }, blocking);
    notSent.push({ index, ok: false, error });
  }
  if (notSent.length === 0) return submitAndWait(writing, bulk);
  if (notSent.length === earlier.length) return notSent;
  const free = partOf(bulk, (position) => earlier[position] === undefined);
  return [...notSent, ...(await submitAndWait(writing, free))];
}

async function submitAndWait(writing: Writing, bulk: Bulk): Promise<WriteOutcome[]> {
  const { settings, order } = writing;
  const { writes } = bulk;
  const [from = 0, to = 0] = [writes[0]?.index, writes.at(-1)?.index];
  const submission = await submit(writing, bulk);
  if ("error" in submission) {
    const { error } = submission;
    if (isRefusedWhole(error) && writes.length > 1) return writeHalves(writing, bulk);
    if (error.outcome === "unknown") order.markUnresolved(writes, { taskId: undefined, from, to });
    return allFailed(writes, error);
  }
  const { taskId } = submission;
  await settings.onSubmit({ taskId, from, to, without: missingIndexes(from, to, writes) });
  const { outcomes, unresolved } = await waitForBulk(writing, submission, writes);
  order.markUnresolved(unresolved, { taskId, from, to });
  return outcomes;
}

/** A bulk that the registry accepted. */
interface Submission {
  readonly taskId: string;
  /** Whether an earlier submission of it may have been applied. */
  readonly isResubmitted: boolean;
}

/**
 * Submits a bulk. After an unknown outcome it is resubmitted if that has no further effect: if it consists of upserts and deletes.
 * If the last submission fails for certain, the error with the unknown outcome still counts.
 */
async function submit(
  { registry, sourceKey, settings, stopped }: Writing,
  bulk: Bulk,
): Promise<Submission | { readonly error: AnyRegistryError }> {
  const { wait, resubmit } = settings;
  const { signal, headers, timeoutMs, retry, clock, random } = wait;
  const isRepeatable = bulk.writes.every(({ action }) => action !== "CREATE");
  const body = new BulkBody(bulk);
  let unknown: AnyRegistryError | undefined;
  for (let attempts = 1; ; attempts++) {
    throwIfAborted(stopped);
    const isResubmitted = attempts > 1;
    try {
      const options = { signal, headers, timeoutMs, retry: withWaitSignal(retry, stopped) };
      const { taskId } = await registry.bulkResources({ sourceKey }, body, options);
      return { taskId, isResubmitted };
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      const taskId = acceptedTaskId(error);
      if (taskId !== undefined) return { taskId, isResubmitted };
      if (error.outcome === "unknown") unknown = error;
      else if (unknown === undefined) return { error };
      const askedMs = (error instanceof ApiError ? error.retryAfterMs : undefined) ?? 0;
      const isLast = attempts > resubmit.limit || askedMs >= wait.deadlineMs;
      if (!isRepeatable || isLast || isUntrusted(error)) return { error: unknown };
      await sleep(stopped, clock, Math.max(askedMs, backoffMs(resubmit, attempts, random)));
    }
  }
}

/** The taskId of a bulk that was accepted, though its response was cut off. */
function acceptedTaskId(error: AnyRegistryError): string | undefined {
  return error instanceof ConnectionError || error instanceof MalformedResponseError ? error.taskId : undefined;
}

interface EndedBulk {
  readonly outcomes: WriteOutcome[];
  /** The operations that may still be applied. */
  readonly unresolved: readonly Write[];
}

async function waitForBulk(
  { registry, sourceKey, settings, stopped }: Writing,
  { taskId, isResubmitted }: Submission,
  writes: readonly Write[],
): Promise<EndedBulk> {
  const wait = { ...settings.wait, signal: stopped };
  const receipts = { atEnd: () => true, atFirstPoll: true };
  try {
    const { task, context } = await pollTask(registry, { sourceKey, taskId }, wait, receipts);
    const outcome = isResubmitted ? "unknown" : "not-done";
    const outcomes = matchReceipts(writes, { ...task, taskId }, { ...context, operationId: "bulkResources", outcome });
    return { outcomes, unresolved: unfinished(writes, outcomes, task) };
  } catch (error) {
    if (!isWaitError(error)) throw error;
    return { outcomes: allFailed(writes, withoutReceipts(taskId, error)), unresolved: writes };
  }
}

/** A poll changes nothing, and so its error says nothing about the bulk. */
function withoutReceipts(taskId: string, error: AnyRegistryError): AnyRegistryError {
  if (error instanceof TaskTimeoutError) return error;
  const { attempts, elapsedMs, requestId } = error;
  const context = { operationId: "bulkResources", attempts, elapsedMs, requestId, outcome: "unknown" } as const;
  return new ReceiptError(context, taskId, `its task could not be polled (${error.name})`, error);
}

/** Nothing of the bulk was applied, and the fault may be in a part of it. */
function isRefusedWhole(error: AnyRegistryError): boolean {
  return error instanceof ApiError && error.outcome === "not-done" && (error.status === 400 || error.status === 413);
}

/** One after the other, to keep the order of the operations. */
async function writeHalves(writing: Writing, bulk: Bulk): Promise<WriteOutcome[]> {
  const middle = Math.ceil(bulk.writes.length / 2);
  const secondHalf = partOf(bulk, (position) => position >= middle);
  const firstHalf = partOf(bulk, (position) => position < middle);
  return [...(await writeBulk(writing, firstHalf)), ...(await writeBulk(writing, secondHalf))];
}

function allFailed(writes: readonly Write[], error: AnyRegistryError): WriteOutcome[] {
  return writes.map(({ index }) => ({ index, ok: false, error }));
}

/** The indexes between the first and the last operation of a bulk that are not in it. */
function missingIndexes(from: number, to: number, writes: readonly Write[]): number[] {
  const sent = new Set(writes.map(({ index }) => index));
  const all = Array.from({ length: to - from }, (_, offset) => from + offset);
  return all.filter((index) => !sent.has(index));
}
