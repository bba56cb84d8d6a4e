import {
  countsOf,
  formatKey,
  requiredKeys,
  type ContainedResources,
  type ProfileDefinition,
  type ProfileDefinitions,
  type Property,
  type PropertyMap,
  type Vocabularies,
} from "./definitions.ts";
import {
  isComplex,
  isKnownType,
  orNullable,
  schemaOfType,
  valueTypes,
  type JsonSchema,
  type ValueTypeName,
} from "./property-types.ts";
import { mergeRules, type MergedRules, type Unchecked } from "./rules.ts";

/** The JSON Schema of profiles, and the parts of the profiles that it does not check. */
export interface ProfilesSchema {
  /**
   * A JSON Schema 2020-12. For the profile `patient`, its `$defs` have `patient` (the `data`), `patient.contained` if it has contained
   * resources, and `patient.resource` (the whole resource).
   */
  readonly schema: JsonSchema & { readonly $defs: Readonly<Record<string, JsonSchema>> };
  readonly unchecked: readonly Unchecked[];
}

/** Returns the schema of profiles, for programs in other languages. */
export function profilesSchema(profiles: ProfileDefinitions, vocabularies: Vocabularies = {}): ProfilesSchema {
  const unchecked: Unchecked[] = [];
  const own = Object.entries(profiles).flatMap(([key, profile]) => {
    const contained = profile.contained ?? {};
    const hasContained = Object.keys(contained).length > 0;
    return [
      [key, dataSchema(key, profile, vocabularies, unchecked)] as const,
      ...(hasContained ? [[`${key}.contained`, containedSchema(contained)] as const] : []),
      [`${key}.resource`, resourceSchema(key, hasContained, requiredKeys(contained))] as const,
    ];
  });
  const types = typesUsedIn(own).map((type) => [`types.${type}`, valueTypes[type].schema] as const);
  return {
    schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $defs: withoutWords(Object.fromEntries([...own, ...types])),
    },
    unchecked,
  };
}

/** Removes `x-expected`, which is for the messages of the checks. Other validators may reject keywords that they do not know. */
function withoutWords<Value>(schemas: Value): Value {
  const isWords = (key: string, value: unknown) => key === "x-expected" && typeof value === "string";
  const text = JSON.stringify(schemas, (key, value: unknown) => (isWords(key, value) ? undefined : value));
  return JSON.parse(text) as Value;
}

/** Returns the schema of the `data` of a profile. Adds what it does not check to `unchecked`. */
export function dataSchema(
  key: string,
  { properties, description }: ProfileDefinition,
  vocabularies: Vocabularies = {},
  unchecked: Unchecked[] = [],
): JsonSchema {
  return { ...(description !== undefined && { description }), ...objectSchema(properties, key) };

  function objectSchema(properties: PropertyMap, path: string): JsonSchema {
    const required: string[] = [];
    const schemas = Object.entries(properties).map(([name, property]) => {
      const rules = mergeRules(property, vocabularies);
      if (rules.required) required.push(name);
      const schema = valueSchema(property, rules, path + formatKey(name));
      return [name, described(rules.required ? notNull(schema) : orNullable(schema), property)] as const;
    });
    return {
      type: "object",
      properties: Object.fromEntries(schemas),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    };
  }

  function valueSchema(property: Property, rules: MergedRules, path: string): JsonSchema {
    const { type, items, properties } = property;
    unchecked.push(...rules.unchecked.map((reason) => ({ path, reason })));
    if (type === "array") {
      const { min, max } = rules;
      return {
        type: "array",
        ...(items && { items: described(valueSchema(items, mergeRules(items, vocabularies), `${path}[]`), items) }),
        ...(min !== undefined && { minItems: toCount(min, Math.ceil) }),
        ...(max !== undefined && { maxItems: toCount(max, Math.floor) }),
      };
    }
    if (type === "object") return properties ? objectSchema(properties, path) : { type };
    if (isComplex(type)) return schemaOfType(type);
    if (isKnownType(type)) return baseSchema(valueTypes[type].schema, rules);
    unchecked.push({ path, reason: `unknown type ${type}` });
    return {};
  }
}

function described(schema: JsonSchema, { description }: Property): JsonSchema {
  return description === undefined ? schema : { description, ...schema };
}

/** A schema without a type matches null too, which is not a value of a required property. */
function notNull(schema: JsonSchema): JsonSchema {
  const isAnything = Object.keys(schema).length === 0;
  return isAnything ? { type: ["string", "number", "boolean", "array", "object"] } : schema;
}

function baseSchema(schema: JsonSchema, { min, max, values, patterns }: MergedRules): JsonSchema {
  const isText = schema["type"] === "string";
  const own = typeof schema["minLength"] === "number" ? schema["minLength"] : 0;
  // A schema can have one pattern, and that of a date is its own.
  const [pattern, ...others] = schema["pattern"] === undefined ? patterns : [undefined, ...patterns];
  return {
    ...schema,
    ...(min !== undefined && (isText ? { minLength: Math.max(own, toCount(min, Math.ceil)) } : { minimum: min })),
    ...(max !== undefined && (isText ? { maxLength: toCount(max, Math.floor) } : { maximum: max })),
    ...(values !== undefined && { enum: values }),
    ...(pattern !== undefined && { pattern }),
    ...(others.length > 0 && { allOf: others.map((each) => ({ pattern: each })) }),
  };
}

/** A length or a number of items can't be negative or a fraction in a schema. */
function toCount(limit: number, round: (limit: number) => number): number {
  return Math.max(0, round(limit));
}

function containedSchema(contained: Readonly<Record<string, ContainedResources>>): JsonSchema {
  const required = requiredKeys(contained);
  const keys = Object.entries(contained).map(([key, { types, cardinality }]) => {
    const { min, max } = countsOf(cardinality);
    const options = types.map((type) => ({
      ...{ type: "object", properties: { type: { const: type } }, required: ["type"] },
      $ref: refTo(`${type}.resource`),
    }));
    const list = {
      type: "array",
      items: options.length === 1 ? options[0] : { anyOf: options },
      ...(min > 0 && { minItems: min }),
      ...(max < Infinity && { maxItems: max }),
    };
    return [key, list] as const;
  });
  return {
    type: "object",
    properties: Object.fromEntries(keys),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function resourceSchema(key: string, hasContained: boolean, required: readonly string[]): JsonSchema {
  return {
    type: "object",
    properties: {
      id: { type: "string" },
      type: { const: key },
      data: { $ref: refTo(key) },
      contained: hasContained ? { $ref: refTo(`${key}.contained`) } : { type: "object", additionalProperties: false },
    },
    required: required.length > 0 ? ["data", "contained"] : ["data"],
  };
}

function refTo(name: string): string {
  return `#/$defs/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`;
}

/** Returns the complex types that schemas refer to, and those that these types refer to. */
function typesUsedIn(schemas: unknown): ValueTypeName[] {
  const types = referredTypes(schemas);
  return [...new Set([...types, ...referredTypes(types.map((type) => valueTypes[type].schema))])].sort();
}

function referredTypes(schemas: unknown): ValueTypeName[] {
  return Array.from(JSON.stringify(schemas).matchAll(/"#\/\$defs\/types\.(\w+)"/g), ([, type = ""]) => type).filter(
    isKnownType,
  );
}
