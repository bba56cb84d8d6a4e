import type { ContractDocument } from "./document.ts";
import { contractOperations, queryParameters } from "./operations.ts";

/** The contract's schemas as they are, and what of them each operation's body and query must match. */
export function contractSchemas(contract: ContractDocument): string {
  const bodies = contractOperations(contract).flatMap(({ operationId, pointer }) => {
    const body = [...pointer, "requestBody", "content", "application/json"];
    if (contract.get(body) === undefined) return [];
    return [[operationId, contract.string([...body, "schema", "$ref"], "schemas")]];
  });
  const queries = contractOperations(contract).flatMap((operation) => {
    const parameters = queryParameters(contract, operation).map((parameter): [string, unknown] => [
      contract.string([...parameter, "name"], "schemas"),
      contract.get([...parameter, "schema"]),
    ]);
    return parameters.length === 0 ? [] : [[operation.operationId, { properties: Object.fromEntries(parameters) }]];
  });
  return [
    "/** The contract's schemas, as one document of JSON Schema 2020-12. */",
    `export const schemas = ${JSON.stringify({ components: { schemas: contract.get(["components", "schemas"]) } })};`,
    "/** Where in it the schema of each operation's body stands. */",
    `export const requestSchemas = ${JSON.stringify(Object.fromEntries(bodies))} as const;`,
    "/** What each operation's query must match, as an object of its parameters. */",
    `export const querySchemas = ${JSON.stringify(Object.fromEntries(queries))};`,
  ].join("\n\n");
}
