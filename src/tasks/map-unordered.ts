import { onAbort } from "../transport/deadline.ts";

/** A list, a generator or a stream. */
export type AnyIterable<Item> = Iterable<Item> | AsyncIterable<Item>;

interface Limits {
  /** The maximum number of items that are worked on, or whose results wait to be yielded. */
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** Aborted as soon as the loop ends or is exited early: before the iterable is closed, which can take time. */
  readonly stopped: AbortController;
}

/**
 * Works on each item of an iterable, and yields the results in order of completion. Reads an item only while a result is waited
 * for, and fewer than `concurrency` items are worked on or not yielded yet.
 *
 * When the iterable throws, work that was begun is finished and yielded; then its error is thrown. An error of the work, and the
 * reason of the signal, is thrown at once.
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
      // Begun by the loop: nothing is begun while no result is waited for.
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
    // An iterable that is being read closes only after what it waits for; and an abort waits for nothing.
    if (!state.isReading && state.failure === undefined) await closed;
  }
}

interface State<Item> {
  /** The item that was read, and is not worked on yet. */
  next: { readonly item: Item } | undefined;
  /** How many items are worked on. */
  running: number;
  isReading: boolean;
  /** Whether the iterable has ended. */
  isRead: boolean;
  /** What the iterable threw. */
  sourceFailure?: { readonly error: unknown };
  /** What ends everything. */
  failure?: { readonly error: unknown };
  /** Lets the loop continue. */
  wake: () => void;
}

type AnyIterator<Item> = Iterator<Item> | AsyncIterator<Item>;

function iteratorOf<Item>(items: AnyIterable<Item>): AnyIterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

/** Closes an iterable. Nobody could use what it throws then. */
async function close(iterator: AnyIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // It is closed anyway.
  }
}

interface Reader<Item> {
  next(): IteratorResult<Item> | Promise<IteratorResult<Item>>;
  /** `isEarly`: the iterable has not ended. It is closed, and not waited for. */
  end(isEarly: boolean): Promise<void>;
}

/**
 * Reads an iterable that is closed as soon as `stopped` is aborted, also while it waits for its next item. Call `end` after the last
 * `next`. Not a generator, which would cost `writeResources` a tenth of its operations per second.
 */
export function readerOf<Item>(items: AnyIterable<Item>, stopped: AbortSignal): Reader<Item> {
  const iterator = iteratorOf(items);
  let closed: Promise<void> | undefined;
  const stopListening = onAbort(stopped, () => {
    // Later: the iterable itself may abort, and can't be closed while it runs.
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
