import type { ContractDocument } from "../contract/document.ts";
import { pathParameters, type ContractOperation } from "../contract/operations.ts";
import type { SampledCall } from "./curl.ts";

/** The calls that an operation's named examples stand for. */
export function sampledCalls(contract: ContractDocument, operation: ContractOperation): SampledCall[] {
  const { operationId, method, path, pointer } = operation;
  const examples = [...pointer, "requestBody", "content", "application/json", "examples"];
  const parameters = exampleParameters(contract, operation);
  return contract.keys(examples, "docs/examples").map((name) => ({
    operationId,
    method,
    path,
    parameters,
    summary: contract.string([...examples, name, "summary"], "docs/examples"),
    body: contract.get([...examples, name, "value"]),
  }));
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
