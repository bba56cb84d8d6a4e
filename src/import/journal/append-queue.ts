import type { Journal, JournalEntry } from "./entries.ts";

/** Runs the appends of a journal one at a time. */
interface AppendQueue {
  readonly append: Journal["append"];
  /** Resolves when no append is in progress. */
  readonly idle: () => Promise<void>;
}

/**
 * Returns a queue of appends in the order of their calls. Those that are called while another one is in progress become one append, because
 * each may take a round trip and a write to the disk. An append that fails makes all later ones fail with its error: its entries may be
 * stored or not, and nothing may follow them.
 */
export function appendQueue(
  append: (entries: readonly JournalEntry[], isDurable: boolean) => Promise<void>,
): AppendQueue {
  let last = Promise.resolve();
  let next: Promise<void> | undefined;
  let waiting: readonly JournalEntry[] = [];
  let isWaitingDurable = false;
  const appendWaiting = () => {
    const [entries, isDurable] = [waiting, isWaitingDurable];
    [next, waiting, isWaitingDurable] = [undefined, [], false];
    return append(entries, isDurable);
  };
  return {
    append(entries, isDurable = false) {
      waiting = [...waiting, ...entries];
      isWaitingDurable ||= isDurable;
      if (next === undefined) {
        next = last.then(appendWaiting);
        last = next;
      }
      return next;
    },
    idle: () => last.catch(() => undefined),
  };
}
