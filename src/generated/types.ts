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
    /**
     * Delete a resource from the registry
     * @description Deletes a resource, and what it contains with it.
     *
     *     When nothing stands in the way of it, it is done at once (`PERSISTED`). When an ingestion pipeline has to work on it
     *     first, the answer is a task (`ACCEPTED`).
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
         * @description The key under which the top-level resource contains the resource, as its profile defines it.
         * @example emergencyContact
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
     * @description Stores a resource within a top-level resource, under the key and the id in the path: adds it when there is none, and
     *     otherwise replaces the one that there is. To send it again leaves the same data, with a new `updatedAt` of the
     *     top-level resource and another task, and so it is safe to repeat.
     *
     *     What comes back is the top-level resource (`PERSISTED`), or a task (`ACCEPTED`) when an ingestion pipeline has to
     *     work on it first.
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
     * @description Sends many operations on resources in one request. They may be of different actions and resource types, and are
     *     carried out in the given order.
     *
     *     The request is checked as a whole first: when it breaks a rule, nothing of it is carried out, and the answer lists
     *     the problems. Once it is accepted, each operation stands on its own: one that fails does not stop the others. See
     *     [Using the bulk API](https://clinia.readme.io/docs/using-the-bulk-api). What became of each is in the receipts of the
     *     task.
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
     * @description Carries out operations on resources and relationships, all of them or none: one that fails undoes the others. Those on
     *     resources come before those on relationships. Each resource and each relationship is the target of one operation only:
     *     see [Bundle operation](https://docs.clinia.com/docs/bundle-operation).
     *
     *     The tokens `@rootId`, `@rootId1`, `@rootId2` and so on stand for the ids of resources that the same bundle creates:
     *     each is the `id` of one create, and may then be used in any properties of type reference, and in `from` and `to`.
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
     * @description Deletes everything that a source has of one profile, relationship definition or collection of objects.
     *
     *     It runs in the background. Once it is a SUCCESS, all of it is gone from the registry; data partitions follow later: see
     *     [Purge](https://docs.clinia.com/guides/managing-data/purge).
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
         * @description The taskId of the purge. Both ids are the same, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis)
         *     says.
         * @example pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc
         */
        purgeId: components["parameters"]["PurgeId"];
      };
      cookie?: never;
    };
    /**
     * Get the result of a purge request
     * @description Tells how far a purge has come, and how much it has deleted once it is done.
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
         * @description The task identifier, as the registry gave it.
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        taskId: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    /**
     * Get a task from the registry
     * @description Tells how far a task has come, whatever kind of task it is, and with `withReceipts` what became of each of its
     *     operations.
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
    /** @description The key of a source. 1 to 62 letters, digits, hyphens and underscores, the first not an underscore. */
    SourceKey: string;
    /** @description The key of a profile. 1 to 62 letters, digits, hyphens and underscores, the first not an underscore. */
    ProfileKey: string;
    /** @description The id of a resource. 2 to 93 letters, digits, hyphens and underscores, the first not an underscore. */
    ResourceId: string;
    /** @description The id of a resource, in a path. The pattern of new ids is not asked of it: documented examples have shorter ones. */
    StoredResourceId: string;
    /** @description The key under which a resource contains others, in a path. */
    ContainKey: string;
    /**
     * @description The key of a collection, shared with the profile or the relationship definition of what is in it. 1 to 62 letters,
     *     digits, hyphens and underscores, the first not an underscore.
     */
    CollectionKey: string;
    /** @description The task identifier, in a path. What it consists of is not asked of it. */
    StoredTaskId: string;
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
    /** @description A contained resource to store under the key and the id in the path. */
    UpsertContainedResourceRequest: {
      /** @description Type of the contained resource. Key of its profile. */
      type: string;
      data: components["schemas"]["Data"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description Operations on resources, which are carried out in their order, each on its own. */
    BulkRequest: {
      /** @description The operations, in the order in which they are carried out. */
      operations: components["schemas"]["ResourceOperation"][];
    };
    /** @description One operation on a resource. Its `action` names it, and the field that it comes in. */
    ResourceOperation:
      | components["schemas"]["CreateOperation"]
      | components["schemas"]["UpsertOperation"]
      | components["schemas"]["DeleteOperation"];
    /** @description Creates a resource. It fails when the id is taken. */
    CreateOperation: {
      /**
       * @description `CREATE`: the resource stands in `create`.
       * @constant
       */
      action: "CREATE";
      create: components["schemas"]["ResourceToCreate"];
    };
    /** @description Stores a resource under its id, whether there is one or not. */
    UpsertOperation: {
      /**
       * @description `UPSERT`: the resource stands in `upsert`.
       * @constant
       */
      action: "UPSERT";
      upsert: components["schemas"]["ResourceToUpsert"];
    };
    /** @description Deletes a resource. It fails when there is none. */
    DeleteOperation: {
      /**
       * @description `DELETE`: what to delete stands in `delete`.
       * @constant
       */
      action: "DELETE";
      delete: components["schemas"]["ResourceToDelete"];
    };
    /**
     * @description The id of a resource or relationship, in an operation. The pattern of new ids is not asked of it: a documented example
     *     upserts a resource with the id `1`.
     */
    OperationTargetId: string;
    /** @description A resource to create, with its type, which no path gives. */
    ResourceToCreate: {
      /** @description Id of the resource (optional). When not provided, or equal to a token such as `@rootId`, the id will be generated. */
      id?: components["schemas"]["OperationTargetId"];
      type: components["schemas"]["OperationTargetType"];
      data: components["schemas"]["Data"];
      meta?: components["schemas"]["MetaInput"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description A resource to store, with its id and type, which no path gives. */
    ResourceToUpsert: {
      id: components["schemas"]["OperationTargetId"];
      type: components["schemas"]["OperationTargetType"];
      data: components["schemas"]["Data"];
      meta?: components["schemas"]["MetaInput"];
      contained?: components["schemas"]["Contained"];
    };
    /** @description Which resource to delete. */
    ResourceToDelete: {
      id: components["schemas"]["OperationTargetId"];
      type: components["schemas"]["OperationTargetType"];
    };
    /** @description Type of the resource or relationship. Key of the profile or of the relationship definition. */
    OperationTargetType: string;
    /** @description Operations that are carried out all together or not at all. */
    BundleRequest: {
      /** @description The operations on resources, which come first. One for each resource. */
      resourceOperations: components["schemas"]["ResourceOperation"][];
      /** @description The operations on relationships, which come after those on resources. One for each relationship. */
      relationshipOperations?: components["schemas"]["RelationshipOperation"][];
    };
    /** @description One operation on a relationship. Its `action` names it, and the field that it comes in. */
    RelationshipOperation:
      | components["schemas"]["CreateRelationshipOperation"]
      | components["schemas"]["UpsertRelationshipOperation"]
      | components["schemas"]["DeleteRelationshipOperation"];
    /** @description Creates a relationship. It fails when there is one already. */
    CreateRelationshipOperation: {
      /**
       * @description `CREATE`: the relationship stands in `create`.
       * @constant
       */
      action: "CREATE";
      create: components["schemas"]["RelationshipToWrite"];
    };
    /** @description Stores a relationship, whether there is one or not. */
    UpsertRelationshipOperation: {
      /**
       * @description `UPSERT`: the relationship stands in `upsert`.
       * @constant
       */
      action: "UPSERT";
      upsert: components["schemas"]["RelationshipToWrite"];
    };
    /** @description Deletes a relationship. It fails when there is none. */
    DeleteRelationshipOperation: {
      /**
       * @description `DELETE`: what to delete stands in `delete`.
       * @constant
       */
      action: "DELETE";
      delete: components["schemas"]["RelationshipToDelete"];
    };
    /** @description A relationship between two resources. */
    RelationshipToWrite: {
      type: components["schemas"]["OperationTargetType"];
      from: components["schemas"]["RelationshipEnd"];
      to: components["schemas"]["RelationshipEnd"];
      data?: components["schemas"]["Data"];
      meta?: components["schemas"]["MetaInput"];
    };
    /** @description The resource at one end of a relationship. Its id may be a token, such as `@rootId1`. */
    RelationshipEnd: {
      id: components["schemas"]["OperationTargetId"];
      type: components["schemas"]["OperationTargetType"];
    };
    /** @description Which relationship to delete. */
    RelationshipToDelete: {
      /** @description Id of the relationship, which consists of the ids of its ends, `{fromID}.{toID}`. */
      id: components["schemas"]["OperationTargetId"];
      type: components["schemas"]["OperationTargetType"];
    };
    /** @description The collection to purge. */
    PurgeRequest: {
      collectionType: components["schemas"]["CollectionType"];
      collectionKey: components["schemas"]["CollectionKey"];
    };
    /**
     * @description What a collection holds.
     * @enum {string}
     */
    CollectionType: "resources" | "relationships" | "objects";
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
    /** @description Response when a task has been executed synchronously, to a call of which no resource comes back. */
    TaskPersisted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description `PERSISTED`: the task has been executed synchronously and the results are immediately persisted.
       * @constant
       */
      status: "PERSISTED";
    };
    /** @description Response when a task has been accepted for asynchronous processing, to a call of which no resource comes back. */
    TaskAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description `ACCEPTED`: the task has been accepted for asynchronous processing.
       * @constant
       */
      status: "ACCEPTED";
    };
    /** @description Response when a bulk has been accepted for asynchronous processing. */
    BulkAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description `ACCEPTED`: the task has been accepted for asynchronous processing.
       * @constant
       */
      status: "ACCEPTED";
      /**
       * @deprecated
       * @description The same as `taskId`, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis) says. Use
       *     that one.
       */
      bulkId: string;
    };
    /** @description Response when a purge has been accepted for asynchronous processing. */
    PurgeAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description `ACCEPTED`: the task has been accepted for asynchronous processing.
       * @constant
       */
      status: "ACCEPTED";
      purgeOperation: components["schemas"]["PurgeOperation"];
    };
    /** @description A purge, as it stands. */
    PurgeOperation: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @deprecated
       * @description The same as `taskId`, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis) says. Use
       *     that one.
       */
      purgeId: string;
      collectionType: components["schemas"]["CollectionType"];
      /** @description The key of the collection. */
      collectionKey: string;
      status: components["schemas"]["TaskStatus"];
      /**
       * Format: int64
       * @description How many were deleted. It is there once the purge is a SUCCESS.
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
    /**
     * @description How far a task has come.
     *
     *     - `SUCCESS`: Every operation finished well, or was dropped because a person rejected it, of which
     *       [the changelog](https://docs.clinia.com/changelog/registry-ingestion-pipelines-and-task-api) tells.
     *     - `PENDING`: At least one operation is still running, or waits for a person's review. Others may be done already.
     *     - `CANCELLED`: All operations were cancelled.
     *     - `FAILURE`: All operations finished, and at least one of them failed or was cancelled.
     * @enum {string}
     */
    TaskStatus: "SUCCESS" | "PENDING" | "CANCELLED" | "FAILURE";
    /** @description A task, as it stands. */
    Task: {
      status: components["schemas"]["TaskStatus"];
      taskId: components["schemas"]["TaskIdentifier"];
      /** @description What became of each operation. They are there when they were asked for by `withReceipts`. */
      receipts?: components["schemas"]["Receipt"][];
    };
    /** @description What became of one operation of a task. */
    Receipt: {
      /**
       * Format: date-time
       * @description When the registry received the operation.
       */
      receivedAt: string;
      taskId: components["schemas"]["TaskIdentifier"];
      action: components["schemas"]["ReceiptAction"];
      status: components["schemas"]["ReceiptStatus"];
      targetType: components["schemas"]["ReceiptTargetType"];
      /** @description Id of the target. */
      id: string;
      /** @description Type of the target. Key of the profile or of the relationship definition. */
      type: string;
      /**
       * Format: date-time
       * @description When the operation was done. It is not there as long as that is to come.
       */
      completedAt?: string;
      error?: components["schemas"]["ErrorBody"];
      pipelineExecution?: components["schemas"]["PipelineExecution"];
    };
    /** @description What the operation does with its target. New ones may be added. */
    ReceiptAction: "CREATE" | "UPSERT" | "DELETE" | (string & {});
    /**
     * @description How far the operation has come. New ones may be added.
     *
     *     - `SUCCESS`: It finished well.
     *     - `PENDING`: It is still to come, or waits for a person's review.
     *     - `CANCELLED`: It was not carried out.
     *     - `FAILURE`: It failed, as `error` tells.
     */
    ReceiptStatus: "SUCCESS" | "PENDING" | "CANCELLED" | "FAILURE" | (string & {});
    /** @description What the operation is about. New ones may be added. */
    ReceiptTargetType: "RESOURCE" | "RELATIONSHIP" | (string & {});
    /** @description The run of an ingestion pipeline that works on an operation. */
    PipelineExecution: {
      /** @description Id of the run. */
      id: string;
      /** @description The pipeline, and its version, such as `clinic.1`. */
      pipelineDefinitionId: string;
      status: components["schemas"]["PipelineExecutionStatus"];
    };
    /**
     * @description How far the run has come. New ones may be added.
     *
     *     - `SUCCESSFUL`: It finished well.
     *     - `IN_REVIEW`: It waits for a person.
     */
    PipelineExecutionStatus: "SUCCESSFUL" | "IN_REVIEW" | (string & {});
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
    /**
     * @description The key under which the top-level resource contains the resource, as its profile defines it.
     * @example emergencyContact
     */
    ContainKey: components["schemas"]["ContainKey"];
    /**
     * @description Id of the contained resource.
     * @example contact-1
     */
    ContainedResourceId: components["schemas"]["StoredResourceId"];
    /**
     * @description The taskId of the purge. Both ids are the same, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis)
     *     says.
     * @example pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc
     */
    PurgeId: components["schemas"]["StoredTaskId"];
    /**
     * @description The task identifier, as the registry gave it.
     * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
     */
    TaskId: components["schemas"]["StoredTaskId"];
    /**
     * @description Whether the task comes with its `receipts`. When not provided, `false`.
     * @example true
     */
    WithReceipts: boolean;
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
      /** @description The resource was deleted at once. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskPersisted"];
        };
      };
      /** @description The task was accepted. It runs in the background; follow it by its `taskId`. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskAccepted"];
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
         * @description The key under which the top-level resource contains the resource, as its profile defines it.
         * @example emergencyContact
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
      /** @description The contained resource was stored at once. The answer carries the top-level resource as it is stored. */
      200: {
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
    /** @description The operations, at most 5 GB of them. See [Tasks](https://docs.clinia.com/guides/managing-data/tasks) for the limit. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["BulkRequest"];
      };
    };
    responses: {
      /** @description The task was accepted. It runs in the background; follow it by its `taskId`. */
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
    /**
     * @description The operations, at most 500 KB of them. See [Tasks](https://docs.clinia.com/guides/managing-data/tasks) for the
     *     limit.
     */
    requestBody: {
      content: {
        "application/json": components["schemas"]["BundleRequest"];
      };
    };
    responses: {
      /** @description All of the operations were carried out at once. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskPersisted"];
        };
      };
      /** @description The task was accepted. It runs in the background; follow it by its `taskId`. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["TaskAccepted"];
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
      /** @description The task was accepted. It runs in the background; follow it by its `taskId`. */
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
         * @description The taskId of the purge. Both ids are the same, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis)
         *     says.
         * @example pg_2wil4JmRt6XbVa0Pw3SdNe8GyKc
         */
        purgeId: components["parameters"]["PurgeId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The purge, as it stands. */
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
         * @description Whether the task comes with its `receipts`. When not provided, `false`.
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
         * @description The task identifier, as the registry gave it.
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        taskId: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The task, as it stands. */
      200: {
        headers: {
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
