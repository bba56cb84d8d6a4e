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

/** A bulk in progress: the hashes of its resources, and a promise that resolves when it has ended. */
interface Turn {
  readonly hashes: ReadonlySet<number>;
  readonly ended: Promise<unknown>;
}

export function createOrder(): Order {
  const inProgress = new Set<Turn>();
  const unresolved = new Map<string, EarlierBulk>();
  return {
    async runInOrder(writes, work) {
      const hashes = hashesOf(writes);
      const isEarlier = (turn: Turn) => hashes.some((hash) => turn.hashes.has(hash));
      const earlier = [...inProgress].filter(isEarlier).map(({ ended }) => ended);
      const result = Promise.all(earlier).then(work);
      const turn = { hashes: new Set(hashes), ended: result.catch(() => undefined) };
      inProgress.add(turn);
      try {
        return await result;
      } finally {
        inProgress.delete(turn);
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

/**
 * Numbers, because to look up a string reads other strings from all over the memory: that would add a tenth to the CPU time of
 * `writeResources`. Two resources with the same hash only make one bulk wait for the other.
 */
function hashesOf(writes: readonly Write[]): number[] {
  const hashes: number[] = [];
  for (const { type, id } of writes) if (id !== undefined) hashes.push(hash(id, hash(type, 0)));
  return hashes;
}

/** FNV-1a, which continues from `start`. */
function hash(text: string, start: number): number {
  let result = start;
  for (let index = 0; index < text.length; index++) result = Math.imul(result ^ text.charCodeAt(index), 16_777_619);
  return result;
}

/** Identifies a resource; undefined when the registry generates its id. */
function resourceKey({ type, id }: Write): string | undefined {
  return id === undefined ? undefined : `${type.length} ${type} ${id}`;
}
