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

/** The pattern of path parameters without a pattern of their own. */
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
  | { readonly kind: "number"; readonly integer?: true; readonly min?: number; readonly max?: number }
  | { readonly kind: "boolean" }
  /** Any object. */
  | { readonly kind: "data" }
  /** A key or an id that is one path segment. */
  | { readonly kind: "segment" }
  /** A string that is not empty, and that matches `pattern` or is one of the values in `or`. `expected` describes the pattern. */
  | { readonly kind: "string"; readonly pattern?: RegExp; readonly expected?: string; readonly or?: readonly string[] }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly items: BodyShape; readonly min?: number }
  /** A Blob or File. */
  | { readonly kind: "file" }
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
  /** A stored record with an id and data. `noun` names it, if it is not a resource. `objects`: its other required fields. */
  | { readonly kind: "resource"; readonly noun?: string; readonly objects?: readonly string[] }
  | { readonly kind: "error" }
  | { readonly kind: "list"; readonly items: ResponseShape }
  | {
      readonly kind: "object";
      readonly required?: readonly string[];
      readonly fields?: Readonly<Record<string, ResponseShape>>;
      /** A response without a body is an empty object. */
      readonly empty?: true;
    };

/** An operation of the contract. */
export interface OperationDefinition {
  readonly method: "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";
  readonly path: string;
  readonly kind: OperationKind;
  /** The shapes of the path parameters that are not any path segment. */
  readonly parameters?: Readonly<Record<string, BodyShape>>;
  /** The names of the query parameters. */
  readonly query?: readonly string[];
  readonly body?: BodyShape;
  /** The body may be omitted. */
  readonly bodyOptional?: true;
  /** The body is a form: the names of its parts, with the file and with the other fields as JSON. */
  readonly form?: { readonly file: string; readonly json: string };
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

const keyShape = {
  kind: "string",
  pattern: /^[a-zA-Z0-9-][\w-]{0,61}$/u,
  expected: "1 to 62 letters, digits, hyphens and underscores, not beginning with an underscore",
} as const;

const resourceDataShape = { kind: "data" } as const;

const resourceResponse = { kind: "resource" } as const;

const resourceSubmissionResponse = {
  kind: "submission",
  fields: { resource: resourceResponse },
  persisted: ["resource"],
} as const;

const dataShape = { kind: "data" } as const;

const targetTypeShape = { kind: "segment" } as const;

const targetIdShape = { kind: "segment" } as const;

/** The shape of one operation of a bulk. */
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
          optional: {
            id: {
              kind: "string",
              pattern: /^(?:@rootId\d*|[a-zA-Z0-9-][\w-]{1,92})$/u,
              expected:
                "2 to 93 letters, digits, hyphens and underscores, not beginning with an underscore, or a token such as @rootId1",
            },
          },
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

const bulkAcceptedResponse = { kind: "submission", taskId: true } as const;

const relationshipEndShape = {
  kind: "object",
  required: {
    id: {
      kind: "string",
      pattern: /^[^./\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+$/u,
      expected:
        "an id without a dot, slash, backslash or control character, because the id of the relationship is {fromID}.{toID}",
    },
    type: targetTypeShape,
  },
} as const;

const relationshipToWriteShape = {
  kind: "object",
  required: { type: targetTypeShape, from: relationshipEndShape, to: relationshipEndShape },
} as const;

/** The shape of one operation of a bulk. */
export const relationshipOperation = {
  kind: "oneOf",
  tag: "action",
  branches: {
    CREATE: { kind: "object", required: { create: relationshipToWriteShape } },
    UPSERT: { kind: "object", required: { upsert: relationshipToWriteShape } },
    DELETE: {
      kind: "object",
      required: {
        delete: {
          kind: "object",
          required: {
            id: {
              kind: "string",
              pattern:
                /^[^./\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+\.[^./\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+$/u,
              expected: "{fromID}.{toID}, with no other dot, and without a slash, backslash or control character",
            },
            type: targetTypeShape,
          },
        },
      },
    },
  },
} as const satisfies BodyShape;

const registryObjectResponse = { kind: "resource", noun: "object" } as const;

const purgeOperationResponse = {
  kind: "object",
  required: ["taskId", "collectionType", "collectionKey", "status"],
} as const;

const propertyDefinitionsInputShape = { kind: "data" } as const;

const relationshipDefinitionEndInputShape = {
  kind: "object",
  required: {
    profileKey: { kind: "string" },
    includeKey: { kind: "string" },
    includeCardinality: { kind: "enum", values: ["0:1", "1:1", "0:*", "1:*"] },
  },
} as const;

const collectionResponse = { kind: "object", required: ["type", "key"] } as const;

const collectionProfileInputShape = {
  kind: "object",
  required: { properties: propertyDefinitionsInputShape },
} as const;

const bulkResultResponse = {
  kind: "object",
  required: ["status"],
  fields: { receipts: { kind: "list", items: { kind: "object", fields: { error: { kind: "error" } } } } },
} as const;

const relationshipResponse = { kind: "resource", noun: "relationship", objects: ["from", "to"] } as const;

const relationshipSubmissionResponse = {
  kind: "submission",
  fields: { relationship: relationshipResponse },
  persisted: ["relationship"],
} as const;

const relationshipReferenceShape = {
  kind: "string",
  pattern:
    /^(?:[^./\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+\.[^./\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+|[^/\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+(?::[^:/\\\u0000-\u001f\u007f-\u009f\ud800-\udfff]+){2})$/u,
  expected:
    "{fromID}.{toID}, with no other dot, or {system}:{value}:{use}, without a slash, backslash or control character",
} as const;

/** Every operation, by its operationId. */
export const operations = {
  createResource: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: {
      kind: "object",
      required: { data: resourceDataShape },
      optional: {
        id: {
          kind: "string",
          pattern: /^[a-zA-Z0-9-][\w-]{1,92}$/u,
          expected: "2 to 93 letters, digits, hyphens and underscores, not beginning with an underscore",
          or: ["@rootId"],
        },
      },
    },
    response: resourceSubmissionResponse,
  },
  getResource: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}",
    kind: "read",
    parameters: { sourceKey: keyShape },
    response: resourceResponse,
  },
  upsertResource: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape },
    body: { kind: "object", required: { data: resourceDataShape } },
    response: resourceSubmissionResponse,
  },
  deleteResource: {
    method: "DELETE",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape },
    response: { kind: "submission", empty: true },
    deletes: true,
  },
  createContainedResource: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: {
      kind: "object",
      required: { type: { kind: "string" }, data: dataShape },
      optional: { id: { kind: "segment" } },
    },
    response: resourceSubmissionResponse,
  },
  upsertContainedResource: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}/{containedResourceId}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape },
    body: { kind: "object", required: { type: { kind: "string" }, data: dataShape } },
    response: resourceSubmissionResponse,
  },
  deleteContainedResource: {
    method: "DELETE",
    path: "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}/{containedResourceId}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape },
    response: { kind: "submission", empty: true },
    deletes: true,
  },
  bulkResources: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/resources/bulk",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: { kind: "object", required: { operations: { kind: "list", items: resourceOperation } } },
    maxBytes: 5000000000,
    response: bulkAcceptedResponse,
  },
  browse: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/browse",
    kind: "read",
    parameters: { sourceKey: keyShape },
    body: {
      kind: "object",
      required: { collectionKeys: { kind: "list", items: keyShape } },
      optional: {
        params: {
          kind: "object",
          required: {},
          optional: { cursor: { kind: "string" }, perPage: { kind: "number", integer: true, min: 1, max: 1000 } },
        },
      },
    },
    defaults: { params: {} },
    response: {
      kind: "object",
      required: ["hits", "meta"],
      fields: {
        hits: { kind: "list", items: { kind: "object", fields: { resource: resourceResponse } } },
        meta: { kind: "object" },
      },
    },
  },
  submitBundle: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/bundle",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: {
      kind: "object",
      required: { resourceOperations: { kind: "list", items: resourceOperation } },
      optional: { relationshipOperations: { kind: "list", items: relationshipOperation } },
    },
    maxBytes: 500000,
    defaults: { relationshipOperations: [] },
    response: { kind: "submission" },
    deletes: true,
  },
  createObject: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/objects/{collectionKey}",
    kind: "once",
    parameters: { sourceKey: keyShape, collectionKey: keyShape },
    body: { kind: "object", required: { file: { kind: "file" } } },
    form: { file: "file", json: "data" },
    response: { kind: "submission", fields: { object: registryObjectResponse }, persisted: ["object"] },
  },
  getObject: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/objects/{collectionKey}/{id}",
    kind: "read",
    parameters: { sourceKey: keyShape, collectionKey: keyShape },
    response: registryObjectResponse,
  },
  purgeCollection: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/purge",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: {
      kind: "object",
      required: {
        collectionType: { kind: "enum", values: ["resources", "relationships", "objects"] },
        collectionKey: keyShape,
      },
    },
    response: { kind: "submission", fields: { purgeOperation: purgeOperationResponse }, taskId: true },
  },
  getPurge: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/purge/{purgeId}",
    kind: "read",
    parameters: { sourceKey: keyShape },
    response: purgeOperationResponse,
    taskIdParameter: "purgeId",
  },
  getTask: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/tasks/{taskId}",
    kind: "read",
    parameters: { sourceKey: keyShape },
    query: ["withReceipts"],
    response: {
      kind: "object",
      required: ["status", "taskId"],
      fields: { receipts: { kind: "list", items: { kind: "object", fields: { error: { kind: "error" } } } } },
    },
    taskIdParameter: "taskId",
    retryAfter: true,
  },
  putSource: {
    method: "PUT",
    path: "/catalog/v1/sources/{sourceKey}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape },
    body: { kind: "object", required: { type: { kind: "enum", values: ["registry"] } } },
    response: { kind: "object", empty: true },
  },
  putProfile: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/profiles/{profileKey}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape, profileKey: keyShape },
    body: {
      kind: "object",
      required: { properties: propertyDefinitionsInputShape },
      optional: { type: { kind: "enum", values: ["ROOT", "CONTAINED"] } },
    },
    response: { kind: "object", empty: true },
  },
  putRelationshipDefinition: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/relationship-definitions/{relationshipDefinitionKey}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape, relationshipDefinitionKey: keyShape },
    body: {
      kind: "object",
      required: { from: relationshipDefinitionEndInputShape, to: relationshipDefinitionEndInputShape },
    },
    response: { kind: "object", required: ["from", "to", "properties"], fields: { properties: { kind: "object" } } },
  },
  getCollection: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/collections/{collectionKey}",
    kind: "read",
    parameters: { sourceKey: keyShape, collectionKey: keyShape },
    response: collectionResponse,
  },
  putCollection: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/collections/{collectionKey}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape, collectionKey: keyShape },
    body: {
      kind: "oneOf",
      tag: "type",
      branches: {
        resources: { kind: "object", required: { profile: collectionProfileInputShape } },
        relationships: { kind: "object", required: { profile: collectionProfileInputShape } },
        objects: {
          kind: "object",
          required: { objectDefinition: { kind: "object", required: { properties: propertyDefinitionsInputShape } } },
        },
      },
    },
    response: collectionResponse,
  },
  getPipeline: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/collections/{collectionKey}/pipeline",
    kind: "read",
    parameters: { sourceKey: keyShape, collectionKey: keyShape },
    query: ["version", "revisionId"],
    response: { kind: "object", required: ["steps"], fields: { steps: { kind: "list", items: { kind: "object" } } } },
  },
  putPipeline: {
    method: "PUT",
    path: "/sources/{sourceKey}/v1/collections/{collectionKey}/pipeline",
    kind: "once",
    parameters: { sourceKey: keyShape, collectionKey: keyShape },
    body: {
      kind: "object",
      required: { steps: { kind: "list", items: { kind: "object", required: { type: { kind: "any" } } } } },
    },
    response: { kind: "object", empty: true },
  },
  getPipelineExecution: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/pipelines/executions/{pipelineExecutionId}",
    kind: "read",
    parameters: { sourceKey: keyShape },
    query: ["withOperationBody"],
    response: {
      kind: "object",
      required: ["id", "pipelineDefinitionId", "status"],
      fields: { steps: { kind: "list", items: { kind: "object", fields: { error: { kind: "error" } } } } },
    },
  },
  getResourceBulk: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/resources/bulk/{bulkId}",
    kind: "read",
    parameters: { sourceKey: keyShape },
    query: ["withReceipts"],
    response: bulkResultResponse,
    taskIdParameter: "bulkId",
  },
  createRelationship: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/relationships/{relationshipType}",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: { kind: "object", required: { from: relationshipEndShape, to: relationshipEndShape } },
    response: relationshipSubmissionResponse,
  },
  getRelationship: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/relationships/{relationshipType}/{id}",
    kind: "read",
    parameters: { sourceKey: keyShape, id: relationshipReferenceShape },
    query: ["includes"],
    response: relationshipResponse,
  },
  deleteRelationship: {
    method: "DELETE",
    path: "/sources/{sourceKey}/v1/relationships/{relationshipType}/{id}",
    kind: "repeatable",
    parameters: { sourceKey: keyShape, id: relationshipReferenceShape },
    response: { kind: "submission", empty: true },
    deletes: true,
  },
  updateRelationship: {
    method: "PATCH",
    path: "/sources/{sourceKey}/v1/relationships/{relationshipType}/{id}",
    kind: "once",
    parameters: { sourceKey: keyShape, id: relationshipReferenceShape },
    body: {
      kind: "list",
      items: {
        kind: "object",
        required: {
          op: { kind: "enum", values: ["add", "remove", "replace"] },
          path: { kind: "string", pattern: /^\//u, expected: "a path that begins with a slash, such as /since" },
        },
      },
      min: 1,
    },
    response: relationshipSubmissionResponse,
  },
  bulkRelationships: {
    method: "POST",
    path: "/sources/{sourceKey}/v1/relationships/bulk",
    kind: "once",
    parameters: { sourceKey: keyShape },
    body: { kind: "object", required: { operations: { kind: "list", items: relationshipOperation } } },
    maxBytes: 5000000000,
    response: bulkAcceptedResponse,
  },
  getRelationshipBulk: {
    method: "GET",
    path: "/sources/{sourceKey}/v1/relationships/bulk/{bulkId}",
    kind: "read",
    parameters: { sourceKey: keyShape },
    query: ["withReceipts"],
    response: bulkResultResponse,
    taskIdParameter: "bulkId",
  },
} as const satisfies Readonly<Record<string, OperationDefinition>>;
