import fc from "fast-check";
import type {
  ContainedResources,
  ProfileDefinition,
  ProfileDefinitions,
  Property,
  PropertyMap,
  Rule,
  Vocabularies,
} from "../../src/profiles/definitions.ts";

/*
 * Valid resources of profiles. Written from the definitions, not from the schema of src/profiles/, so that each tests the other.
 */

/** A resource without its id and type. */
export interface ProfileDocument {
  readonly data: Readonly<Record<string, unknown>>;
  readonly contained?: Readonly<Record<string, readonly ContainedDocument[]>>;
}

export interface ContainedDocument extends ProfileDocument {
  readonly type: string;
}

/** The rules that always hold, merged. */
export interface Bounds {
  readonly required: boolean;
  readonly min: number;
  readonly max: number;
  readonly values: readonly (string | number)[] | undefined;
  readonly patterns: readonly RegExp[];
}

export interface Definitions {
  readonly profiles: ProfileDefinitions;
  readonly vocabularies: Vocabularies;
}

/** Deeper contained resources are generated only where the profile needs them. */
const maxLevels = 2;

/** Generates valid resources of a type. */
export function validDocuments(
  profiles: ProfileDefinitions,
  type: string,
  vocabularies: Vocabularies = {},
): fc.Arbitrary<ProfileDocument> {
  return documentOf({ profiles, vocabularies }, type, 0);
}

function documentOf(definitions: Definitions, type: string, level: number): fc.Arbitrary<ProfileDocument> {
  const { properties, contained } = profileOf(definitions.profiles, type);
  const keys = Object.entries(contained ?? {}).filter(
    ([, { cardinality }]) => level < maxLevels || cardinality.startsWith("1:"),
  );
  const data = objectOf(properties, definitions.vocabularies);
  if (keys.length === 0) return data.map((data) => ({ data }));
  const lists = keys.map(([key, each]) => [key, listOf(definitions, each, level)] as const);
  const required = keys.flatMap(([key, { cardinality }]) => (cardinality.startsWith("1:") ? [key] : []));
  return fc.record({ data, contained: recordOf(lists, required) }) as fc.Arbitrary<ProfileDocument>;
}

function listOf(definitions: Definitions, { types, cardinality }: ContainedResources, level: number) {
  const items = types.map((type) =>
    documentOf(definitions, type, level + 1).map((document): ContainedDocument => ({ type, ...document })),
  );
  const [minLength, maxLength] = [cardinality.startsWith("1:") ? 1 : 0, cardinality.endsWith(":1") ? 1 : 2];
  return fc.array(fc.oneof(...items), { minLength, maxLength });
}

export function profileOf(profiles: ProfileDefinitions, type: string): ProfileDefinition {
  const profile = Object.hasOwn(profiles, type) ? profiles[type] : undefined;
  if (profile === undefined) throw new Error(`There is no profile ${type}.`);
  return profile;
}

function objectOf(properties: PropertyMap, vocabularies: Vocabularies): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(properties).map(([key, property]) => {
    const bounds = boundsOf(property, vocabularies);
    const value = valueOf(property, vocabularies);
    return [key, bounds.required ? value : orNull(value)] as const;
  });
  const required = Object.keys(properties).filter((key) => {
    const property = properties[key];
    return property !== undefined && boundsOf(property, vocabularies).required;
  });
  return recordOf(fields, required);
}

/** As `fc.record`, which does not keep the key `__proto__`. */
function recordOf(
  fields: readonly (readonly [string, fc.Arbitrary<unknown>])[],
  required: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  const entries = fields.map(([key, value]) =>
    required.includes(key)
      ? value.map((each) => [[key, each]])
      : fc.option(
          value.map((each) => [[key, each]]),
          { nil: [] },
        ),
  );
  return fc.tuple(...entries).map((each) => Object.fromEntries(each.flat() as [string, unknown][]));
}

function orNull(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.option(value, { freq: 10 });
}

/** Merges the rules without a condition. Strictest wins. */
export function boundsOf({ rules, binding, type }: Property, vocabularies: Vocabularies): Bounds {
  const always: readonly Rule[] = (rules ?? []).filter(({ when }) => when === undefined);
  const lists = always.flatMap(({ enum: values }) => (values === undefined ? [] : [values]));
  const vocabulary = binding?.vocabulary;
  if (type === "code" && vocabulary?.strength === "required" && Object.hasOwn(vocabularies, vocabulary.key)) {
    lists.push(vocabularies[vocabulary.key] ?? []);
  }
  const values =
    lists.length === 0 ? undefined : lists.reduce((all, list) => all.filter((value) => list.includes(value)));
  return {
    required: always.some(({ required }) => required === true),
    min: Math.max(type === "code" ? 1 : -Infinity, ...always.map(({ min = -Infinity }) => min)),
    max: Math.min(...always.map(({ max = Infinity }) => max)),
    values,
    patterns: always.flatMap(({ pattern }) => (pattern === undefined ? [] : [new RegExp(pattern, "u")])),
  };
}

