import type { ContractDocument } from "./document.ts";
import { contractOperations } from "./operations.ts";

/** The contract's schemas as they are, and which of them each operation's body must match. */
export function contractSchemas(contract: ContractDocument): string {
  const bodies = contractOperations(contract).flatMap(({ operationId, pointer }) => {
    const body = [...pointer, "requestBody", "content", "application/json"];
    if (contract.get(body) === undefined) return [];
    return [[operationId, contract.string([...body, "schema", "$ref"], "schemas")]];
  });
  return [
    "/** The contract's schemas, as one document of JSON Schema 2020-12. */",
    `export const schemas = ${JSON.stringify({ components: { schemas: contract.get(["components", "schemas"]) } })};`,
    "/** Where in it the schema of each operation's body stands. */",
    `export const requestSchemas = ${JSON.stringify(Object.fromEntries(bodies))} as const;`,
  ].join("\n\n");
}
