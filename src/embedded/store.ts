/** Where the items of one type of a source are kept. */
export interface Place {
  readonly sourceKey: string;
  /** Key of the profile, or of the relationship definition. */
  readonly type: string;
}

/** Items of a registry, such as its resources, in memory. */
export interface Store<Item extends { readonly id: string }> {
  get(place: Place, id: string): Item | undefined;
  /** Adds it, or replaces the one with its id, in whose place it stays. */
  put(place: Place, item: Item): void;
  delete(place: Place, id: string): void;
  /** Forgets everything of one place. How many there were. */
  purge(place: Place): number;
  /** Copies, in the order in which they were added. */
  list(place: Place): readonly Item[];
  clear(): void;
}

export function createStore<Item extends { readonly id: string }>(): Store<Item> {
  const collections = new Map<string, Map<string, Item>>();
  // A source key contains no slash, so the name is unambiguous.
  const nameOf = ({ sourceKey, type }: Place) => `${sourceKey}/${type}`;
  const at = (place: Place) => collections.get(nameOf(place));
  return {
    get: (place, id) => at(place)?.get(id),
    put(place, item) {
      const collection = at(place) ?? new Map<string, Item>();
      collections.set(nameOf(place), collection.set(item.id, item));
    },
    delete(place, id) {
      at(place)?.delete(id);
    },
    purge(place) {
      const count = at(place)?.size ?? 0;
      collections.delete(nameOf(place));
      return count;
    },
    list: (place) => structuredClone([...(at(place)?.values() ?? [])]),
    clear() {
      collections.clear();
    },
  };
}
