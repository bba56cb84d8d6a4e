import type { CreateResourcePath, Resource, ResourcePath } from "../types.ts";

/** The resources of a registry, in memory. */
export interface Store {
  get(path: ResourcePath): Resource | undefined;
  /** Whether it was added; false when the id is taken. */
  add(path: CreateResourcePath, resource: Resource): boolean;
  /** Adds it, or replaces the one with its id, in whose place it stays. */
  put(path: CreateResourcePath, resource: Resource): void;
  /** Copies, in the order in which they were added. */
  list(path: CreateResourcePath): readonly Resource[];
  clear(): void;
}

export function createStore(): Store {
  const collections = new Map<string, Map<string, Resource>>();
  // Neither key can have a slash in it.
  const nameOf = ({ sourceKey, resourceType }: CreateResourcePath) => `${sourceKey}/${resourceType}`;
  const put = (path: CreateResourcePath, resource: Resource) => {
    const name = nameOf(path);
    const collection = collections.get(name) ?? new Map<string, Resource>();
    collections.set(name, collection.set(resource.id, resource));
  };
  return {
    get: (path) => collections.get(nameOf(path))?.get(path.id),
    add(path, resource) {
      if (collections.get(nameOf(path))?.has(resource.id) === true) return false;
      put(path, resource);
      return true;
    },
    put,
    list: (path) => structuredClone([...(collections.get(nameOf(path))?.values() ?? [])]),
    clear() {
      collections.clear();
    },
  };
}
