import type { ContractDocument, Pointer } from "./document.ts";

export interface ContractOperation {
  readonly operationId: string;
  /** In upper case, as HTTP writes it. */
  readonly method: string;
  readonly path: string;
  readonly pointer: Pointer;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Every operation of the contract, in its order. */
export function contractOperations(contract: ContractDocument): ContractOperation[] {
  return contract.keys(["paths"], "operations").flatMap((path) =>
    methods
      .map((method) => ({ method: method.toUpperCase(), path, pointer: ["paths", path, method] }))
      .filter(({ pointer }) => contract.get(pointer) !== undefined)
      .map((operation) => ({ ...operation, operationId: operationId(contract, operation.pointer) })),
  );
}

/** The name of its method too. */
function operationId(contract: ContractDocument, operation: Pointer): string {
  const pointer = [...operation, "operationId"];
  const name = contract.string(pointer, "operations");
  if (/^[a-z][a-zA-Z0-9]*$/.test(name)) return name;
  throw contract.problem(pointer, "operations", "must be a verb and a noun in camel case, such as createResource.");
}

/** The pointers of the parameters in an operation's path. */
export function pathParameters(contract: ContractDocument, operation: ContractOperation): Pointer[] {
  return parametersIn("path", contract, operation);
}

/** The pointers of the parameters in an operation's query. */
export function queryParameters(contract: ContractDocument, operation: ContractOperation): Pointer[] {
  return parametersIn("query", contract, operation);
}

/** Those of the path before those of the operation. */
function parametersIn(where: string, contract: ContractDocument, { path, pointer }: ContractOperation): Pointer[] {
  return [
    ["paths", path, "parameters"],
    [...pointer, "parameters"],
  ]
    .filter((parameters) => contract.get(parameters) !== undefined)
    .flatMap((parameters) => contract.items(parameters, "operations/parameters"))
    .filter((parameter) => contract.get([...parameter, "in"]) === where);
}
