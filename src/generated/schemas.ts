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
          "The documentation shows this body inside the receipts of a task. That an answer which is an error has the same body is concluded from Clinia's published server library and from Clinia's newer APIs.",
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
} as const;
