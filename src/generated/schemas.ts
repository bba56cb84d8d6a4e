// Generated from openapi/registry.yaml by `npm run generate` (scripts/generate.ts). Do not edit: change
// the contract and generate again. `npm test` fails if this file does not match the contract.

/** The schemas of requests, as one document of JSON Schema 2020-12. */

export const schemas = {
  components: {
    schemas: {
      Key: {
        type: "string",
        pattern: "^[a-zA-Z0-9-][\\w-]{0,61}$",
        "x-expected": "1 to 62 letters, digits, hyphens and underscores, not beginning with an underscore",
      },
      TargetId: { type: "string", pattern: "^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$", not: { enum: [".", ".."] } },
      TargetType: { type: "string", pattern: "^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$", not: { enum: [".", ".."] } },
      NewResourceId: {
        anyOf: [
          { type: "string", enum: ["@rootId"] },
          {
            type: "string",
            pattern: "^[a-zA-Z0-9-][\\w-]{1,92}$",
            "x-expected": "2 to 93 letters, digits, hyphens and underscores, not beginning with an underscore",
          },
        ],
      },
      CreateResourceRequest: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        properties: {
          id: { $ref: "#/components/schemas/NewResourceId" },
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      UpsertResourceRequest: {
        type: "object",
        required: ["data"],
        additionalProperties: false,
        properties: {
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      UpsertContainedResourceRequest: {
        type: "object",
        required: ["type", "data"],
        additionalProperties: false,
        properties: {
          type: { type: "string" },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      CreateContainedResourceRequest: {
        type: "object",
        required: ["type", "data"],
        additionalProperties: false,
        properties: {
          id: { $ref: "#/components/schemas/NewContainedResourceId" },
          type: { type: "string" },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      NewContainedResourceId: {
        type: "string",
        pattern: "^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$",
        not: { enum: [".", ".."] },
      },
      BulkRequest: {
        type: "object",
        required: ["operations"],
        additionalProperties: false,
        properties: { operations: { type: "array", items: { $ref: "#/components/schemas/ResourceOperation" } } },
      },
      ResourceOperation: {
        oneOf: [
          { $ref: "#/components/schemas/CreateOperation" },
          { $ref: "#/components/schemas/UpsertOperation" },
          { $ref: "#/components/schemas/DeleteOperation" },
        ],
        type: "object",
        discriminator: { propertyName: "action", values: ["CREATE", "UPSERT", "DELETE"] },
      },
      CreateOperation: {
        type: "object",
        required: ["action", "create"],
        additionalProperties: false,
        properties: {
          action: { type: "string", enum: ["CREATE"] },
          create: { $ref: "#/components/schemas/ResourceToCreate" },
        },
      },
      UpsertOperation: {
        type: "object",
        required: ["action", "upsert"],
        additionalProperties: false,
        properties: {
          action: { type: "string", enum: ["UPSERT"] },
          upsert: { $ref: "#/components/schemas/ResourceToUpsert" },
        },
      },
      DeleteOperation: {
        type: "object",
        required: ["action", "delete"],
        additionalProperties: false,
        properties: {
          action: { type: "string", enum: ["DELETE"] },
          delete: { $ref: "#/components/schemas/ResourceToDelete" },
        },
      },
      ResourceToCreate: {
        type: "object",
        required: ["type", "data"],
        additionalProperties: false,
        properties: {
          id: {
            type: "string",
            pattern: "^(?:@rootId\\d*|[a-zA-Z0-9-][\\w-]{1,92})$",
            "x-expected":
              "2 to 93 letters, digits, hyphens and underscores, not beginning with an underscore, or a token such as @rootId1",
          },
          type: { $ref: "#/components/schemas/TargetType" },
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      ResourceToUpsert: {
        type: "object",
        required: ["id", "type", "data"],
        additionalProperties: false,
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
        required: ["id", "type"],
        additionalProperties: false,
        properties: {
          id: { $ref: "#/components/schemas/TargetId" },
          type: { $ref: "#/components/schemas/TargetType" },
        },
      },
      BundleRequest: {
        type: "object",
        required: ["resourceOperations", "relationshipOperations"],
        additionalProperties: false,
        properties: {
          resourceOperations: { type: "array", items: { $ref: "#/components/schemas/ResourceOperation" } },
          relationshipOperations: {
            type: "array",
            "x-client-default": [],
            items: { $ref: "#/components/schemas/RelationshipOperation" },
          },
        },
      },
      RelationshipId: {
        type: "string",
        pattern:
          "^[^./\\\\\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]+\\.[^./\\\\\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]+$",
        "x-expected": "{fromID}.{toID}, with no other dot, and without a slash, backslash or control character",
      },
      RelationshipEndId: {
        type: "string",
        pattern: "^[^./\\\\\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]+$",
        "x-expected":
          "an id without a dot, slash, backslash or control character, because the id of the relationship is {fromID}.{toID}",
      },
      CreateRelationshipRequest: {
        type: "object",
        required: ["from", "to"],
        additionalProperties: false,
        properties: {
          from: { $ref: "#/components/schemas/RelationshipEnd" },
          to: { $ref: "#/components/schemas/RelationshipEnd" },
          data: { $ref: "#/components/schemas/RelationshipData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
        },
      },
      RelationshipPatch: { type: "array", minItems: 1, items: { $ref: "#/components/schemas/RelationshipChange" } },
      RelationshipChange: {
        type: "object",
        required: ["op", "path"],
        additionalProperties: false,
        properties: {
          op: { type: "string", enum: ["add", "remove", "replace"] },
          path: { type: "string", pattern: "^/", "x-expected": "a path that begins with a slash, such as /since" },
          value: {},
        },
      },
      RelationshipBulkRequest: {
        type: "object",
        required: ["operations"],
        additionalProperties: false,
        properties: { operations: { type: "array", items: { $ref: "#/components/schemas/RelationshipOperation" } } },
      },
      RelationshipOperation: {
        oneOf: [
          { $ref: "#/components/schemas/CreateRelationshipOperation" },
          { $ref: "#/components/schemas/UpsertRelationshipOperation" },
          { $ref: "#/components/schemas/DeleteRelationshipOperation" },
        ],
        type: "object",
        discriminator: { propertyName: "action", values: ["CREATE", "UPSERT", "DELETE"] },
      },
      CreateRelationshipOperation: {
        type: "object",
        required: ["action", "create"],
        additionalProperties: false,
        properties: {
          action: { type: "string", enum: ["CREATE"] },
          create: { $ref: "#/components/schemas/RelationshipToWrite" },
        },
      },
      UpsertRelationshipOperation: {
        type: "object",
        required: ["action", "upsert"],
        additionalProperties: false,
        properties: {
          action: { type: "string", enum: ["UPSERT"] },
          upsert: { $ref: "#/components/schemas/RelationshipToWrite" },
        },
      },
      DeleteRelationshipOperation: {
        type: "object",
        required: ["action", "delete"],
        additionalProperties: false,
        properties: {
          action: { type: "string", enum: ["DELETE"] },
          delete: { $ref: "#/components/schemas/RelationshipToDelete" },
        },
      },
      RelationshipToWrite: {
        type: "object",
        required: ["type", "from", "to"],
        additionalProperties: false,
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
        required: ["id", "type"],
        additionalProperties: false,
        properties: {
          id: { $ref: "#/components/schemas/RelationshipEndId" },
          type: { $ref: "#/components/schemas/TargetType" },
        },
      },
      RelationshipToDelete: {
        type: "object",
        required: ["id", "type"],
        additionalProperties: false,
        properties: {
          id: { $ref: "#/components/schemas/RelationshipId" },
          type: { $ref: "#/components/schemas/TargetType" },
        },
      },
      CreateObjectRequest: {
        type: "object",
        required: ["file"],
        additionalProperties: false,
        properties: { data: { $ref: "#/components/schemas/ObjectInput" }, file: { type: "string", format: "binary" } },
      },
      ObjectInput: {
        type: "object",
        additionalProperties: false,
        properties: {
          data: { $ref: "#/components/schemas/ResourceData" },
          meta: { $ref: "#/components/schemas/MetaInput" },
        },
      },
      PurgeRequest: {
        type: "object",
        required: ["collectionType", "collectionKey"],
        additionalProperties: false,
        properties: {
          collectionType: { type: "string", enum: ["resources", "relationships", "objects"] },
          collectionKey: { $ref: "#/components/schemas/Key" },
        },
      },
      SourceInput: {
        type: "object",
        required: ["type"],
        additionalProperties: false,
        properties: { type: { type: "string", enum: ["registry"] } },
      },
      ProfileInput: {
        type: "object",
        required: ["properties"],
        additionalProperties: false,
        properties: {
          type: { type: "string", enum: ["ROOT", "CONTAINED"] },
          description: { type: "string" },
          properties: { $ref: "#/components/schemas/PropertyDefinitionsInput" },
          contained: { $ref: "#/components/schemas/ContainedDefinitionsInput" },
        },
      },
      PropertyDefinitionsInput: {
        type: "object",
        propertyNames: { $ref: "#/components/schemas/Key" },
        additionalProperties: { $ref: "#/components/schemas/PropertyDefinitionInput" },
      },
      PropertyDefinitionInput: {
        type: "object",
        required: ["type"],
        additionalProperties: true,
        properties: {
          type: { $ref: "#/components/schemas/PropertyType" },
          description: { type: "string" },
          rules: { type: "array", items: { $ref: "#/components/schemas/PropertyRuleInput" } },
          items: { $ref: "#/components/schemas/PropertyDefinitionInput" },
          properties: { $ref: "#/components/schemas/PropertyDefinitionsInput" },
          binding: { $ref: "#/components/schemas/BindingInput" },
        },
      },
      PropertyType: {
        type: "string",
        enum: [
          "address",
          "attachment",
          "boolean",
          "code",
          "coding",
          "contactpoint",
          "date",
          "datetime",
          "decimal",
          "geopoint",
          "humanname",
          "identifier",
          "instant",
          "integer",
          "markdown",
          "period",
          "reference",
          "symbol",
          "time",
          "uri",
          "url",
          "xhtml",
          "array",
          "object",
        ],
      },
      PropertyRuleInput: {
        type: "object",
        additionalProperties: false,
        properties: {
          required: { type: "boolean" },
          min: { type: "number" },
          max: { type: "number" },
          enum: { type: "array", items: { anyOf: [{ type: "string" }, { type: "number" }] } },
          pattern: { type: "string" },
          when: { type: "object", additionalProperties: true },
        },
      },
      BindingInput: {
        type: "object",
        required: ["vocabulary"],
        additionalProperties: false,
        properties: {
          vocabulary: {
            type: "object",
            required: ["key", "strength"],
            additionalProperties: false,
            properties: { key: { type: "string" }, strength: { type: "string", enum: ["preferred", "required"] } },
          },
        },
      },
      Cardinality: { type: "string", enum: ["0:1", "1:1", "0:*", "1:*"] },
      ContainedDefinitionsInput: {
        type: "object",
        additionalProperties: { $ref: "#/components/schemas/ContainedDefinitionInput" },
      },
      ContainedDefinitionInput: {
        type: "object",
        required: ["types", "cardinality"],
        additionalProperties: false,
        properties: {
          types: { type: "array", items: { type: "string" } },
          cardinality: { $ref: "#/components/schemas/Cardinality" },
        },
      },
      RelationshipDefinitionInput: {
        type: "object",
        required: ["from", "to"],
        additionalProperties: false,
        properties: {
          from: { $ref: "#/components/schemas/RelationshipDefinitionEndInput" },
          to: { $ref: "#/components/schemas/RelationshipDefinitionEndInput" },
          description: { type: "string" },
          properties: { $ref: "#/components/schemas/PropertyDefinitionsInput" },
        },
      },
      RelationshipDefinitionEndInput: {
        type: "object",
        required: ["profileKey", "includeKey", "includeCardinality"],
        additionalProperties: false,
        properties: {
          profileKey: { type: "string" },
          includeKey: { type: "string" },
          includeCardinality: { $ref: "#/components/schemas/Cardinality" },
        },
      },
      CollectionInput: {
        oneOf: [
          { $ref: "#/components/schemas/RecordCollectionInput" },
          { $ref: "#/components/schemas/ObjectCollectionInput" },
        ],
        type: "object",
        discriminator: { propertyName: "type", values: ["resources", "relationships", "objects"] },
      },
      RecordCollectionInput: {
        type: "object",
        required: ["type", "profile"],
        additionalProperties: false,
        properties: {
          type: { type: "string", enum: ["resources", "relationships"] },
          profile: { $ref: "#/components/schemas/CollectionProfileInput" },
        },
      },
      CollectionProfileInput: {
        type: "object",
        required: ["properties"],
        additionalProperties: false,
        properties: {
          properties: { $ref: "#/components/schemas/PropertyDefinitionsInput" },
          description: { type: "string" },
          contained: { $ref: "#/components/schemas/ContainedDefinitionsInput" },
        },
      },
      ObjectCollectionInput: {
        type: "object",
        required: ["type", "objectDefinition"],
        additionalProperties: false,
        properties: {
          type: { type: "string", enum: ["objects"] },
          objectDefinition: { $ref: "#/components/schemas/ObjectDefinitionInput" },
        },
      },
      ObjectDefinitionInput: {
        type: "object",
        required: ["properties"],
        additionalProperties: false,
        properties: { properties: { $ref: "#/components/schemas/PropertyDefinitionsInput" } },
      },
      PipelineInput: {
        type: "object",
        required: ["steps"],
        additionalProperties: false,
        properties: { steps: { type: "array", items: { $ref: "#/components/schemas/PipelineStepInput" } } },
      },
      PipelineStepInput: {
        type: "object",
        required: ["type"],
        additionalProperties: true,
        properties: {
          type: {
            anyOf: [
              { type: "string", enum: ["SEGMENTER", "VECTORIZER", "OPTICAL_CHARACTER_RECOGNITION"] },
              { type: "string" },
            ],
          },
          segmenter: { type: "object", additionalProperties: true },
          vectorizer: { type: "object", additionalProperties: true },
          opticalCharacterRecognition: { type: "object", additionalProperties: true },
          trigger: { type: "object", additionalProperties: true },
        },
      },
      ResourceData: { type: "object", additionalProperties: true },
      Data: { type: "object", additionalProperties: true },
      RelationshipData: { type: "object", additionalProperties: true },
      MetaInput: {
        type: "object",
        additionalProperties: false,
        dependentRequired: { updatedAt: ["createdAt"] },
        properties: {
          createdAt: { type: "string", format: "date-time" },
          updatedAt: { type: "string", format: "date-time" },
          identifier: { type: "array", items: { $ref: "#/components/schemas/IdentifierInput" } },
        },
      },
      IdentifierInput: {
        type: "object",
        additionalProperties: false,
        properties: {
          id: { type: "string" },
          system: { type: "string", not: { const: "mdm" } },
          value: { type: "string" },
          use: { type: "string", not: { const: "source" } },
          period: { $ref: "#/components/schemas/PeriodInput" },
        },
      },
      PeriodInput: {
        type: "object",
        additionalProperties: false,
        properties: { id: { type: "string" }, start: { type: "string" }, end: { type: "string" } },
      },
      ContainedInput: {
        type: "object",
        additionalProperties: { type: "array", items: { $ref: "#/components/schemas/ContainedResourceInput" } },
      },
      ContainedResourceInput: {
        type: "object",
        required: ["type", "data"],
        additionalProperties: false,
        properties: {
          id: { type: "string" },
          type: { type: "string" },
          data: { $ref: "#/components/schemas/Data" },
          contained: { $ref: "#/components/schemas/ContainedInput" },
        },
      },
      BrowseRequest: {
        type: "object",
        required: ["collectionKeys", "params"],
        additionalProperties: false,
        properties: {
          collectionKeys: { type: "array", items: { $ref: "#/components/schemas/Key" } },
          params: { $ref: "#/components/schemas/BrowseParams" },
        },
      },
      BrowseParams: {
        type: "object",
        additionalProperties: false,
        "x-client-default": {},
        properties: {
          cursor: { type: "string", minLength: 1 },
          filter: { type: "object", additionalProperties: true },
          sort: { type: "object", additionalProperties: true },
          properties: { $ref: "#/components/schemas/BrowseProperties" },
          perPage: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
        },
      },
      BrowseProperties: {
        type: "object",
        additionalProperties: false,
        properties: {
          include: { type: "array", items: { type: "string" } },
          exclude: { type: "array", items: { type: "string" } },
        },
      },
    },
  },
};

/** The reference to the schema of each operation's body in that document. */

export const requestSchemas = {
  createResource: "#/components/schemas/CreateResourceRequest",
  upsertResource: "#/components/schemas/UpsertResourceRequest",
  createContainedResource: "#/components/schemas/CreateContainedResourceRequest",
  upsertContainedResource: "#/components/schemas/UpsertContainedResourceRequest",
  bulkResources: "#/components/schemas/BulkRequest",
  browse: "#/components/schemas/BrowseRequest",
  submitBundle: "#/components/schemas/BundleRequest",
  createObject: "#/components/schemas/CreateObjectRequest",
  purgeCollection: "#/components/schemas/PurgeRequest",
  putSource: "#/components/schemas/SourceInput",
  putProfile: "#/components/schemas/ProfileInput",
  putRelationshipDefinition: "#/components/schemas/RelationshipDefinitionInput",
  putCollection: "#/components/schemas/CollectionInput",
  putPipeline: "#/components/schemas/PipelineInput",
  createRelationship: "#/components/schemas/CreateRelationshipRequest",
  updateRelationship: "#/components/schemas/RelationshipPatch",
  bulkRelationships: "#/components/schemas/RelationshipBulkRequest",
} as const;

/** The schema of each operation's query, as an object of its parameters. */

export const querySchemas = {
  getTask: { properties: { withReceipts: { type: "boolean", default: false } } },
  getPipeline: { properties: { version: { type: "integer" }, revisionId: { type: "string" } } },
  getPipelineExecution: { properties: { withOperationBody: { type: "boolean", default: false } } },
  getResourceBulk: { properties: { withReceipts: { type: "boolean", default: false } } },
  getRelationship: { properties: { includes: { type: "array", items: { type: "string" } } } },
  getRelationshipBulk: { properties: { withReceipts: { type: "boolean", default: false } } },
};
