import type {
  ContainedResource,
  Meta,
  MetaInput,
  Relationship,
  Resource,
  UpsertResourceRequest,
} from "../../generated/client.ts";
import type { operationActions } from "../../generated/contract.ts";
import type { CodedError } from "../error-response.ts";
import type { Settings } from "../options.ts";
import type { CollectionRef, Store } from "../store.ts";
import { findRelationshipsOf } from "./relationship-writes.ts";

/** The target of a write, as its receipt shows it. */
export interface WriteTarget {
  readonly action: (typeof operationActions)[number] | "UPDATE";
  readonly targetType: "RESOURCE" | "RELATIONSHIP" | "OBJECT";
  readonly id: string;
  readonly type: string;
}

/** Changes the stored items, with `at` as the time of the change. */
export type Change = (at: Date) => void;

/** A write of one resource, relationship or object. */
export interface Write extends WriteTarget {
  /** Checks the write against the stored items, without changing them. Returns the error, or the change to apply. */
  prepare(): CodedError | Change;
}

export interface ResourceRef extends CollectionRef {
  readonly id: string;
}

type Resources = Store<Resource>;

export const resourceNotFound: CodedError = { code: 404, type: "NOT_FOUND", message: "Resource not found." };
const resourceHasRelationships: CodedError = {
  code: 400,
  type: "FAILED_PRECONDITION",
  message: "The resource has relationships.",
};
const resourceExists: CodedError = { code: 409, type: "ALREADY_EXISTS", message: "A resource with this id exists." };
const containedNotFound: CodedError = { code: 404, type: "NOT_FOUND", message: "Contained resource not found." };
const containedExists: CodedError = {
  code: 409,
  type: "ALREADY_EXISTS",
  message: "A contained resource with this id exists under this key.",
};

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

/** What a delete of a resource needs, because the resource may have relationships. */
export interface DeleteEnvironment {
  readonly settings: Pick<Settings, "relationshipsOnDelete">;
  readonly resources: Resources;
  readonly relationships: Store<Relationship>;
}

export function planDelete({ settings, resources, relationships }: DeleteEnvironment, ref: ResourceRef): Write {
  const { relationshipsOnDelete } = settings;
  return {
    ...{ action: "DELETE", targetType: "RESOURCE", id: ref.id, type: ref.type },
    prepare() {
      if (resources.get(ref, ref.id) === undefined) return resourceNotFound;
      const related = relationshipsOnDelete === "keep" ? [] : findRelationshipsOf(relationships, ref);
      if (relationshipsOnDelete === "refuse" && related.length > 0) return resourceHasRelationships;
      return () => {
        for (const { collection, item } of related) relationships.delete(collection, item.id);
        resources.delete(ref, ref.id);
      };
    },
  };
}

/** Builds the stored resource. */
function buildResource(
  { sourceKey, type, id }: ResourceRef,
  { data, meta, contained }: UpsertResourceRequest,
  at: Date,
): Resource {
  // Parsed JSON has no undefined values, and its arrays are not shared.
  return { id, type, meta: buildMeta(sourceKey, meta, at), data, ...(contained && { contained }) } as Resource;
}

/** Builds the stored `meta`, with the source. Missing dates are set to `at`. */
export function buildMeta(sourceKey: string, meta: MetaInput = {}, at: Date): Meta {
  const { createdAt = at.toISOString(), updatedAt = at.toISOString(), ...rest } = meta;
  // Parsed JSON has no undefined values, and its arrays are not shared.
  return { createdAt, updatedAt, ...rest, source: sourceKey } as Meta;
}

/** A contained resource, and its key in `contained` of the resource that contains it. */
interface ContainedWrite {
  readonly containKey: string;
  readonly contained: ContainedResource;
}

/** Adds the contained resource as the last one under its key. */
export function planContainedCreate(
  resources: Resources,
  ref: ResourceRef,
  { containKey, contained }: ContainedWrite,
): Write {
  return planContainedChange(resources, ref, containKey, (items) =>
    items.some(({ id }) => id === contained.id) ? containedExists : [...items, contained],
  );
}

/** Replaces the contained resource with the same id under the same key, or adds it as the last one. */
export function planContainedUpsert(
  resources: Resources,
  ref: ResourceRef,
  { containKey, contained }: ContainedWrite,
): Write {
  return planContainedChange(resources, ref, containKey, (items) => upsertItem(items, contained));
}

/** Deletes a contained resource, and its key with the last one. */
export function planContainedDelete(
  resources: Resources,
  ref: ResourceRef,
  { containKey, containedResourceId }: { containKey: string; containedResourceId: string },
): Write {
  return planContainedChange(resources, ref, containKey, (items) => {
    const others = items.filter(({ id }) => id !== containedResourceId);
    return others.length === items.length ? containedNotFound : others;
  });
}

/** Changes the contained resources under a key. The target of the write is the resource that contains them, which is upserted. */
function planContainedChange(
  resources: Resources,
  ref: ResourceRef,
  containKey: string,
  change: (items: readonly ContainedResource[]) => readonly ContainedResource[] | CodedError,
): Write {
  return {
    ...{ action: "UPSERT", targetType: "RESOURCE", id: ref.id, type: ref.type },
    prepare() {
      const root = resources.get(ref, ref.id);
      if (root === undefined) return resourceNotFound;
      const byKey = containedByKey(root);
      const changed = change(byKey.get(containKey) ?? []);
      if ("code" in changed) return changed;
      if (changed.length > 0) byKey.set(containKey, [...changed]);
      else byKey.delete(containKey);
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
