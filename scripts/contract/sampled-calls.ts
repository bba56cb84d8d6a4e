import { format } from "prettier";
import type { ContractDocument, Pointer } from "./document.ts";
import { pathParameters, queryParameters, type ContractOperation } from "./operations.ts";

/** One named example of an operation, as a call that a reader can copy and run. */
export interface SampledCall {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Empty if there are no query parameters. */
  readonly query: Readonly<Record<string, string | boolean>>;
  readonly summary: string;
  /** Undefined if there is no body. */
  readonly body: unknown;
}

/** Returns a call for each named example of an operation, or one call for an operation without a body. */
export function sampledCalls(contract: ContractDocument, operation: ContractOperation): SampledCall[] {
  const { operationId, method, path, pointer } = operation;
  const examples = bodyExamples(operation);
  const call = {
    operationId,
    method,
    path,
    parameters: exampleParameters(contract, operation),
    query: exampleQuery(contract, operation),
  };
  if (contract.get([...pointer, "requestBody"]) === undefined) {
    return [{ ...call, summary: contract.string([...pointer, "summary"], "docs/examples"), body: undefined }];
  }
  return contract.keys(examples, "docs/examples").map((name) => ({
    ...call,
    summary: contract.string([...examples, name, "summary"], "docs/examples"),
    body: contract.get([...examples, name, "value"]),
  }));
}

/** The maximum length of an example, in lines. A longer example has resources without data. */
const maxExampleLines = 16;

/**
 * Returns the first example of an operation as TypeScript. Undefined if the contract has no example of its body or of a required
 * parameter.
 */
export async function exampleCode(
  contract: ContractDocument,
  operation: ContractOperation,
): Promise<string | undefined> {
  if (!hasExamples(contract, operation)) return undefined;
  const [call] = sampledCalls(contract, operation);
  if (call === undefined) return undefined;
  const code = await callCode(call);
  return code.split("\n").length > maxExampleLines ? callCode({ ...call, body: withoutData(call.body) }) : code;
}

/** Formats the code for a comment: the print width leaves room for the ` * ` before each line. */
async function callCode(call: SampledCall): Promise<string> {
  return (await format(callStatement(call), { parser: "typescript", printWidth: 122 })).trimEnd();
}

/** The statement that makes a call with the client `registry`, on one line. */
export function callStatement({ operationId, parameters, query, body }: SampledCall): string {
  const options = Object.keys(query).length === 0 ? undefined : { query };
  const inputs = [parameters, body, options].filter((input) => input !== undefined);
  return `const result = await registry.${operationId}(${inputs.map((input) => JSON.stringify(input)).join(", ")});`;
}

function withoutData(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => (key === "data" ? {} : value));
}

function hasExamples(contract: ContractDocument, operation: ContractOperation): boolean {
  const isRequired = (parameter: Pointer) => contract.get([...parameter, "required"]) === true;
  const parameters = [...pathParameters(contract, operation), ...queryParameters(contract, operation)];
  const hasBody = contract.get([...operation.pointer, "requestBody"]) !== undefined;
  return (
    parameters.filter(isRequired).every((parameter) => contract.get([...parameter, "example"]) !== undefined) &&
    (!hasBody || contract.get(bodyExamples(operation)) !== undefined)
  );
}

function bodyExamples({ pointer }: ContractOperation): Pointer {
  return [...pointer, "requestBody", "content", "application/json", "examples"];
}

function exampleQuery(contract: ContractDocument, operation: ContractOperation): Record<string, string | boolean> {
  return Object.fromEntries(
    queryParameters(contract, operation).map((parameter) => [
      contract.string([...parameter, "name"], "docs/parameters"),
      contract.get([...parameter, "example"]) as string | boolean,
    ]),
  );
}

function exampleParameters(contract: ContractDocument, operation: ContractOperation): Record<string, string> {
  const rule = "docs/parameters";
  return Object.fromEntries(
    pathParameters(contract, operation).map((parameter) => [
      contract.string([...parameter, "name"], rule),
      contract.string([...parameter, "example"], rule),
    ]),
  );
}
