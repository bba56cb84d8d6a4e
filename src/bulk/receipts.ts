import { OperationFailedError, ReceiptError, type ErrorContext } from "../errors/index.ts";
import { mayHaveHappened } from "../errors/outcome.ts";
import type { Receipt, Task } from "../generated/client.ts";
import { isFinal } from "../tasks/poll-task.ts";
import type { AnyOutcome, Bulk, Write } from "./batch.ts";

/**
 * Returns the outcome of each operation of a bulk whose task is final. Matches receipts by position if all of them match there,
 * otherwise by action, type and id if the combination is unique. An operation without a match gets a {@link ReceiptError}.
 */
export function matchReceipts(
  { writes, attempts }: Pick<Bulk, "writes" | "attempts">,
  { taskId, receipts = [] }: Task,
  context: ErrorContext,
): AnyOutcome[] {
  const isInOrder =
    receipts.length === writes.length && writes.every((write, position) => isOf(write, receipts[position]));
  const matched = isInOrder ? withoutRepeatedIds(writes, receipts) : byTarget(writes, receipts);
  let error: ReceiptError | undefined;
  return writes.map(({ index, operation }, position) => {
    const receipt = matched[position];
    if (receipt?.status === "SUCCESS") return { index, operation, attempts, ok: true, receipt };
    if (receipt !== undefined) {
      return { index, operation, attempts, ok: false, error: failure(taskId, receipt, context), receipt };
    }
    error ??= new ReceiptError({ ...context, outcome: "unknown" }, taskId, mismatchReason(writes, receipts));
    return { index, operation, attempts, ok: false, error };
  });
}

/**
 * Returns the operations that may still be applied, such as one that waits for a person's review. If no receipt matches an operation,
 * any receipt that is not final may be its own.
 */
export function unfinished(
  writes: readonly Write[],
  outcomes: readonly AnyOutcome[],
  { receipts = [] }: Task,
): Write[] {
  if (receipts.every(({ status }) => isFinal(status))) return [];
  return writes.filter((_, position) => {
    const receipt = outcomes[position]?.receipt;
    return receipt === undefined || !isFinal(receipt.status);
  });
}

type Matched = readonly (Receipt | undefined)[];

function isOf({ action, type, id }: Write, receipt: Receipt | undefined): boolean {
  return receipt?.action === action && receipt.type === type && (id === undefined || receipt.id === id);
}

/** Removes receipts whose generated id occurs twice: generated ids are unique. */
function withoutRepeatedIds(writes: readonly Write[], receipts: readonly Receipt[]): Matched {
  if (writes.every(({ id }) => id !== undefined)) return receipts;
  const isUnique = uniqueAmong(receipts.map(({ type, id }) => JSON.stringify([type, id])));
  return receipts.map((receipt, position) => {
    const { status, type, id } = receipt;
    // A create that failed may have no id.
    const hasNoId = status !== "SUCCESS" && !id;
    return writes[position]?.id !== undefined || hasNoId || isUnique(JSON.stringify([type, id])) ? receipt : undefined;
  });
}

function byTarget(writes: readonly Write[], receipts: readonly Receipt[]): Matched {
  const targetOf = ({ action, type, id }: Write | Receipt) => JSON.stringify([action, type, id]);
  const isUniqueReceipt = uniqueAmong(receipts.map(targetOf));
  const isUniqueWrite = uniqueAmong(writes.map(targetOf));
  const receiptOf = new Map(receipts.map((receipt) => [targetOf(receipt), receipt]));
  return writes.map((write) => {
    const target = targetOf(write);
    return write.id !== undefined && isUniqueWrite(target) && isUniqueReceipt(target)
      ? receiptOf.get(target)
      : undefined;
  });
}

/** Returns a function that tests whether a key occurs exactly once. */
function uniqueAmong(keys: readonly string[]): (key: string) => boolean {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return (key) => counts.get(key) === 1;
}

function mismatchReason(writes: readonly Write[], receipts: readonly Receipt[]): string {
  return receipts.length === writes.length
    ? "no receipt matches it uniquely"
    : `the number of receipts (${receipts.length}) differs from the number of operations (${writes.length})`;
}

function failure(taskId: string, receipt: Receipt, context: ErrorContext): OperationFailedError {
  const { action, status, error } = receipt;
  const isDelete = action === "DELETE";
  const isOpen = !isFinal(status) || mayHaveHappened(error?.type, { creates: !isDelete, deletes: isDelete });
  const outcome = isOpen ? "unknown" : context.outcome;
  return new OperationFailedError({ ...context, outcome }, taskId, receipt);
}
