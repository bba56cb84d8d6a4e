import type { ContractDocument, Pointer } from "./document.ts";
import { contractOperations } from "./operations.ts";

/** Returns the constants that the client needs at run time, as TypeScript. */
export function contractConstants(contract: ContractDocument): string {
  const schema = (...keys: Pointer) => ["components", "schemas", ...keys];
  return [
    declare(
      "The addresses of the servers, in the contract's order.",
      "serverTemplates",
      literal(serverTemplates(contract)),
    ),
    declare("The name of the header with the API key.", "apiKeyHeader", literal(apiKeyHeader(contract))),
    declare(
      "The name of the header with the id of the request.",
      "requestIdHeader",
      literal(headerName(contract, "RequestId")),
    ),
    declare(
      "The name of the header with the time to wait before a retry.",
      "retryAfterHeader",
      literal(headerName(contract, "RetryAfter")),
    ),
    declare(
      "The pattern of path parameters without a pattern of their own.",
      "pathSegmentPattern",
      contract.pattern(schema("PathSegment", "pattern"), "constants/path-segment-pattern"),
    ),
    declare(
      "The token for the generated id of the resource that a request creates.",
      "rootIdToken",
      literal(contract.string(schema("NewResourceId", "anyOf", 0, "enum", 0), "constants/root-id-token")),
    ),
    declare("The forms of a taskId, longest prefix first.", "taskIdForms", taskIdForms(contract)),
    declare(
      "The statuses of a task submission.",
      "taskSubmissionStatuses",
      literal(discriminators(contract, "ResourceSubmission", "status", "constants/task-submission-statuses")),
    ),
    declare(
      "The known statuses of a task; a registry may respond with others.",
      "taskStatuses",
      literal(contract.strings(schema("TaskStatus", "anyOf", 0, "enum"), "constants/task-statuses")),
    ),
    declare(
      "The types of collections that can be purged.",
      "collectionTypes",
      literal(
        contract.strings(schema("PurgeRequest", "properties", "collectionType", "enum"), "constants/collection-types"),
      ),
    ),
    declare(
      "The actions of an operation.",
      "operationActions",
      literal(discriminators(contract, "ResourceOperation", "action", "constants/operation-actions")),
    ),
    declare(
      "The known types of an error; a registry may respond with others.",
      "errorTypes",
      literal(contract.strings(schema("ErrorType", "anyOf", 0, "enum"), "constants/error-types")),
    ),
  ].join("\n\n");
}

function declare(description: string, name: string, value: string): string {
  return `/** ${description} */\nexport const ${name} = ${value};`;
}

function literal(value: unknown): string {
  return `${JSON.stringify(value)} as const`;
}

function serverTemplates(contract: ContractDocument): string[] {
  const rule = "constants/servers";
  const urls = contract.items(["servers"], rule).map((server) => contract.string([...server, "url"], rule));
  if (urls[0]?.includes("{workspaceId}") !== true) {
    throw contract.problem(["servers", 0, "url"], rule, "must contain {workspaceId}.");
  }
  return urls;
}

function apiKeyHeader(contract: ContractDocument): string {
  const rule = "constants/api-key-header";
  const scheme = ["components", "securitySchemes", "apiKey"];
  if (contract.get([...scheme, "type"]) !== "apiKey" || contract.get([...scheme, "in"]) !== "header") {
    throw contract.problem(scheme, rule, "must be an apiKey in a header.");
  }
  return contract.string([...scheme, "name"], rule);
}

/** Returns the name of a header component in the error responses. */
function headerName(contract: ContractDocument, component: string): string {
  const rule = "constants/headers";
  const responses: Pointer = ["components", "responses"];
  const names = contract.keys(responses, rule).flatMap((response) => {
    const headers = [...responses, response, "headers"];
    if (contract.get(headers) === undefined) return [];
    const reference = `#/components/headers/${component}`;
    return contract.keys(headers, rule).filter((name) => contract.get([...headers, name, "$ref"]) === reference);
  });
  const [name, other] = new Set(names);
  if (name !== undefined && other === undefined) return name;
  throw contract.problem(
    ["components", "headers", component],
    rule,
    "must have exactly one name in the error responses.",
  );
}

export function requestBytesLimits(contract: ContractDocument): Record<string, number> {
  const limits = contractOperations(contract).flatMap(({ operationId, pointer }): [string, number][] => {
    const limit = [...pointer, "requestBody", "x-max-bytes"];
    return contract.get(limit) === undefined ? [] : [[operationId, contract.count(limit, "constants/max-bytes")]];
  });
  return Object.fromEntries(limits);
}

/** Returns the value of the discriminator `property` in each branch of a union. */
function discriminators(contract: ContractDocument, schema: string, property: string, rule: string): string[] {
  const branches = contract.items(["components", "schemas", schema, "oneOf"], rule);
  return branches.map((branch) => contract.string([...branch, "properties", property, "enum", 0], rule));
}

export function clientDefaults(contract: ContractDocument): Record<string, Record<string, unknown>> {
  const defaults: Record<string, Record<string, unknown>> = {};
  for (const { operationId, pointer } of contractOperations(contract)) {
    const properties = [...pointer, "requestBody", "content", "application/json", "schema", "properties"];
    if (contract.get(properties) === undefined) continue;
    for (const name of contract.keys(properties, "constants/client-defaults")) {
      const value = contract.get([...properties, name, "x-client-default"]);
      if (value !== undefined) defaults[operationId] = { ...defaults[operationId], [name]: value };
    }
  }
  return defaults;
}

/** The longest prefix comes first: otherwise, a prefix that begins with another would never match. */
function taskIdForms(contract: ContractDocument): string {
  const rule = "constants/task-id-forms";
  const forms = contract.items(["components", "schemas", "TaskIdentifier", "x-task-id-forms"], rule).map((form) => {
    const bare = contract.get([...form, "prefix"]) === "";
    const prefix = bare ? "" : contract.string([...form, "prefix"], rule);
    const kind = contract.string([...form, "kind"], rule);
    const deprecated = contract.boolean([...form, "deprecated"], rule);
    // Any id may follow a prefix. Without a prefix, the id itself must have a pattern.
    const idPattern = bare ? contract.pattern([...form, "idPattern"], rule) : "/[^]/u";
    const code = `{ prefix: ${JSON.stringify(prefix)}, kind: ${JSON.stringify(kind)}, deprecated: ${String(deprecated)}, idPattern: ${idPattern} }`;
    return { prefix, code };
  });
  const repeated = forms.findIndex(({ prefix }, index) => forms.findIndex((form) => form.prefix === prefix) < index);
  if (repeated >= 0) {
    const form = ["components", "schemas", "TaskIdentifier", "x-task-id-forms", repeated, "prefix"];
    throw contract.problem(form, rule, "is a duplicate: the kind of such a taskId would be ambiguous.");
  }
  forms.sort((a, b) => b.prefix.length - a.prefix.length);
  return `[${forms.map(({ code }) => code).join(", ")}] as const`;
}
