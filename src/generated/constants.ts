// Made from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change the
// contract and generate again. `npm test` fails when this file and the contract disagree.

/** The servers' addresses, in the contract's order. */
export const serverTemplates = [
  "https://{workspaceId}.clinia.cloud",
  "https://api.{workspaceId}.clinia.cloud",
] as const;

/** The header that carries the API key. */
export const apiKeyHeader = "X-Clinia-API-Key" as const;

/** The header that names a request. */
export const requestIdHeader = "X-Request-Id" as const;

/** The header that asks to wait. */
export const retryAfterHeader = "Retry-After" as const;

/** The method and path of each operation. */
export const endpoints = {
  createResource: { method: "POST", path: "/sources/{sourceKey}/v1/resources/{resourceType}" },
  getResource: { method: "GET", path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}" },
  upsertResource: { method: "PUT", path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}" },
  deleteResource: { method: "DELETE", path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}" },
  upsertContainedResource: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}/{containedResourceId}",
  },
  bulkResources: { method: "POST", path: "/sources/{sourceKey}/v1/resources/bulk" },
  submitBundle: { method: "POST", path: "/sources/{sourceKey}/v1/bundle" },
  purgeCollection: { method: "POST", path: "/sources/{sourceKey}/v1/purge" },
  getPurge: { method: "GET", path: "/sources/{sourceKey}/v1/purge/{purgeId}" },
  getTask: { method: "GET", path: "/sources/{sourceKey}/v1/tasks/{taskId}" },
} as const;

/** The largest body of each operation that has a limit, in bytes. */
export const requestBytesLimits = { bulkResources: 5000000000, submitBundle: 500000 } as const;

/** The default values of required body fields that the caller may omit. */
export const clientDefaults = { submitBundle: { relationshipOperations: [] } } as const;

/** The pattern of each path parameter that has its own. */
export const pathParameterPatterns = { sourceKey: /^[a-zA-Z0-9-][\w-]{0,61}$/u } as const;

/** The pattern of any other path parameter. */
export const pathSegmentPattern = /^[^/\\\u0000-\u001f\u007f-\u009f]+$/u;

/** What an id must match when the caller gives one. */
export const resourceIdPattern = /^[a-zA-Z0-9-][\w-]{1,92}$/u;

/** Stands for the id of the resource that is being created. */
export const rootIdToken = "@rootId" as const;

/** The forms of a taskId, the longest prefix first. */
export const taskIdForms = [
  { prefix: "purge:", kind: "purge", deprecated: true, idPattern: /[^]/u },
  { prefix: "bk_", kind: "bulk", deprecated: false, idPattern: /[^]/u },
  { prefix: "bd_", kind: "bundle", deprecated: false, idPattern: /[^]/u },
  { prefix: "pg_", kind: "purge", deprecated: false, idPattern: /[^]/u },
  { prefix: "s_", kind: "oneOf", deprecated: false, idPattern: /[^]/u },
  { prefix: "", kind: "bulkOrBundle", deprecated: true, idPattern: /^[a-zA-Z0-9]+$/u },
] as const;

/** The statuses of a task submission. */
export const taskSubmissionStatuses = ["PERSISTED", "ACCEPTED"] as const;

/** The known statuses of a task; a registry may respond with others. */
export const taskStatuses = ["SUCCESS", "PENDING", "CANCELLED", "FAILURE"] as const;

/** What a collection that is purged may hold. */
export const collectionTypes = ["resources", "relationships", "objects"] as const;

/** The actions of an operation. */
export const operationActions = ["CREATE", "UPSERT", "DELETE"] as const;

/** The known types of an error; a registry may respond with others. */
export const errorTypes = [
  "INVALID_ARGUMENT",
  "FAILED_PRECONDITION",
  "OUT_OF_RANGE",
  "UNAUTHENTICATED",
  "PERMISSION_DENIED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "INTERNAL",
  "UNIMPLEMENTED",
  "CONTENT_TOO_LARGE",
] as const;
