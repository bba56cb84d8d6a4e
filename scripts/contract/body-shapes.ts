import { fieldsOrUndefined, literal, NamedCode, type Code, type CodeFields } from "./code.ts";
import type { ContractDocument, Pointer } from "./document.ts";
import { alternatives, onlyValue, propertyNames, referencedName, requiredNames, schemaPointer } from "./schema.ts";

const rule = "operations/body";
const anything = { kind: literal("any") };
const anyString = { kind: literal("string") };
const anyObject = { kind: literal("data") };
const scalars: Readonly<Record<string, Code>> = {
  string: anyString,
  number: { kind: literal("number") },
  integer: { kind: literal("number") },
  boolean: { kind: literal("boolean") },
};

/** The schema whose shape is exported from the generated file: `writeResources` checks single operations with it. */
export const exportedSchema = "ResourceOperation";

export interface BodyShapes {
  /** The shape of the schema at `pointer`, as code. Throws `ContractError` for a schema that requires itself. */
  of(pointer: Pointer): Code;
  named(schema: string): NamedCode;
}

/** The part of request bodies that the client checks: required properties, and the format of optional strings. */
export function bodyShapes(contract: ContractDocument): BodyShapes {
  const shapes = new Map<string, NamedCode>();
  const visiting = new Set<string>();

  const of = (pointer: Pointer): Code => {
    const name = referencedName(contract, pointer);
    if (name === undefined) return structure(pointer);
    if (visiting.has(name))
      throw contract.problem(pointer, rule, `requires ${name} within itself, so no body can be valid.`);
    return named(name);
  };

  const named = (schema: string): NamedCode => {
    const known = shapes.get(schema);
    if (known !== undefined) return known;
    visiting.add(schema);
    const shape = new NamedCode(constantName(schema), of(schemaPointer(schema)));
    visiting.delete(schema);
    shapes.set(schema, shape);
    return shape;
  };

  const structure = (pointer: Pointer): Code => {
    const get = (keyword: string) => contract.get([...pointer, keyword]);
    const type = get("type");
    if (type === "object") return objectShape(pointer);
    if (type === "array") return { kind: literal("list"), items: of([...pointer, "items"]) };
    if (type === "string" && Array.isArray(get("enum"))) {
      return { kind: literal("enum"), values: literal(contract.strings([...pointer, "enum"], rule)) };
    }
    if (type === "string" && get("pattern") !== undefined) {
      const segment = contract.get(["components", "schemas", "PathSegment", "pattern"]);
      if (get("pattern") === segment) return { kind: literal("segment") };
      return { ...anyString, pattern: contract.pattern([...pointer, "pattern"], rule) };
    }
    if (typeof type === "string") return scalars[type] ?? anything;
    return stringOrToken(pointer) ?? taggedShape(pointer) ?? anything;
  };

  const objectShape = (pointer: Pointer, tag?: string): Code => {
    const names = propertyNames(contract, pointer);
    if (names.length === 0 && contract.get([...pointer, "additionalProperties"]) === true) return anyObject;
    const required: Record<string, Code> = {};
    const optional: Record<string, Code> = {};
    const requiredProperties = requiredNames(contract, pointer);
    for (const name of names) {
      const property = [...pointer, "properties", name];
      const isRequired = requiredProperties.includes(name);
      if (name === tag) continue;
      if (isRequired && contract.get([...property, "x-client-default"]) !== undefined) optional[name] = of(property);
      else if (isRequired) required[name] = of(property);
      else if (isCheckedString(property)) optional[name] = of(property);
    }
    return { kind: literal("object"), required, optional: fieldsOrUndefined(optional) };
  };

  const isCheckedString = (property: Pointer): boolean => {
    const name = referencedName(contract, property);
    const pointer = name === undefined ? property : schemaPointer(name);
    const get = (keyword: string) => contract.get([...pointer, keyword]);
    if (get("type") !== "string") return stringOrToken(pointer) !== undefined;
    return ["pattern", "enum", "minLength"].some((keyword) => get(keyword) !== undefined);
  };

  /** `anyOf` of a string of fixed values and a string with a pattern. */
  const stringOrToken = (pointer: Pointer): CodeFields | undefined => {
    const [token, other, ...more] = alternatives(contract, pointer, "anyOf");
    if (token === undefined || other === undefined || more.length > 0) return undefined;
    if (!Array.isArray(contract.get([...token, "enum"]))) return undefined;
    if (contract.get([...other, "pattern"]) === undefined) return undefined;
    const or = literal(contract.strings([...token, "enum"], rule));
    return { ...anyString, pattern: contract.pattern([...other, "pattern"], rule), or };
  };

  /** `oneOf` of objects with a discriminator: a required property with a different value in each. */
  const taggedShape = (pointer: Pointer): Code | undefined => {
    const branches = alternatives(contract, pointer, "oneOf");
    const [first] = branches;
    const tag = first && propertyNames(contract, first).find((name) => isTag(name, branches));
    if (tag === undefined) return undefined;
    const shapes = branches.map((branch) => [onlyValue(contract, branch, tag), objectShape(branch, tag)] as const);
    return { kind: literal("oneOf"), tag: literal(tag), branches: Object.fromEntries(shapes) as CodeFields };
  };

  const isTag = (name: string, branches: readonly Pointer[]): boolean => {
    if (!branches.every((branch) => requiredNames(contract, branch).includes(name))) return false;
    const values = branches.map((branch) => onlyValue(contract, branch, name));
    return !values.includes(undefined) && new Set(values).size === branches.length;
  };

  return { of, named };
}

function constantName(schema: string): string {
  const name = `${schema.charAt(0).toLowerCase()}${schema.slice(1)}`;
  return schema === exportedSchema ? name : `${name}Shape`;
}
