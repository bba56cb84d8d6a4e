import type { CreateResourcePath, Resource } from "../types.ts";

/** The resources of a registry, in memory. What comes out are copies. */
export interface Store {
  /** Whether it was added; false when the id is taken. */
  add(path: CreateResourcePath, resource: Resource): boolean;
  /** In the order in which they were added. */
  list(path: CreateResourcePath): readonly Resource[];
  clear(): void;
}

export function createStore(): Store {
  const collections = new Map<string, Map<string, Resource>>();
  // Neither key can have a slash in it.
  const nameOf = ({ sourceKey, resourceType }: CreateResourcePath) => `${sourceKey}/${resourceType}`;
  return {
    add(path, resource) {
      const name = nameOf(path);
      const collection = collections.get(name) ?? new Map<string, Resource>();
      if (collection.has(resource.id)) return false;
      collections.set(name, collection.set(resource.id, resource));
      return true;
    },
    list: (path) => structuredClone([...(collections.get(nameOf(path))?.values() ?? [])]),
    clear() {
      collections.clear();
    },
  };
}
