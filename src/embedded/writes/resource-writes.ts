import type { Resource, UpsertResourceRequest } from "../../generated/client.ts";
import type { RegistryFailure } from "../refusal.ts";
import type { Place, Store } from "../store.ts";
import type { Write } from "./write.ts";

/** Where a resource is, or is to be. */
export interface ResourcePlace extends Place {
  readonly id: string;
}

type Resources = Store<Resource>;

export const noSuchResource: RegistryFailure = { code: 404, type: "NOT_FOUND", message: "There is no such resource." };
const takenId: RegistryFailure = { code: 409, type: "ALREADY_EXISTS", message: "A resource with this id exists." };

export function resourceCreation(resources: Resources, place: ResourcePlace, body: UpsertResourceRequest): Write {
  return {
    ...{ action: "CREATE", targetType: "RESOURCE", id: place.id, type: place.type },
    prepare() {
      if (resources.get(place, place.id) !== undefined) return takenId;
      return (at) => {
        resources.put(place, resourceOf(place, body, at));
      };
    },
  };
}

/** What was there is replaced, but for the date of its creation, which stays unless another one is given. */
export function resourceUpsert(resources: Resources, place: ResourcePlace, body: UpsertResourceRequest): Write {
  return {
    ...{ action: "UPSERT", targetType: "RESOURCE", id: place.id, type: place.type },
    prepare() {
      const createdAt = resources.get(place, place.id)?.meta?.createdAt;
      const meta = { ...(createdAt === undefined ? {} : { createdAt }), ...body.meta };
      return (at) => {
        resources.put(place, resourceOf(place, { ...body, meta }, at));
      };
    },
  };
}

export function resourceDeletion(resources: Resources, place: ResourcePlace): Write {
  return {
    ...{ action: "DELETE", targetType: "RESOURCE", id: place.id, type: place.type },
    prepare() {
      if (resources.get(place, place.id) === undefined) return noSuchResource;
      return () => {
        resources.delete(place, place.id);
      };
    },
  };
}

/** A resource as it is stored: with the dates that were not given, and its source. */
function resourceOf(
  { sourceKey, type, id }: ResourcePlace,
  { data, meta = {}, contained }: UpsertResourceRequest,
  at: Date,
): Resource {
  const { createdAt = at.toISOString(), updatedAt = at.toISOString(), ...rest } = meta;
  // What was parsed from JSON has no undefined, and nobody else has its lists.
  return {
    id,
    type,
    meta: { createdAt, updatedAt, ...rest, source: sourceKey },
    data,
    ...(contained && { contained }),
  } as Resource;
}
