// Made from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change the
// contract and generate again. `npm test` fails when this file and the contract disagree.

/** The contract's schemas, as one document of JSON Schema 2020-12. */

export const schemas = {
  components: {
    schemas: {
      SourceKey: {
        type: "string",
        description:
          "The key of a source. 1 to 62 letters, digits, hyphens and underscores, the first not an underscore.",
        pattern: "^[a-zA-Z0-9-][\\w-]{0,61}$",
        externalDocs: { description: "Data sources", url: "https://docs.clinia.com/explanation/sources/data-source" },
      },
      ProfileKey: {
        type: "string",
        description:
          "The key of a profile. 1 to 62 letters, digits, hyphens and underscores, the first not an underscore.",
        pattern: "^[a-zA-Z0-9-][\\w-]{0,61}$",
        "x-inferred":
          'The pattern is printed for collection keys, and a collection\'s key "is shared with the profile key"; no page prints it for profile keys themselves.',
        externalDocs: {
          description: "Get a collection from the registry",
          url: "https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry",
        },
      },
      ResourceId: {
        type: "string",
        description:
          "The id of a resource. 2 to 93 letters, digits, hyphens and underscores, the first not an underscore.",
        pattern: "^[a-zA-Z0-9-][\\w-]{1,92}$",
      },
      StoredResourceId: {
        type: "string",
        description:
          "The id of a resource, in a path. The pattern of new ids is not asked of it: documented examples have shorter ones.\n",
        minLength: 1,
        "x-inferred": "An empty segment would be another path.",
        externalDocs: {
          description: "Upsert a resource in the registry",
          url: "https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry",
        },
      },
      ContainKey: {
        type: "string",
        description: "The key under which a resource contains others, in a path.",
        minLength: 1,
        "x-inferred": "An empty segment would be another path. No page prints a pattern.",
        externalDocs: {
          description: "Upsert a contained resource in the registry",
          url: "https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry",
        },
      },
      CollectionKey: {
        type: "string",
        description:
          "The key of a collection, shared with the profile or the relationship definition of what is in it. 1 to 62 letters,\ndigits, hyphens and underscores, the first not an underscore.\n",
        pattern: "^[a-zA-Z0-9-][\\w-]{0,61}$",
        externalDocs: {
          description: "Create or update a registry collection",
          url: "https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection",
        },
      },
      StoredTaskId: {
        type: "string",
        description: "The task identifier, in a path. What it consists of is not asked of it.",
        minLength: 1,
        "x-inferred": "An empty segment would be another path. No page prints a pattern.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
      },
      RootIdToken: {
        type: "string",
        description:
          "Stands for the id of the resource that is being created. As a value of any property of type reference it is\nreplaced by that id; as the id itself it asks for a generated one.\n",
        const: "@rootId",
      },
      NewResourceId: {
        description:
          "Id of the resource (optional). When not provided or equal to the special `@rootId` token, the id will be\ngenerated. When provided and not equal to `@rootId`, `id` must follow pattern: `^[a-zA-Z0-9-][\\w-]{1,92}$`.\n\nThe `@rootId` token can be used in any properties of type reference and, when provided, will be replaced by the\nactual id of the created resource.\n",
        anyOf: [{ $ref: "#/components/schemas/RootIdToken" }, { $ref: "#/components/schemas/ResourceId" }],
      },
      CreateResourceRequest: {
        type: "object",
        description: "A resource to create.",
        required: ["data"],
        additionalProperties: false,
        "x-inferred": "That a field which the page does not list is refused: no page says what becomes of it.",
        properties: {
          id: { $ref: "#/components/schemas/NewResourceId" },
          data: { $ref: "#/components/schemas/Data" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      UpsertResourceRequest: {
        type: "object",
        description: "A resource to store under the id in the path.",
        required: ["data"],
        additionalProperties: false,
        "x-inferred":
          "That a field which the page does not list is refused, `id` among them, which stands in the path: no page says what becomes of it.",
        externalDocs: {
          description: "Upsert a resource in the registry",
          url: "https://docs.clinia.com/api-reference/resources/upsert-a-resource-in-the-registry",
        },
        properties: {
          data: { $ref: "#/components/schemas/Data" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      UpsertContainedResourceRequest: {
        type: "object",
        description: "A contained resource to store under the key and the id in the path.",
        required: ["type", "data"],
        additionalProperties: false,
        "x-inferred":
          "That a field which the page does not list is refused, `id` among them, which stands in the path: no page says what becomes of it.",
        externalDocs: {
          description: "Upsert a contained resource in the registry",
          url: "https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry",
        },
        properties: {
          type: { type: "string", description: "Type of the contained resource. Key of its profile." },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      BulkRequest: {
        type: "object",
        description: "Operations on resources, which are carried out in their order, each on its own.",
        required: ["operations"],
        additionalProperties: false,
        "x-inferred": "That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          operations: {
            type: "array",
            description: "The operations, in the order in which they are carried out.",
            items: { $ref: "#/components/schemas/ResourceOperation" },
          },
        },
      },
      ResourceOperation: {
        description: "One operation on a resource. Its `action` names it, and the field that it comes in.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        oneOf: [
          { $ref: "#/components/schemas/CreateOperation" },
          { $ref: "#/components/schemas/UpsertOperation" },
          { $ref: "#/components/schemas/DeleteOperation" },
        ],
      },
      CreateOperation: {
        type: "object",
        description: "Creates a resource. It fails when the id is taken.",
        required: ["action", "create"],
        additionalProperties: false,
        "x-inferred": "That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          action: { type: "string", description: "`CREATE`: the resource stands in `create`.", const: "CREATE" },
          create: { $ref: "#/components/schemas/ResourceToCreate" },
        },
      },
      UpsertOperation: {
        type: "object",
        description: "Stores a resource under its id, whether there is one or not.",
        required: ["action", "upsert"],
        additionalProperties: false,
        "x-inferred": "That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          action: { type: "string", description: "`UPSERT`: the resource stands in `upsert`.", const: "UPSERT" },
          upsert: { $ref: "#/components/schemas/ResourceToUpsert" },
        },
      },
      DeleteOperation: {
        type: "object",
        description: "Deletes a resource. It fails when there is none.",
        required: ["action", "delete"],
        additionalProperties: false,
        "x-inferred":
          "That a field which the page does not list is refused, and that a resource which is not there is a failure: no page says what becomes of them.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          action: { type: "string", description: "`DELETE`: what to delete stands in `delete`.", const: "DELETE" },
          delete: { $ref: "#/components/schemas/ResourceToDelete" },
        },
      },
      OperationTargetId: {
        type: "string",
        description:
          "The id of a resource or relationship, in an operation. The pattern of new ids is not asked of it: a documented example\nupserts a resource with the id `1`.\n",
        minLength: 1,
        "x-inferred": "That it must not be empty, because the paths of what has an empty id would be others.",
        externalDocs: { description: "Bundle operation", url: "https://docs.clinia.com/docs/bundle-operation" },
      },
      ResourceToCreate: {
        type: "object",
        description: "A resource to create, with its type, which no path gives.",
        required: ["type", "data"],
        additionalProperties: false,
        "x-inferred":
          "Which fields are required: the page shows them in a sample only. That a token asks for a generated id in a bulk too: the pages say it of a single create and of a bundle. That a field which it does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          id: {
            description:
              "Id of the resource (optional). When not provided, or equal to a token such as `@rootId`, the id will be generated.\n",
            allOf: [{ $ref: "#/components/schemas/OperationTargetId" }],
          },
          type: { $ref: "#/components/schemas/OperationTargetType" },
          data: { $ref: "#/components/schemas/Data" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      ResourceToUpsert: {
        type: "object",
        description: "A resource to store, with its id and type, which no path gives.",
        required: ["id", "type", "data"],
        additionalProperties: false,
        "x-inferred":
          "The page names this option and does not expand it. An example of the page linked here has `id`, `type` and `data`; the others are those of an upsert of one resource.",
        externalDocs: { description: "Bundle operation", url: "https://docs.clinia.com/docs/bundle-operation" },
        properties: {
          id: { $ref: "#/components/schemas/OperationTargetId" },
          type: { $ref: "#/components/schemas/OperationTargetType" },
          data: { $ref: "#/components/schemas/Data" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      ResourceToDelete: {
        type: "object",
        description: "Which resource to delete.",
        required: ["id", "type"],
        additionalProperties: false,
        "x-inferred":
          "The page names this option and does not expand it. These two are what tells a resource from all others.",
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          id: { $ref: "#/components/schemas/OperationTargetId" },
          type: { $ref: "#/components/schemas/OperationTargetType" },
        },
      },
      OperationTargetType: {
        type: "string",
        description: "Type of the resource or relationship. Key of the profile or of the relationship definition.",
        pattern: "^[a-zA-Z0-9-][\\w-]{0,61}$",
        "x-inferred":
          'The pattern is printed for relationship definitions and collections, and a collection\'s key "is shared with the profile key"; no page prints it for the type in an operation.',
        externalDocs: {
          description: "Get a collection from the registry",
          url: "https://docs.clinia.com/api-reference/collections/get-a-collection-from-the-registry",
        },
      },
      BundleRequest: {
        type: "object",
        description: "Operations that are carried out all together or not at all.",
        required: ["resourceOperations"],
        additionalProperties: false,
        "x-inferred":
          "Of the two fields, that only `resourceOperations` is required. That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        properties: {
          resourceOperations: {
            type: "array",
            description: "The operations on resources, which come first. One for each resource.",
            items: { $ref: "#/components/schemas/ResourceOperation" },
          },
          relationshipOperations: {
            type: "array",
            description:
              "The operations on relationships, which come after those on resources. One for each relationship.",
            items: { $ref: "#/components/schemas/RelationshipOperation" },
          },
        },
      },
      RelationshipOperation: {
        description: "One operation on a relationship. Its `action` names it, and the field that it comes in.",
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        oneOf: [
          { $ref: "#/components/schemas/CreateRelationshipOperation" },
          { $ref: "#/components/schemas/UpsertRelationshipOperation" },
          { $ref: "#/components/schemas/DeleteRelationshipOperation" },
        ],
      },
      CreateRelationshipOperation: {
        type: "object",
        description: "Creates a relationship. It fails when there is one already.",
        required: ["action", "create"],
        additionalProperties: false,
        "x-inferred":
          "That a field which the page does not list is refused, and that a relationship which is there already is a failure: no page says what becomes of them.",
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        properties: {
          action: { type: "string", description: "`CREATE`: the relationship stands in `create`.", const: "CREATE" },
          create: { $ref: "#/components/schemas/RelationshipToWrite" },
        },
      },
      UpsertRelationshipOperation: {
        type: "object",
        description: "Stores a relationship, whether there is one or not.",
        required: ["action", "upsert"],
        additionalProperties: false,
        "x-inferred": "The page names this option and does not expand it. It is taken to hold what a create does.",
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        properties: {
          action: { type: "string", description: "`UPSERT`: the relationship stands in `upsert`.", const: "UPSERT" },
          upsert: { $ref: "#/components/schemas/RelationshipToWrite" },
        },
      },
      DeleteRelationshipOperation: {
        type: "object",
        description: "Deletes a relationship. It fails when there is none.",
        required: ["action", "delete"],
        additionalProperties: false,
        "x-inferred":
          "The page names this option and does not expand it. It is taken to hold what names a relationship, and to fail when there is none.",
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        properties: {
          action: { type: "string", description: "`DELETE`: what to delete stands in `delete`.", const: "DELETE" },
          delete: { $ref: "#/components/schemas/RelationshipToDelete" },
        },
      },
      RelationshipToWrite: {
        type: "object",
        description: "A relationship between two resources.",
        required: ["type", "from", "to"],
        additionalProperties: false,
        "x-inferred":
          'That `type` is required: the page shows it in a sample only. The page "Create a relationship between two resources in the registry" requires the two others. That a field which the page does not list is refused: no page says what becomes of it.',
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        properties: {
          type: { $ref: "#/components/schemas/OperationTargetType" },
          from: { $ref: "#/components/schemas/RelationshipEnd" },
          to: { $ref: "#/components/schemas/RelationshipEnd" },
          data: { $ref: "#/components/schemas/Data" },
          meta: { $ref: "#/components/schemas/MetaInput" },
        },
      },
      RelationshipEnd: {
        type: "object",
        description: "The resource at one end of a relationship. Its id may be a token, such as `@rootId1`.",
        required: ["id", "type"],
        additionalProperties: false,
        "x-inferred":
          "That both fields are required: the page shows them in a sample only, and always both. That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Create a relationship between two resources in the registry",
          url: "https://docs.clinia.com/api-reference/relationships/create-a-relationship-between-two-resources-in-the-registry",
        },
        properties: {
          id: { $ref: "#/components/schemas/OperationTargetId" },
          type: { $ref: "#/components/schemas/OperationTargetType" },
        },
      },
      RelationshipToDelete: {
        type: "object",
        description: "Which relationship to delete.",
        required: ["id", "type"],
        additionalProperties: false,
        "x-inferred":
          "The page of a bundle names this option and does not expand it. These two are what tells a relationship from all others; what its id consists of is on the page linked here.",
        externalDocs: {
          description: "Get a relationship from the registry",
          url: "https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry",
        },
        properties: {
          id: {
            description: "Id of the relationship, which consists of the ids of its ends, `{fromID}.{toID}`.",
            allOf: [{ $ref: "#/components/schemas/OperationTargetId" }],
          },
          type: { $ref: "#/components/schemas/OperationTargetType" },
        },
      },
      PurgeRequest: {
        type: "object",
        description: "The collection to purge.",
        required: ["collectionType", "collectionKey"],
        additionalProperties: false,
        "x-inferred": "That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Purge operation request for resources or relationships",
          url: "https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships",
        },
        properties: {
          collectionType: { $ref: "#/components/schemas/CollectionType" },
          collectionKey: { $ref: "#/components/schemas/CollectionKey" },
        },
      },
      CollectionType: {
        type: "string",
        description: "What a collection holds.",
        enum: ["resources", "relationships", "objects"],
        externalDocs: {
          description: "Purge operation request for resources or relationships",
          url: "https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships",
        },
      },
      Data: {
        type: "object",
        description: "Dynamic data attributes, based on the resource type.",
        additionalProperties: true,
      },
      MetaInput: {
        type: "object",
        description:
          "What is known of the resource from before: when it was created and updated, and how other systems identify it.\nFor data that has a history elsewhere.\n",
        additionalProperties: false,
        "x-inferred":
          "That a field which the page does not list is refused, `source` among them, which only a response has: no page says what becomes of it.",
        dependentRequired: { updatedAt: ["createdAt"] },
        externalDocs: {
          description: "Historical import, the rules for meta",
          url: "https://docs.clinia.com/guides/managing-data/historical-import",
        },
        properties: {
          createdAt: {
            type: "string",
            format: "date-time",
            description: "When the resource was created. Not in the future.",
          },
          updatedAt: {
            type: "string",
            format: "date-time",
            description:
              "When the resource was last updated. Needs `createdAt`, is not before it, and not in the future.",
          },
          identifier: {
            type: "array",
            description: "How other systems identify the resource. No two share their system, use and value.",
            items: { $ref: "#/components/schemas/IdentifierInput" },
          },
        },
      },
      IdentifierInput: {
        type: "object",
        description: "How another system identifies the resource, as a request sends it.",
        additionalProperties: false,
        "x-inferred": "That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "Historical import, the reserved values",
          url: "https://docs.clinia.com/guides/managing-data/historical-import",
        },
        properties: {
          id: { type: "string", description: "Id of this identifier within the resource." },
          system: {
            type: "string",
            description: "The system that gave the value, as a URI. `mdm` is reserved.",
            not: { const: "mdm" },
          },
          value: { type: "string", description: "The value, unique in its system." },
          use: {
            type: "string",
            description:
              "What the identifier is for, such as `usual`, `official`, `temp` or `secondary`. `source` is reserved.",
            not: { const: "source" },
          },
          period: { $ref: "#/components/schemas/Period" },
        },
      },
      Identifier: {
        type: "object",
        description: "How another system identifies the resource.",
        externalDocs: {
          description: "The data types of Clinia",
          url: "https://docs.clinia.com/explanation/data-types/clinia-types",
        },
        properties: {
          id: { type: "string", description: "Id of this identifier within the resource." },
          system: { type: "string", description: "The system that gave the value, as a URI." },
          value: { type: "string", description: "The value, unique in its system." },
          use: {
            type: "string",
            description: "What the identifier is for, such as `usual`, `official`, `temp` or `secondary`.",
          },
          period: { $ref: "#/components/schemas/Period" },
        },
      },
      Period: {
        type: "object",
        description: "The time during which an identifier is or was in use.",
        additionalProperties: false,
        "x-inferred":
          "The page prints `<any>` for these fields in the request and `<string>` in the response; one type is meant. That a field which the page does not list is refused: no page says what becomes of it.",
        externalDocs: {
          description: "The data types of Clinia",
          url: "https://docs.clinia.com/explanation/data-types/clinia-types",
        },
        properties: {
          id: { type: "string", description: "Id of this period within the identifier." },
          start: { type: "string", description: "When it begins, as a date and time." },
          end: { type: "string", description: "When it ends, as a date and time." },
        },
      },
      Contained: {
        type: "object",
        description:
          "Resources contained in this top-level resource. Contained resources exist only within the context of this\ntop-level resource.\n\nEach key is one that the profile defines for contained resources; its value is always an array, also where only\none is allowed.\n",
        externalDocs: {
          description: "Send data to the registry",
          url: "https://clinia.readme.io/docs/send-data-to-the-registry",
        },
        additionalProperties: {
          type: "array",
          description: "The resources contained under one key.",
          items: { $ref: "#/components/schemas/ContainedResource" },
        },
      },
      ContainedResource: {
        type: "object",
        description: "A resource that exists only within the context of a top-level resource.",
        required: ["type", "data"],
        additionalProperties: false,
        externalDocs: {
          description: "Upsert a contained resource in the registry",
          url: "https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry",
        },
        "x-inferred":
          "The create page shows `contained` as an object and does not expand it; the fields are those of the guide and of the page linked here. No page says whether `id` is required, so it is not.",
        properties: {
          id: { type: "string", description: "Id of the contained resource." },
          type: { type: "string", description: "Type of the contained resource. Key of its profile." },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      ResourcePersisted: {
        type: "object",
        description: "Response when a task has been executed synchronously and the results are immediately persisted.",
        required: ["taskId", "status", "resource"],
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          status: {
            description:
              "`PERSISTED`: the task has been executed synchronously and the results are immediately persisted.",
            allOf: [{ $ref: "#/components/schemas/TaskSubmissionStatus" }],
            const: "PERSISTED",
          },
          resource: { $ref: "#/components/schemas/Resource" },
        },
      },
      ResourceAccepted: {
        type: "object",
        description: "Response when a task has been accepted for asynchronous processing.",
        "x-inferred":
          "The page names this option and does not expand it; other pages show it as taskId and status. Because the page's sample prints a resource beside `ACCEPTED`, one is allowed here, and not required.",
        required: ["taskId", "status"],
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          status: {
            description: "`ACCEPTED`: the task has been accepted for asynchronous processing.",
            allOf: [{ $ref: "#/components/schemas/TaskSubmissionStatus" }],
            const: "ACCEPTED",
          },
          resource: { $ref: "#/components/schemas/Resource" },
        },
      },
      TaskPersisted: {
        type: "object",
        description: "Response when a task has been executed synchronously, to a call of which no resource comes back.",
        required: ["taskId", "status"],
        "x-inferred":
          "It is the other option of the answers that print `ACCEPTED`, which their pages name and do not expand.",
        externalDocs: {
          description: "Delete a relationship between two resources in the registry",
          url: "https://docs.clinia.com/api-reference/relationships/delete-a-relationship-between-two-resources-in-the-registry",
        },
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          status: {
            description:
              "`PERSISTED`: the task has been executed synchronously and the results are immediately persisted.",
            allOf: [{ $ref: "#/components/schemas/TaskSubmissionStatus" }],
            const: "PERSISTED",
          },
        },
      },
      TaskAccepted: {
        type: "object",
        description:
          "Response when a task has been accepted for asynchronous processing, to a call of which no resource comes back.",
        required: ["taskId", "status"],
        externalDocs: {
          description: "Bundle resource and relationship operations to be processed",
          url: "https://docs.clinia.com/api-reference/bundle/bundle-resource-and-relationship-operations-to-be-processed",
        },
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          status: {
            description: "`ACCEPTED`: the task has been accepted for asynchronous processing.",
            allOf: [{ $ref: "#/components/schemas/TaskSubmissionStatus" }],
            const: "ACCEPTED",
          },
        },
      },
      BulkAccepted: {
        type: "object",
        description: "Response when a bulk has been accepted for asynchronous processing.",
        required: ["taskId", "status", "bulkId"],
        externalDocs: {
          description: "Bulk create, upsert or delete resources",
          url: "https://docs.clinia.com/api-reference/bulk/bulk-create-upsert-or-delete-resources",
        },
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          status: {
            description: "`ACCEPTED`: the task has been accepted for asynchronous processing.",
            allOf: [{ $ref: "#/components/schemas/TaskSubmissionStatus" }],
            const: "ACCEPTED",
          },
          bulkId: {
            type: "string",
            description:
              "The same as `taskId`, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis) says. Use\nthat one.\n",
            deprecated: true,
          },
        },
      },
      PurgeAccepted: {
        type: "object",
        description: "Response when a purge has been accepted for asynchronous processing.",
        required: ["taskId", "status", "purgeOperation"],
        externalDocs: {
          description: "Purge operation request for resources or relationships",
          url: "https://docs.clinia.com/api-reference/purge/purge-operation-request-for-resources-or-relationships",
        },
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          status: {
            description: "`ACCEPTED`: the task has been accepted for asynchronous processing.",
            allOf: [{ $ref: "#/components/schemas/TaskSubmissionStatus" }],
            const: "ACCEPTED",
          },
          purgeOperation: { $ref: "#/components/schemas/PurgeOperation" },
        },
      },
      PurgeOperation: {
        type: "object",
        description: "A purge, as it stands.",
        required: ["taskId", "purgeId", "collectionType", "collectionKey", "status"],
        externalDocs: {
          description: "Get the result of a purge request",
          url: "https://docs.clinia.com/api-reference/purge/get-the-result-of-a-purge-request",
        },
        properties: {
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          purgeId: {
            type: "string",
            description:
              "The same as `taskId`, as [the changelog](https://docs.clinia.com/changelog/behaviour-change-for-registry-apis) says. Use\nthat one.\n",
            deprecated: true,
          },
          collectionType: { $ref: "#/components/schemas/CollectionType" },
          collectionKey: { type: "string", description: "The key of the collection." },
          status: { $ref: "#/components/schemas/TaskStatus" },
          deletedCount: {
            type: "integer",
            format: "int64",
            description: "How many were deleted. It is there once the purge is a SUCCESS.",
          },
          createdAt: { type: "string", format: "date-time", description: "When the purge was created." },
          updatedAt: { type: "string", format: "date-time", description: "When the purge was last updated." },
        },
      },
      TaskStatus: {
        type: "string",
        description:
          "How far a task has come.\n\n- `SUCCESS`: Every operation finished well, or was dropped because a person rejected it, of which\n  [the changelog](https://docs.clinia.com/changelog/registry-ingestion-pipelines-and-task-api) tells.\n- `PENDING`: At least one operation is still running, or waits for a person's review. Others may be done already.\n- `CANCELLED`: All operations were cancelled.\n- `FAILURE`: All operations finished, and at least one of them failed or was cancelled.\n",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        enum: ["SUCCESS", "PENDING", "CANCELLED", "FAILURE"],
      },
      Task: {
        type: "object",
        description: "A task, as it stands.",
        required: ["status", "taskId"],
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        properties: {
          status: { $ref: "#/components/schemas/TaskStatus" },
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          receipts: {
            type: "array",
            description: "What became of each operation. They are there when they were asked for by `withReceipts`.",
            items: { $ref: "#/components/schemas/Receipt" },
          },
        },
      },
      Receipt: {
        type: "object",
        description: "What became of one operation of a task.",
        required: ["receivedAt", "taskId", "action", "status", "targetType", "id", "type"],
        "x-inferred":
          "Which fields are required: they are those that the page's sample prints before the others, as the newer pages do with what is required.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        properties: {
          receivedAt: { type: "string", format: "date-time", description: "When the registry received the operation." },
          taskId: { $ref: "#/components/schemas/TaskIdentifier" },
          action: { $ref: "#/components/schemas/ReceiptAction" },
          status: { $ref: "#/components/schemas/ReceiptStatus" },
          targetType: { $ref: "#/components/schemas/ReceiptTargetType" },
          id: { type: "string", description: "Id of the target." },
          type: {
            type: "string",
            description: "Type of the target. Key of the profile or of the relationship definition.",
          },
          completedAt: {
            type: "string",
            format: "date-time",
            description: "When the operation was done. It is not there as long as that is to come.",
            externalDocs: {
              description: "Registry ingestion pipelines and Task API",
              url: "https://docs.clinia.com/changelog/registry-ingestion-pipelines-and-task-api",
            },
          },
          error: { $ref: "#/components/schemas/ErrorBody" },
          pipelineExecution: { $ref: "#/components/schemas/PipelineExecution" },
        },
      },
      ReceiptAction: {
        description: "What the operation does with its target. New ones may be added.",
        "x-inferred":
          "The page shows `CREATE` only, and the guide names the others. That there may be more: no page calls its list complete.",
        externalDocs: { description: "Tasks", url: "https://docs.clinia.com/guides/managing-data/tasks" },
        anyOf: [{ type: "string", enum: ["CREATE", "UPSERT", "DELETE"] }, { type: "string" }],
      },
      ReceiptStatus: {
        description:
          "How far the operation has come. New ones may be added.\n\n- `SUCCESS`: It finished well.\n- `PENDING`: It is still to come, or waits for a person's review.\n- `CANCELLED`: It was not carried out.\n- `FAILURE`: It failed, as `error` tells.\n",
        "x-inferred":
          "The pages show `SUCCESS` and `PENDING` in receipts. The others are those of a task. That there may be more: no page calls its list complete.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        anyOf: [{ type: "string", enum: ["SUCCESS", "PENDING", "CANCELLED", "FAILURE"] }, { type: "string" }],
      },
      ReceiptTargetType: {
        description: "What the operation is about. New ones may be added.",
        "x-inferred": "That there may be more than these two, which the pages show; no page calls its list complete.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        anyOf: [{ type: "string", enum: ["RESOURCE", "RELATIONSHIP"] }, { type: "string" }],
      },
      PipelineExecution: {
        type: "object",
        description: "The run of an ingestion pipeline that works on an operation.",
        required: ["id", "pipelineDefinitionId", "status"],
        "x-inferred": "Which fields are required: the page shows them in a sample only, and always all three.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        properties: {
          id: { type: "string", description: "Id of the run." },
          pipelineDefinitionId: { type: "string", description: "The pipeline, and its version, such as `clinic.1`." },
          status: { $ref: "#/components/schemas/PipelineExecutionStatus" },
        },
      },
      PipelineExecutionStatus: {
        description:
          "How far the run has come. New ones may be added.\n\n- `SUCCESSFUL`: It finished well.\n- `IN_REVIEW`: It waits for a person.\n",
        "x-inferred": "That there may be more than these two, which the pages show; no page calls its list complete.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        anyOf: [{ type: "string", enum: ["SUCCESSFUL", "IN_REVIEW"] }, { type: "string" }],
      },
      TaskSubmissionStatus: {
        type: "string",
        description:
          "Status of the task submission.\n\n- `ACCEPTED`: The task has been accepted for asynchronous processing. The task will be executed in the background.\n- `PERSISTED`: The task has been executed synchronously and the results are immediately persisted.\n",
        enum: ["ACCEPTED", "PERSISTED"],
      },
      TaskIdentifier: {
        type: "string",
        description:
          "The task identifier. Used to track an async task in the system. Use the task ID to poll for completion status.\nThe taskId holds different prefix to represent different tasks.\n\n- oneOf task: `s_<id>`.\n- bulk task: `bk_<id>` (deprecated: `<id>` only).\n- bundle task: `bd_<id>` (deprecated: `<id>` only).\n- purge task: `pg_<id>` (deprecated: `purge:<id>`).\n\nStore it: a task can't be looked up without it.\n",
        "x-inferred":
          "What tells an id without a prefix: no page prints what ids consist of, and those in the examples have letters and digits only.",
        externalDocs: { description: "Tasks", url: "https://docs.clinia.com/guides/managing-data/tasks" },
        "x-task-id-forms": [
          { prefix: "s_", kind: "oneOf", deprecated: false },
          { prefix: "bk_", kind: "bulk", deprecated: false },
          { prefix: "bd_", kind: "bundle", deprecated: false },
          { prefix: "pg_", kind: "purge", deprecated: false },
          { prefix: "purge:", kind: "purge", deprecated: true },
          { prefix: "", kind: "bulkOrBundle", deprecated: true, idPattern: "^[a-zA-Z0-9]+$" },
        ],
      },
      Resource: {
        type: "object",
        description: "A resource as the registry stores it.",
        required: ["id", "type", "data"],
        "x-inferred":
          "The page does not expand which fields are required; they are those that its sample, and the page of a data partition's resource, always have.",
        properties: {
          id: { type: "string", description: "Id of the resource." },
          type: { type: "string", description: "Type of the resource. Key of the profile." },
          meta: { $ref: "#/components/schemas/Meta" },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/Contained" },
        },
      },
      Meta: {
        type: "object",
        description: "What the registry knows of the resource besides its data.",
        properties: {
          createdAt: { type: "string", format: "date-time", description: "When the resource was created." },
          updatedAt: { type: "string", format: "date-time", description: "When the resource was last updated." },
          identifier: {
            type: "array",
            description: "How other systems identify the resource.",
            items: { $ref: "#/components/schemas/Identifier" },
          },
          source: {
            type: "string",
            description: "The key of the source that the resource belongs to. Only a response has it.",
          },
        },
      },
      ErrorType: {
        description:
          "What kind of error it is. New ones may be added.\n\n- `INVALID_ARGUMENT`: The request breaks a rule, whatever the state of the registry.\n- `FAILED_PRECONDITION`: The registry is not in the state that the request needs.\n- `OUT_OF_RANGE`: The request goes past a valid range.\n- `UNAUTHENTICATED`: The request carries no valid API key.\n- `PERMISSION_DENIED`: The API key may not do this.\n- `NOT_FOUND`: Something that the request names does not exist.\n- `ALREADY_EXISTS`: The given id is already taken.\n- `INTERNAL`: The registry failed.\n- `UNIMPLEMENTED`: Not implemented, or not configured.\n- `CONTENT_TOO_LARGE`: The request is too large.\n",
        "x-inferred":
          "`CONTENT_TOO_LARGE` is not on the documentation's list; it stands in the server library that Clinia publishes. That new types may be added: the documentation does not call its list complete.",
        externalDocs: { description: "Errors", url: "https://docs.clinia.com/explanation/errors" },
        anyOf: [
          {
            type: "string",
            enum: [
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
            ],
          },
          { type: "string" },
        ],
      },
      ErrorBody: {
        type: "object",
        description: "What went wrong.",
        required: ["code", "message", "type"],
        "x-inferred":
          "The documentation shows this body inside the receipts of a task. That an answer which is an error has the same body is concluded from Clinia's published server library and from Clinia's newer APIs. Which fields are required: they are those that the page's sample prints before the other. That `details` are errors of the same form: the server library has them so, and the page does not expand them.",
        externalDocs: {
          description: "Get a task from the registry",
          url: "https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry",
        },
        properties: {
          code: { type: "integer", description: "The error's code, like an HTTP status." },
          message: {
            type: "string",
            description: "What went wrong, for a person to read. It may quote what was sent.",
          },
          type: { $ref: "#/components/schemas/ErrorType" },
          details: {
            type: "array",
            description: "The errors that this one is made of, such as one for each field.",
            items: { $ref: "#/components/schemas/ErrorBody" },
          },
        },
      },
    },
  },
};

/** Where in it the schema of each operation's body stands. */

export const requestSchemas = {
  createResource: "#/components/schemas/CreateResourceRequest",
  upsertResource: "#/components/schemas/UpsertResourceRequest",
  upsertContainedResource: "#/components/schemas/UpsertContainedResourceRequest",
  bulkResources: "#/components/schemas/BulkRequest",
  submitBundle: "#/components/schemas/BundleRequest",
  purgeCollection: "#/components/schemas/PurgeRequest",
} as const;

/** What each operation's query must match, as an object of its parameters. */

export const querySchemas = { getTask: { properties: { withReceipts: { type: "boolean" } } } };
