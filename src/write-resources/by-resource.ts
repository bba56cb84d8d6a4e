import type { Write } from "./write.ts";

type ResourceKey = Pick<Write, "type" | "id">;

/** What is kept of resources. Of one whose id the registry generates, nothing is. */
export interface ByResource<Value> {
  get(key: ResourceKey): Value | undefined;
  set(key: ResourceKey, value: Value): void;
  /** Unless there is another value by now. */
  forget(key: ResourceKey, value: Value): void;
  isEmpty(): boolean;
}

export function createByResource<Value>(): ByResource<Value> {
  // Two maps, and no joined key: joining makes a new text for each operation.
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
      if (id === undefined || ids?.get(id) !== value) return;
      ids.delete(id);
      if (ids.size === 0) types.delete(type);
    },
    isEmpty: () => types.size === 0,
  };
}
