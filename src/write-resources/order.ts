import type { EarlierBulk } from "../errors/index.ts";
import type { Write } from "./write.ts";

/** Keeps the order of the operations on each resource, from one bulk to the next. */
export interface Order {
  /** Begins work on a batch when all earlier work on its resources has ended, however it ended. */
  inTurn<Result>(writes: readonly Write[], work: () => Promise<Result>): Promise<Result>;
  /** Takes note that it is not known what became of a bulk. */
  doubt(writes: readonly Write[], bulk: EarlierBulk): void;
  /** The bulk that stands in the way of an operation; undefined when none does. */
  doubtOf(write: Write): EarlierBulk | undefined;
}

export function createOrder(): Order {
  const underWay = new Map<string, Promise<unknown>>();
  const doubts = new Map<string, EarlierBulk>();
  return {
    inTurn(writes, work) {
      const earlier = new Set<Promise<unknown>>();
      for (const { key } of writes) {
        const before = key === undefined ? undefined : underWay.get(key);
        if (before !== undefined) earlier.add(before);
      }
      const result = Promise.all(earlier).then(work);
      const ended: Promise<unknown> = result
        .catch(() => undefined)
        .finally(() => {
          for (const { key } of writes) if (key !== undefined && underWay.get(key) === ended) underWay.delete(key);
        });
      for (const { key } of writes) if (key !== undefined) underWay.set(key, ended);
      return result;
    },
    doubt(writes, bulk) {
      for (const { key } of writes) if (key !== undefined) doubts.set(key, bulk);
    },
    doubtOf: ({ key }) => (key === undefined ? undefined : doubts.get(key)),
  };
}
