import type { ContractDocument, Pointer } from "./document.ts";
import { propertyNames, referencedName, referencedNames, requiredNames } from "./schema.ts";

export interface ContractOperation {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly pointer: Pointer;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Returns every operation, in the contract's order. */
export function contractOperations(contract: ContractDocument): ContractOperation[] {
  return contract.keys(["paths"], "operations").flatMap((path) =>
    methods
      .map((method) => ({ method: method.toUpperCase(), path, pointer: ["paths", path, method] }))
      .filter(({ pointer }) => contract.get(pointer) !== undefined)
      .map((operation) => ({ ...operation, operationId: operationId(contract, operation.pointer) })),
  );
}

/** The operationIds of one word. Any other could collide with another property of the client, such as `http`. */
const verbs = ["browse"];

/** An operationId is also the name of a method. */
function operationId(contract: ContractDocument, operation: Pointer): string {
  const pointer = [...operation, "operationId"];
  const name = contract.string(pointer, "operations");
  if (verbs.includes(name) || /^[a-z]+[A-Z][a-zA-Z0-9]*$/.test(name)) return name;
  throw contract.problem(pointer, "operations", "must be a verb and a noun in camel case, such as createResource.");
}

/** Returns the pointers of the parameters in an operation's path. */
export function pathParameters(contract: ContractDocument, operation: ContractOperation): Pointer[] {
  return parametersIn("path", contract, operation);
}

/** Returns the pointers of the parameters in an operation's query. */
export function queryParameters(contract: ContractDocument, operation: ContractOperation): Pointer[] {
  return parametersIn("query", contract, operation);
}

/** The parameters of the path come before those of the operation. */
function parametersIn(where: string, contract: ContractDocument, { path, pointer }: ContractOperation): Pointer[] {
  return [
    ["paths", path, "parameters"],
    [...pointer, "parameters"],
  ]
    .filter((parameters) => contract.get(parameters) !== undefined)
    .flatMap((parameters) => contract.items(parameters, "operations/parameters"))
    .filter((parameter) => contract.get([...parameter, "in"]) === where);
}

export interface ContractSuccess {
  /** The pointers of its JSON schemas, each schema once. */
  readonly schemas: readonly [Pointer, ...Pointer[]];
  /** Whether a response may have no body. */
  readonly empty: boolean;
  /** Whether a response may have the header of the component `RetryAfter`. */
  readonly retryAfter: boolean;
}

/** Returns the successful responses of an operation, with a status from 200 to 299. */
export function successOf(contract: ContractDocument, { method, pointer }: ContractOperation): ContractSuccess {
  const responses = [...pointer, "responses"];
  const successes = contract
    .keys(responses, "operations/response")
    .filter((status) => status.startsWith("2"))
    .map((status) => [...responses, status]);
  const schemas = new Map<string, Pointer>();
  for (const success of successes) {
    const schema = [...success, "content", "application/json", "schema"];
    const node = contract.get(schema);
    if (node !== undefined) schemas.set(JSON.stringify(node), schema);
  }
  const [schema, ...others] = schemas.values();
  if (schema === undefined) {
    throw contract.problem(responses, "operations/response", "must have a successful response with a JSON schema.");
  }
  const empty = method === "DELETE" || successes.some((success) => success.at(-1) === "204");
  return { schemas: [schema, ...others], empty, retryAfter: successes.some((each) => hasRetryAfter(contract, each)) };
}

function hasRetryAfter(contract: ContractDocument, response: Pointer): boolean {
  const headers = [...response, "headers"];
  const isRetryAfter = (name: string) => contract.get([...headers, name, "$ref"]) === "#/components/headers/RetryAfter";
  return contract.get(headers) !== undefined && contract.keys(headers, "operations/response").some(isRetryAfter);
}

/** The media types of bodies that the client can send. */
const bodyMediaTypes = ["application/json", "multipart/form-data"];

/** The pointer of the media type of an operation's body, or undefined. */
export function bodyContent(contract: ContractDocument, { pointer }: ContractOperation): Pointer | undefined {
  const content = [...pointer, "requestBody", "content"];
  if (contract.get(content) === undefined) return undefined;
  const [mediaType = "", ...others] = contract.keys(content, "operations/body");
  if (others.length === 0 && bodyMediaTypes.includes(mediaType)) return [...content, mediaType];
  throw contract.problem(content, "operations/body", `must have one media type: ${bodyMediaTypes.join(" or ")}.`);
}

/** The pointer of the schema of an operation's body, or undefined. */
export function bodySchema(contract: ContractDocument, operation: ContractOperation): Pointer | undefined {
  const content = bodyContent(contract, operation);
  return content && [...content, "schema"];
}

/** The parts of a form. The client takes the fields of the JSON part beside the file. */
export interface FormParts {
  /** The name of the part with the file. */
  readonly file: string;
  /** The name of the part with JSON. */
  readonly json: string;
  /** The pointer of the schema of the JSON part. */
  readonly jsonSchema: Pointer;
}

/** Returns the parts of the form whose schema is at `pointer`; undefined for a schema without a file. */
export function formParts(contract: ContractDocument, pointer: Pointer): FormParts | undefined {
  const propertyOf = (name: string) => [...pointer, "properties", name];
  const names = propertyNames(contract, pointer);
  const files = names.filter((name) => isFile(contract, propertyOf(name)));
  const [file, ...otherFiles] = files;
  if (file === undefined) return undefined;
  const [json, ...others] = names.filter((name) => !files.includes(name));
  const jsonSchema = propertyOf(json ?? "");
  const required = [...requiredNames(contract, pointer), ...requiredNames(contract, jsonSchema)];
  const isJson = json !== undefined && referencedName(contract, jsonSchema) !== undefined;
  if (isJson && otherFiles.length + others.length === 0 && required.join() === file) return { file, json, jsonSchema };
  const expected = "a required file, and an optional reference to an object without required properties";
  throw contract.problem(pointer, "operations/form", `must have two properties: ${expected}.`);
}

/** Whether a schema is that of a file. */
export function isFile(contract: ContractDocument, pointer: Pointer): boolean {
  return contract.get([...pointer, "format"]) === "binary";
}

/** Returns the page of Clinia's documentation that `externalDocs` links. */
export function pageOf(contract: ContractDocument, pointer: Pointer): string | undefined {
  const url = [...pointer, "externalDocs", "url"];
  return contract.get(url) === undefined ? undefined : contract.string(url, "operations");
}

/** Returns the named schemas that the schemas at `pointers` reference, directly or indirectly. */
export function referencesIn(contract: ContractDocument, pointers: readonly Pointer[]): ReadonlySet<string> {
  return referencedNames(
    contract,
    pointers.map((pointer) => contract.get(pointer)),
  );
}

/** Returns the bodies of all operations, and the named schemas of requests and of successful responses. A schema can be in both. */
export function namedSchemas(contract: ContractDocument) {
  const all = contractOperations(contract);
  const bodies = all.map((operation) => bodySchema(contract, operation)).filter((body) => body !== undefined);
  const successes = all.flatMap((operation) => successOf(contract, operation).schemas);
  return { bodies, requests: referencesIn(contract, bodies), responses: referencesIn(contract, successes) };
}
