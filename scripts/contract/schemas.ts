import type { ContractDocument } from "./document.ts";
import { bodySchema, contractOperations, queryParameters } from "./operations.ts";
import { alternatives, enumValues, referencedNames, schemaPointer, tagOf } from "./schema.ts";

/** Returns the code of the request schemas, and of the schema of each operation's body and query. */
export function contractSchemas(contract: ContractDocument): string {
  const bodies = contractOperations(contract).flatMap((operation) => {
    const body = bodySchema(contract, operation);
    return body === undefined ? [] : [[operation.operationId, contract.string([...body, "$ref"], "schemas")]];
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
  return Object.fromEntries(names.map((name) => [name, withoutDocumentation(withDiscriminator(contract, name))]));
}

const documentation: ReadonlySet<string> = new Set(["description", "externalDocs", "x-inferred", "deprecated"]);

/** Removes the documentation of a schema, which would be a tenth of the embedded registry. A name in `properties` is no keyword. */
function withoutDocumentation(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutDocumentation);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !documentation.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]: [string, unknown]) => {
      if (keyword !== "properties") return [keyword, withoutDocumentation(value)];
      const properties = Object.entries(value as object).map(([name, of]) => [name, withoutDocumentation(of)]);
      return [keyword, Object.fromEntries(properties)];
    }),
  );
}

/**
 * Adds the discriminator of a `oneOf`, with its values for messages: otherwise, ajv reports the problems of all branches. The contract
 * itself can't have one, because it would change the generated types.
 */
function withDiscriminator(contract: ContractDocument, name: string): unknown {
  const schema = contract.get(schemaPointer(name));
  const branches = alternatives(contract, schemaPointer(name), "oneOf");
  const propertyName = tagOf(contract, branches);
  if (propertyName === undefined) return schema;
  const values = branches.flatMap((branch) => enumValues(contract, branch, propertyName));
  return { ...(schema as object), type: "object", discriminator: { propertyName, values } };
}
