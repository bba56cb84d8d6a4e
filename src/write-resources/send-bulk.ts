import {
  ApiError,
  ConnectionError,
  isRegistryError,
  MalformedResponseError,
  OperationNotSentError,
  ReceiptError,
  TaskTimeoutError,
  type AnyRegistryError,
  type ErrorContext,
} from "../errors/index.ts";
import type { RegistryClient } from "../registry-client.ts";
import { pollTask } from "../tasks/poll-task.ts";
import { backoffMs, sleep, throwIfAborted, withWaitSignal } from "../transport/index.ts";
import { bodyOf } from "./batches.ts";
import { matchReceipts, unfinished } from "./match-receipts.ts";
import type { Order } from "./order.ts";
import type { WriteSettings } from "./write-options.ts";
import { allFailed, type Write, type WriteOutcome } from "./write.ts";

/** What writes resources: a client, or what stands in for one. */
export type BulkTarget = Pick<RegistryClient, "bulkResources" | "getTask">;

/** What is the same for every bulk of a call. */
export interface Sending {
  readonly registry: BulkTarget;
  readonly sourceKey: string;
  readonly settings: WriteSettings;
  readonly order: Order;
  /** Whether the operations could not be read to their end: nothing more is sent then. */
  isBroken: boolean;
  /** Aborted when the consumer has left: nothing more is sent, and no task is waited for. */
  readonly left: AbortSignal;
}

/** Sends operations, but for those behind a bulk of which it is not known what became, and gives what became of each. */
export async function sendBulk(sending: Sending, writes: readonly Write[]): Promise<WriteOutcome[]> {
  const { order } = sending;
  const free: Write[] = [];
  const notSent: WriteOutcome[] = [];
  for (const write of writes) {
    const bulk = order.doubtOf(write);
    if (bulk === undefined) free.push(write);
    else notSent.push({ index: write.index, ok: false, error: new OperationNotSentError(unsent, bulk) });
  }
  return free.length === 0 ? notSent : [...notSent, ...(await sendFree(sending, free))];
}

const unsent: ErrorContext = {
  operationId: "bulkResources",
  attempts: 0,
  elapsedMs: 0,
  outcome: "not-done",
  requestId: undefined,
};

async function sendFree(sending: Sending, writes: readonly Write[]): Promise<WriteOutcome[]> {
  const { settings, order } = sending;
  const [from = 0, to = 0] = [writes[0]?.index, writes.at(-1)?.index];
  const submission = await submit(sending, writes);
  if ("error" in submission) {
    const { error } = submission;
    if (isRefusedWhole(error) && writes.length > 1) return sendHalves(sending, writes);
    if (error.outcome === "unknown") order.doubt(writes, { taskId: undefined, from, to });
    return allFailed(writes, error);
  }
  const { taskId } = submission;
  await settings.onSubmit({ taskId, from, to });
  const ended = await endOf(sending, submission, writes);
  order.doubt(ended.doubtful, { taskId, from, to });
  return ended.outcomes;
}

interface Submitted {
  readonly taskId: string;
  /** Whether another one of it may have been carried out before. */
  readonly isRepeated: boolean;
}

/**
 * Submits a bulk. After an unknown outcome it is sent again as it is, when that changes nothing more: when every operation in it
 * is an upsert or a delete. An error that does not say so is then not the whole truth, and the one that left it open is.
 */
async function submit(
  { registry, sourceKey, settings, left }: Sending,
  writes: readonly Write[],
): Promise<Submitted | { readonly error: AnyRegistryError }> {
  const { wait, resend } = settings;
  const { signal, headers, timeoutMs, retry, clock, random } = wait;
  const isRepeatable = writes.every(({ target }) => target.action !== "CREATE");
  let doubtful: AnyRegistryError | undefined;
  for (let attempts = 1; ; attempts++) {
    throwIfAborted(left);
    try {
      const options = { signal, headers, timeoutMs, retry: withWaitSignal(retry, left) };
      const { taskId } = await registry.bulkResources({ sourceKey }, bodyOf(writes), options);
      return { taskId, isRepeated: attempts > 1 };
    } catch (error) {
      if (!isRegistryError(error)) throw error;
      const taskId = takenOn(error);
      if (taskId !== undefined) return { taskId, isRepeated: attempts > 1 };
      if (error.outcome === "unknown") doubtful = error;
      else if (doubtful === undefined) return { error };
      const askedMs = (error instanceof ApiError ? error.retryAfterMs : undefined) ?? 0;
      if (!isRepeatable || attempts > resend.limit || askedMs >= wait.deadlineMs) return { error: doubtful };
      await sleep(left, clock, Math.max(askedMs, backoffMs(resend, attempts, random)));
    }
  }
}

/** The taskId of a bulk that the registry has taken on, though its answer did not come whole. */
function takenOn(error: AnyRegistryError): string | undefined {
  return error instanceof ConnectionError || error instanceof MalformedResponseError ? error.taskId : undefined;
}

interface Ended {
  readonly outcomes: WriteOutcome[];
  /** What may still be carried out. */
  readonly doubtful: readonly Write[];
}

/** Waits for the task of a bulk. */
async function endOf(
  { registry, sourceKey, settings, left }: Sending,
  { taskId, isRepeated }: Submitted,
  writes: readonly Write[],
): Promise<Ended> {
  const wait = { ...settings.wait, signal: left };
  try {
    const { task, context } = await pollTask(registry, { sourceKey, taskId }, wait, () => true);
    const outcome = isRepeated ? "unknown" : "not-done";
    const told = matchReceipts(writes, { ...task, taskId }, { ...context, operationId: "bulkResources", outcome });
    return { outcomes: told, doubtful: unfinished(writes, told) };
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return { outcomes: allFailed(writes, unreadable(taskId, error)), doubtful: writes };
  }
}

/** A look changes nothing, and so its error says nothing of the bulk. */
function unreadable(taskId: string, error: AnyRegistryError): AnyRegistryError {
  if (error instanceof TaskTimeoutError) return error;
  const { attempts, elapsedMs, requestId } = error;
  const context = { operationId: "bulkResources", attempts, elapsedMs, requestId, outcome: "unknown" } as const;
  return new ReceiptError(context, taskId, `its task could not be looked at (${error.name})`, error);
}

/** Nothing of it was done, and what is wrong may be in a part of it. */
function isRefusedWhole(error: AnyRegistryError): boolean {
  return error instanceof ApiError && error.outcome === "not-done" && (error.status === 400 || error.status === 413);
}

/** One after the other, so that the order of the operations is kept. */
async function sendHalves(sending: Sending, writes: readonly Write[]): Promise<WriteOutcome[]> {
  const middle = Math.ceil(writes.length / 2);
  const first = await sendBulk(sending, writes.slice(0, middle));
  return [...first, ...(await sendBulk(sending, writes.slice(middle)))];
}
