import {
  ApiError,
  isRegistryError,
  nothingSent,
  OperationNotSentError,
  ReceiptError,
  TaskTimeoutError,
  type AnyRegistryError,
  type ErrorContext,
} from "../errors/index.ts";
import { pollTask } from "../tasks/poll-task.ts";
import { partOf, type Bulk } from "./bulk.ts";
import { matchReceipts, unfinished } from "./match-receipts.ts";
import type { Sending } from "./sending.ts";
import { submitBulk, type Submitted } from "./submit-bulk.ts";
import { allFailed, type Write, type WriteOutcome } from "./write.ts";

/** Sends a bulk and gives what became of each operation. One on a resource that an earlier bulk left in doubt is not sent. */
export async function sendBulk(sending: Sending, bulk: Bulk): Promise<WriteOutcome[]> {
  const { order } = sending;
  if (!order.hasDoubts()) return sendFree(sending, bulk);
  const { writes } = bulk;
  const doubts = writes.map((write) => order.doubtOf(write));
  const notSent: WriteOutcome[] = [];
  for (const [place, { index }] of writes.entries()) {
    const doubt = doubts[place];
    if (doubt !== undefined) notSent.push({ index, ok: false, error: new OperationNotSentError(unsent, doubt) });
  }
  if (notSent.length === 0) return sendFree(sending, bulk);
  if (notSent.length === writes.length) return notSent;
  const free = partOf(bulk, (place) => doubts[place] === undefined);
  return [...notSent, ...(await sendFree(sending, free))];
}

const unsent: ErrorContext = { ...nothingSent, operationId: "bulkResources" };

async function sendFree(sending: Sending, bulk: Bulk): Promise<WriteOutcome[]> {
  const { settings, order } = sending;
  const { writes } = bulk;
  const [from = 0, to = 0] = [writes[0]?.index, writes.at(-1)?.index];
  const submission = await submitBulk(sending, bulk);
  if ("error" in submission) {
    const { error } = submission;
    if (isRefusedWhole(error) && writes.length > 1) return sendHalves(sending, bulk);
    if (error.outcome === "unknown") order.doubt(writes, { taskId: undefined, from, to });
    return allFailed(writes, error);
  }
  const { taskId } = submission;
  await settings.onSubmit({ taskId, from, to, without: missingFrom(from, writes) });
  const ended = await endOf(sending, submission, writes);
  order.doubt(ended.doubtful, { taskId, from, to });
  return ended.outcomes;
}

/** The indexes that are not there, between the first and the last one. */
function missingFrom(first: number, writes: readonly Write[]): number[] {
  const missing: number[] = [];
  let next = first;
  for (const { index } of writes) {
    while (next < index) missing.push(next++);
    next += 1;
  }
  return missing;
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
  const receipts = { atEnd: () => true, atFirstLook: true };
  try {
    const { task, context } = await pollTask(registry, { sourceKey, taskId }, wait, receipts);
    const outcome = isRepeated ? "unknown" : "not-done";
    const told = matchReceipts(writes, { ...task, taskId }, { ...context, operationId: "bulkResources", outcome });
    return { outcomes: told, doubtful: unfinished(writes, told, task) };
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
async function sendHalves(sending: Sending, bulk: Bulk): Promise<WriteOutcome[]> {
  const middle = Math.ceil(bulk.writes.length / 2);
  const firstHalf = partOf(bulk, (place) => place < middle);
  const secondHalf = partOf(bulk, (place) => place >= middle);
  const first = await sendBulk(sending, firstHalf);
  return [...first, ...(await sendBulk(sending, secondHalf))];
}
