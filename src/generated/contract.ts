// Generated from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change
// the contract and generate again. `npm test` fails if this file does not match the contract.

/** The addresses of the servers, in the contract's order. */
export const serverTemplates = [
  "https://{workspaceId}.clinia.cloud",
  "https://api.{workspaceId}.clinia.cloud",
] as const;

/** The name of the header with the API key. */
export const apiKeyHeader = "X-Clinia-API-Key" as const;

/** The name of the header with the id of the request. */
export const requestIdHeader = "X-Request-Id" as const;

/** The name of the header with the time to wait before a retry. */
export const retryAfterHeader = "Retry-After" as const;

/** The patterns of path parameters with a pattern of their own. */
export const pathParameterPatterns = { sourceKey: /^[a-zA-Z0-9-][\w-]{0,61}$/u } as const;

/** The pattern of all other path parameters. */
export const pathSegmentPattern = /^[^/\\\u0000-\u001f\u007f-\u009f]+$/u;

/** The token for the generated id of the resource that a request creates. */
export const rootIdToken = "@rootId" as const;

/** The forms of a taskId, longest prefix first. */
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

/** The types of collections that can be purged. */
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

/** "read": changes nothing. "repeatable": a retry has no further effect. "once": a retry may apply it twice. */
export type OperationKind = "read" | "repeatable" | "once";

/** The part of a request body that the client checks before sending. */
export type BodyShape =
  | { readonly kind: "any" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  /** Any object. */
  | { readonly kind: "data" }
  /** A key or an id that is one path segment. */
  | { readonly kind: "segment" }
  /** A string that is not empty, and that matches `pattern` or is one of the values in `or`. */
  | { readonly kind: "string"; readonly pattern?: RegExp; readonly or?: readonly string[] }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly items: BodyShape }
  | {
      readonly kind: "object";
      readonly required: Readonly<Record<string, BodyShape>>;
      readonly optional?: Readonly<Record<string, BodyShape>>;
    }
  /** The property `tag` selects the branch. The branches do not contain it. */
  | { readonly kind: "oneOf"; readonly tag: string; readonly branches: Readonly<Record<string, BodyShape>> };

/** The fields that a successful response must contain, and the fields to normalize. */
export type ResponseShape =
  | {
      readonly kind: "submission";
      readonly fields?: Readonly<Record<string, ResponseShape>>;
      /** The fields that a PERSISTED response must contain. */
      readonly persisted?: readonly string[];
      /** A response without a body is PERSISTED. */
      readonly empty?: true;
      /** Every response must contain a taskId, not only an ACCEPTED one. */
      readonly taskId?: true;
    }
  | { readonly kind: "resource" }
  | { readonly kind: "error" }
  | { readonly kind: "list"; readonly items: ResponseShape }
  | {
      readonly kind: "object";
      readonly required?: readonly string[];
      readonly fields?: Readonly<Record<string, ResponseShape>>;
    };

/** An operation of the contract. */
export interface OperationDefinition {
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";
  readonly path: string;
  readonly kind: OperationKind;
  /** The names of the query parameters. */
  readonly query?: readonly string[];
  readonly body?: BodyShape;
  /** The body may be omitted. */
  readonly bodyOptional?: true;
  /** The maximum size of the body, in bytes. */
  readonly maxBytes?: number;
  /** The default values of required body fields that the caller may omit. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly response: ResponseShape;
  /** The path parameter with the taskId, which the response also contains. */
  readonly taskIdParameter?: string;
  /** NOT_FOUND may mean that an earlier attempt of the call deleted the target. */
  readonly deletes?: true;
  /** The client reads the Retry-After header of a success. */
  readonly retryAfter?: true;
}

const resourceDataShape = { kind: "data" } as const;

const resourceSubmissionResponse = {
  kind: "submission",
  fields: { resource: { kind: "resource" } },
  persisted: ["resource"],
} as const;

const targetTypeShape = { kind: "segment" } as const;

const targetIdShape = { kind: "segment" } as const;