const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString());
const date = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([text, length]) => text.slice(0, length));
const instant = fc
  .tuple(day, fc.constantFrom("Z", "+05:30", "-04:00"))
  .map(([text, offset]) => text.slice(0, 19) + offset);
const time = fc.tuple(day, fc.constantFrom(16, 19, 21)).map(([text, length]) => text.slice(11, length));
const uri = fc.constantFrom(
  "https://example.com/mrn",
  "urn:oid:2.16.840.1.113883",
  "mailto:a@example.com",
  "fhir:Patient",
);
const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: "binary", maxLength: 12 }));
const texts = fc.array(text, { maxLength: 2 });
const datetime = fc.oneof(date, instant);
const integer = fc.integer({ min: 0, max: 100_000 });
/** As JSON writes it: without -0. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

const period = open({ start: datetime, end: datetime });
const complexTypes: Readonly<Partial<Record<string, fc.Arbitrary<unknown>>>> = {
  period,
  humanname: open({ use: text, text, family: text, given: texts, prefix: texts, suffix: texts, period }),
  address: open({
    ...{ use: text, type: text, text, line: texts, city: text, district: text, state: text },
    ...{ postalCode: text, country: text, period },
  }),
  contactpoint: open({ system: text, value: text, use: text, rank: integer, period }),
  identifier: open({ system: uri, value: text, use: text, period }),
  attachment: open({ title: text, contentType: text, url: uri, language: text, size: integer, creation: datetime }),
  coding: open({ system: uri, version: text, code: text, display: text }),
  geopoint: fc.record({ longitude: fc.integer({ min: -180, max: 180 }), latitude: fc.integer({ min: -90, max: 90 }) }),
  reference: fc.oneof(
    text,
    fc.record({ type: text, id: text }),
    json.filter((value) => value !== null),
  ),
};

/** Fields of complex types are optional and may be null; further fields are allowed. */
function open(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> {
  const all = { ...fields, further: json };
  return recordOf(
    Object.entries(all).map(([key, value]) => [key, orNull(value)]),
    [],
  );
}

function valueOf(property: Property, vocabularies: Vocabularies): fc.Arbitrary<unknown> {
  const { type, items, properties } = property;
  const bounds = boundsOf(property, vocabularies);
  if (type === "array" && items) {
    const minLength = Math.max(0, bounds.min);
    return fc.array(valueOf(items, vocabularies), { minLength, maxLength: Math.min(bounds.max, minLength + 2) });
  }
  if (type === "object")
    return properties ? objectOf(properties, vocabularies) : fc.dictionary(text, json, { maxKeys: 2 });
  const complex = complexTypes[type];
  if (complex !== undefined) return complex;
  if (bounds.values !== undefined) return fc.constantFrom(...bounds.values);
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer(numberRange(bounds));
  if (type === "decimal") return fc.oneof(fc.integer(numberRange(bounds)), doubleOf(bounds));
  return stringOf(type, bounds);
}

function numberRange({ min, max }: Bounds): { min: number; max: number } {
  return {
    min: Math.ceil(Math.max(min, Math.min(-1000, max - 1000))),
    max: Math.floor(Math.min(max, Math.max(1000, min + 1000))),
  };
}

function doubleOf(bounds: Bounds): fc.Arbitrary<unknown> {
  const { min, max } = numberRange(bounds);
  return fc.double({ min, max, noNaN: true }).map((value): unknown => JSON.parse(JSON.stringify(value)));
}

function stringOf(type: string, { min, max, patterns }: Bounds): fc.Arbitrary<unknown> {
  const formats: Readonly<Partial<Record<string, fc.Arbitrary<string>>>> = { date, datetime, instant, time, url: uri };
  const format = formats[type];
  const [first, ...others] = patterns;
  const isInBounds = (value: string) => Array.from(value).length >= min && Array.from(value).length <= max;
  if (first !== undefined || format !== undefined) {
    const matching = format ?? fc.stringMatching(first ?? /^/u);
    const hasRange = type === "url" || format === undefined;
    return matching
      .filter((value) => !hasRange || isInBounds(value))
      .filter((value) => (format === undefined ? others : patterns).every((pattern) => pattern.test(value)));
  }
  const minLength = Math.max(0, min);
  const size = { minLength, maxLength: Math.min(max, minLength + 12) };
  return fc.oneof(fc.string(size), fc.string({ ...size, unit: "binary" }));
}
