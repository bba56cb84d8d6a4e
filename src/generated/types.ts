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
  "/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}": {
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
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a contained resource in the registry
     * @description Adds a contained resource to a top-level resource, one level below it. Its id is generated unless the body contains one.
     *     The response contains the top-level resource.
     */
    post: operations["createContainedResource"];
    delete?: never;
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
    /**
     * Delete a contained resource from the registry
     * @description Deletes a contained resource, one level below its top-level resource, and the resources that it contains.
     */
    delete: operations["deleteContainedResource"];
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
  "/sources/{sourceKey}/v1/browse": {
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
     * Browse across resource or relationship collections in the registry
     * @description Returns one page of the records of collections, and a cursor. To read the next page, send the same request with the cursor. 5
     *     minutes after the request that returned it, a cursor expires: the response is then `NOT_FOUND`. Retrying is safe.
     */
    post: operations["browse"];
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
  "/sources/{sourceKey}/v1/objects/{collectionKey}": {
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
         * @description The key of the object collection.
         * @example referrals
         */
        collectionKey: components["parameters"]["ObjectCollectionKey"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create an object
     * @description Uploads a file, and stores it as an object with a generated id. The response is usually `ACCEPTED`.
     *
     *     The body is a form with the file, and with the other fields as JSON in the part
     *     [`data`](https://docs.clinia.com/guides/managing-data/historical-import).
     */
    post: operations["createObject"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/objects/{collectionKey}/{id}": {
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
         * @description The key of the object collection.
         * @example referrals
         */
        collectionKey: components["parameters"]["ObjectCollectionKey"];
        /**
         * @description The id of the object, or one of its identifiers in the form `{system}:{value}:{use}`.
         * @example 2wil5EkPs9UvGfLt3RwXcZb1NdQ
         */
        id: components["parameters"]["ObjectId"];
      };
      cookie?: never;
    };
    /**
     * Get an object from the registry
     * @description Returns the data and metadata of a stored object, but not the content of its file.
     */
    get: operations["getObject"];
    put?: never;
    post?: never;
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
  "/catalog/v1/sources/{sourceKey}": {
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
    /**
     * Create or update a source
     * @description Creates a source, or updates the existing one. A source must exist before anything can be written to it. Retrying is safe.
     */
    put: operations["putSource"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/profiles/{profileKey}": {
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
         * @description Key of the profile. This is the type of its resources.
         * @example patient
         */
        profileKey: components["parameters"]["ProfileKey"];
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Create or update a profile
     * @description Creates the profile of a resource type, or replaces the existing one. A profile defines the properties of the `data` of its
     *     resources, and the rules for them. A changed profile applies [only to later writes](https://docs.clinia.com/explanation/data-model/profiles-relationships).
     *     Retrying is safe.
     */
    put: operations["putProfile"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/relationship-definitions/{relationshipDefinitionKey}": {
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
         * @description The key of the relationship definition. This is the type of its relationships.
         * @example treated-by
         */
        relationshipDefinitionKey: components["parameters"]["RelationshipDefinitionKey"];
      };
      cookie?: never;
    };
    get?: never;
    /**
     * Create a relationship definition in the registry
     * @description Creates the definition of a relationship type, or replaces the existing one. A relationship definition names the profiles of
     *     both ends, and defines the properties of the `data` of its relationships. Retrying is safe.
     */
    put: operations["putRelationshipDefinition"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/collections/{collectionKey}": {
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
         * @description The key of the collection.
         * @example clinic
         */
        collectionKey: components["parameters"]["CollectionKey"];
      };
      cookie?: never;
    };
    /**
     * Get a collection from the registry
     * @description Returns a collection, with the profile of its records and its ingestion pipeline. The collection key is shared with the profile
     *     key or relationship definition key.
     */
    get: operations["getCollection"];
    /**
     * Create or update a registry collection
     * @description Creates a collection with the profile of its records, or updates the existing one. Retrying is safe.
     */
    put: operations["putCollection"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/collections/{collectionKey}/pipeline": {
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
         * @description The key of the collection.
         * @example clinic
         */
        collectionKey: components["parameters"]["CollectionKey"];
      };
      cookie?: never;
    };
    /**
     * Get the pipeline definition of a collection
     * @description Returns the ingestion pipeline of a collection. Without a query, this is the latest version.
     */
    get: operations["getPipeline"];
    /**
     * Create or update the pipeline of a collection
     * @description Stores the ingestion pipeline of a collection. Each call adds a version, such as `clinic.2`. Writes that are in progress finish
     *     on the version with which they began. Clinia is still introducing this operation, and gives early access on request.
     */
    put: operations["putPipeline"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/pipelines/executions/{pipelineExecutionId}": {
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
         * @description The id of the pipeline execution.
         * @example 2wil4OrVx8DaIo1Nq5TfBu3GySe
         */
        pipelineExecutionId: components["parameters"]["PipelineExecutionId"];
      };
      cookie?: never;
    };
    /**
     * Get a pipeline execution
     * @description Returns the status of one execution of an ingestion pipeline, and of each of its steps. A receipt contains its id.
     */
    get: operations["getPipelineExecution"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/resources/bulk/{bulkId}": {
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
         * @description The `taskId` of the bulk, which is [the same as its `bulkId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        bulkId: components["parameters"]["BulkId"];
      };
      cookie?: never;
    };
    /**
     * Get the result of a bulk resource request
     * @description Returns the status of a bulk of resources. With `withReceipts`, the response also contains the outcome of each operation.
     */
    get: operations["getResourceBulk"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/relationships/{relationshipType}": {
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
         * @description The key of the relationship definition.
         * @example treated-by
         */
        relationshipType: components["parameters"]["RelationshipType"];
      };
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a relationship between two resources in the registry
     * @description Creates a relationship. Its id consists of the ids of both resources, `{fromID}.{toID}`.
     */
    post: operations["createRelationship"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/relationships/{relationshipType}/{id}": {
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
         * @description The key of the relationship definition.
         * @example treated-by
         */
        relationshipType: components["parameters"]["RelationshipType"];
        /**
         * @description Id of the relationship, `{fromID}.{toID}`, or one of its identifiers, `{system}:{value}:{use}`.
         * @example patient-0001.practitioner-0001
         */
        id: components["parameters"]["RelationshipIdOrIdentifier"];
      };
      cookie?: never;
    };
    /**
     * Get a relationship from the registry
     * @description Returns a stored relationship.
     */
    get: operations["getRelationship"];
    put?: never;
    post?: never;
    /**
     * Delete a relationship between two resources in the registry
     * @description Deletes a relationship. The two resources remain.
     */
    delete: operations["deleteRelationship"];
    options?: never;
    head?: never;
    /**
     * Update a relationship between two resources in the registry
     * @description Applies a list of changes to the `data` of a relationship, in the given order. A retry may apply them twice: for example,
     *     it would append an item to an array again.
     */
    patch: operations["updateRelationship"];
    trace?: never;
  };
  "/sources/{sourceKey}/v1/relationships/bulk": {
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
     * Bulk create, upsert or delete relationships
     * @description Applies many operations on relationships, in the given order. Actions and types can be mixed.
     *
     *     The request is [validated as a whole](https://clinia.readme.io/docs/using-the-bulk-api) first. If it is invalid, no
     *     operation is applied, and the response lists the problems. If it is valid, each operation is independent: a failed
     *     operation does not stop the others. The receipts of the task contain the outcome of each operation.
     */
    post: operations["bulkRelationships"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sources/{sourceKey}/v1/relationships/bulk/{bulkId}": {
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
         * @description The `taskId` of the bulk, which is [the same as its `bulkId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        bulkId: components["parameters"]["BulkId"];
      };
      cookie?: never;
    };
    /**
     * Get the result of a bulk relationship request
     * @description Returns the status of a bulk of relationships. With `withReceipts`, the response also contains the outcome of each operation.
     */
    get: operations["getRelationshipBulk"];
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
    /** @description A contained resource to create under the key in the path. */
    CreateContainedResourceRequest: {
      id?: components["schemas"]["NewContainedResourceId"] | undefined;
      /** @description Type of the contained resource. Key of its profile. */
      type: string;
      data: components["schemas"]["Data"];
      contained?: components["schemas"]["ContainedInput"] | undefined;
    };
    /** @description Id of the contained resource. It is generated if it is omitted. */
    NewContainedResourceId: string;
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
    /** @description Id of the relationship. It consists of the ids of both resources, `{fromID}.{toID}`. */
    RelationshipId: string;
    /** @description The id of a relationship, `{fromID}.{toID}`, or one of its identifiers, `{system}:{value}:{use}`. */
    RelationshipReference: string;
    /** @description The id of the resource, without a dot. In a bundle it may be a token, such as `@rootId1`. */
    RelationshipEndId: string;
    /** @description A relationship to create between two resources. */
    CreateRelationshipRequest: {
      from: components["schemas"]["RelationshipEnd"];
      to: components["schemas"]["RelationshipEnd"];
      data?: components["schemas"]["RelationshipData"] | undefined;
      meta?: components["schemas"]["MetaInput"] | undefined;
    };
    /** @description The changes to a relationship, in the order in which they are applied. */
    RelationshipPatch: readonly components["schemas"]["RelationshipChange"][];
    /** @description One change to the `data` of a relationship. */
    RelationshipChange: {
      /**
       * @description - `add`: Adds a property, or replaces its value. In an array, inserts an item before the index, or appends it with `-`.
       *     - `remove`: Removes a property or an item.
       *     - `replace`: Replaces the value of a property or an item.
       * @enum {string}
       */
      op: "add" | "remove" | "replace";
      /** @description The path within `data`, such as `/since` or `/notes/0/text`. In a name, `~1` stands for `/`, and `~0` for `~`. */
      path: string;
      /** @description The value to add or to replace with: a string, number, boolean, array or object. */
      value?: unknown | undefined;
    };
    /** @description Operations on relationships, each independent of the others. */
    RelationshipBulkRequest: {
      /** @description The operations, in the order in which they are applied. */
      operations: readonly components["schemas"]["RelationshipOperation"][];
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
    /** @description The resource at one end of a relationship. */
    RelationshipEnd: {
      id: components["schemas"]["RelationshipEndId"];
      type: components["schemas"]["TargetType"];
    };
    /** @description The relationship to delete. Its id consists of the ids of both ends, `{fromID}.{toID}`. */
    RelationshipToDelete: {
      id: components["schemas"]["RelationshipId"];
      type: components["schemas"]["TargetType"];
    };
    /** @description A file to store as an object, with the data and metadata of the object. */
    CreateObjectRequest: FormData;
    /** @description The data and metadata of an object. */
    ObjectInput: {
      data?: components["schemas"]["ResourceData"] | undefined;
      meta?: components["schemas"]["MetaInput"] | undefined;
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
    /** @description A source to store. */
    SourceInput: {
      /**
       * @description `registry`: for data that is written directly to the registry. The only type.
       * @enum {string}
       */
      type: "registry";
    };
    /** @description A profile to store. */
    ProfileInput: {
      /**
       * @description `ROOT`: top-level resources, in a [collection](https://docs.clinia.com/explanation/sources/profile) of their own.
       *     `CONTAINED`: resources that exist only within a top-level resource.
       * @enum {string}
       */
      type?: ("ROOT" | "CONTAINED") | undefined;
      /** @description Description of the profile. */
      description?: string | undefined;
      properties: components["schemas"]["PropertyDefinitionsInput"];
      contained?: components["schemas"]["ContainedDefinitionsInput"] | undefined;
    };
    /** @description The properties by their keys. */
    PropertyDefinitionsInput: {
      [key: string]: components["schemas"]["PropertyDefinitionInput"];
    };
    /** @description The definition of one property. It may contain fields that are not described here. */
    PropertyDefinitionInput: {
      type: components["schemas"]["PropertyType"];
      /** @description Description of the property. */
      description?: string | undefined;
      /**
       * @description The [rules](https://docs.clinia.com/explanation/field-validation/basic) for values, evaluated in order. A rule of an array
       *     is for the array itself. Rules in `items` are for each item. Objects and complex types support only `required`.
       */
      rules?: readonly components["schemas"]["PropertyRuleInput"][] | undefined;
      items?: components["schemas"]["PropertyDefinitionInput"] | undefined;
      properties?: components["schemas"]["PropertyDefinitionsInput"] | undefined;
      binding?: components["schemas"]["BindingInput"] | undefined;
    } & {
      [key: string]: unknown;
    };
    /**
     * @description The [data type](https://docs.clinia.com/explanation/data-types/base-types) of a property. `symbol` is a string, and `code` is a
     *     string from a set of codes. The type of an array's items is in `items`, and the properties of an object are in `properties`.
     * @enum {string}
     */
    PropertyType:
      | "address"
      | "attachment"
      | "boolean"
      | "code"
      | "coding"
      | "contactpoint"
      | "date"
      | "datetime"
      | "decimal"
      | "geopoint"
      | "humanname"
      | "identifier"
      | "instant"
      | "integer"
      | "markdown"
      | "period"
      | "reference"
      | "symbol"
      | "time"
      | "uri"
      | "url"
      | "xhtml"
      | "array"
      | "object";
    /** @description A rule for the values of a property. */
    PropertyRuleInput: {
      /** @description Whether the property must be present and not null. */
      required?: boolean | undefined;
      /** @description The minimum of a number, the minimum length of a string, or the minimum number of items. */
      min?: number | undefined;
      /** @description The maximum of a number, the maximum length of a string, or the maximum number of items. */
      max?: number | undefined;
      /** @description The possible values of a string or number. */
      enum?: readonly (string | number)[] | undefined;
      /** @description An ECMAScript regular expression for strings. */
      pattern?: string | undefined;
      /**
       * @description A [condition](https://clinia.readme.io/docs/conditional-validation-advanced) on another property. The rule applies only when
       *     it is true, such as `{ "eq": { "practiceNumber": "*" } }`.
       */
      when?:
        | {
            [key: string]: unknown;
          }
        | undefined;
    };
    /** @description Binds a `code` or `coding` to a [vocabulary](https://docs.clinia.com/explanation/field-validation/vocabulary). */
    BindingInput: {
      /** @description The vocabulary, and whether values must come from it. */
      vocabulary: {
        /** @description The key of the vocabulary. */
        key: string;
        /**
         * @description `preferred`: other values are allowed. `required`: they are not.
         * @enum {string}
         */
        strength: "preferred" | "required";
      };
    };
    /**
     * @description The number of values: `0:1` at most one, `1:1` exactly one, `0:*` any number, `1:*` at least one.
     * @enum {string}
     */
    Cardinality: "0:1" | "1:1" | "0:*" | "1:*";
    /** @description The contained resources by their keys. */
    ContainedDefinitionsInput: {
      [key: string]: components["schemas"]["ContainedDefinitionInput"];
    };
    /** @description The resources that may be contained under one key. */
    ContainedDefinitionInput: {
      /** @description The keys of their profiles. */
      types: readonly string[];
      cardinality: components["schemas"]["Cardinality"];
    };
    /** @description A relationship definition to store. */
    RelationshipDefinitionInput: {
      from: components["schemas"]["RelationshipDefinitionEndInput"];
      to: components["schemas"]["RelationshipDefinitionEndInput"];
      /** @description Description of the relationship definition. */
      description?: string | undefined;
      properties?: components["schemas"]["PropertyDefinitionsInput"] | undefined;
    };
    /** @description The profile at one end of a relationship, and the name of the relationship as seen from this end. */
    RelationshipDefinitionEndInput: {
      /** @description The key of the profile. */
      profileKey: string;
      /** @description The name of the relationship in the resources of the profile, such as `worksAt`. */
      includeKey: string;
      includeCardinality: components["schemas"]["Cardinality"];
    };
    /** @description A collection to store. Its `type` is `resources`, `relationships` or `objects`. */
    CollectionInput: components["schemas"]["RecordCollectionInput"] | components["schemas"]["ObjectCollectionInput"];
    /** @description A collection of resources or relationships. */
    RecordCollectionInput: {
      /**
       * @description The type of the collection.
       * @enum {string}
       */
      type: "resources" | "relationships";
      profile: components["schemas"]["CollectionProfileInput"];
    };
    /** @description The profile of the collection. */
    CollectionProfileInput: {
      properties: components["schemas"]["PropertyDefinitionsInput"];
      /** @description Description of the profile. */
      description?: string | undefined;
      contained?: components["schemas"]["ContainedDefinitionsInput"] | undefined;
    };
    /** @description A collection of objects, which are files. */
    ObjectCollectionInput: {
      /**
       * @description The type of the collection.
       * @enum {string}
       */
      type: "objects";
      objectDefinition: components["schemas"]["ObjectDefinitionInput"];
    };
    /** @description The properties of the `data` of the objects. */
    ObjectDefinitionInput: {
      properties: components["schemas"]["PropertyDefinitionsInput"];
    };
    /** @description A pipeline to store. */
    PipelineInput: {
      /** @description The steps, in the order in which they run. A step that fails stops the pipeline, and the write fails. */
      steps: readonly components["schemas"]["PipelineStepInput"][];
    };
    /**
     * @description One step of a pipeline. The field named after its type contains the settings of the step, such as `segmenter`. It may contain
     *     fields that are not described here.
     */
    PipelineStepInput: {
      /** @description The kind of the step. Other kinds exist. */
      type: "SEGMENTER" | "VECTORIZER" | "OPTICAL_CHARACTER_RECOGNITION" | (string & {});
      /** @description Splits long text into passages: `inputProperty`, `modelId`, `propertyKey` and `propertyDescription`. */
      segmenter?:
        | {
            [key: string]: unknown;
          }
        | undefined;
      /** @description Turns text into a vector: `inputProperty`, `modelId`, `propertyKey`, `dimensions` and `propertyDescription`. */
      vectorizer?:
        | {
            [key: string]: unknown;
          }
        | undefined;
      /** @description Reads the text of a file, for a collection of objects: `propertyKey` and `propertyDescription`. */
      opticalCharacterRecognition?:
        | {
            [key: string]: unknown;
          }
        | undefined;
      /** @description The condition under which the step runs, such as `type: OPERATOR` with an `operator`. */
      trigger?:
        | {
            [key: string]: unknown;
          }
        | undefined;
    } & {
      [key: string]: unknown;
    };
    /** @description Dynamic data attributes, based on the resource type. */
    ResourceData: {
      [key: string]: unknown;
    };
    /** @description Dynamic data attributes, based on the type. */
    Data: {
      [key: string]: unknown;
    };
    /** @description Dynamic data attributes, based on the relationship definition. */
    RelationshipData: {
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
    /** @description The collections to browse, and the parameters of the browse session. */
    BrowseRequest: {
      /** @description The collection keys to which the browse session applies. */
      collectionKeys: readonly components["schemas"]["Key"][];
      params: components["schemas"]["BrowseParams"];
    };
    /** @description Parameters to initiate a browse session. This object can contain a filter, a sort, and the number of results to return per page. */
    BrowseParams: {
      /** @description The cursor of the previous page. Omit it for the first page. */
      cursor?: string | undefined;
      /**
       * @description Only records that match are returned. [A page about browsing](https://docs.clinia.com/docs/browse-api) shows
       *     `{ "eq": { "resources.<collection>.<property>": "123" } }`, and names the operators `and`, `or`, `eq`, `lt`, `gt`, `any`
       *     and `all`. A filter affects only its own collection.
       */
      filter?:
        | {
            [key: string]: unknown;
          }
        | undefined;
      /** @description The order of the records. */
      sort?:
        | {
            [key: string]: unknown;
          }
        | undefined;
      properties?: components["schemas"]["BrowseProperties"] | undefined;
      /**
       * @description The number of results to return per page, from 1 to 1,000.
       * @default 100
       */
      perPage?: number | undefined;
    };
    /**
     * @description [The properties of each record](https://docs.clinia.com/docs/browse-api) to return: top-level ones, or nested ones such as
     *     `data.name`, also of contained resources.
     */
    BrowseProperties: {
      /** @description The properties to return. Default all. */
      include?: readonly string[] | undefined;
      /** @description The properties to omit. */
      exclude?: readonly string[] | undefined;
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
      action: "CREATE" | "UPSERT" | "DELETE" | "UPDATE" | (string & {});
      status: components["schemas"]["TaskStatus"];
      /** @description The kind of target. Other values may be added. */
      targetType: "RESOURCE" | "RELATIONSHIP" | "OBJECT" | (string & {});
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
    /** @description The status of a bulk and, if requested, the outcome of each of its operations. */
    BulkResult: {
      status: components["schemas"]["TaskStatus"];
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
    /** @description One page of a browse session. */
    BrowsePage: {
      /** @description The records of this page. */
      hits: components["schemas"]["BrowseHit"][] | null;
      /** @description Metadata about the browse session. */
      meta: components["schemas"]["BrowseMeta"] | null;
    };
    /** @description A record that was found. */
    BrowseHit: {
      /** @description The kind of record. Other values may be added. */
      hitType: "RESOURCE" | (string & {});
      /** @description The relevance of the record. */
      score?: number;
      /** @description The stored resource. */
      resource?: components["schemas"]["Resource"] | null;
      /** @description The traversed properties of the record. */
      traversedProperties?: {
        [key: string]: unknown;
      } | null;
      /** @description The parts of the record that match the query. */
      highlighting?: {
        [key: string]: unknown;
      } | null;
    };
    /** @description The cursor, and the total number of results available in the browse session. */
    BrowseMeta: {
      /** @description The cursor of the next page. Absent or empty on the last page. */
      cursor?: string;
      /** @description The total number of results available in the browse session. */
      total?: number;
    };
    /** @description The metadata of a file. */
    FileMeta: {
      /** @description The name of the file. */
      originalName?: string;
      /** @description The media type of the file. */
      mimeType?: string;
      /**
       * Format: int64
       * @description The size of the file.
       */
      size?: number;
      /** @description The key of the file. */
      key?: string;
    };
    /** @description A resource that represents a stored file. */
    RegistryObject: {
      /** @description Id of the object. */
      id: string;
      /** @description Type of the object. Key of its collection. */
      type: string;
      /** @description Dates and identifiers of the object. */
      meta?: components["schemas"]["Meta"] | null;
      /** @description Dynamic data attributes of the object. */
      data?: components["schemas"]["ResourceData"] | null;
      /** @description The metadata of the file. */
      fileMeta?: components["schemas"]["FileMeta"] | null;
    };
    /** @description The resource at one end of a stored relationship. */
    RelatedResource: {
      /** @description Id of the resource. */
      id: string;
      /** @description Type of the resource. Key of the profile. */
      type: string;
    };
    /** @description A stored relationship between two resources. */
    Relationship: {
      /** @description Id of the relationship, with the shape `{fromID}.{toID}`. */
      id: string;
      /** @description Type of the relationship. Key of the relationship definition. */
      type: string;
      from: components["schemas"]["RelatedResource"];
      to: components["schemas"]["RelatedResource"];
      /** @description Dynamic data attributes, based on the relationship definition. */
      data: components["schemas"]["RelationshipData"] | null;
      /** @description Dates and identifiers of the relationship. */
      meta?: components["schemas"]["Meta"] | null;
      /** @description The included resources. Only in the response to a read with `includes`. The page does not show its fields. */
      includes?: {
        [key: string]: unknown;
      } | null;
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
    /** @description A stored source. */
    Source: {
      /** @description The key of the source. */
      key?: string;
      /** @description The type of the source, such as `registry`. */
      type?: string;
    };
    /** @description A stored profile. */
    Profile: {
      /** @description The key of the profile. */
      key?: string;
      /** @description The type of the profile, such as `ROOT`. */
      type?: string;
      /** @description Description of the profile. */
      description?: string;
      properties?: components["schemas"]["PropertyDefinitions"];
      /** @description The contained resources by their keys. */
      contained?: {
        [key: string]: components["schemas"]["ContainedDefinition"];
      } | null;
    };
    /** @description The properties by their keys. */
    PropertyDefinitions: {
      [key: string]: components["schemas"]["PropertyDefinition"];
    } | null;
    /** @description The definition of one property. */
    PropertyDefinition: {
      /** @description The data type of the property, such as `symbol`. */
      type: string;
      /** @description Description of the property. */
      description?: string;
      /** @description The rules for values, evaluated in order. */
      rules?: components["schemas"]["PropertyRule"][] | null;
      /** @description The definition of each item of an array. */
      items?: components["schemas"]["PropertyDefinition"] | null;
      properties?: components["schemas"]["PropertyDefinitions"];
      /** @description The vocabulary of a `code` or `coding`, as in a request. */
      binding?: {
        [key: string]: unknown;
      } | null;
    };
    /** @description A rule for the values of a property. */
    PropertyRule: {
      /** @description Whether the property must be present and not null. */
      required?: boolean;
      /** @description The minimum of a number, length or number of items. */
      min?: number;
      /** @description The maximum of a number, length or number of items. */
      max?: number;
      /** @description The possible values of a string or number. */
      enum?: (string | number)[] | null;
      /** @description An ECMAScript regular expression for strings. */
      pattern?: string;
      /** @description The condition under which the rule applies. */
      when?: {
        [key: string]: unknown;
      } | null;
    };
    /** @description The resources that may be contained under one key. */
    ContainedDefinition: {
      /** @description The keys of their profiles. */
      types?: string[] | null;
      /** @description The number of resources, such as `0:1`. */
      cardinality?: string;
    };
    /** @description A stored relationship definition. */
    RelationshipDefinition: {
      /** @description The key of the relationship definition. */
      key?: string;
      from: components["schemas"]["RelationshipDefinitionEnd"];
      to: components["schemas"]["RelationshipDefinitionEnd"];
      /** @description Description of the relationship definition. */
      description?: string;
      properties: components["schemas"]["PropertyDefinitions"];
    };
    /** @description The profile at one end of a relationship, and the name of the relationship as seen from this end. */
    RelationshipDefinitionEnd: {
      /** @description The key of the profile. */
      profileKey?: string;
      /** @description The name of the relationship in the resources of the profile. */
      includeKey?: string;
      /** @description The number of relationships, such as `0:*`. */
      includeCardinality?: string;
    };
    /**
     * @description A collection is a container for searchable documents, either resources or relationships. It may also contain an ingestion
     *     pipeline that specifies additional processing of the documents.
     */
    Collection: {
      /** @description The type of the collection. Other values may be added. */
      type: "resources" | "relationships" | "objects" | (string & {});
      /** @description The key of the collection. */
      key: string;
      /** @description The profile of the collection. */
      profile?: components["schemas"]["Profile"] | null;
      /** @description The properties of the `data` of the objects. */
      objectDefinition?: components["schemas"]["Profile"] | null;
      /** @description The ingestion pipeline of the collection. */
      pipeline?: components["schemas"]["Pipeline"] | null;
    };
    /**
     * @description Configuration of a pipeline that can be executed on data ingestion. Each step will be executed with the ingested data if the
     *     triggers match. These steps are executed before the data is persisted in the datasource and they are done async.
     */
    Pipeline: {
      /** @description The unique identifier of the pipeline definition, with its version, such as `clinic.2`. */
      id?: string;
      steps: components["schemas"]["PipelineSteps"];
    };
    /** @description The stored version of a pipeline. */
    StoredPipeline: {
      /** @description The unique identifier of the pipeline definition, with its version, such as `clinic.2`. */
      id?: string;
      steps?: components["schemas"]["PipelineSteps"];
    };
    /** @description List of steps to evaluate and execute on ingested data before persistence. */
    PipelineSteps: components["schemas"]["PipelineStep"][] | null;
    /** @description One step of a pipeline. The field named after its type contains the settings of the step. */
    PipelineStep: {
      /** @description The kind of the step, such as `SEGMENTER`. */
      type?: string;
      /** @description The settings of a `SEGMENTER`. */
      segmenter?: {
        [key: string]: unknown;
      } | null;
      /** @description The settings of a `VECTORIZER`. */
      vectorizer?: {
        [key: string]: unknown;
      } | null;
      /** @description The settings of an `OPTICAL_CHARACTER_RECOGNITION`. */
      opticalCharacterRecognition?: {
        [key: string]: unknown;
      } | null;
      /** @description The condition under which the step runs. */
      trigger?: {
        [key: string]: unknown;
      } | null;
    };
    /** @description One execution of an ingestion pipeline, with its steps and its operation. */
    PipelineExecutionDetails: {
      /** @description id to refer for a specific pipeline execution. */
      id: string;
      /** @description Versioned id of the pipeline definition, such as `clinic.1`. */
      pipelineDefinitionId: string;
      /** @description `SUCCESSFUL`: it has finished. `IN_REVIEW`: it is waiting for a reviewer. Other values may be added. */
      status: "SUCCESSFUL" | "IN_REVIEW" | (string & {});
      /** @description The steps, in the order in which they run. */
      steps?: components["schemas"]["PipelineExecutionStep"][] | null;
      /** @description The operation that triggered the execution. */
      operation?: components["schemas"]["PipelineOperation"] | null;
      /** @description The operation after the processing. Present only with `withOperationBody`. */
      processedOperation?: components["schemas"]["PipelineOperation"] | null;
      /**
       * Format: date-time
       * @description When the execution was created.
       */
      createdAt?: string;
      /**
       * Format: date-time
       * @description When the execution was last updated.
       */
      updatedAt?: string;
    };
    /** @description The outcome of one step of a pipeline execution. */
    PipelineExecutionStep: {
      /** @description `PROCESSED`: the step has run. Other values may be added. */
      status?: "PROCESSED" | (string & {});
      /** @description The error of a failed step. */
      error?: components["schemas"]["ErrorBody"] | null;
      /** @description The decision of a reviewer. */
      decision?: components["schemas"]["PipelineDecision"] | null;
      /**
       * Format: date-time
       * @description When the step ran.
       */
      processedAt?: string;
    };
    /** @description The decision of a reviewer about one step. */
    PipelineDecision: {
      /** @description Id of the decision. */
      id?: string;
      /** @description Description of the decision. */
      description?: string;
      /** @description The reviewer, with `id` and `email`. */
      author?: {
        [key: string]: unknown;
      } | null;
      /**
       * Format: date-time
       * @description When the reviewer decided.
       */
      actedAt?: string;
    };
    /** @description The operation of a pipeline execution. */
    PipelineOperation: {
      taskId?: components["schemas"]["TaskIdentifier"];
      /** @description The action of the operation, such as `CREATE`. */
      action?: string;
      /** @description The target of the operation, with `targetType`, `id` and `type`. */
      target?: {
        [key: string]: unknown;
      } | null;
      /** @description The body of the operation. Present only with `withOperationBody`. */
      body?:
        | {
            [key: string]: unknown;
          }
        | unknown[]
        | null;
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
    /** @description Response when an object has been created synchronously. */
    ObjectPersisted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task has been executed.
       * @enum {string}
       */
      status: "PERSISTED";
      object: components["schemas"]["RegistryObject"];
    };
    /** @description Response when the creation of an object has been accepted for asynchronous processing. */
    ObjectAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task will be executed in the background.
       * @enum {string}
       */
      status: "ACCEPTED";
      object?: components["schemas"]["RegistryObject"];
    };
    /** @description The response to the creation of an object. Its `status` is `PERSISTED` or `ACCEPTED`. */
    ObjectSubmission: components["schemas"]["ObjectPersisted"] | components["schemas"]["ObjectAccepted"];
    /** @description Response when a task has been executed synchronously and the results are immediately persisted. */
    RelationshipPersisted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task has been executed.
       * @enum {string}
       */
      status: "PERSISTED";
      relationship: components["schemas"]["Relationship"];
    };
    /** @description Response when a task has been accepted for asynchronous processing. */
    RelationshipAccepted: {
      taskId: components["schemas"]["TaskIdentifier"];
      /**
       * @description The task will be executed in the background.
       * @enum {string}
       */
      status: "ACCEPTED";
      relationship?: components["schemas"]["Relationship"];
    };
    /** @description The response to a write of a relationship. Its `status` is `PERSISTED` or `ACCEPTED`. */
    RelationshipSubmission:
      components["schemas"]["RelationshipPersisted"] | components["schemas"]["RelationshipAccepted"];
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
    /** @description The body does not have the media type of the operation. */
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
     * @description The key of the relationship definition.
     * @example treated-by
     */
    RelationshipType: components["schemas"]["PathSegment"];
    /**
     * @description Id of the relationship, `{fromID}.{toID}`, or one of its identifiers, `{system}:{value}:{use}`.
     * @example patient-0001.practitioner-0001
     */
    RelationshipIdOrIdentifier: components["schemas"]["RelationshipReference"];
    /** @description The resource types to include in the response. They must be types of the relationship definition. */
    Includes: readonly string[];
    /**
     * @description The `taskId` of the bulk, which is [the same as its `bulkId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
     * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
     */
    BulkId: components["schemas"]["PathSegment"];
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
     * @description Key of the profile. This is the type of its resources.
     * @example patient
     */
    ProfileKey: components["schemas"]["Key"];
    /**
     * @description The key of the relationship definition. This is the type of its relationships.
     * @example treated-by
     */
    RelationshipDefinitionKey: components["schemas"]["Key"];
    /**
     * @description The key of the collection.
     * @example clinic
     */
    CollectionKey: components["schemas"]["Key"];
    /**
     * @description The key of the object collection.
     * @example referrals
     */
    ObjectCollectionKey: components["schemas"]["Key"];
    /**
     * @description The id of the object, or one of its identifiers in the form `{system}:{value}:{use}`.
     * @example 2wil5EkPs9UvGfLt3RwXcZb1NdQ
     */
    ObjectId: components["schemas"]["PathSegment"];
    /**
     * @description The id of the pipeline execution.
     * @example 2wil4OrVx8DaIo1Nq5TfBu3GySe
     */
    PipelineExecutionId: components["schemas"]["PathSegment"];
    /**
     * @description The version of the pipeline definition to retrieve.
     * @example 2
     */
    PipelineVersion: number;
    /** @description The revision id of the pipeline definition to retrieve. No page shows a revision id. */
    PipelineRevisionId: string;
    /**
     * @description If set to true, the response will include the body of the operation that triggered the pipeline execution and the operation
     *     processed by the pipeline.
     * @example true
     */
    WithOperationBody: boolean;
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
  createContainedResource: {
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
      };
      cookie?: never;
    };
    /** @description The contained resource to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateContainedResourceRequest"];
      };
    };
    responses: {
      /** @description The contained resource was created. */
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
  deleteContainedResource: {
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
    requestBody?: never;
    responses: {
      /** @description The contained resource was deleted. */
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
  browse: {
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
    /** @description The collections to browse, and the parameters of the browse session. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["BrowseRequest"];
      };
    };
    responses: {
      /** @description The first batch of results, and a cursor to continue browsing. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BrowsePage"];
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
  createObject: {
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
         * @description The key of the object collection.
         * @example referrals
         */
        collectionKey: components["parameters"]["ObjectCollectionKey"];
      };
      cookie?: never;
    };
    /** @description The file, and the data and metadata of its object. */
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["CreateObjectRequest"];
      };
    };
    responses: {
      /** @description The object was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ObjectSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ObjectSubmission"];
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
  getObject: {
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
         * @description The key of the object collection.
         * @example referrals
         */
        collectionKey: components["parameters"]["ObjectCollectionKey"];
        /**
         * @description The id of the object, or one of its identifiers in the form `{system}:{value}:{use}`.
         * @example 2wil5EkPs9UvGfLt3RwXcZb1NdQ
         */
        id: components["parameters"]["ObjectId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The object with the given id. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RegistryObject"];
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
  putSource: {
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
    /** @description The source to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["SourceInput"];
      };
    };
    responses: {
      /** @description The source existed and was updated. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      /** @description The source did not exist and was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Source"];
        };
      };
      /** @description The definition was stored. The response has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
  putProfile: {
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
         * @description Key of the profile. This is the type of its resources.
         * @example patient
         */
        profileKey: components["parameters"]["ProfileKey"];
      };
      cookie?: never;
    };
    /** @description The profile to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["ProfileInput"];
      };
    };
    responses: {
      /** @description The profile existed and was replaced. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Profile"];
        };
      };
      /** @description The profile did not exist and was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Profile"];
        };
      };
      /** @description The definition was stored. The response has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
  putRelationshipDefinition: {
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
         * @description The key of the relationship definition. This is the type of its relationships.
         * @example treated-by
         */
        relationshipDefinitionKey: components["parameters"]["RelationshipDefinitionKey"];
      };
      cookie?: never;
    };
    /** @description The relationship definition to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["RelationshipDefinitionInput"];
      };
    };
    responses: {
      /** @description The relationship definition existed and was replaced. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RelationshipDefinition"];
        };
      };
      /** @description A successful response when the relationship definition was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RelationshipDefinition"];
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
  getCollection: {
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
         * @description The key of the collection.
         * @example clinic
         */
        collectionKey: components["parameters"]["CollectionKey"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The collection with the given key. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Collection"];
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
  putCollection: {
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
         * @description The key of the collection.
         * @example clinic
         */
        collectionKey: components["parameters"]["CollectionKey"];
      };
      cookie?: never;
    };
    /** @description The collection to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CollectionInput"];
      };
    };
    responses: {
      /** @description A successful response when the collection was updated. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Collection"];
        };
      };
      /** @description The collection did not exist and was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Collection"];
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
  getPipeline: {
    parameters: {
      query?: {
        /**
         * @description The version of the pipeline definition to retrieve.
         * @example 2
         */
        version?: components["parameters"]["PipelineVersion"];
        /** @description The revision id of the pipeline definition to retrieve. No page shows a revision id. */
        revisionId?: components["parameters"]["PipelineRevisionId"];
      };
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description The key of the collection.
         * @example clinic
         */
        collectionKey: components["parameters"]["CollectionKey"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Returns the pipeline definition. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Pipeline"];
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
  putPipeline: {
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
         * @description The key of the collection.
         * @example clinic
         */
        collectionKey: components["parameters"]["CollectionKey"];
      };
      cookie?: never;
    };
    /** @description The pipeline to store. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["PipelineInput"];
      };
    };
    responses: {
      /** @description The collection had a pipeline, and a version was added. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StoredPipeline"];
        };
      };
      /** @description The collection had no pipeline, and its first version was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["StoredPipeline"];
        };
      };
      /** @description The definition was stored. The response has no body. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
  getPipelineExecution: {
    parameters: {
      query?: {
        /**
         * @description If set to true, the response will include the body of the operation that triggered the pipeline execution and the operation
         *     processed by the pipeline.
         * @example true
         */
        withOperationBody?: components["parameters"]["WithOperationBody"];
      };
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description The id of the pipeline execution.
         * @example 2wil4OrVx8DaIo1Nq5TfBu3GySe
         */
        pipelineExecutionId: components["parameters"]["PipelineExecutionId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Returns the pipeline execution. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PipelineExecutionDetails"];
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
  getResourceBulk: {
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
         * @description The `taskId` of the bulk, which is [the same as its `bulkId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        bulkId: components["parameters"]["BulkId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The result of the bulk. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkResult"];
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
  createRelationship: {
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
         * @description The key of the relationship definition.
         * @example treated-by
         */
        relationshipType: components["parameters"]["RelationshipType"];
      };
      cookie?: never;
    };
    /** @description The relationship to create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateRelationshipRequest"];
      };
    };
    responses: {
      /** @description The relationship was created. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RelationshipSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RelationshipSubmission"];
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
  getRelationship: {
    parameters: {
      query?: {
        /** @description The resource types to include in the response. They must be types of the relationship definition. */
        includes?: components["parameters"]["Includes"];
      };
      header?: never;
      path: {
        /**
         * @description The key of the source.
         * @example ehr-prod
         */
        sourceKey: components["parameters"]["SourceKey"];
        /**
         * @description The key of the relationship definition.
         * @example treated-by
         */
        relationshipType: components["parameters"]["RelationshipType"];
        /**
         * @description Id of the relationship, `{fromID}.{toID}`, or one of its identifiers, `{system}:{value}:{use}`.
         * @example patient-0001.practitioner-0001
         */
        id: components["parameters"]["RelationshipIdOrIdentifier"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The stored relationship. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Relationship"];
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
  deleteRelationship: {
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
         * @description The key of the relationship definition.
         * @example treated-by
         */
        relationshipType: components["parameters"]["RelationshipType"];
        /**
         * @description Id of the relationship, `{fromID}.{toID}`, or one of its identifiers, `{system}:{value}:{use}`.
         * @example patient-0001.practitioner-0001
         */
        id: components["parameters"]["RelationshipIdOrIdentifier"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The relationship was deleted. */
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
  updateRelationship: {
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
         * @description The key of the relationship definition.
         * @example treated-by
         */
        relationshipType: components["parameters"]["RelationshipType"];
        /**
         * @description Id of the relationship, `{fromID}.{toID}`, or one of its identifiers, `{system}:{value}:{use}`.
         * @example patient-0001.practitioner-0001
         */
        id: components["parameters"]["RelationshipIdOrIdentifier"];
      };
      cookie?: never;
    };
    /** @description The changes. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["RelationshipPatch"];
      };
    };
    responses: {
      /** @description The relationship was updated. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RelationshipSubmission"];
        };
      };
      /** @description The task was accepted and runs in the background. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RelationshipSubmission"];
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
  bulkRelationships: {
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
        "application/json": components["schemas"]["RelationshipBulkRequest"];
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
  getRelationshipBulk: {
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
         * @description The `taskId` of the bulk, which is [the same as its `bulkId`](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis).
         * @example bk_2wil4BxKd9LcTn2Qv7RfWj5UmHs
         */
        bulkId: components["parameters"]["BulkId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The result of the bulk. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BulkResult"];
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
