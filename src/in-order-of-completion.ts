import { InvalidRequestError } from "./errors/index.ts";
import { onAbort } from "./transport/index.ts";

/** What is worked on: a list, a generator, a stream. */
export type AnyIterable<Item> = Iterable<Item> | AsyncIterable<Item>;

interface Limits {
  /** How many items are worked on, or wait to be yielded, at most. */
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
  /** Is aborted as soon as it ends, or is left: before the iterable is, which can take its time to end. */
  readonly left: AbortController;
}

/**
 * Works on each item of an iterable, and yields the results as they come. No more is read than is worked on, and nothing while
 * the consumer does not take what there is.
 *
 * When the iterable throws, what was begun is finished and yielded, and then its error is thrown. What the work throws, and the
 * reason of the signal, is thrown at once.
 */
export async function* inOrderOfCompletion<Item, Result>(
  items: AnyIterable<Item>,
  work: (item: Item) => Promise<Result>,
  { concurrency, signal, left }: Limits,
): AsyncGenerator<Result, void, undefined> {
  const iterator = iteratorOf(items);
  const finished: Result[] = [];
  const state: State = { running: 0, isReading: false, isRead: false, wake: () => undefined };

  const read = async () => {
    state.isReading = true;
    try {
      const next = await iterator.next();
      if (next.done === true) state.isRead = true;
      else void begin(next.value);
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
    left.abort(signal?.reason);
    state.wake();
  });

  try {
    if (signal?.aborted === true) state.failure = { error: signal.reason };
    for (;;) {
      if (state.failure !== undefined) throw state.failure.error;
      const hasRoom = state.running + finished.length < concurrency;
      if (hasRoom && !state.isRead && !state.isReading) void read();
      const result = finished.shift();
      if (result !== undefined) yield result;
      else if (state.isRead && state.running === 0) break;
      else await new Promise<void>((awake) => (state.wake = awake));
    }
    if (state.sourceFailure !== undefined) throw state.sourceFailure.error;
  } finally {
    stopListening();
    left.abort();
    const ended = state.isRead ? undefined : leave(iterator);
    // An iterable that is being read ends only after what it waits for; and an abort waits for nothing.
    if (!state.isReading && state.failure === undefined) await ended;
  }
}

interface State {
  /** How many items are worked on. */
  running: number;
  isReading: boolean;
  /** Whether there is nothing more to read. */
  isRead: boolean;
  /** What the iterable threw. */
  sourceFailure?: { readonly error: unknown };
  /** What ends it all. */
  failure?: { readonly error: unknown };
  /** Lets the loop look again. */
  wake: () => void;
}

type AnyIterator<Item> = Iterator<Item> | AsyncIterator<Item>;

function iteratorOf<Item>(items: AnyIterable<Item>): AnyIterator<Item> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

/** Lets the iterable end. What it throws then is of no use to anybody. */
async function leave(iterator: AnyIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // It has ended all the same.
  }
}

/** Reads the items of an iterable one by one. */
export interface Reader<Item> {
  /** The next one: at once, where the iterable has it at once. A promise for each would cost more than most that is done with it. */
  next(): IteratorResult<Item> | Promise<IteratorResult<Item>>;
  /** Stops listening, and waits for the iterable to end where it was ended. */
  end(): Promise<void>;
}

/** Reads an iterable until `left` is aborted: that ends the iterable too, also while it waits for its next item. */
export function readUntilLeft<Item>(items: AnyIterable<Item>, left: AbortSignal): Reader<Item> {
  const iterator = iteratorOf(items);
  let ended: Promise<void> | undefined;
  const stopListening = onAbort(left, () => {
    // Not at once: it may be the iterable itself that aborts, and it can't be ended while it runs.
    ended = Promise.resolve().then(() => leave(iterator));
  });
  return {
    next: () => iterator.next(),
    async end() {
      stopListening();
      await ended;
    },
  };
}

/** Throws {@link InvalidRequestError} for what can't be iterated over. */
export function checkIterable(field: string, items: unknown): void {
  const isIterable = typeof items === "object" && items !== null;
  if (isIterable && (Symbol.asyncIterator in items || Symbol.iterator in items)) return;
  throw new InvalidRequestError(field, "it can't be iterated over. Expected an array, a generator or a stream.");
}

/** Throws {@link InvalidRequestError} for what can't count. `what` is what it says. */
export function checkCount(field: string, value: unknown, what: string): void {
  if (value === Infinity || (Number.isInteger(value) && (value as number) > 0)) return;
  throw new InvalidRequestError(field, `it is not a whole number over 0. Expected ${what}, at most.`);
}
