// Generated from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change
// the contract and generate again. `npm test` fails if this file does not match the contract.

/** The schemas of requests, as one document of JSON Schema 2020-12. */

export const schemas = {
  components: {
    schemas: {
      Key: {
        type: "string",
        description:
          "The key of a [source](https://docs.clinia.com/explanation/sources/data-source) or collection. 1 to 62 letters, digits,\nhyphens and underscores. The first character is not an underscore.\n",
        pattern: "^[a-zA-Z0-9-][\\w-]{0,61}$",
        externalDocs: {
          description: "Create or update a registry collection",
          url: "https://docs.clinia.com/api-reference/collections/create-or-update-a-registry-collection",
        },
      },
      TargetId: {
        type: "string",
        description:
          "The id of a resource or relationship, such as `patient-0001`, or `1` in [this example](https://docs.clinia.com/docs/bundle-operation).",
        pattern: "^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$",
        not: { enum: [".", ".."] },
        "x-inferred": "No page shows a pattern. A value that does not match could not be used in a path.",
      },
      TargetType: {
        type: "string",
        description: "Type of the resource or relationship. Key of the profile or of the relationship definition.",
        pattern: "^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$",
        not: { enum: [".", ".."] },
        "x-inferred": "No page shows a pattern. A value that does not match could not be used in a path.",
      },
      NewResourceId: {
        description:
          "Id of the resource (optional). When not provided or equal to the special `@rootId` token, the id will be generated. When\nprovided and not equal to `@rootId`, `id` must follow pattern: `^[a-zA-Z0-9-][\\w-]{1,92}$`.\n\nThe `@rootId` token can be used in any properties of type reference and, when provided, will be replaced by the actual id\nof the created resource.\n",
        anyOf: [
          { type: "string", enum: ["@rootId"] },
          { type: "string", pattern: "^[a-zA-Z0-9-][\\w-]{1,92}$" },
        ],
      },
      CreateResourceRequest: {
        type: "object",
        description: "A resource to create.",
        required: ["data"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          id: { $ref: "#/components/schemas/NewResourceId" },
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      UpsertResourceRequest: {
        type: "object",
        description: "A resource to store under the id in the path.",
        required: ["data"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      UpsertContainedResourceRequest: {
        type: "object",
        description: "A contained resource to store under the key and the id in the path.",
        required: ["type", "data"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          type: { type: "string", description: "Type of the contained resource. Key of its profile." },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      BulkRequest: {
        type: "object",
        description: "Operations on resources, each independent of the others.",
        required: ["operations"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          operations: {
            type: "array",
            description: "The operations, in the order in which they are applied.",
            items: { $ref: "#/components/schemas/ResourceOperation" },
          },
        },
      },
      ResourceOperation: {
        description:
          "One operation on a resource. The field named after its `action` contains the resource: `create`, `upsert` or `delete`.",
        oneOf: [
          { $ref: "#/components/schemas/CreateOperation" },
          { $ref: "#/components/schemas/UpsertOperation" },
          { $ref: "#/components/schemas/DeleteOperation" },
        ],
      },
      CreateOperation: {
        type: "object",
        description: "Creates a resource. Fails if the id is already taken.",
        required: ["action", "create"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          action: { type: "string", enum: ["CREATE"], description: "`CREATE`: the resource is in `create`." },
          create: { $ref: "#/components/schemas/ResourceToCreate" },
        },
      },
      UpsertOperation: {
        type: "object",
        description: "Creates a resource, or replaces the existing one with the same id.",
        required: ["action", "upsert"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          action: { type: "string", enum: ["UPSERT"], description: "`UPSERT`: the resource is in `upsert`." },
          upsert: { $ref: "#/components/schemas/ResourceToUpsert" },
        },
      },
      DeleteOperation: {
        type: "object",
        description: "Deletes a resource. Fails if the resource does not exist.",
        required: ["action", "delete"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "No page says that a delete fails if the resource does not exist.",
        ],
        properties: {
          action: { type: "string", enum: ["DELETE"], description: "`DELETE`: `delete` identifies the resource." },
          delete: { $ref: "#/components/schemas/ResourceToDelete" },
        },
      },
      ResourceToCreate: {
        type: "object",
        description:
          "A resource to create, with its type. The id is generated if it is omitted, or if it is a token such as `@rootId`.",
        required: ["type", "data"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page shows the fields only in a sample. The sample does not say which fields are required.",
          "The token and the pattern of the id are those of a single create. Both are assumed for a bulk, and the pattern for a bundle.",
        ],
        properties: {
          id: {
            type: "string",
            pattern: "^(?:@rootId\\d*|[a-zA-Z0-9-][\\w-]{1,92})$",
            description: "The id or a token.",
          },
          type: { $ref: "#/components/schemas/TargetType" },
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      ResourceToUpsert: {
        type: "object",
        description: "A resource to store, with its id and type.",
        required: ["id", "type", "data"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page lists this option without its fields.",
          "[An example](https://docs.clinia.com/docs/bundle-operation) has `id`, `type` and `data`. The other fields are inferred from a single upsert.",
        ],
        properties: {
          id: { $ref: "#/components/schemas/TargetId" },
          type: { $ref: "#/components/schemas/TargetType" },
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      ResourceToDelete: {
        type: "object",
        description: "The resource to delete.",
        required: ["id", "type"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page lists this option without its fields.",
          "An id and a type are assumed to identify a resource.",
        ],
        properties: {
          id: { $ref: "#/components/schemas/TargetId" },
          type: { $ref: "#/components/schemas/TargetType" },
        },
      },
      BundleRequest: {
        type: "object",
        description:
          "Operations that are applied atomically (all or none). [Both lists are required](https://clinia.readme.io/reference/bundleoperations).",
        required: ["resourceOperations", "relationshipOperations"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          resourceOperations: {
            type: "array",
            description: "The operations on resources, one per resource. They are applied first.",
            items: { $ref: "#/components/schemas/ResourceOperation" },
          },
          relationshipOperations: {
            type: "array",
            description: "The operations on relationships, one per relationship.",
            "x-client-default": [],
            items: { $ref: "#/components/schemas/RelationshipOperation" },
          },
        },
      },
      RelationshipOperation: {
        description:
          "One operation on a relationship. The field named after its `action` contains the relationship: `create`, `upsert` or `delete`.",
        oneOf: [
          { $ref: "#/components/schemas/CreateRelationshipOperation" },
          { $ref: "#/components/schemas/UpsertRelationshipOperation" },
          { $ref: "#/components/schemas/DeleteRelationshipOperation" },
        ],
      },
      CreateRelationshipOperation: {
        type: "object",
        description: "Creates a relationship. Fails if the relationship exists.",
        required: ["action", "create"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "No page says that a create fails if the relationship exists.",
        ],
        properties: {
          action: { type: "string", enum: ["CREATE"], description: "`CREATE`: the relationship is in `create`." },
          create: { $ref: "#/components/schemas/RelationshipToWrite" },
        },
      },
      UpsertRelationshipOperation: {
        type: "object",
        description: "Creates a relationship, or replaces the existing one between the same resources.",
        required: ["action", "upsert"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page lists this option without its fields.",
          "It is assumed to have the fields of a create.",
        ],
        properties: {
          action: { type: "string", enum: ["UPSERT"], description: "`UPSERT`: the relationship is in `upsert`." },
          upsert: { $ref: "#/components/schemas/RelationshipToWrite" },
        },
      },
      DeleteRelationshipOperation: {
        type: "object",
        description: "Deletes a relationship. Fails if the relationship does not exist.",
        required: ["action", "delete"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page lists this option without its fields.",
          "No page says that a delete fails if the relationship does not exist.",
        ],
        properties: {
          action: { type: "string", enum: ["DELETE"], description: "`DELETE`: `delete` identifies the relationship." },
          delete: { $ref: "#/components/schemas/RelationshipToDelete" },
        },
      },
      RelationshipToWrite: {
        type: "object",
        description: "A relationship between two resources.",
        required: ["type", "from", "to"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page shows `type` only in a sample. The page of a single relationship requires `from` and `to`.",
        ],
        properties: {
          type: { $ref: "#/components/schemas/TargetType" },
          from: { $ref: "#/components/schemas/RelationshipEnd" },
          to: { $ref: "#/components/schemas/RelationshipEnd" },
          data: { $ref: "#/components/schemas/Data" },
          meta: { $ref: "#/components/schemas/MetaInput" },
        },
      },
      RelationshipEnd: {
        type: "object",
        description:
          "The resource at one end of a relationship. In a bundle its id may be a token, such as `@rootId1`.",
        required: ["id", "type"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page shows the fields only in a sample. Both are assumed to be required.",
        ],
        properties: {
          id: { $ref: "#/components/schemas/TargetId" },
          type: { $ref: "#/components/schemas/TargetType" },
        },
      },
      RelationshipToDelete: {
        type: "object",
        description: "The relationship to delete. Its id consists of the ids of both ends, `{fromID}.{toID}`.",
        required: ["id", "type"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page lists this option without its fields.",
          "An id and a type are assumed to identify a relationship.",
        ],
        externalDocs: {
          description: "Get a relationship from the registry",
          url: "https://docs.clinia.com/api-reference/relationships/get-a-relationship-from-the-registry",
        },
        properties: {
          id: { $ref: "#/components/schemas/TargetId" },
          type: { $ref: "#/components/schemas/TargetType" },
        },
      },
      PurgeRequest: {
        type: "object",
        description: "The collection to purge.",
        required: ["collectionType", "collectionKey"],
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          collectionType: {
            type: "string",
            enum: ["resources", "relationships", "objects"],
            description: "The kind of records.",
          },
          collectionKey: { $ref: "#/components/schemas/Key" },
        },
      },
      ResourceData: {
        type: "object",
        description: "Dynamic data attributes, based on the resource type.",
        additionalProperties: true,
      },
      Data: { type: "object", description: "Dynamic data attributes, based on the type.", additionalProperties: true },
      MetaInput: {
        type: "object",
        description: "Dates and identifiers of a resource imported from another system.",
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        dependentRequired: { updatedAt: ["createdAt"] },
        externalDocs: {
          description: "Historical import, with the rules for meta and the reserved values",
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
              "When the resource was last updated. Requires `createdAt`. Not before `createdAt`, and not in the future.",
          },
          identifier: {
            type: "array",
            description:
              "The identifiers of the resource in other systems. Each combination of system, use and value must be unique.",
            items: { $ref: "#/components/schemas/IdentifierInput" },
          },
        },
      },
      IdentifierInput: {
        type: "object",
        description: "An identifier of the resource in another system.",
        additionalProperties: false,
        "x-inferred": "No page says how the registry treats unknown fields. This contract forbids them.",
        properties: {
          id: { type: "string", description: "Id of this identifier within the resource." },
          system: {
            type: "string",
            description:
              "The system of the identifier, as a URI. `mdm` is [reserved](https://docs.clinia.com/guides/managing-data/historical-import).",
            not: { const: "mdm" },
          },
          value: { type: "string", description: "The value, unique within its system." },
          use: {
            type: "string",
            description:
              "The purpose of the identifier, such as `usual`, `official`, `temp` or `secondary`. `source` is reserved.",
            not: { const: "source" },
          },
          period: { $ref: "#/components/schemas/PeriodInput" },
        },
      },
      PeriodInput: {
        type: "object",
        description: "The validity period of an identifier.",
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The page shows the type of each field as `<any>`. A newer version of the page shows `<string>`.",
        ],
        properties: {
          id: { type: "string", description: "Id of this period within the identifier." },
          start: {
            type: "string",
            description:
              "The start, inclusive. A [date, date-time or partial date](https://docs.clinia.com/docs/data-types) such as `2019` or\n`2019-03`. Absent if the start is [unknown](https://clinia.readme.io/docs/period).\n",
          },
          end: {
            type: "string",
            description: "The end, inclusive, in one of the formats of `start`. Absent if the period is open-ended.",
          },
        },
      },
      ContainedInput: {
        type: "object",
        description:
          "Resources contained in this top-level resource. Contained resources exist only within the context of this top-level\nresource. The profile defines the keys. Each value is an array, even if the profile allows only one resource.\n",
        externalDocs: {
          description: "Send data to the registry",
          url: "https://clinia.readme.io/docs/send-data-to-the-registry",
        },
        additionalProperties: {
          type: "array",
          description: "The resources contained under one key.",
          items: { $ref: "#/components/schemas/ContainedResourceInput" },
        },
      },
      ContainedResourceInput: {
        type: "object",
        description: "A resource that exists only within the context of a top-level resource.",
        required: ["type", "data"],
        additionalProperties: false,
        "x-inferred": [
          "No page says how the registry treats unknown fields. This contract forbids them.",
          "The create page does not list the fields of `contained`. They come from the guide and the page about the contained upsert.",
        ],
        properties: {
          id: { type: "string", description: "Id of the contained resource." },
          type: { type: "string", description: "Type of the contained resource. Key of its profile." },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
    },
  },
};

/** The reference to the schema of each operation's body in that document. */

export const requestSchemas = {
  createResource: "#/components/schemas/CreateResourceRequest",
  upsertResource: "#/components/schemas/UpsertResourceRequest",
  upsertContainedResource: "#/components/schemas/UpsertContainedResourceRequest",
  bulkResources: "#/components/schemas/BulkRequest",
  submitBundle: "#/components/schemas/BundleRequest",
  purgeCollection: "#/components/schemas/PurgeRequest",
} as const;

/** The schema of each operation's query, as an object of its parameters. */

export const querySchemas = { getTask: { properties: { withReceipts: { type: "boolean", default: false } } } };
