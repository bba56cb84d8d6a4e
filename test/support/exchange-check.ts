import { AsyncLocalStorage } from "node:async_hooks";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { get, getString, operationsOf, parametersOf, type Operation, type Pointer } from "./contract-data.ts";
import { contentOf, formType, partNames, valueOfForm } from "./forms.ts";

/** A request, as the contract describes it. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | FormData | undefined;
}

export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Compiles the schemas and routes of the contract. */
function compile() {
  const ajv = new Ajv2020({ allErrors: true, strict: false, formats: fullFormats, meta: false, validateSchema: false });
  ajv.addSchema(get([]) as object, "contract");
  // If a request matches two routes, the one with fewer parameters applies, so it comes first.
  const routes = operationsOf()
    .map((operation) => ({
      operation,
      pattern: new RegExp(`${operation.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    }))
    .sort((one, other) => one.operation.path.split("{").length - other.operation.path.split("{").length);
  // The references of the options of each union, by status.
  const options = new Map(
    ["ResourceSubmission", "RelationshipSubmission", "ObjectSubmission", "TaskSubmission"].map((name) => {
      const pointer = ["components", "schemas", name, "oneOf"];
      const byStatus = (get(pointer) as unknown[]).map((_, index): [unknown, string] => [
        get([...pointer, index, "properties", "status", "enum", 0]),
        getString([...pointer, index, "$ref"]),
      ]);
      return [`#/components/schemas/${name}`, new Map(byStatus)];
    }),
  );
  return { ajv, routes, options };
}

let compiled: ReturnType<typeof compile> | undefined;

/** Compiled when the first exchange is checked. */
function checks() {
  return (compiled ??= compile());
}

/** The problems of a request, one sentence each. */
export function requestProblems(request: SentRequest): string[] {
  const called = operationOf(request);
  const name = `The request ${request.method} ${new URL(request.url).pathname}`;
  if (called === undefined) return [`${name} is not an operation of the contract.`];
  const { operation, parameters } = called;
  const keyHeader = getString(["components", "securitySchemes", "apiKey", "name"]);
  const body = contentOf(operation);
  return [
    ...(request.headers.has(keyHeader) ? [] : [`${name} has no ${keyHeader} header.`]),
    ...parameterProblems(operation, parameters).map((problem) => `${name}: ${problem}`),
    ...queryProblems(operation, new URL(request.url).searchParams).map((problem) => `${name}: ${problem}`),
    ...contentProblems(body, request).map((problem) => `${name}: ${problem}`),
  ];
}

/** The problems of a response; none for a path outside the contract. */
export function responseProblems(
  request: Pick<SentRequest, "method" | "url">,
  { status, ...response }: ReceivedResponse,
): string[] {
  const called = operationOf(request);
  if (called === undefined) return [];
  const responses = [...called.operation.pointer, "responses"];
  const code = [String(status), "default"].find((code) => get([...responses, code]) !== undefined);
  const name = `The response ${status} to ${called.operation.operationId}`;
  if (code === undefined) return [`${name} is not in the contract.`];
  return contentProblems([...responses, code, "content"], response).map((problem) => `${name}: ${problem}`);
}

/** The parameters in the path of a request, decoded; none for a path outside the contract. */
export function pathParametersOf(request: Pick<SentRequest, "method" | "url">): Record<string, string> {
  const given = Object.entries(operationOf(request)?.parameters ?? {});
  return Object.fromEntries(given.map(([name, value]) => [name, decodeURIComponent(value)]));
}

function operationOf({ method, url }: Pick<SentRequest, "method" | "url">) {
  const { pathname } = new URL(url);
  for (const { operation, pattern } of checks().routes) {
    const match = operation.method === method ? pattern.exec(pathname) : null;
    if (match) return { operation, parameters: match.groups ?? {} };
  }
  return undefined;
}

function parameterProblems(operation: Operation, given: Record<string, string>): string[] {
  return [...parametersOf(operation, "path")].flatMap(([name, parameter]) => {
    const value = given[name];
    return value === undefined ? [] : schemaProblems([...parameter, "schema"], decodeURIComponent(value));
  });
}

/** The values of a query are JSON, except strings. A list is written as one value for each item. */
function queryProblems(operation: Operation, given: URLSearchParams): string[] {
  const parameters = parametersOf(operation, "query");
  return [...given].flatMap(([name, text]) => {
    const parameter = parameters.get(name);
    if (parameter === undefined) return [`the contract has no parameter ${name} in its query.`];
    const { ajv } = checks();
    const isList = get([...parameter, "schema", "type"]) === "array";
    const isValid = ajv.validate(get([...parameter, "schema"]) as object, isList ? [text] : parsed(text));
    return isValid ? [] : [`${ajv.errorsText(ajv.errors, { dataVar: `its ${name}` })}.`];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function contentProblems(content: Pointer, { headers, body }: { headers: Headers; body: SentRequest["body"] }) {
  if (get(content) === undefined) return body === undefined || body === "" ? [] : ["it has a body."];
  // The platform sets the content type of a form.
  const [mediaType = ""] = (headers.get("content-type") ?? (body instanceof FormData ? formType : "")).split(";");
  if (get([...content, mediaType]) === undefined) return [`its media type is ${JSON.stringify(mediaType)}.`];
  if (body instanceof FormData) {
    const value = valueOfForm(body, partNames(content).json);
    return schemaProblems([...content, mediaType, "schema"], value);
  }
  try {
    return schemaProblems([...content, mediaType, "schema"], JSON.parse(body ?? ""));
  } catch (error) {
    if (error instanceof SyntaxError) return ["its body is not JSON."];
    throw error;
  }
}

function schemaProblems(pointer: Pointer, value: unknown): string[] {
  const $ref = optionOf(getString([...pointer, "$ref"]), value);
  const validate = checks().ajv.getSchema(`contract${$ref}`);
  if (validate === undefined) throw new Error(`${$ref} is not a schema of the contract.`);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `its ${instancePath || "value"} ${message}.`);
}

/** The option of a response that has its status: the problems with other options are irrelevant. */
function optionOf($ref: string, value: unknown): string {
  const status = typeof value === "object" && value !== null && "status" in value ? value.status : undefined;
  return checks().options.get($ref)?.get(status) ?? $ref;
}

const exempt = new AsyncLocalStorage<true>();
const found: string[] = [];

/** Runs `work`, which violates the contract on purpose, without checks of its requests and responses. */
export function againstTheContract<Result>(work: () => Result): Result {
  return exempt.run(true, work);
}

export function report(problems: () => string[]): void {
  if (exempt.getStore() === undefined) found.push(...problems());
}

/** Returns the problems that were reported since the last call. */
export function takeReported(): string[] {
  return found.splice(0);
}
