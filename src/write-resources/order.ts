import type { EarlierBulk } from "../errors/index.ts";
import { createByResource } from "./by-resource.ts";
import type { Write } from "./write.ts";

/** Keeps the order of the operations on each resource, from one bulk to the next. */
export interface Order {
  /** Begins work on a batch when all earlier work on its resources has ended, however it ended. */
  inTurn<Result>(writes: readonly Write[], work: () => Promise<Result>): Promise<Result>;
  /** Takes note that it is not known what became of a bulk. */
  doubt(writes: readonly Write[], bulk: EarlierBulk): void;
  /** Whether there is any bulk of which it is not known what became. */
  hasDoubts(): boolean;
  /** The bulk that stands in the way of an operation; undefined when none does. */
  doubtOf(write: Write): EarlierBulk | undefined;
}

/** Work on a batch. */
interface Turn {
  ended: Promise<unknown>;
}

export function createOrder(): Order {
  const underWay = createByResource<Turn>();
  const doubts = createByResource<EarlierBulk>();
  return {
    inTurn(writes, work) {
      const turn: Turn = { ended: Promise.resolve() };
      const earlier = new Set<Turn>();
      for (const write of writes) {
        const before = underWay.get(write);
        if (before !== undefined && before !== turn) earlier.add(before);
        underWay.set(write, turn);
      }
      const result = Promise.all([...earlier].map(({ ended }) => ended)).then(work);
      turn.ended = result
        .catch(() => undefined)
        .finally(() => {
          for (const write of writes) underWay.forget(write, turn);
        });
      return result;
    },
    doubt(writes, bulk) {
      for (const write of writes) doubts.set(write, bulk);
    },
    hasDoubts: () => !doubts.isEmpty(),
    doubtOf: (write) => doubts.get(write),
  };
}