/** The shape of one operation on a resource. */
export const resourceOperation = {
  kind: "oneOf",
  tag: "action",
  branches: {
    CREATE: {
      kind: "object",
      required: {
        create: {
          kind: "object",
          required: { type: targetTypeShape, data: resourceDataShape },
          optional: { id: { kind: "string", pattern: /^(?:@rootId\d*|[a-zA-Z0-9-][\w-]{1,92})$/u } },
        },
      },
    },
    UPSERT: {
      kind: "object",
      required: {
        upsert: { kind: "object", required: { id: targetIdShape, type: targetTypeShape, data: resourceDataShape } },
      },
    },
    DELETE: {
      kind: "object",
      required: { delete: { kind: "object", required: { id: targetIdShape, type: targetTypeShape } } },
    },
  },
} as const satisfies BodyShape;

const relationshipEndShape = { kind: "object", required: { id: targetIdShape, type: targetTypeShape } } as const;

const relationshipToWriteShape = {
  kind: "object",
  required: { type: targetTypeShape, from: relationshipEndShape, to: relationshipEndShape },
} as const;

const purgeOperationResponse = {
  kind: "object",
  required: ["taskId", "collectionType", "collectionKey", "status"],
} as const;

/** Every operation, by its operationId. */
export const operations = {
  createResource: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}",
    kind: "once",
    body: {
      kind: "object",
      required: { data: resourceDataShape },
      optional: { id: { kind: "string", pattern: /^[a-zA-Z0-9-][\w-]{1,92}$/u, or: ["@rootId"] } },
    },
    response: resourceSubmissionResponse,
  },
  getResource: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}",
    kind: "read",
    response: { kind: "resource" },
  },
  upsertResource: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}",
    kind: "repeatable",
    body: { kind: "object", required: { data: resourceDataShape } },
    response: resourceSubmissionResponse,
  },
  deleteResource: {
    method: "DELETE",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}",
    kind: "repeatable",
    response: { kind: "submission", empty: true },
    deletes: true,
  },
  upsertContainedResource: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}/{containedResourceId}",
    kind: "repeatable",
    body: { kind: "object", required: { type: { kind: "string" }, data: { kind: "data" } } },
    response: resourceSubmissionResponse,
  },
  bulkResources: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/resources/bulk",
    kind: "once",
    body: { kind: "object", required: { operations: { kind: "list", items: resourceOperation } } },
    maxBytes: 5000000000,
    response: { kind: "submission", taskId: true },
  },
  submitBundle: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/bundle",
    kind: "once",
    body: {
      kind: "object",
      required: { resourceOperations: { kind: "list", items: resourceOperation } },
      optional: {
        relationshipOperations: {
          kind: "list",
          items: {
            kind: "oneOf",
            tag: "action",
            branches: {
              CREATE: { kind: "object", required: { create: relationshipToWriteShape } },
              UPSERT: { kind: "object", required: { upsert: relationshipToWriteShape } },
              DELETE: {
                kind: "object",
                required: { delete: { kind: "object", required: { id: targetIdShape, type: targetTypeShape } } },
              },
            },
          },
        },
      },
    },
    maxBytes: 500000,
    defaults: { relationshipOperations: [] },
    response: { kind: "submission" },
    deletes: true,
  },
  purgeCollection: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/purge",
    kind: "once",
    body: {
      kind: "object",
      required: {
        collectionType: { kind: "enum", values: ["resources", "relationships", "objects"] },
        collectionKey: { kind: "string", pattern: /^[a-zA-Z0-9-][\w-]{0,61}$/u },
      },
    },
    response: { kind: "submission", fields: { purgeOperation: purgeOperationResponse }, taskId: true },
  },
  getPurge: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/purge/{purgeId}",
    kind: "read",
    response: purgeOperationResponse,
    taskIdParameter: "purgeId",
  },
  getTask: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/tasks/{taskId}",
    kind: "read",
    query: ["withReceipts"],
    response: {
      kind: "object",
      required: ["status", "taskId"],
      fields: { receipts: { kind: "list", items: { kind: "object", fields: { error: { kind: "error" } } } } },
    },
    taskIdParameter: "taskId",
    retryAfter: true,
  },
} as const satisfies Readonly<Record<string, OperationDefinition>>;
