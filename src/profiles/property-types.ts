import type { PropertyType } from "../generated/client.ts";

/** The property types but `array` and `object`. */
export type ValueTypeName = Exclude<PropertyType, "array" | "object">;

/** A JSON Schema 2020-12. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** How the values of a property type are checked and typed. */
export interface ValueType {
  readonly schema: JsonSchema;
  /** The TypeScript type: `string`, `number`, `boolean` or a name of `data-types.ts`. */
  readonly type: string;
  /**
   * Which rules are documented besides `required`: `string` has `min` and `max` of the length, `enum` and `pattern`; `time` has `enum` and
   * `pattern`; `number` has `min` and `max` of the value, and `enum`. Undefined: none.
   */
  readonly rules?: "string" | "time" | "number" | undefined;
}

const month = String.raw`(?:0[1-9]|1[0-2])`;
const leapYear = String.raw`(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)`;
/** A day of the calendar. Without look-ahead, which regular expressions of some other languages lack. */
const day = String.raw`(?:\d{4}-(?:${month}-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|${leapYear}-02-29)`;
const partialDate = String.raw`\d{4}(?:-${month})?`;
const timeOfDay = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;
/** The time of RFC 3339, section 5.6, without its offset. The minute is not checked for leap seconds. */
const time = String.raw`[Tt]${timeOfDay}:(?:[0-5]\d|60)(?:\.\d+)?`;
const offset = String.raw`(?:[Zz]|[+-]${timeOfDay})`;

/** In schemas with a pattern or a format, messages quote `x-expected`. */
function matching(pattern: string, expected: string): JsonSchema {
  return { type: "string", pattern: `^(?:${pattern})$`, "x-expected": expected };
}

const string: JsonSchema = { type: "string" };
const strings: JsonSchema = { type: "array", items: string };
const partialDateTime = matching(
  // No page says whether a datetime needs an offset.
  `${day}(?:${time}${offset}?)?|${partialDate}`,
  "a day, a month, a year, or a date and time, such as 2020-02-29T08:30:00Z",
);
const integer: JsonSchema = { type: "integer" };
const uri: JsonSchema = { type: "string", format: "uri", "x-expected": "a URI, such as https://example.com" };
const period = schemaOfType("period");

/** A reference to the schema of a complex type. Keys of profiles contain no dot. */
export function schemaOfType(type: PropertyType): JsonSchema {
  return { $ref: `#/$defs/types.${type}` };
}

/** Every field is optional, and may be null. Further fields pass. */
function openObject(fields: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const orNull = Object.entries(fields).map(([name, schema]) => [name, orNullable(schema)]);
  return { type: "object", properties: Object.fromEntries(orNull) as JsonSchema };
}

/** The same schema, which null matches too. */
export function orNullable(schema: JsonSchema): JsonSchema {
  const { type, enum: values, $ref } = schema;
  if ($ref !== undefined) return { anyOf: [schema, { type: "null" }] };
  // Without a type, any value matches.
  if (type === undefined) return schema;
  return { ...schema, type: [type, "null"], ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }) };
}

/**
 * All property types but `array` and `object`.
 *
 * @see https://docs.clinia.com/explanation/data-types/base-types
 */
export const valueTypes: Readonly<Record<ValueTypeName, ValueType>> = {
  boolean: { schema: { type: "boolean" }, type: "boolean" },
  integer: { schema: integer, type: "number", rules: "number" },
  decimal: { schema: { type: "number" }, type: "number", rules: "number" },
  symbol: { schema: string, type: "string", rules: "string" },
  markdown: { schema: string, type: "string", rules: "string" },
  xhtml: { schema: string, type: "string", rules: "string" },
  uri: { schema: string, type: "string", rules: "string" },
  url: { schema: uri, type: "string", rules: "string" },
  code: { schema: { type: "string", minLength: 1 }, type: "string", rules: "string" },
  time: {
    schema: matching(String.raw`${timeOfDay}(?::[0-5]\d(?:\.\d+)?)?`, "a time, such as 08:30, 08:30:00 or 08:30:00.5"),
    type: "string",
    rules: "time",
  },
  date: {
    schema: matching(`${day}|${partialDate}`, "a day, a month or a year, such as 2020-02-29, 2020-02 or 2020"),
    type: "PartialDate",
    rules: "time",
  },
  datetime: { schema: partialDateTime, type: "PartialDateTime", rules: "time" },
  instant: {
    schema: matching(day + time + offset, "a date and time with an offset, such as 2020-02-29T08:30:00Z"),
    type: "Instant",
    rules: "time",
  },
  period: { schema: openObject({ start: partialDateTime, end: partialDateTime }), type: "Period" },
  humanname: {
    schema: openObject({
      use: string,
      text: string,
      family: string,
      given: strings,
      prefix: strings,
      suffix: strings,
      period,
    }),
    type: "HumanName",
  },
  address: {
    schema: openObject({
      ...{ use: string, type: string, text: string, line: strings, city: string, district: string },
      ...{ state: string, postalCode: string, country: string, period },
    }),
    type: "Address",
  },
  contactpoint: {
    schema: openObject({ system: string, value: string, use: string, rank: integer, period }),
    type: "ContactPoint",
  },
  identifier: { schema: openObject({ system: string, value: string, use: string, period }), type: "Identifier" },
  attachment: {
    schema: openObject({
      ...{ title: string, contentType: string, url: string, language: string },
      ...{ size: integer, creation: partialDateTime },
    }),
    type: "Attachment",
  },
  coding: { schema: openObject({ system: string, version: string, code: string, display: string }), type: "Coding" },
  geopoint: {
    schema: {
      type: "object",
      required: ["longitude", "latitude"],
      properties: {
        longitude: { type: "number", minimum: -180, maximum: 180 },
        latitude: { type: "number", minimum: -90, maximum: 90 },
      },
    },
    type: "Geopoint",
  },
  reference: { schema: {}, type: "Reference" },
};

/** Whether {@link valueTypes} has a type. */
export function isKnownType(type: string): type is ValueTypeName {
  return Object.hasOwn(valueTypes, type);
}

/** Whether the values of a type are objects with fields of their own, such as those of `period`. */
export function isComplex(type: string): type is ValueTypeName {
  return isKnownType(type) && valueTypes[type].schema["type"] === "object";
}
