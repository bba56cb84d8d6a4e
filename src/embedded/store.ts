/** The source and type of stored items. */
export interface CollectionRef {
  readonly sourceKey: string;
  /** The key of the profile, or of the relationship definition. */
  readonly type: string;
}

/** Items of a registry, such as its resources, in memory. */
export interface Store<Item extends { readonly id: string }> {
  get(collection: CollectionRef, id: string): Item | undefined;
  /** Adds an item, or replaces the item with the same id in its position. */
  put(collection: CollectionRef, item: Item): void;
  delete(collection: CollectionRef, id: string): void;
  /** Deletes all items of a collection, and returns their number. */
  purge(collection: CollectionRef): number;
  /** Returns the items of a collection that pass a test, in order of creation. */
  filter(collection: CollectionRef, isWanted: (item: Item) => boolean): readonly Item[];
  /** Returns the items of all collections of a source. */
  inSource(sourceKey: string): readonly { readonly collection: CollectionRef; readonly item: Item }[];
  /** Returns copies of the items, in order of creation. */
  list(collection: CollectionRef): readonly Item[];
  clear(): void;
}

export function createStore<Item extends { readonly id: string }>(): Store<Item> {
  const collections = new Map<string, Map<string, Item>>();
  // A source key contains no slash, so the name is unambiguous.
  const nameOf = ({ sourceKey, type }: CollectionRef) => `${sourceKey}/${type}`;
  const find = (ref: CollectionRef) => collections.get(nameOf(ref));
  return {
    get: (ref, id) => find(ref)?.get(id),
    put(ref, item) {
      const collection = find(ref) ?? new Map<string, Item>();
      collections.set(nameOf(ref), collection.set(item.id, item));
    },
    delete(ref, id) {
      find(ref)?.delete(id);
    },
    purge(ref) {
      const count = find(ref)?.size ?? 0;
      collections.delete(nameOf(ref));
      return count;
    },
    filter: (ref, isWanted) => [...(find(ref)?.values() ?? [])].filter(isWanted),
    inSource(sourceKey) {
      const prefix = nameOf({ sourceKey, type: "" });
      return [...collections]
        .filter(([name]) => name.startsWith(prefix))
        .flatMap(([name, items]) => {
          const collection = { sourceKey, type: name.slice(prefix.length) };
          return [...items.values()].map((item) => ({ collection, item }));
        });
    },
    list: (ref) => structuredClone([...(find(ref)?.values() ?? [])]),
    clear() {
      collections.clear();
    },
  };
}
