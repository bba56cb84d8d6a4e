import type { ContractDocument } from "./document.ts";
import { contractOperations, queryParameters } from "./operations.ts";
import { referencedNames, schemaPointer } from "./schema.ts";

/** Returns the code of the request schemas, and of the schema of each operation's body and query. */
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
    "/** The schemas of requests, as one document of JSON Schema 2020-12. */",
    `export const schemas = ${JSON.stringify({ components: { schemas: referencedSchemas(contract, bodies) } })};`,
    "/** The reference to the schema of each operation's body in that document. */",
    `export const requestSchemas = ${JSON.stringify(Object.fromEntries(bodies))} as const;`,
    "/** The schema of each operation's query, as an object of its parameters. */",
    `export const querySchemas = ${JSON.stringify(Object.fromEntries(queries))};`,
  ].join("\n\n");
}

/** The schemas that `node` references, directly or indirectly, in the contract's order. */
function referencedSchemas(contract: ContractDocument, node: unknown): Record<string, unknown> {
  const found = referencedNames(contract, node);
  const names = contract.keys(["components", "schemas"], "schemas").filter((name) => found.has(name));
  return Object.fromEntries(names.map((name) => [name, contract.get(schemaPointer(name))]));
}
