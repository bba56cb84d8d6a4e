import { OperationFailedError, ReceiptError, type ErrorContext } from "../errors/index.ts";
import { mayHaveLanded } from "../may-have-landed.ts";
import type { Receipt, Task, TaskStatus } from "../types/index.ts";
import type { Write, WriteOutcome } from "./write.ts";

/**
 * What became of each operation of a bulk that has ended. Receipts are told apart by their place, and checked by action, type
 * and id: that they come in the order of the operations is concluded, because no page prints it. One that does not fit is an
 * error of every operation of the bulk, never a guess.
 */
export function matchReceipts(
  writes: readonly Write[],
  { taskId, receipts = [] }: Task,
  context: ErrorContext,
): WriteOutcome[] {
  const outcomes: WriteOutcome[] = [];
  for (const write of writes) {
    const receipt = receipts[outcomes.length];
    if (receipt === undefined || !isOf(write, receipt)) {
      return noneTold(`number ${String(outcomes.length + 1)} is missing, or of another action, type or id`);
    }
    outcomes.push(outcomeOf(write.index, taskId, receipt, context));
  }
  if (receipts.length === writes.length) return outcomes;
  return noneTold(`there are ${String(receipts.length)} for ${String(writes.length)} operations`);

  function noneTold(fault: string): WriteOutcome[] {
    const error = new ReceiptError({ ...context, outcome: "unknown" }, taskId, fault);
    return writes.map(({ index }) => ({ index, ok: false, error }));
  }
}

/** Those of which the receipt says that they may still be carried out: such as one that waits for a person to review it. */
export function unfinished(writes: readonly Write[], outcomes: readonly WriteOutcome[]): Write[] {
  return writes.filter((_, place) => {
    const receipt = outcomes[place]?.receipt;
    return receipt !== undefined && !ended.has(receipt.status);
  });
}

const ended: ReadonlySet<string> = new Set(["SUCCESS", "FAILURE", "CANCELLED"] satisfies TaskStatus[]);

function isOf({ action, type, id }: Write, receipt: Receipt): boolean {
  return receipt.action === action && receipt.type === type && (id === undefined || receipt.id === id);
}

function outcomeOf(index: number, taskId: string, receipt: Receipt, context: ErrorContext): WriteOutcome {
  if (receipt.status === "SUCCESS") return { index, ok: true, receipt };
  const isOpen = !ended.has(receipt.status) || mayHaveLanded(receipt.action, receipt.error?.type);
  const outcome = isOpen ? "unknown" : context.outcome;
  return { index, ok: false, error: new OperationFailedError({ ...context, outcome }, taskId, receipt), receipt };
}
