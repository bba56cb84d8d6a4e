import { bodyShapes, exportedSchemas, type BodyShapes } from "./body-shapes.ts";
import { clientDefaults, requestBytesLimits } from "./constants.ts";
import { fieldsOrUndefined, literal, writeCode, type CodeFields } from "./code.ts";
import type { ContractDocument, Pointer } from "./document.ts";
import {
  bodySchema,
  contractOperations,
  formParts,
  pathParameters,
  queryParameters,
  successOf,
  type ContractOperation,
} from "./operations.ts";
import { responseShapes, submissionBranches } from "./response-shapes.ts";
import { onlyValue, referencedNames, schemaPointer } from "./schema.ts";

/** From the safest to retry to the least safe. */
export const operationKinds = ["read", "repeatable", "once"] as const;
export type OperationKind = (typeof operationKinds)[number];

/** Returns the code of the operation table, from which the client creates its methods, and of its types. */
export function operationTable(contract: ContractDocument): string {
  const bodies = bodyShapes(contract);
  const responses = responseShapes(contract);
  const limits = requestBytesLimits(contract);
  const defaults = clientDefaults(contract);

  const definition = (operation: ContractOperation): CodeFields => {
    const { operationId, method, path, pointer } = operation;
    const body = bodySchema(contract, operation);
    const query = queryParameters(contract, operation).map((each) => contract.string([...each, "name"], "operations"));
    const { schemas, empty, retryAfter } = successOf(contract, operation);
    const form = body && formParts(contract, body);
    const isOptional = body !== undefined && contract.get([...pointer, "requestBody", "required"]) !== true;
    return {
      method: literal(method),
      path: literal(path),
      kind: literal(operationKind(contract, operation)),
      parameters: parameterShapes(contract, operation, bodies),
      query: query.length === 0 ? undefined : literal(query),
      body: body && bodies.of(body),
      bodyOptional: isOptional ? "true" : undefined,
      form: form && { file: literal(form.file), json: literal(form.json) },
      maxBytes: optionalLiteral(limits[operationId]),
      defaults: optionalLiteral(defaults[operationId]),
      response: responses.of(schemas, empty),
      taskIdParameter: optionalLiteral(taskIdParameter(contract, operationId)),
      retryAfter: retryAfter ? "true" : undefined,
      deletes: method === "DELETE" || deletesInBody(contract, body, schemas) ? "true" : undefined,
    };
  };

  const operations = contractOperations(contract).map((each) => [each.operationId, definition(each)] as const);
  const table = Object.fromEntries(operations);
  const exported = exportedSchemas
    .filter((name) => contract.get(schemaPointer(name)) !== undefined)
    .map((name) => bodies.named(name));
  const { constants, write } = writeCode([table], exported);
  return [
    tableTypes,
    ...constants.map((shared) => {
      if (!exported.includes(shared)) return `const ${shared.constant} = ${write(shared.value)} as const;`;
      return `/** The shape of one operation of a bulk. */\nexport const ${shared.constant} = ${write(shared.value)} as const satisfies BodyShape;`;
    }),
    `/** Every operation, by its operationId. */\nexport const operations = ${write(table)} as const satisfies Readonly<Record<string, OperationDefinition>>;`,
  ].join("\n\n");
}

/** The shapes of the path parameters with a pattern of their own. */
function parameterShapes(
  contract: ContractDocument,
  operation: ContractOperation,
  bodies: BodyShapes,
): CodeFields | undefined {
  const hasPattern = (parameter: Pointer) => {
    const pattern = contract.get([...parameter, "schema", "pattern"]);
    return pattern !== undefined && pattern !== contract.get([...schemaPointer("PathSegment"), "pattern"]);
  };
  const shapes = pathParameters(contract, operation)
    .filter(hasPattern)
    .map((each) => [contract.string([...each, "name"], "operations"), bodies.of([...each, "schema"])] as const);
  return fieldsOrUndefined(Object.fromEntries(shapes));
}

/** Returns the kind of an operation: its `x-kind`, or the kind of its HTTP method. */
export function operationKind(contract: ContractDocument, { method, pointer }: ContractOperation): OperationKind {
  const extension = [...pointer, "x-kind"];
  const given = contract.get(extension);
  const kind = operationKinds.find((each) => each === given);
  if (kind !== undefined) return kind;
  if (given !== undefined) throw contract.problem(extension, "operations/kind", "must be read, repeatable or once.");
  return kindOfMethod(method);
}

/** Returns the kind of an HTTP method, in upper or lower case. */
export function kindOfMethod(method: string): OperationKind {
  if (/^(GET|HEAD)$/i.test(method)) return "read";
  return /^(PUT|DELETE)$/i.test(method) ? "repeatable" : "once";
}

/** Returns the path parameter that takes the taskId of an earlier response, according to the contract's links. */
function taskIdParameter(contract: ContractDocument, operationId: string): string | undefined {
  const links = ["components", "links"];
  for (const link of Object.keys(contract.get(links) ?? {})) {
    const parameters = Object.entries(contract.get([...links, link, "parameters"]) ?? {});
    const [name] = parameters.find(([, value]) => value === "$response.body#/taskId") ?? [];
    if (name !== undefined && contract.get([...links, link, "operationId"]) === operationId) return name;
  }
  return undefined;
}

/** Whether a request can contain deletes and its response can be PERSISTED. A bulk is never PERSISTED. */
function deletesInBody(contract: ContractDocument, body: Pointer | undefined, successes: readonly Pointer[]): boolean {
  const names = body === undefined ? [] : [...referencedNames(contract, contract.get(body))];
  const branches = successes.flatMap((schema) => submissionBranches(contract, schema) ?? []);
  return (
    names.some((name) => onlyValue(contract, schemaPointer(name), "action") === "DELETE") &&
    branches.some((branch) => onlyValue(contract, branch, "status") === "PERSISTED")
  );
}

function optionalLiteral(value: unknown): string | undefined {
  return value === undefined ? undefined : literal(value);
}

/** The types of the operation table. The generated file declares them, because it imports nothing. */
const tableTypes = `
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
  /** A string that is not empty, and that matches \`pattern\` or is one of the values in \`or\`. \`expected\` describes the pattern. */
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
  /** The property \`tag\` selects the branch. The branches do not contain it. */
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
  /** A stored record with an id and data. \`noun\` names it, if it is not a resource. \`objects\`: its other required fields. */
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
`.trim();
