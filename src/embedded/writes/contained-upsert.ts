import type { ContainedResource, Resource } from "../../generated/client.ts";
import type { Store } from "../store.ts";
import { noSuchResource, type ResourcePlace } from "./resource-writes.ts";
import type { Write } from "./write.ts";

/**
 * Puts a contained resource into the one at `place`: in the place of the one with its id under the key, or behind the last.
 * What the write is about is the resource that contains it.
 */
export function containedUpsert(
  resources: Store<Resource>,
  place: ResourcePlace,
  { containKey, contained }: { containKey: string; contained: ContainedResource },
): Write {
  return {
    ...{ action: "UPSERT", targetType: "RESOURCE", id: place.id, type: place.type },
    prepare() {
      const root = resources.get(place, place.id);
      if (root === undefined) return noSuchResource;
      const byKey = containedByKey(root);
      byKey.set(containKey, withItem(byKey.get(containKey) ?? [], contained));
      return (at) => {
        const meta = { ...root.meta, updatedAt: at.toISOString() };
        resources.put(place, { ...root, meta, contained: Object.fromEntries(byKey) });
      };
    },
  };
}

function withItem(items: readonly ContainedResource[], item: ContainedResource): ContainedResource[] {
  const isThere = items.some(({ id }) => id === item.id);
  return isThere ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item];
}

/** A key may be the name of something that every object has. */
export function containedByKey(resource: Resource | undefined): Map<string, ContainedResource[]> {
  return new Map(Object.entries(resource?.contained ?? {}));
}
