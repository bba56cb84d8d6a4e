import openapiTS, { astToString, STRING, tsLiteral, tsUnion } from "openapi-typescript";
import ts from "typescript";

/** The contract's types: `paths`, `components` and `operations`. */
export async function contractTypes(contract: string): Promise<string> {
  const nodes = await openapiTS(contract, { silent: true, transform: (schema) => openEnum(schema) });
  return astToString(nodes);
}

/**
 * An enum that may grow is `anyOf: [{ enum }, { type: string }]` in the contract. As `"A" | "B" | string` TypeScript makes
 * it plain `string`, and the known values are lost to whoever writes a `switch`; `string & {}` keeps them.
 */
function openEnum(schema: object): ts.TypeNode | undefined {
  const branches: unknown = "anyOf" in schema ? schema.anyOf : undefined;
  if (!Array.isArray(branches) || branches.length !== 2) return undefined;
  const [known, any] = branches as object[];
  if (known === undefined || any === undefined || !("enum" in known) || !Array.isArray(known.enum)) return undefined;
  if (JSON.stringify(any) !== '{"type":"string"}') return undefined;
  const anyOther = ts.factory.createParenthesizedType(
    ts.factory.createIntersectionTypeNode([STRING, ts.factory.createTypeLiteralNode([])]),
  );
  return tsUnion([...known.enum.map((value: string) => tsLiteral(value)), anyOther]);
}
