import type { EarlierBulk } from "../errors/index.ts";
import type { Write } from "./batch.ts";

/** Keeps the order of the operations on each resource, from one bulk to the next. */
export interface Order {
  /** Calls `work` once all earlier work on the same resources has ended, with or without success. */
  runInOrder<Result>(writes: readonly Write[], work: () => Promise<Result>): Promise<Result>;
  /** Records that the outcome of a bulk is unknown. Returns how many resources have an operation with an unknown outcome. */
  markUnresolved(writes: readonly Write[], bulk: EarlierBulk): number;
  /** Returns the bulk with an unknown outcome that an operation must not overtake; undefined when there is none. */
  blockingBulk(write: Write): EarlierBulk | undefined;
}

export function createOrder(): Order {
  const inProgress = new Map<string, Promise<unknown>>();
  const unresolved = new Map<string, EarlierBulk>();
  const ended = Promise.resolve();
  return {
    async runInOrder(writes, work) {
      const keys = writes.map(resourceKey).filter((key) => key !== undefined);
      const earlier = new Set(keys.map((key) => inProgress.get(key) ?? ended));
      const result = Promise.all(earlier).then(work);
      const turn = result.catch(() => undefined);
      for (const key of keys) inProgress.set(key, turn);
      try {
        return await result;
      } finally {
        for (const key of keys) if (inProgress.get(key) === turn) inProgress.delete(key);
      }
    },
    markUnresolved(writes, bulk) {
      for (const key of writes.map(resourceKey)) if (key !== undefined) unresolved.set(key, bulk);
      return unresolved.size;
    },
    blockingBulk(write) {
      const key = unresolved.size === 0 ? undefined : resourceKey(write);
      return key === undefined ? undefined : unresolved.get(key);
    },
  };
}

/** Identifies a resource; undefined when the registry generates its id. */
function resourceKey({ type, id }: Write): string | undefined {
  return id === undefined ? undefined : `${type.length} ${type} ${id}`;
}
