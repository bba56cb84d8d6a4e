import type { EarlierBulk } from "../errors/index.ts";
import type { Write } from "./write.ts";

/** Keeps the order of the operations on each resource, from one bulk to the next. */
export interface Order {
  /** Takes note of a batch that is under way until `done`. Resolves when all earlier ones on its resources are done. */
  enter(writes: readonly Write[], done: Promise<unknown>): Promise<void>;
  /** Takes note that it is not known what became of a bulk. */
  doubt(writes: readonly Write[], bulk: EarlierBulk): void;
  /** The bulk that stands in the way of an operation; undefined when none does. */
  doubtOf(write: Write): EarlierBulk | undefined;
}

export function createOrder(): Order {
  const underWay = new Map<string, Promise<unknown>>();
  const doubts = new Map<string, EarlierBulk>();
  return {
    async enter(writes, done) {
      const keys = keysOf(writes);
      const earlier = new Set(keys.flatMap((key) => underWay.get(key) ?? []));
      for (const key of keys) underWay.set(key, done);
      void done.then(() => {
        for (const key of keys) if (underWay.get(key) === done) underWay.delete(key);
      });
      await Promise.all(earlier);
    },
    doubt(writes, bulk) {
      for (const key of keysOf(writes)) doubts.set(key, bulk);
    },
    doubtOf: ({ key }) => (key === undefined ? undefined : doubts.get(key)),
  };
}

function keysOf(writes: readonly Write[]): string[] {
  return writes.flatMap(({ key }) => key ?? []);
}
