import { fieldsOrUndefined, literal, NamedCode, type Code, type CodeFields } from "./code.ts";
import type { ContractDocument, Pointer } from "./document.ts";
import { isFile } from "./operations.ts";
import {
  alternatives,
  enumValues,
  propertyNames,
  referencedName,
  requiredNames,
  schemaPointer,
  tagOf,
} from "./schema.ts";

const rule = "operations/body";
const anything = { kind: literal("any") };
const anyString = { kind: literal("string") };
const anyObject = { kind: literal("data") };
const scalars: Readonly<Record<string, Code>> = {
  string: anyString,
  boolean: { kind: literal("boolean") },
};

/** The schemas whose shapes are exported from the generated file: single operations of a bulk are checked with them. */
export const exportedSchemas = ["ResourceOperation", "RelationshipOperation"];

export interface BodyShapes {
  /** The shape of the schema at `pointer`, as code. Throws `ContractError` for a schema that requires itself. */
  of(pointer: Pointer): Code;
  named(schema: string): NamedCode;
}

/** The part of request bodies that the client checks: required properties, the format of optional strings, and optional numbers. */
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
    if (type === "array") {
      const min = get("minItems") === undefined ? undefined : String(contract.count([...pointer, "minItems"], rule));
      return { kind: literal("list"), items: of([...pointer, "items"]), min };
    }
    if (type === "string" && Array.isArray(get("enum"))) {
      return { kind: literal("enum"), values: literal(contract.strings([...pointer, "enum"], rule)) };
    }
    if (isFile(contract, pointer)) return { kind: literal("file") };
    if (type === "string" && get("pattern") !== undefined) {
      const segment = contract.get(["components", "schemas", "PathSegment", "pattern"]);
      if (get("pattern") === segment) return { kind: literal("segment") };
      return stringWithPattern(pointer);
    }
    if (type === "number" || type === "integer") return numberShape(type, get);
    if (typeof type === "string") return scalars[type] ?? anything;
    return stringOrToken(pointer) ?? taggedShape(pointer) ?? anything;
  };

  /** `x-expected` describes the pattern in words, for messages. */
  const stringWithPattern = (pointer: Pointer): CodeFields => {
    const expected = contract.get([...pointer, "x-expected"]);
    return {
      ...anyString,
      pattern: contract.pattern([...pointer, "pattern"], rule),
      expected: expected === undefined ? undefined : literal(contract.string([...pointer, "x-expected"], rule)),
    };
  };

  const objectShape = (pointer: Pointer, tag?: string): Code => {
    const names = propertyNames(contract, pointer);
    // The values of a map are not checked.
    if (names.length === 0 && Boolean(contract.get([...pointer, "additionalProperties"]))) return anyObject;
    const required: Record<string, Code> = {};
    const optional: Record<string, Code> = {};
    const requiredProperties = requiredNames(contract, pointer);
    for (const name of names) {
      const property = [...pointer, "properties", name];
      const isRequired = requiredProperties.includes(name);
      if (name === tag) continue;
      if (isRequired && contract.get([...property, "x-client-default"]) !== undefined) optional[name] = of(property);
      else if (isRequired) required[name] = of(property);
      else if (isChecked(property)) optional[name] = of(property);
    }
    return { kind: literal("object"), required, optional: fieldsOrUndefined(optional) };
  };

  const isChecked = (property: Pointer): boolean => {
    const name = referencedName(contract, property);
    const pointer = name === undefined ? property : schemaPointer(name);
    const get = (keyword: string) => contract.get([...pointer, keyword]);
    const type = get("type");
    if (type === "number" || type === "integer") return true;
    if (type !== "string") return stringOrToken(pointer) !== undefined;
    return ["pattern", "enum", "minLength"].some((keyword) => get(keyword) !== undefined);
  };

  /** `anyOf` of a string of fixed values and a string with a pattern. */
  const stringOrToken = (pointer: Pointer): CodeFields | undefined => {
    const [token, other, ...more] = alternatives(contract, pointer, "anyOf");
    if (token === undefined || other === undefined || more.length > 0) return undefined;
    if (!Array.isArray(contract.get([...token, "enum"]))) return undefined;
    if (contract.get([...other, "pattern"]) === undefined) return undefined;
    const or = literal(contract.strings([...token, "enum"], rule));
    return { ...stringWithPattern(other), or };
  };

  /** `oneOf` of objects with a discriminator. */
  const taggedShape = (pointer: Pointer): Code | undefined => {
    const branches = alternatives(contract, pointer, "oneOf");
    const tag = tagOf(contract, branches);
    if (tag === undefined) return undefined;
    const shapes = branches.flatMap((branch) =>
      enumValues(contract, branch, tag).map((value) => [value, objectShape(branch, tag)] as const),
    );
    return { kind: literal("oneOf"), tag: literal(tag), branches: Object.fromEntries(shapes) as CodeFields };
  };

  return { of, named };
}

function numberShape(type: "number" | "integer", get: (keyword: string) => unknown): Code {
  const limit = (keyword: string) => (typeof get(keyword) === "number" ? literal(get(keyword)) : undefined);
  return {
    kind: literal("number"),
    integer: type === "integer" ? "true" : undefined,
    min: limit("minimum"),
    max: limit("maximum"),
  };
}

function constantName(schema: string): string {
  const name = `${schema.charAt(0).toLowerCase()}${schema.slice(1)}`;
  return exportedSchemas.includes(schema) ? name : `${name}Shape`;
}
