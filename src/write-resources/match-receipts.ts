import { OperationFailedError, ReceiptError, type ErrorContext } from "../errors/index.ts";
import { mayHaveLanded } from "../may-have-landed.ts";
import { isFinal } from "../tasks/poll-task.ts";
import type { Receipt, Task } from "../types/index.ts";
import type { Write, WriteOutcome } from "./write.ts";

/**
 * Returns the outcome of each operation of a bulk whose task is final. When all receipts fit the operations at their places, the
 * receipts are in order. Otherwise an operation has the receipt with its action, type and id, if no other operation and no other
 * receipt has the same three. An operation without a receipt of its own ends in a {@link ReceiptError}, never a guess.
 */
export function matchReceipts(
  writes: readonly Write[],
  { taskId, receipts = [] }: Task,
  context: ErrorContext,
): WriteOutcome[] {
  const isInOrder = receipts.length === writes.length && writes.every((write, place) => isOf(write, receipts[place]));
  const matched = isInOrder ? withoutRepeatedIds(writes, receipts) : byTarget(writes, receipts);
  let error: ReceiptError | undefined;
  return writes.map(({ index }, place) => {
    const receipt = matched[place];
    if (receipt !== undefined) return outcomeOf(index, taskId, receipt, context);
    error ??= new ReceiptError({ ...context, outcome: "unknown" }, taskId, faultOf(writes, receipts));
    return { index, ok: false, error };
  });
}

/** The operations whose receipts say that they may still be applied, such as one that waits for a person's review. */
export function unfinished(writes: readonly Write[], outcomes: readonly WriteOutcome[]): Write[] {
  return writes.filter((_, place) => {
    const receipt = outcomes[place]?.receipt;
    return receipt !== undefined && !isFinal(receipt.status);
  });
}

type Matched = readonly (Receipt | undefined)[];

function isOf({ action, type, id }: Write, receipt: Receipt | undefined): boolean {
  return receipt?.action === action && receipt.type === type && (id === undefined || receipt.id === id);
}

/** Two resources can't have one generated id: where another receipt has it too, whose it is can't be told. */
function withoutRepeatedIds(writes: readonly Write[], receipts: readonly Receipt[]): Matched {
  if (writes.every(({ id }) => id !== undefined)) return receipts;
  const isUnique = uniqueAmong(receipts.map(({ type, id }) => keyOf(type, id)));
  return receipts.map((receipt, place) => {
    // A create that failed may have no id.
    const hasOwnId = writes[place]?.id !== undefined || !receipt.id || isUnique(keyOf(receipt.type, receipt.id));
    return hasOwnId ? receipt : undefined;
  });
}

function byTarget(writes: readonly Write[], receipts: readonly Receipt[]): Matched {
  const keys = receipts.map(({ action, type, id }) => keyOf(action, type, id));
  const isUniqueReceipt = uniqueAmong(keys);
  const isUniqueWrite = uniqueAmong(writes.map(({ action, type, id }) => keyOf(action, type, id)));
  const byKey = new Map(keys.map((key, place) => [key, receipts[place]]));
  return writes.map(({ action, type, id }) => {
    const key = keyOf(action, type, id);
    return id !== undefined && isUniqueWrite(key) && isUniqueReceipt(key) ? byKey.get(key) : undefined;
  });
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}

/** Tells whether a key is in the list once. */
function uniqueAmong(keys: readonly string[]): (key: string) => boolean {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (key) => counts.get(key) === 1;
}

function faultOf(writes: readonly Write[], receipts: readonly Receipt[]): string {
  return receipts.length === writes.length
    ? "no receipt is certain to be its own"
    : `the counts differ (receipts: ${String(receipts.length)}, operations: ${String(writes.length)})`;
}

function outcomeOf(index: number, taskId: string, receipt: Receipt, context: ErrorContext): WriteOutcome {
  if (receipt.status === "SUCCESS") return { index, ok: true, receipt };
  const isOpen = !isFinal(receipt.status) || mayHaveLanded(receipt.action, receipt.error?.type);
  const outcome = isOpen ? "unknown" : context.outcome;
  return { index, ok: false, error: new OperationFailedError({ ...context, outcome }, taskId, receipt), receipt };
}
