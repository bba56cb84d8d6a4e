// Generated from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change
// the contract and generate again. `npm test` fails if this file does not match the contract.

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
     * @description Creates a resource. Its id is generated unless the body contains one.
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
     * @description Returns a stored resource.
     */
    get: operations["getResource"];
    /**
     * Upsert a resource in the registry
     * @description Creates the resource with the id in the path, or replaces the existing one. Retrying is safe.
     */
    put: operations["upsertResource"];
    post?: never;
    /**
     * Delete a resource from the registry
     * @description Deletes a resource and [its contained resources](https://docs.clinia.com/explanation/sources/profile).
     */
    delete: operations["deleteResource"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}/{containedResourceId}": {
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
        /**
         * @description Key of the contained resource. This is the key of the profile that defines the contained resource type.
         * @example contact
         */
        containKey: components["parameters"]["ContainKey"];
        /**
         * @description Id of the contained resource.
         * @example contact-1
         */
        containedResourceId: components["parameters"]["ContainedResourceId"];
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Upsert a contained resource in the registry
     * @description Creates or replaces the contained resource. Retrying is safe. The response contains the top-level resource.
     */
    put: operations["upsertContainedResource"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/resources/bulk": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bulk create, upsert or delete resources
     * @description Applies many operations on resources, in the given order. Actions and resource types can be mixed.
     *
     *     The request is [validated as a whole](https://clinia.readme.io/docs/using-the-bulk-api) first. If it is invalid, no
     *     operation is applied, and the response lists the problems. If it is valid, each operation is independent: a failed
     *     operation does not stop the others. The receipts of the task contain the outcome of each operation.
     */
    post: operations["bulkResources"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/bundle": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bundle resource and relationship operations to be processed
     * @description Applies operations on resources and relationships atomically: if one fails, the others are rolled back.
     *     Operations on resources are applied first. Each resource or relationship can be the target of
     *     [only one operation](https://docs.clinia.com/docs/bundle-operation).
     *
     *     The tokens `@rootId`, `@rootId1`, `@rootId2` and so on stand for the ids of resources that the bundle creates. Set a token
     *     as the `id` of one create, and use it in any property of type reference and in `from` and `to` of a relationship.
     */
    post: operations["submitBundle"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/purge": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Purge a collection of the registry
     * @description Deletes all records of one profile, relationship definition or object collection of a source, in the background.
     *     When the status of the purge is `SUCCESS`, all records have been deleted from the registry. They are deleted from
     *     [data partitions](https://docs.clinia.com/guides/managing-data/purge) later.
     */
    post: operations["purgeCollection"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/purge/{purgeId}": {
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
         * @description The `taskId` of the purge, which is [the same as its `purgeId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
         * @example pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc
         */
        purgeId: components["parameters"]["PurgeId"];
      };
      cookie?: never;
    };
    /**
     * Get the result of a purge request
     * @description Returns the status of a purge and, once it has succeeded, the number of deleted records.
     */
    get: operations["getPurge"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/tasks/{taskId}": {
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
         * @description The task identifier, as the registry returned it.
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        taskId: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    /**
     * Get a task from the registry
     * @description Returns the status of a task of any kind. With `withReceipts`, the response also contains the outcome of each operation.
     */
    get: operations["getTask"];
    put?: never;
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
    /**
     * @description The key of a [source](https://docs.clinia.com/explanation/sources/data-source) or collection. 1 to 62 letters, digits,
     *     hyphens and underscores. The first character is not an underscore.
     */
    Key: string;
    /** @description A key or an id as one path segment, without `/`, `\` or control characters. */
    PathSegment: string;
    /** @description The id of a resource or relationship, such as `patient-0001`, or `1` in [this example](https://docs.clinia.com/docs/bundle-operation). */
    TargetId: string;
    /** @description Type of the resource or relationship. Key of the profile or of the relationship definition. */
    TargetType: string;
    /**
     * @description Id of the resource (optional). When not provided or equal to the special `@rootId` token, the id will be generated. When
     *     provided and not equal to `@rootId`, `id` must follow pattern: `^[a-zA-Z0-9-][\w-]{1,92}$`.
     *
     *     The `@rootId` token can be used in any properties of type reference and, when provided, will be replaced by the actual id
     *     of the created resource.
     */
    NewResourceId: "@rootId" | string;
    /** @description A resource to create. */
    CreateResourceRequest: {
      id?: components["schemas"]["NewResourceId"] | undefined;
      data: components["schemas"]["ResourceData"];
      meta?: components["schemas"]["MetaInput"] | undefined;
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /** @description A resource to store under the id in the path. */
    UpsertResourceRequest: {
      data: components["schemas"]["ResourceData"];
      meta?: components["schemas"]["MetaInput"] | undefined;
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /** @description A contained resource to store under the key and the id in the path. */
    UpsertContainedResourceRequest: {
      /** @description Type of the contained resource. Key of its profile. */
      type: string;
      data: components["schemas"]["Data"];
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /** @description Operations on resources, each independent of the others. */
    BulkRequest: {
      /** @description The operations, in the order in which they are applied. */
      operations: readonly components["schemas"]["ResourceOperation"][];
    };
    /** @description One operation on a resource. The field named after its `action` contains the resource: `create`, `upsert` or `delete`. */
    ResourceOperation:
      | components["schemas"]["CreateOperation"]
      | components["schemas"]["UpsertOperation"]
      | components["schemas"]["DeleteOperation"];
    /** @description Creates a resource. Fails if the id is already taken. */
    CreateOperation: {
      /**
       * @description `CREATE`: the resource is in `create`.
       * @enum {string}
       */
      action: "CREATE";
      create: components["schemas"]["ResourceToCreate"];
    };
    /** @description Creates a resource, or replaces the existing one with the same id. */
    UpsertOperation: {
      /**
       * @description `UPSERT`: the resource is in `upsert`.
       * @enum {string}
       */
      action: "UPSERT";
      upsert: components["schemas"]["ResourceToUpsert"];
    };
    /** @description Deletes a resource. Fails if the resource does not exist. */
    DeleteOperation: {
      /**
       * @description `DELETE`: `delete` identifies the resource.
       * @enum {string}
       */
      action: "DELETE";
      delete: components["schemas"]["ResourceToDelete"];
    };
    /** @description A resource to create, with its type. The id is generated if it is omitted, or if it is a token such as `@rootId`. */
    ResourceToCreate: {
      /** @description The id or a token. */
      id?: string | undefined;
      type: components["schemas"]["TargetType"];
      data: components["schemas"]["ResourceData"];
      meta?: components["schemas"]["MetaInput"] | undefined;
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /** @description A resource to store, with its id and type. */
    ResourceToUpsert: {
      id: components["schemas"]["TargetId"];
      type: components["schemas"]["TargetType"];
      data: components["schemas"]["ResourceData"];
      meta?: components["schemas"]["MetaInput"] | undefined;
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /** @description The resource to delete. */
    ResourceToDelete: {
      id: components["schemas"]["TargetId"];
      type: components["schemas"]["TargetType"];
    };
    /** @description Operations that are applied atomically (all or none). [Both lists are required](https://clinia.readme.io/reference/bundleoperations). */
    BundleRequest: {
      /** @description The operations on resources, one per resource. They are applied first. */
      resourceOperations: readonly components["schemas"]["ResourceOperation"][];
      /** @description The operations on relationships, one per relationship. */
      relationshipOperations: readonly components["schemas"]["RelationshipOperation"][];
    };
    /** @description One operation on a relationship. The field named after its `action` contains the relationship: `create`, `upsert` or `delete`. */
    RelationshipOperation:
      | components["schemas"]["CreateRelationshipOperation"]
      | components["schemas"]["UpsertRelationshipOperation"]
      | components["schemas"]["DeleteRelationshipOperation"];
    /** @description Creates a relationship. Fails if the relationship exists. */
    CreateRelationshipOperation: {
      /**
       * @description `CREATE`: the relationship is in `create`.
       * @enum {string}
       */
      action: "CREATE";
      create: components["schemas"]["RelationshipToWrite"];
    };
    /** @description Creates a relationship, or replaces the existing one between the same resources. */
    UpsertRelationshipOperation: {
      /**
       * @description `UPSERT`: the relationship is in `upsert`.
       * @enum {string}
       */
      action: "UPSERT";
      upsert: components["schemas"]["RelationshipToWrite"];
    };
    /** @description Deletes a relationship. Fails if the relationship does not exist. */
    DeleteRelationshipOperation: {
      /**
       * @description `DELETE`: `delete` identifies the relationship.
       * @enum {string}
       */
      action: "DELETE";
      delete: components["schemas"]["RelationshipToDelete"];
    };
    /** @description A relationship between two resources. */
    RelationshipToWrite: {
      type: components["schemas"]["TargetType"];
      from: components["schemas"]["RelationshipEnd"];
      to: components["schemas"]["RelationshipEnd"];
      data?: components["schemas"]["Data"] | undefined;
      meta?: components["schemas"]["MetaInput"] | undefined;
    };
    /** @description The resource at one end of a relationship. In a bundle its id may be a token, such as `@rootId1`. */
    RelationshipEnd: {
      id: components["schemas"]["TargetId"];
      type: components["schemas"]["TargetType"];
    };
    /** @description The relationship to delete. Its id consists of the ids of both ends, `{fromID}.{toID}`. */
    RelationshipToDelete: {
      id: components["schemas"]["TargetId"];
      type: components["schemas"]["TargetType"];
    };
    /** @description The collection to purge. */
    PurgeRequest: {
      /**
       * @description The kind of records.
       * @enum {string}
       */
      collectionType: "resources" | "relationships" | "objects";
      collectionKey: components["schemas"]["Key"];
    };
    /** @description Dynamic data attributes, based on the resource type. */
    ResourceData: {
      [key: string]: unknown;
    };
    /** @description Dynamic data attributes, based on the type. */
    Data: {
      [key: string]: unknown;
    };
    /** @description Dates and identifiers of a resource imported from another system. */
    MetaInput: {
      /**
       * Format: date-time
       * @description When the resource was created. Not in the future.
       */
      createdAt?: string | undefined;
      /**
       * Format: date-time
       * @description When the resource was last updated. Requires `createdAt`. Not before `createdAt`, and not in the future.
       */
      updatedAt?: string | undefined;
      /** @description The identifiers of the resource in other systems. Each combination of system, use and value must be unique. */
      identifier?: readonly components["schemas"]["IdentifierInput"][] | undefined;
    };
    /** @description An identifier of the resource in another system. */
    IdentifierInput: {
      /** @description Id of this identifier within the resource. */
      id?: string | undefined;
      /** @description The system of the identifier, as a URI. `mdm` is [reserved](https://docs.clinia.com/guides/managing-data/historical-import). */
      system?: string | undefined;
      /** @description The value, unique within its system. */
      value?: string | undefined;
      /** @description The purpose of the identifier, such as `usual`, `official`, `temp` or `secondary`. `source` is reserved. */
      use?: string | undefined;
      period?: components["schemas"]["PeriodInput"] | undefined;
    };
    /** @description The validity period of an identifier. */
    PeriodInput: {
      /** @description Id of this period within the identifier. */
      id?: string | undefined;
      /**
       * @description The start, inclusive. A [date, date-time or partial date](https://docs.clinia.com/docs/data-types) such as `2019` or
       *     `2019-03`. Absent if the start is [unknown](https://clinia.readme.io/docs/period).
       */
      start?: string | undefined;
      /** @description The end, inclusive, in one of the formats of `start`. Absent if the period is open-ended. */
      end?: string | undefined;
    };
    /**
     * @description Resources contained in this top-level resource. Contained resources exist only within the context of this top-level
     *     resource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.
     */
    ContainedInput: {
      [key: string]: readonly components["schemas"]["ContainedResourceInput"][];
    };
    /** @description A resource that exists only within the context of a top-level resource. */
    ContainedResourceInput: {
      /** @description Id of the contained resource. */
      id?: string | undefined;
      /** @description Type of the contained resource. Key of its profile. */
      type: string;
      data: components["schemas"]["Data"];
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /**
     * @description The task identifier. Used to track an async task in the system. Use the task ID to poll for completion status. The taskId
     *     holds different prefix to represent different tasks.
     *
     *     - oneOf task: `s_<id>`.
     *     - bulk task: `bk_<id>` (deprecated: `<id>` only).
     *     - bundle task: `bd_<id>` (deprecated: `<id>` only).
     *     - purge task: `pg_<id>` (deprecated: `purge:<id>`).
     *
     *     Store it: [a task can't be found without it](https://docs.clinia.com/guides/managing-data/tasks).
     */
    TaskIdentifier: string;
    /**
     * @description The status of a task, or of one of its operations. Other values may be added. Treat unknown values as not final.
     *
     *     - `SUCCESS`: Every operation succeeded or was [rejected by a reviewer](https://docs.clinia.com/changelog/registry-ingestion-pipelines-and-task-api).
     *     - `PENDING`: At least one operation is running or is in review.
     *     - `CANCELLED`: All operations were cancelled.
     *     - `FAILURE`: All operations finished. At least one failed or was cancelled.
     */
    TaskStatus: "SUCCESS" | "PENDING" | "CANCELLED" | "FAILURE" | (string & {});
    /**
     * @description The [type of the error](https://docs.clinia.com/explanation/errors). Other values may be added.
     *
     *     - `INVALID_ARGUMENT`: The request is invalid, regardless of the state of the registry.
     *     - `FAILED_PRECONDITION`: The registry is not in the state that the request requires.
     *     - `OUT_OF_RANGE`: A value in the request is outside its valid range.
     *     - `UNAUTHENTICATED`: The request has no valid API key.
     *     - `PERMISSION_DENIED`: The API key has no permission for the request.
     *     - `NOT_FOUND`: The source or the target of the request does not exist.
     *     - `ALREADY_EXISTS`: The given id is already taken.
     *     - `INTERNAL`: The registry failed.
     *     - `UNIMPLEMENTED`: The operation is not implemented or not configured.
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
    /** @description The individual errors, such as one per field. */
    ErrorDetails: components["schemas"]["ErrorBody"][] | null;
    /** @description An error. */
    ErrorBody: {
      /** @description The code of the error, such as an HTTP status code. */
      code?: number | string;
      /** @description The description of the error. It may quote the request. */
      message: string;
      type: components["schemas"]["ErrorType"];
      details?: components["schemas"]["ErrorDetails"];
      Details?: components["schemas"]["ErrorDetails"];
      /** @description An application-specific error code. */
      applicationErrorCode?: string;
      /** @description Additional information about the error. */
      additionalContext?: {
        [key: string]: unknown;
      } | null;
    };
    /** @description One execution of an ingestion pipeline. */
    PipelineExecution: {
      /** @description Id of the execution. */
      id: string;
      /** @description The pipeline and its version, such as `clinic.1`. */
      pipelineDefinitionId: string;
      /** @description `SUCCESSFUL`: it has finished. `IN_REVIEW`: it is waiting for a reviewer. Other values may be added. */
      status: "SUCCESSFUL" | "IN_REVIEW" | (string & {});
    };
    /** @description The outcome of one operation of a task. */
    Receipt: {
      /**
       * Format: date-time
       * @description When the registry received the operation.
       */
      receivedAt: string;
      taskId: components["schemas"]["TaskIdentifier"];
      /** @description The action of the operation on its [target](https://docs.clinia.com/guides/managing-data/tasks). Other values may be added. */
      action: "CREATE" | "UPSERT" | "DELETE" | (string & {});
      status: components["schemas"]["TaskStatus"];
      /** @description The kind of target. Other values may be added. */
      targetType: "RESOURCE" | "RELATIONSHIP" | (string & {});
      /** @description Id of the target. */
      id: string;
      /** @description Type of the target. Key of the profile or of the relationship definition. */
      type: string;
      /** @description When the operation finished. Absent until then. */
      completedAt?: string | null;
      /** @description The error of a failed operation. */
      error?: components["schemas"]["ErrorBody"] | null;
      /** @description The pipeline execution that processes the operation. */
      pipelineExecution?: components["schemas"]["PipelineExecution"] | null;
    };
    /** @description The status of a task and, if requested, the outcome of each of its operations. */
    Task: {
      status: components["schemas"]["TaskStatus"];
      taskId: components["schemas"]["TaskIdentifier"];
      /** @description The outcome of each operation, in the order of the operations. Present only with `withReceipts`. */
      receipts?: components["schemas"]["Receipt"][] | null;
    };
    /** @description The validity period of an identifier. */
    Period: {
      /** @description Id of this period within the identifier. */
      id?: string;
      /** @description The start, inclusive: a date, date-time or partial date. */
      start?: string;
      /** @description The end, inclusive: a date, date-time or partial date. */
      end?: string;
    };
    /** @description An identifier of the resource in another system. */
    Identifier: {
      /** @description Id of this identifier within the resource. */
      id?: string;
      /** @description The system of the identifier, as a URI. */
      system?: string;
      /** @description The value, unique within its system. */
      value?: string;
      /** @description The purpose of the identifier, such as `usual` or `official`. */
      use?: string;
      /** @description The validity period of the identifier. */
      period?: components["schemas"]["Period"] | null;
    };
    /** @description Dates and identifiers of a resource. */
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
      /** @description The identifiers of the resource in other systems. */
      identifier?: components["schemas"]["Identifier"][] | null;
      /** @description The key of the source. */
      source?: string;
    };
    /** @description A resource that exists only within the context of a top-level resource. */
    ContainedResource: {
      /** @description Id of the contained resource. */
      id?: string;
      /** @description Type of the contained resource. Key of its profile. */
      type: string;
      /** @description Dynamic data attributes, based on the type. */
      data?: components["schemas"]["Data"] | null;
      contained?: components["schemas"]["Contained"];
    };
    /** @description The resources contained in this resource, as an array for each key. */
    Contained: {
      [key: string]: components["schemas"]["ContainedResource"][] | null;
    } | null;
    /** @description A stored resource. */
    Resource: {
      /** @description Id of the resource. */
      id: string;
      /** @description Type of the resource. Key of the profile. */
      type: string;
      /** @description Dates and identifiers of the resource. */
      meta?: components["schemas"]["Meta"] | null;
      /** @description Dynamic data attributes, based on the resource type. */
      data: components["schemas"]["ResourceData"] | null;
      contained?: components["schemas"]["Contained"];
    };
    /** @description The collection and the status of a purge. */
    PurgeOperation: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @deprecated
       * @description The same as `taskId`, which [replaces it](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
       */
      purgeId?: string;
      /** @description The kind of records, such as `resources`. */
      collectionType: string;
      /** @description The key of the collection. */
      collectionKey: string;
      status: components["schemas"]["TaskStatus"];
      /**
       * Format: int64
       * @description The number of deleted records. Set on `SUCCESS`.
       */
      deletedCount?: number;
      /**
       * Format: date-time
       * @description When the purge was created.
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description When the purge was last updated.
       */
      updatedAt?: string;
    };
    /** @description Response when a task has been executed synchronously and the results are immediately persisted. */
    ResourcePersisted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description Status of the task submission. `PERSISTED`: The task has been executed synchronously and the results are immediately
       *     persisted.
       * @enum {string}
       */
      status: "PERSISTED";
      resource: components["schemas"]["Resource"];
    };
    /** @description Response when a task has been accepted for asynchronous processing. */
    ResourceAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description Status of the task submission. `ACCEPTED`: The task has been accepted for asynchronous processing. The task will be
       *     executed in the background.
       * @enum {string}
       */
      status: "ACCEPTED";
      resource?: components["schemas"]["Resource"];
    };
    /** @description The response to a write of a resource. Its `status` is `PERSISTED` or `ACCEPTED`. */
    ResourceSubmission: components["schemas"]["ResourcePersisted"] | components["schemas"]["ResourceAccepted"];
    /** @description Response without a resource when a task has been executed synchronously. */
    TaskPersisted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task has been executed.
       * @enum {string}
       */
      status: "PERSISTED";
    };
    /** @description Response without a resource when a task has been accepted for asynchronous processing. */
    TaskAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task will be executed in the background.
       * @enum {string}
       */
      status: "ACCEPTED";
    };
    /** @description The response to a write that returns no resource. Its `status` is `PERSISTED` or `ACCEPTED`. */
    TaskSubmission: components["schemas"]["TaskPersisted"] | components["schemas"]["TaskAccepted"];
    /** @description Response when a bulk has been accepted for asynchronous processing. */
    BulkAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task will be executed in the background.
       * @enum {string}
       */
      status: "ACCEPTED";
      /**
       * @deprecated
       * @description The same as `taskId`, which [replaces it](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
       */
      bulkId?: string;
    };
    /** @description Response when a purge has been accepted for asynchronous processing. */
    PurgeAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task will be executed in the background.
       * @enum {string}
       */
      status: "ACCEPTED";
      purgeOperation: components["schemas"]["PurgeOperation"];
    };
  };
  responses: {
    /** @description The request is invalid. `details` lists each problem. */
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
    /** @description The API key is missing or invalid. */
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
    /** @description The API key has no permission for the request. */
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
    /** @description The source or the target of the request does not exist. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "code": 404,
         *       "type": "NOT_FOUND",
         *       "message": "Source not found."
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
         *       "message": "A resource with this id exists."
         *     }
         */
        "application/json": components["schemas"]["ErrorBody"];
      };
    };
    /** @description The body is too large. */
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
    /** @description The body is not JSON. */
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
    /** @description Too many requests. The request was not executed. Retry it later. */
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
    /** @description Any other error. A proxy or gateway may respond without this body. */
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
    SourceKey: components["schemas"]["Key"];
    /**
     * @description Type of the resource. Key of the profile.
     * @example patient
     */
    ResourceType: components["schemas"]["PathSegment"];
    /**
     * @description Id of the resource.
     * @example patient-0001
     */
    ResourceId: components["schemas"]["PathSegment"];
    /**
     * @description Key of the contained resource. This is the key of the profile that defines the contained resource type.
     * @example contact
     */
    ContainKey: components["schemas"]["PathSegment"];
    /**
     * @description Id of the contained resource.
     * @example contact-1
     */
    ContainedResourceId: components["schemas"]["PathSegment"];
    /**
     * @description The `taskId` of the purge, which is [the same as its `purgeId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
     * @example pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc
     */
    PurgeId: components["schemas"]["PathSegment"];
    /**
     * @description The task identifier, as the registry returned it.
     * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
     */
    TaskId: components["schemas"]["PathSegment"];
    /**
     * @description Whether the response contains `receipts`.
     * @example true
     */
    WithReceipts: boolean;
  };
  requestBodies: never;
  headers: {
    /**
     * @description The time to wait before a retry, in seconds or as an HTTP date.
     * @example 2
     */
    RetryAfter: string;
    /**
     * @description The id of the request. Quote it in support requests to Clinia.
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
      /** @description A successful response when the resource was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
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
      /** @description The stored resource. */
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
      /** @description The resource existed and was replaced. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
        };
      };
      /** @description The resource did not exist and was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
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
  deleteResource: {
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
      /** @description The resource was deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskSubmission"];
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
  upsertContainedResource: {
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
        /**
         * @description Key of the contained resource. This is the key of the profile that defines the contained resource type.
         * @example contact
         */
        containKey: components["parameters"]["ContainKey"];
        /**
         * @description Id of the contained resource.
         * @example contact-1
         */
        containedResourceId: components["parameters"]["ContainedResourceId"];
      };
      cookie?: never;
    };
    /** @description The contained resource to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpsertContainedResourceRequest"];
      };
    };
    responses: {
      /** @description The contained resource existed and was replaced. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
        };
      };
      /** @description The contained resource did not exist and was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResourceSubmission"];
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
  bulkResources: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
      };
      cookie?: never;
    };
    /** @description The operations, up to [5 GB](https://docs.clinia.com/guides/managing-data/tasks). */
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkRequest"];
      };
    };
    responses: {
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkAccepted"];
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
  submitBundle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
      };
      cookie?: never;
    };
    /** @description The operations, up to [500 KB](https://docs.clinia.com/guides/managing-data/tasks). */
    requestBody: {
      content: {
        "application/json": components["schemas"]["BundleRequest"];
      };
    };
    responses: {
      /** @description All operations were applied. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskSubmission"];
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
  purgeCollection: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
      };
      cookie?: never;
    };
    /** @description The collection to purge. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["PurgeRequest"];
      };
    };
    responses: {
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PurgeAccepted"];
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
  getPurge: {
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
         * @description The `taskId` of the purge, which is [the same as its `purgeId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
         * @example pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc
         */
        purgeId: components["parameters"]["PurgeId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The purge. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PurgeOperation"];
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
  getTask: {
    parameters: {
      query?: {
        /**
         * @description Whether the response contains `receipts`.
         * @example true
         */
        withReceipts?: components["parameters"]["WithReceipts"];
      };
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description The task identifier, as the registry returned it.
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        taskId: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The task. */
      200: {
        headers: {
          "Retry-After": components["headers"]["RetryAfter"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
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
}
