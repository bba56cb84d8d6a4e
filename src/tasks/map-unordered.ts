import { onAbort } from "../transport/deadline.ts";

/** A list, a generator or a stream. */
export type AnyIterable<Item> = Iterable<Item> | AsyncIterable<Item>;

interface Limits {
  /** The maximum number of items in progress, including results that are not yielded yet. */
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** Aborted as soon as the loop ends or is exited early: before the iterable is closed, which can take time. */
  readonly stopped: AbortController;
}

/**
 * Calls `work` for each item of an iterable, and yields the results in order of completion. Reads an item only while the consumer
 * waits for a result, and fewer than `concurrency` items are in progress.
 *
 * When the iterable throws, the results of work in progress are yielded before its error is thrown. An error of `work`, and the
 * reason of the signal, are thrown at once.
 */
export async function* mapUnordered<Item, Result>(
  items: AnyIterable<Item>,
  work: (item: Item) => Promise<Result>,
  { concurrency, signal, stopped }: Limits,
): AsyncGenerator<Result, void, undefined> {
  const iterator = iteratorOf(items);
  const finished: Result[] = [];
  const state: State<Item> = {
    next: undefined,
    running: 0,
    isReading: false,
    isRead: false,
    wake: () => undefined,
  };

  const read = async () => {
    state.isReading = true;
    try {
      const next = await iterator.next();
      if (next.done === true) state.isRead = true;
      // The loop starts it, so that nothing starts while the consumer waits for no result.
      else state.next = { item: next.value };
    } catch (error) {
      state.isRead = true;
      state.sourceFailure = { error };
    }
    state.isReading = false;
    state.wake();
  };
  const begin = async (item: Item) => {
    state.running += 1;
    try {
      finished.push(await work(item));
    } catch (error) {
      state.failure ??= { error };
    }
    state.running -= 1;
    state.wake();
  };
  const stopListening = onAbort(signal, () => {
    state.failure = { error: signal?.reason };
    stopped.abort(signal?.reason);
    state.wake();
  });

  try {
    if (signal?.aborted === true) state.failure = { error: signal.reason };
    for (;;) {
      if (state.failure !== undefined) throw state.failure.error;
      if (state.next !== undefined) void begin(state.next.item);
      state.next = undefined;
      const hasRoom = state.running + finished.length < concurrency;
      if (hasRoom && !state.isRead && !state.isReading) void read();
      const result = finished.shift();
      if (result !== undefined) yield result;
      else if (state.isRead && state.running === 0) break;
      else await new Promise<void>((wake) => (state.wake = wake));
    }
    if (state.sourceFailure !== undefined) throw state.sourceFailure.error;
  } finally {
    stopListening();
    stopped.abort();
    const closed = state.isRead ? undefined : close(iterator);
    // A generator that is waiting can't close until it continues; and an abort must not wait.
    if (!state.isReading && state.failure === undefined) await closed;
  }
}

interface State<Item> {
  /** An item that was read, and whose work has not started. */
  next: { readonly item: Item } | undefined;
  /** How many calls of `work` are in progress. */
  running: number;
  isReading: boolean;
  /** Whether the iterable has ended. */
  isRead: boolean;
  /** The error of the iterable. */
  sourceFailure?: { readonly error: unknown };
  /** An error that ends everything at once. */
  failure?: { readonly error: unknown };
  /** Continues the loop. */
  wake: () => void;
}

type AnyIterator<Item> = Iterator<Item> | AsyncIterator<Item>;

function iteratorOf<Item>(items: AnyIterable<Item>): AnyIterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

/** Closes an iterable, and ignores its errors: the loop has ended already. */
async function close(iterator: AnyIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Nobody could use it.
  }
}

interface Reader<Item> {
  next(): IteratorResult<Item> | Promise<IteratorResult<Item>>;
  /** With `isEarly` the iterable has not ended: it is closed without waiting for it. */
  end(isEarly: boolean): Promise<void>;
}

/**
 * Reads an iterable, and closes it as soon as `stopped` is aborted, even while it waits for its next item. Call `end` after the last
 * `next`. As a generator this would reduce the throughput of `writeResources` by a tenth.
 */
export function readerOf<Item>(items: AnyIterable<Item>, stopped: AbortSignal): Reader<Item> {
  const iterator = iteratorOf(items);
  let closed: Promise<void> | undefined;
  const stopListening = onAbort(stopped, () => {
    // Later, because the iterable itself may have aborted, and can't be closed while it runs.
    closed = Promise.resolve().then(() => close(iterator));
  });
  return {
    next: () => iterator.next(),
    async end(isEarly) {
      stopListening();
      if (isEarly) void close(iterator);
      else await closed;
    },
  };
}
