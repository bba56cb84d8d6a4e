import type { ContractDocument } from "../contract/document.ts";
import { pathParameters, queryParameters, type ContractOperation } from "../contract/operations.ts";
import type { SampledCall } from "./curl.ts";

/** A call for each named example of an operation; one call if the operation has no request body. */
export function sampledCalls(contract: ContractDocument, operation: ContractOperation): SampledCall[] {
  const { operationId, method, path, pointer } = operation;
  const examples = [...pointer, "requestBody", "content", "application/json", "examples"];
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
