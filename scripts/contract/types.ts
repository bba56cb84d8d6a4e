import { pathToFileURL } from "node:url";
import openapiTS, { astToString, STRING, tsLiteral, tsUnion, UNDEFINED } from "openapi-typescript";
import ts from "typescript";
import type { ContractDocument } from "./document.ts";
import { namedSchemas } from "./operations.ts";

/** The contract's types: `paths`, `components` and `operations`. */
export async function contractTypes(contract: ContractDocument): Promise<string> {
  // By default openapi-typescript uses the path of the working directory as an address, which is invalid if it has a `%`.
  const cwd = pathToFileURL(`${process.cwd()}/`);
  // By default it requires a field that has a default, also in requests.
  const options = { cwd, silent: true, defaultNonNullable: false };
  const nodes = await openapiTS(contract.text, { ...options, transform: (schema) => form(schema) ?? openEnum(schema) });
  const { requests, responses } = namedSchemas(contract);
  const isInput = (name: string) => requests.has(name) && !responses.has(name);
  return astToString(nodes.map((node) => withInputs(node, (name) => name === "parameters" || isInput(name))));
}

/**
 * Parameters, and schemas that only requests use, allow readonly lists, and undefined for optional fields: `as const` and
 * `exactOptionalPropertyTypes` would otherwise reject valid requests.
 */
function withInputs(declaration: ts.Node, isInput: (name: string) => boolean): ts.Node {
  const { factory } = ts;
  const asInput = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, asInput, undefined);
    if (ts.isArrayTypeNode(visited)) return factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, visited);
    if (!ts.isPropertySignature(visited) || visited.questionToken === undefined) return visited;
    const { modifiers, name, questionToken, type = STRING } = visited;
    const orUndefined = factory.createUnionTypeNode([type, UNDEFINED]);
    return factory.updatePropertySignature(visited, modifiers, name, questionToken, orUndefined);
  };
  const find = (node: ts.Node): ts.Node => {
    const isSchema = ts.isPropertySignature(node) && ts.isIdentifier(node.name) && isInput(node.name.text);
    return isSchema ? asInput(node) : ts.visitEachChild(node, find, undefined);
  };
  const isComponents = ts.isInterfaceDeclaration(declaration) && declaration.name.text === "components";
  return isComponents ? find(declaration) : declaration;
}

/** A body with a file is sent as a form. */
function form(schema: object): ts.TypeNode | undefined {
  const properties: object = "properties" in schema && schema.properties instanceof Object ? schema.properties : {};
  const isFile = (property: unknown) =>
    property instanceof Object && "format" in property && property.format === "binary";
  if (!Object.values(properties).some(isFile)) return undefined;
  return ts.factory.createTypeReferenceNode("FormData");
}

/**
 * An open enum is `anyOf: [{ enum }, { type: string }]` in the contract. TypeScript reduces `"A" | "B" | string` to `string`, and
 * editors no longer suggest the known values. `string & {}` keeps them.
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
