import type { EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import type {
  BundleRequest,
  CreateContainedResourceRequest,
  UpsertContainedResourceRequest,
  PurgeRequest,
  ResourceOperation,
} from "../../src/index.ts";
import { createRegistryClient } from "./client.ts";
import { createEmbeddedRegistry } from "./embedded.ts";
import { patientPath } from "./patient.ts";
import { key } from "./start.ts";

export const startTime = "2025-05-13T14:00:00.000Z";

/** The time `ms` milliseconds after {@link startTime}. */
export function timeAt(ms: number): string {
  return new Date(Date.parse(startTime) + ms).toISOString();
}

/** An embedded registry whose time changes only by `pass`, and its calls, which neither throw nor retry. */
export function startEmbedded(options: EmbeddedRegistryOptions = {}) {
  const passed = { ms: 0 };
  let ids = 0;
  const embedded = createEmbeddedRegistry({
    now: () => new Date(timeAt(passed.ms)),
    newId: () => `id${++ids}`,
    ...options,
  });
  const { http } = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: key,
    fetch: embedded.fetch,
    retry: false,
  });
  const source = { sourceKey: "ehr-prod" };
  const resource = "/sources/{sourceKey}/v1/resources/{resourceType}/{id}";
  const patient = (id: string) => ({ ...patientPath, id });
  return {
    embedded,
    http,
    pass: (ms: number) => {
      passed.ms += ms;
    },
    /** The stored resources, with only their id and data. */
    stored: (resourceType = "patient") =>
      embedded.resources({ ...source, resourceType }).map(({ id, data }) => ({ id, data })),
    create: (id: string, data = {}) =>
      http.POST("/sources/{sourceKey}/v1/resources/{resourceType}", {
        params: { path: patientPath },
        body: { id, data },
      }),
    upsert: (id: string, data = {}) => http.PUT(resource, { params: { path: patient(id) }, body: { data } }),
    read: (id: string) => http.GET(resource, { params: { path: patient(id) } }),
    remove: (id: string) => http.DELETE(resource, { params: { path: patient(id) } }),
    contain: (id: string, containKey: string, containedResourceId: string, body: UpsertContainedResourceRequest) =>
      http.PUT(`${resource}/{containKey}/{containedResourceId}`, {
        params: { path: { ...patient(id), containKey, containedResourceId } },
        body,
      }),
    containNew: (id: string, containKey: string, body: CreateContainedResourceRequest) =>
      http.POST(`${resource}/{containKey}`, { params: { path: { ...patient(id), containKey } }, body }),
    uncontain: (id: string, containKey: string, containedResourceId: string) =>
      http.DELETE(`${resource}/{containKey}/{containedResourceId}`, {
        params: { path: { ...patient(id), containKey, containedResourceId } },
      }),
    bulk: (...operations: ResourceOperation[]) =>
      http.POST("/sources/{sourceKey}/v1/resources/bulk", { params: { path: source }, body: { operations } }),
    bundle: (
      resourceOperations: ResourceOperation[],
      relationshipOperations: BundleRequest["relationshipOperations"] = [],
    ) =>
      http.POST("/sources/{sourceKey}/v1/bundle", {
        params: { path: source },
        body: { resourceOperations, relationshipOperations: [...relationshipOperations] },
      }),
    purge: (collectionType: PurgeRequest["collectionType"], collectionKey: string) =>
      http.POST("/sources/{sourceKey}/v1/purge", { params: { path: source }, body: { collectionType, collectionKey } }),
    readPurge: (purgeId = "") =>
      http.GET("/sources/{sourceKey}/v1/purge/{purgeId}", { params: { path: { ...source, purgeId } } }),
    task: (taskId = "", withReceipts?: boolean, sourceKey = "ehr-prod") =>
      http.GET("/sources/{sourceKey}/v1/tasks/{taskId}", {
        params: { path: { sourceKey, taskId }, ...(withReceipts !== undefined && { query: { withReceipts } }) },
      }),
  };
}

export const creation = (id: string | undefined, data = {}): ResourceOperation => ({
  action: "CREATE",
  create: { type: "patient", ...(id !== undefined && { id }), data },
});
export const upsertion = (id: string, data = {}): ResourceOperation => ({
  action: "UPSERT",
  upsert: { id, type: "patient", data },
});
export const deletion = (id: string): ResourceOperation => ({ action: "DELETE", delete: { id, type: "patient" } });
