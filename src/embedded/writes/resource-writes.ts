import type { ContainedResource, Resource, UpsertResourceRequest } from "../../generated/client.ts";
import type { operationActions } from "../../generated/contract.ts";
import type { CodedError } from "../error-response.ts";
import type { CollectionRef, Store } from "../store.ts";

/** The target of a write, as its receipt shows it. */
export interface WriteTarget {
  readonly action: (typeof operationActions)[number];
  readonly targetType: "RESOURCE" | "RELATIONSHIP";
  readonly id: string;
  readonly type: string;
}

/** Changes the stored items, with `at` as the time of the change. */
export type Change = (at: Date) => void;

/** A write of one resource or relationship. */
export interface Write extends WriteTarget {
  /** Checks the write against the stored items, without changing them. Returns the error, or the change to apply. */
  prepare(): CodedError | Change;
}

export interface ResourceRef extends CollectionRef {
  readonly id: string;
}

type Resources = Store<Resource>;

export const resourceNotFound: CodedError = { code: 404, type: "NOT_FOUND", message: "Resource not found." };
const resourceExists: CodedError = { code: 409, type: "ALREADY_EXISTS", message: "A resource with this id exists." };

export function planCreate(resources: Resources, ref: ResourceRef, body: UpsertResourceRequest): Write {
  return {
    ...{ action: "CREATE", targetType: "RESOURCE", id: ref.id, type: ref.type },
    prepare() {
      if (resources.get(ref, ref.id) !== undefined) return resourceExists;
      return (at) => {
        resources.put(ref, buildResource(ref, body, at));
      };
    },
  };
}

/** Replaces the resource, but keeps its `createdAt` unless the body has another. */
export function planUpsert(resources: Resources, ref: ResourceRef, body: UpsertResourceRequest): Write {
  return {
    ...{ action: "UPSERT", targetType: "RESOURCE", id: ref.id, type: ref.type },
    prepare() {
      const createdAt = resources.get(ref, ref.id)?.meta?.createdAt;
      const meta = { ...(createdAt === undefined ? {} : { createdAt }), ...body.meta };
      return (at) => {
        resources.put(ref, buildResource(ref, { ...body, meta }, at));
      };
    },
  };
}

export function planDelete(resources: Resources, ref: ResourceRef): Write {
  return {
    ...{ action: "DELETE", targetType: "RESOURCE", id: ref.id, type: ref.type },
    prepare() {
      if (resources.get(ref, ref.id) === undefined) return resourceNotFound;
      return () => {
        resources.delete(ref, ref.id);
      };
    },
  };
}

/** Builds the stored resource, with its source. Missing dates are set to `at`. */
function buildResource(
  { sourceKey, type, id }: ResourceRef,
  { data, meta = {}, contained }: UpsertResourceRequest,
  at: Date,
): Resource {
  const { createdAt = at.toISOString(), updatedAt = at.toISOString(), ...rest } = meta;
  // Parsed JSON has no undefined values, and its arrays are not shared.
  return {
    id,
    type,
    meta: { createdAt, updatedAt, ...rest, source: sourceKey },
    data,
    ...(contained && { contained }),
  } as Resource;
}

/**
 * Replaces the contained resource with the same id under the same key, or adds it as the last one. The target of the write is the
 * resource that contains it.
 */
export function planContainedUpsert(
  resources: Resources,
  ref: ResourceRef,
  { containKey, contained }: { containKey: string; contained: ContainedResource },
): Write {
  return {
    ...{ action: "UPSERT", targetType: "RESOURCE", id: ref.id, type: ref.type },
    prepare() {
      const root = resources.get(ref, ref.id);
      if (root === undefined) return resourceNotFound;
      const byKey = containedByKey(root);
      byKey.set(containKey, upsertItem(byKey.get(containKey) ?? [], contained));
      return (at) => {
        const meta = { ...root.meta, updatedAt: at.toISOString() };
        resources.put(ref, { ...root, meta, contained: Object.fromEntries(byKey) });
      };
    },
  };
}

function upsertItem(items: readonly ContainedResource[], item: ContainedResource): ContainedResource[] {
  const exists = items.some(({ id }) => id === item.id);
  return exists ? items.map((other) => (other.id === item.id ? item : other)) : [...items, item];
}

/** A Map, because a key can be `__proto__`. */
export function containedByKey(resource: Resource | undefined): Map<string, ContainedResource[]> {
  return new Map(Object.entries(resource?.contained ?? {}));
}
