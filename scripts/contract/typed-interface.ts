import { literal, tsdoc } from "./code.ts";
import type { ContractDocument, Pointer } from "./document.ts";
import { bodySchema, pathParameters, successOf, type ContractOperation } from "./operations.ts";
import { propertyNames, referencedName, referencedNames } from "./schema.ts";

/** The parameter of the path with the resource type, and the schema of the data that a profile defines. */
const resourceType = "resourceType";
const profiledData = "ResourceData";

/** The types of a method that both interfaces of the client use. */
export interface MethodTypes {
  readonly path: string;
  readonly body: string | undefined;
  readonly options: string;
  readonly result: string;
}

const interfaceDoc = tsdoc([
  "A client whose resources have the types of profiles: see {@link createRegistryClient}. `P` maps resource types to their\n" +
    "{@link ProfileEntry}. A type without a profile, or a string that is not known at compile time, has plain {@link Data}.",
  "Write the path of a call inline, or with `as const`: in a variable, TypeScript widens `resourceType` to `string`.",
]);

const profilesDoc = tsdoc(['The checks of the profiles: for example, `registry.profiles.check("patient", { data })`.']);

/** Returns the interface of a client with profiles. `methods`: the code of each method that differs, by its name. */
export function typedInterface(methods: ReadonlyMap<string, string>): string {
  const names = [...methods.keys()].map(literal).join(" | ");
  return (
    `${interfaceDoc}\nexport interface TypedRegistryClient<P extends ProfileEntries<P>> ` +
    `extends Omit<RegistryClient, ${names}> {\n${[...methods.values()].join("\n\n")}\n\n` +
    `${profilesDoc}\nreadonly profiles: ResourceCheck<P>;\n}`
  );
}

/** Returns the signature of a method whose data a profile defines; undefined for any other method. */
export function typedSignature(
  contract: ContractDocument,
  operation: ContractOperation,
  types: MethodTypes,
): string | undefined {
  const { operationId } = operation;
  const { path, body, options, result } = types;
  const schema = bodySchema(contract, operation);
  const fields = schema === undefined ? [] : propertyNames(contract, schema);
  const isTyped = (pointer: Pointer) => referencedNames(contract, contract.get(pointer)).has(profiledData);
  const operations = fields.find((field) => isOperationList(contract, schema, field));
  const returns = (type: string) => `Promise<TypedResult<${result}, P, ${type}>>`;
  const withType = `path: TypedPath<${path}, T>`;

  if (body !== undefined && operations !== undefined) {
    // With `| []`, TypeScript infers a tuple, and reports the operation that is wrong.
    const checked = `{ ${operations}: Checked<P, O> }`;
    const typed = `Omit<${body}, ${literal(operations)}> & ${checked}`;
    return `${operationId}<O extends readonly AnyResourceOperation[] | []>(path: ${path}, body: ${typed}, ${options}): Promise<${result}>`;
  }
  if (body !== undefined && fields.includes("collectionKeys")) {
    const typed = `Omit<${body}, "collectionKeys"> & { collectionKeys: readonly T[] }`;
    return `${operationId}<T extends ResourceType<P>>(path: ${path}, body: ${typed}, ${options}): ${returns("T")}`;
  }
  const hasType = pathParameters(contract, operation).some((each) => contract.get([...each, "name"]) === resourceType);
  if (!hasType) return undefined;
  if (body === undefined) {
    const isRead = successOf(contract, operation).schemas.some(isTyped);
    return isRead ? `${operationId}<T extends ResourceType<P>>(${withType}, ${options}): ${returns("T")}` : undefined;
  }
  // The type of a contained resource is in its body.
  return fields.includes("type")
    ? `${operationId}<T extends ResourceType<P>, C extends ResourceType<P>>` +
        `(${withType}, body: TypedBody<${body}, P, C> & { type: C }, ${options}): ${returns("T")}`
    : `${operationId}<T extends ResourceType<P>>(${withType}, body: TypedBody<${body}, P, T>, ${options}): ${returns("T")}`;
}

function isOperationList(contract: ContractDocument, schema: Pointer | undefined, field: string): boolean {
  return (
    schema !== undefined && referencedName(contract, [...schema, "properties", field, "items"]) === "ResourceOperation"
  );
}
