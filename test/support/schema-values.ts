import fc from "fast-check";
import type { ContractDocument, Pointer } from "../../scripts/contract/document.ts";

/** The keywords of the schemas of request bodies. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: "date-time";
  readonly minLength?: number;
  readonly enum?: readonly string[];
  readonly not?: { readonly const?: string; readonly enum?: readonly string[] };
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  /** Alternatives, each with other values of one property. */
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
}

export type Resolve = (schema: Schema) => Schema;

/** Returns a function that resolves the reference of a schema and merges its `allOf`. */
export function resolverOf(contract: ContractDocument): Resolve {
  return function resolve({ $ref, allOf = [], ...schema }): Schema {
    if ($ref === undefined) return Object.assign({}, ...allOf.map(resolve), schema) as Schema;
    const pointer: Pointer = $ref.replace("#/", "").split("/");
    return resolve(contract.get(pointer) as Schema);
  };
}

const maxLevels = 4;
/** A schema can contain itself in an optional property. */
const maxOptionalLevels = 8;
const json = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
const asJson = (value: number): unknown => JSON.parse(JSON.stringify(value));
const freeObject = fc.dictionary(fc.string(), json, { maxKeys: 4, noNullPrototype: true });
const key = fc.oneof(fc.stringMatching(/^[a-z]\w{0,8}$/), fc.constantFrom("a/b", "a~b", "é", "a key"));

/** Generates values that are valid against a schema of the contract. */
export function valueOf(schema: Schema, resolve: Resolve, level = 0): fc.Arbitrary<unknown> {
  const { type, anyOf, oneOf, items, minItems = 0, ...rest } = resolve(schema);
  const branches = anyOf ?? oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => valueOf(branch, resolve, level)));
  if (type === "object") return objectOf(rest, resolve, level);
  if (type === "array" && items !== undefined) {
    return fc.array(valueOf(items, resolve, level + 1), { minLength: minItems, maxLength: 3 });
  }
  if (type === "string") return stringOf(rest);
  if (type === "number") return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map(asJson));
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: rest.minimum ?? 0, max: rest.maximum ?? 1_000_000 });
  if (isAnything(rest)) return json;
  throw new Error(`Values of the schema ${JSON.stringify(schema)} can't be generated.`);
}

/** Whether a schema without a type is only described, so that any value is valid. */
export function isAnything(schema: Schema): boolean {
  return Object.keys(schema).join() === "description";
}

function stringOf({ enum: some, pattern, format, minLength = 0, not }: Schema): fc.Arbitrary<string> {
  if (some !== undefined) return fc.constantFrom(...some);
  const isAllowed = (text: string) => text !== not?.const && not?.enum?.includes(text) !== true;
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, "u")).filter(isAllowed);
  if (format === "date-time") {
    const time = { min: new Date(0), max: new Date("2025-01-01"), noInvalidDate: true };
    return fc.date(time).map((date) => date.toISOString());
  }
  return fc.oneof(fc.string({ minLength }), fc.string({ minLength, unit: "grapheme" })).filter(isAllowed);
}

function objectOf(schema: Schema, resolve: Resolve, level: number): fc.Arbitrary<unknown> {
  const { properties = {}, propertyNames, additionalProperties, required = [], dependentRequired = {} } = schema;
  if (additionalProperties === true && Object.keys(properties).length === 0) return freeObject;
  if (typeof additionalProperties === "object") {
    const maxKeys = level < maxLevels ? 2 : 0;
    if (maxKeys === 0) return fc.constant({});
    const keys = propertyNames === undefined ? key : stringOf(resolve(propertyNames));
    return fc.dictionary(keys, valueOf(additionalProperties, resolve, level + 1), { maxKeys, noNullPrototype: true });
  }
  const generated = Object.entries(properties).filter(([name]) => level < maxOptionalLevels || required.includes(name));
  const model = generated.map(([name, property]) => [name, valueOf(property, resolve, level + 1)]);
  const options = { requiredKeys: [...required], noNullPrototype: true };
  return fc
    .record(Object.fromEntries(model) as Record<string, fc.Arbitrary<unknown>>, options)
    .map((value) => withoutUnmet(value, dependentRequired));
}

function withoutUnmet(value: Record<string, unknown>, needs: NonNullable<Schema["dependentRequired"]>) {
  const unmet = Object.entries(needs).filter(([, needed]) => needed.some((name) => !(name in value)));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !unmet.some(([other]) => other === name)));
}
