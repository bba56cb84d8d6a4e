import type { EarlierBulk } from "../errors/index.ts";
import type { Write } from "./write.ts";

/** Keeps the order of the operations on each resource, from one bulk to the next. */
export interface Order {
  /** Begins work on a batch when all earlier work on its resources has ended, however it ended. */
  inTurn<Result>(writes: readonly Write[], work: () => Promise<Result>): Promise<Result>;
  /** Takes note that it is not known what became of a bulk. */
  doubt(writes: readonly Write[], bulk: EarlierBulk): void;
  /** Whether something of a bulk stands in the way of any operation. */
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

/** What is kept of resources. Of one whose id the registry generates, nothing is. */
interface ByResource<Value> {
  get(resource: Resource): Value | undefined;
  set(resource: Resource, value: Value): void;
  /** Unless there is another value by now. */
  forget(resource: Resource, value: Value): void;
  isEmpty(): boolean;
}

type Resource = Pick<Write, "type" | "id">;

function createByResource<Value>(): ByResource<Value> {
  // A key joined of the two would be one text more for each operation.
  const types = new Map<string, Map<string, Value>>();
  return {
    get: ({ type, id }) => (id === undefined ? undefined : types.get(type)?.get(id)),
    set({ type, id }, value) {
      if (id === undefined) return;
      const ids = types.get(type) ?? new Map<string, Value>();
      if (ids.size === 0) types.set(type, ids);
      ids.set(id, value);
    },
    forget({ type, id }, value) {
      const ids = types.get(type);
      if (id !== undefined && ids?.get(id) === value) ids.delete(id);
    },
    isEmpty: () => types.size === 0,
  };
}
