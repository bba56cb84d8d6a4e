// Made from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change the
// contract and generate again. `npm test` fails when this file and the contract disagree.

export interface paths {
  "/sources/{sourceKey}/v1/resources/{resourceType}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description Type of the resource. Key of the profile.
         * @example patient
         */
        resourceType: components["parameters"]["ResourceType"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a resource in the registry
     * @description Stores a new resource of a source. Its id is generated, unless the body names one.
     *
     *     When nothing stands in the way of it, the resource is stored at once and comes back (`PERSISTED`). When an
     *     ingestion pipeline has to work on it first, the answer is a task (`ACCEPTED`).
     */
    post: operations["createResource"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/resources/{resourceType}/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description Type of the resource. Key of the profile.
         * @example patient
         */
        resourceType: components["parameters"]["ResourceType"];
        /**
         * @description Id of the resource.
         * @example patient-0001
         */
        id: components["parameters"]["ResourceId"];
      };
      cookie?: never;
    };
    /**
     * Get a resource from the registry
     * @description Gives a resource as it is stored.
     */
    get: operations["getResource"];
    /**
     * Upsert a resource in the registry
     * @description Stores a resource under the id in the path: creates it when there is none, and otherwise replaces the one that
     *     there is. To send it again leaves the same data, with a new `updatedAt` and another task, and so it is safe to repeat.
     *
     *     When nothing stands in the way of it, the resource is stored at once and comes back (`PERSISTED`). When an
     *     ingestion pipeline has to work on it first, the answer is a task (`ACCEPTED`).
     */
    put: operations["upsertResource"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description The key of a source. 1 to 62 letters, digits, hyphens and underscores, the first not an underscore. */
    SourceKey: string;
    /** @description The key of a profile. 1 to 62 letters, digits, hyphens and underscores, the first not an underscore. */
    ProfileKey: string;
    /** @description The id of a resource. 2 to 93 letters, digits, hyphens and underscores, the first not an underscore. */
    ResourceId: string;
    /** @description The id of a resource, in a path. The pattern of new ids is not asked of it: documented examples have shorter ones. */
    StoredResourceId: string;
    /**
     * @description Stands for the id of the resource that is being created. As a value of any property of type reference it is
     *     replaced by that id; as the id itself it asks for a generated one.
     * @constant
     */
    RootIdToken: "@rootId";
    /**
     * @description Id of the resource (optional). When not provided or equal to the special `@rootId` token, the id will be
     *     generated. When provided and not equal to `@rootId`, `id` must follow pattern: `^[a-zA-Z0-9-][\w-]{1,92}$`.
     *
     *     The `@rootId` token can be used in any properties of type reference and, when provided, will be replaced by the
     *     actual id of the created resource.
     */
    NewResourceId: components["schemas"]["RootIdToken"] | components["schemas"]["ResourceId"];
    /** @description A resource to create. */
    CreateResourceRequest: {
      id?: components["schemas"]["NewResourceId"];
      data: components["schemas"]["Data"];
      meta?: components["schemas"]["MetaInput"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description A resource to store under the id in the path. */
    UpsertResourceRequest: {
      data: components["schemas"]["Data"];
      meta?: components["schemas"]["MetaInput"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description Dynamic data attributes, based on the resource type. */
    Data: {
      [key: string]: unknown;
    };
    /**
     * @description What is known of the resource from before: when it was created and updated, and how other systems identify it.
     *     For data that has a history elsewhere.
     */
    MetaInput: {
      /**
       * Format: date-time
       * @description When the resource was created. Not in the future.
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description When the resource was last updated. Needs `createdAt`, is not before it, and not in the future.
       */
      updatedAt?: string;
      /** @description How other systems identify the resource. No two share their system, use and value. */
      identifier?: components["schemas"]["IdentifierInput"][];
    };
    /** @description How another system identifies the resource, as a request sends it. */
    IdentifierInput: {
      /** @description Id of this identifier within the resource. */
      id?: string;
      /** @description The system that gave the value, as a URI. `mdm` is reserved. */
      system?: string;
      /** @description The value, unique in its system. */
      value?: string;
      /** @description What the identifier is for, such as `usual`, `official`, `temp` or `secondary`. `source` is reserved. */
      use?: string;
      period?: components["schemas"]["Period"];
    };
    /** @description How another system identifies the resource. */
    Identifier: {
      /** @description Id of this identifier within the resource. */
      id?: string;
      /** @description The system that gave the value, as a URI. */
      system?: string;
      /** @description The value, unique in its system. */
      value?: string;
      /** @description What the identifier is for, such as `usual`, `official`, `temp` or `secondary`. */
      use?: string;
      period?: components["schemas"]["Period"];
    };
    /** @description The time during which an identifier is or was in use. */
    Period: {
      /** @description Id of this period within the identifier. */
      id?: string;
      /** @description When it begins, as a date and time. */
      start?: string;
      /** @description When it ends, as a date and time. */
      end?: string;
    };
    /**
     * @description Resources contained in this top-level resource. Contained resources exist only within the context of this
     *     top-level resource.
     *
     *     Each key is one that the profile defines for contained resources; its value is always an array, also where only
     *     one is allowed.
     */
    Contained: {
      [key: string]: components["schemas"]["ContainedResource"][];
    };
    /** @description A resource that exists only within the context of a top-level resource. */
    ContainedResource: {
      /** @description Id of the contained resource. */
      id?: string;
      /** @description Type of the contained resource. Key of its profile. */
      type: string;
      data: components["schemas"]["Data"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description Response when a task has been executed synchronously and the results are immediately persisted. */
    ResourcePersisted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description `PERSISTED`: the task has been executed synchronously and the results are immediately persisted.
       * @constant
       */
      status: "PERSISTED";
      resource: components["schemas"]["Resource"];
    };
    /** @description Response when a task has been accepted for asynchronous processing. */
    ResourceAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description `ACCEPTED`: the task has been accepted for asynchronous processing.
       * @constant
       */
      status: "ACCEPTED";
      resource?: components["schemas"]["Resource"];
    };
    /**
     * @description Status of the task submission.
     *
     *     - `ACCEPTED`: The task has been accepted for asynchronous processing. The task will be executed in the background.
     *     - `PERSISTED`: The task has been executed synchronously and the results are immediately persisted.
     * @enum {string}
     */
    TaskSubmissionStatus: "ACCEPTED" | "PERSISTED";
    /**
     * @description The task identifier. Used to track an async task in the system. Use the task ID to poll for completion status.
     *     The taskId holds different prefix to represent different tasks.
     *
     *     - oneOf task: `s_<id>`.
     *     - bulk task: `bk_<id>` (deprecated: `<id>` only).
     *     - bundle task: `bd_<id>` (deprecated: `<id>` only).
     *     - purge task: `pg_<id>` (deprecated: `purge:<id>`).
     *
     *     Store it: a task can't be looked up without it.
     */
    TaskIdentifier: string;
    /** @description A resource as the registry stores it. */
    Resource: {
      /** @description Id of the resource. */
      id: string;
      /** @description Type of the resource. Key of the profile. */
      type: string;
      meta?: components["schemas"]["Meta"];
      data: components["schemas"]["Data"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description What the registry knows of the resource besides its data. */
    Meta: {
      /**
       * Format: date-time
       * @description When the resource was created.
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description When the resource was last updated.
       */
      updatedAt?: string;
      /** @description How other systems identify the resource. */
      identifier?: components["schemas"]["Identifier"][];
      /** @description The key of the source that the resource belongs to. Only a response has it. */
      source?: string;
    };
    /**
     * @description What kind of error it is. New ones may be added.
     *
     *     - `INVALID_ARGUMENT`: The request breaks a rule, whatever the state of the registry.
     *     - `FAILED_PRECONDITION`: The registry is not in the state that the request needs.
     *     - `OUT_OF_RANGE`: The request goes past a valid range.
     *     - `UNAUTHENTICATED`: The request carries no valid API key.
     *     - `PERMISSION_DENIED`: The API key may not do this.
     *     - `NOT_FOUND`: Something that the request names does not exist.
     *     - `ALREADY_EXISTS`: The given id is already taken.
     *     - `INTERNAL`: The registry failed.
     *     - `UNIMPLEMENTED`: Not implemented, or not configured.
     *     - `CONTENT_TOO_LARGE`: The request is too large.
     */
    ErrorType:
      | "INVALID_ARGUMENT"
      | "FAILED_PRECONDITION"
      | "OUT_OF_RANGE"
      | "UNAUTHENTICATED"
      | "PERMISSION_DENIED"
      | "NOT_FOUND"
      | "ALREADY_EXISTS"
      | "INTERNAL"
      | "UNIMPLEMENTED"
      | "CONTENT_TOO_LARGE"
      | (string & {});
    /** @description What went wrong. */
    ErrorBody: {
      /** @description The error's code, like an HTTP status. */
      code: number;
      /** @description What went wrong, for a person to read. It may quote what was sent. */
      message: string;
      type: components["schemas"]["ErrorType"];
      /** @description The errors that this one is made of, such as one for each field. */
      details?: components["schemas"]["ErrorBody"][];
    };
  };
  responses: {
    /** @description The request breaks a rule. Each problem is one of `details`. */
    InvalidArgument: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 400,
         *       "type": "INVALID_ARGUMENT",
         *       "message": "The body has 1 problem.",
         *       "details": [
         *         {
         *           "code": 400,
         *           "type": "INVALID_ARGUMENT",
         *           "message": "data is required"
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The API key is missing or not valid. */
    Unauthenticated: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 401,
         *       "type": "UNAUTHENTICATED",
         *       "message": "The X-Clinia-API-Key header is missing."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The API key may not do this. */
    PermissionDenied: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 403,
         *       "type": "PERMISSION_DENIED",
         *       "message": "The API key may not write to this source."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The source, or something else that the request names, does not exist. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 404,
         *       "type": "NOT_FOUND",
         *       "message": "There is no such source."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The given id is already taken. */
    AlreadyExists: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 409,
         *       "type": "ALREADY_EXISTS",
         *       "message": "A resource with this id exists already."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The body is larger than the registry takes. */
    ContentTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 413,
         *       "type": "CONTENT_TOO_LARGE",
         *       "message": "The body is larger than 10000000 bytes."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The body is not sent as JSON. */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 415,
         *       "type": "INVALID_ARGUMENT",
         *       "message": "The Content-Type must be application/json."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description Requests come too fast. This one was not carried out, and may be sent again later. */
    TooManyRequests: {
      headers: {
        "Retry-After": components["headers"]["RetryAfter"];
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content?: never;
    };
    /** @description The registry failed. */
    Internal: {
      headers: {
        "Retry-After": components["headers"]["RetryAfter"];
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 500,
         *       "type": "INTERNAL",
         *       "message": "The registry failed."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description Any other error. What stands between the client and the registry may answer without this body. */
    UnexpectedError: {
      headers: {
        "Retry-After": components["headers"]["RetryAfter"];
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 501,
         *       "type": "UNIMPLEMENTED",
         *       "message": "This is not configured."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
  };
  parameters: {
    /**
     * @description The key of the source.
     * @example ehr-prod
     */
    SourceKey: components["schemas"]["SourceKey"];
    /**
     * @description Type of the resource. Key of the profile.
     * @example patient
     */
    ResourceType: components["schemas"]["ProfileKey"];
    /**
     * @description Id of the resource.
     * @example patient-0001
     */
    ResourceId: components["schemas"]["StoredResourceId"];
  };
  requestBodies: never;
  headers: {
    /**
     * @description How long to wait before the request is sent again, in seconds or as a date of HTTP.
     * @example 2
     */
    RetryAfter: string;
    /**
     * @description What the registry calls the request. Give it to its support.
     * @example 7f3a9c52e1
     */
    RequestId: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  createResource: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description Type of the resource. Key of the profile.
         * @example patient
         */
        resourceType: components["parameters"]["ResourceType"];
      };
      cookie?: never;
    };
    /** @description The resource to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateResourceRequest"];
      };
    };
    responses: {
      /** @description A successful response when the resource was created. The answer carries it as it is stored. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourcePersisted"];
        };
      };
      /** @description The task was accepted. It runs in the background; follow it by its `taskId`. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceAccepted"];
        };
      };
      400: components["responses"]["InvalidArgument"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["PermissionDenied"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["AlreadyExists"];
      413: components["responses"]["ContentTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  getResource: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description Type of the resource. Key of the profile.
         * @example patient
         */
        resourceType: components["parameters"]["ResourceType"];
        /**
         * @description Id of the resource.
         * @example patient-0001
         */
        id: components["parameters"]["ResourceId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The resource, as it is stored. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Resource"];
        };
      };
      400: components["responses"]["InvalidArgument"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["PermissionDenied"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      default: components["responses"]["UnexpectedError"];
    };
  };
  upsertResource: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description Type of the resource. Key of the profile.
         * @example patient
         */
        resourceType: components["parameters"]["ResourceType"];
        /**
         * @description Id of the resource.
         * @example patient-0001
         */
        id: components["parameters"]["ResourceId"];
      };
      cookie?: never;
    };
    /** @description The resource to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpsertResourceRequest"];
      };
    };
    responses: {
      /** @description The resource was there, and was replaced at once. The answer carries it as it is stored. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourcePersisted"];
        };
      };
      /** @description The resource was not there, and was created at once. The answer carries it as it is stored. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourcePersisted"];
        };
      };
      /** @description The task was accepted. It runs in the background; follow it by its `taskId`. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceAccepted"];
        };
      };
      400: components["responses"]["InvalidArgument"];
      401: components["responses"]["Unauthenticated"];
      403: components["responses"]["PermissionDenied"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["ContentTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      default: components["responses"]["UnexpectedError"];
    };
  };
}
