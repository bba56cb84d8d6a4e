import { format } from "prettier";
import type { ContractDocument, Pointer } from "./document.ts";
import {
  bodyContent,
  formParts,
  pathParameters,
  queryParameters,
  successOf,
  type ContractOperation,
  type FormParts,
} from "./operations.ts";
import { submissionBranches } from "./response-shapes.ts";

/** One named example of an operation, as a call that a reader can copy and run. */
export interface SampledCall {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Empty if there are no query parameters. */
  readonly query: Readonly<Record<string, string | number | boolean>>;
  readonly summary: string;
  /** Undefined if there is no body. */
  readonly body: unknown;
  /** Whether the result has a `status` and a `taskId`. */
  readonly isSubmission: boolean;
  /** The parts of a body that is a form. */
  readonly form: FormParts | undefined;
}

/** The name and media type of the file in a sampled form, whose content is a string. */
export const sampledFile = { name: "file.txt", type: "text/plain" };

/** Returns a call for each named example of an operation, or one call for an operation without a body. */
export function sampledCalls(contract: ContractDocument, operation: ContractOperation): SampledCall[] {
  const { operationId, method, path, pointer } = operation;
  const content = bodyContent(contract, operation);
  const call = {
    operationId,
    method,
    path,
    parameters: exampleParameters(contract, operation),
    query: exampleQuery(contract, operation),
    isSubmission: successOf(contract, operation).schemas.every((each) => submissionBranches(contract, each)),
  };
  if (content === undefined) {
    const summary = contract.string([...pointer, "summary"], "docs/examples");
    return [{ ...call, summary, body: undefined, form: undefined }];
  }
  const examples = [...content, "examples"];
  const form = formParts(contract, [...content, "schema"]);
  return contract.keys(examples, "docs/examples").map((name) => ({
    ...call,
    form,
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
export function callStatement({ operationId, parameters, query, body, form }: SampledCall): string {
  const options = Object.keys(query).length === 0 ? undefined : JSON.stringify({ query });
  const given = form === undefined ? JSON.stringify(body) : formCode(body, form);
  const inputs = [JSON.stringify(parameters), given, options].filter((input) => input !== undefined);
  return `const result = await registry.${operationId}(${inputs.join(", ")});`;
}

/** Writes a form as the client takes it: the fields of its JSON part beside the file. */
function formCode(body: unknown, { file, json }: FormParts): string {
  const parts = body as Readonly<Record<string, unknown>>;
  const { name, type } = sampledFile;
  const code = `new File([${JSON.stringify(parts[file])}], ${JSON.stringify(name)}, ${JSON.stringify({ type })})`;
  const fields = Object.entries(parts[json] ?? {}).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{ ${[`${JSON.stringify(file)}: ${code}`, ...fields].join(", ")} }`;
}

function withoutData(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => (key === "data" ? {} : value));
}

function hasExamples(contract: ContractDocument, operation: ContractOperation): boolean {
  const isRequired = (parameter: Pointer) => contract.get([...parameter, "required"]) === true;
  const parameters = [...pathParameters(contract, operation), ...queryParameters(contract, operation)];
  const content = bodyContent(contract, operation);
  return (
    parameters.filter(isRequired).every((parameter) => contract.get([...parameter, "example"]) !== undefined) &&
    (content === undefined || contract.get([...content, "examples"]) !== undefined)
  );
}

/** The query parameters that have an example. */
function exampleQuery(contract: ContractDocument, operation: ContractOperation): SampledCall["query"] {
  return Object.fromEntries(
    queryParameters(contract, operation).flatMap((parameter): [string, string | number | boolean][] => {
      const example = contract.get([...parameter, "example"]);
      const name = contract.string([...parameter, "name"], "docs/parameters");
      return example === undefined ? [] : [[name, example as string | number | boolean]];
    }),
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
