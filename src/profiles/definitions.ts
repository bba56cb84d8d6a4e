/*
 * The parts of profiles that types and checks read. They are wider than the types of the contract, to accept imported JSON files, whose
 * `type` is a string to TypeScript, and profiles of responses, which may have null instead of an omitted field.
 */

/** Profiles by resource type. Each is a body of `putProfile`. */
export type ProfileDefinitions = Readonly<Record<string, ProfileDefinition>>;

/** The codes of vocabularies, by the keys of the vocabularies. */
export type Vocabularies = Readonly<Record<string, readonly string[]>>;

/**
 * A profile.
 *
 * @see https://docs.clinia.com/explanation/sources/profile
 */
export interface ProfileDefinition {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly properties: PropertyMap;
  readonly contained?: Readonly<Record<string, ContainedResources>> | null | undefined;
}

/** Properties by their keys. */
export type PropertyMap = Readonly<Record<string, Property>>;

/**
 * A property. A type that this package does not know is not checked.
 *
 * @see https://docs.clinia.com/explanation/data-types/base-types
 */
export interface Property {
  readonly type: string;
  readonly description?: string | undefined;
  readonly rules?: readonly Rule[] | null | undefined;
  readonly items?: Property | null | undefined;
  readonly properties?: PropertyMap | null | undefined;
  readonly binding?: { readonly vocabulary: { readonly key: string; readonly strength: string } } | null | undefined;
}

/**
 * A rule of a property.
 *
 * @see https://docs.clinia.com/explanation/field-validation/basic
 */
export interface Rule {
  readonly required?: boolean | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly pattern?: string | undefined;
  readonly when?: object | undefined;
}

/** The types and the number of the resources that are contained under one key. */
export interface ContainedResources {
  readonly types: readonly string[];
  readonly cardinality: string;
}

/** A number of contained resources. */
export interface Counts {
  readonly min: number;
  readonly max: number;
}

/** The numbers of contained resources that each cardinality allows. */
export const cardinalities: Readonly<Record<string, Counts>> = {
  "0:1": { min: 0, max: 1 },
  "1:1": { min: 1, max: 1 },
  "0:*": { min: 0, max: Infinity },
  "1:*": { min: 1, max: Infinity },
};

/** Returns the numbers that a cardinality allows. */
export function countsOf(cardinality: string): Counts {
  return ownField(cardinalities, cardinality) ?? { min: 0, max: Infinity };
}

/** Returns the keys of `contained` that need a resource. */
export function requiredKeys(contained: Readonly<Record<string, ContainedResources>>): string[] {
  return Object.keys(contained).filter((key) => countsOf(String(contained[key]?.cardinality)).min > 0);
}

/** Returns the field of an object with any keys, but never one that it inherits, such as `constructor`. */
export function ownField<Value>(object: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Returns `name`, `2nd` or `["a b"]` as the next part of a path. */
export function formatKey(key: string): string {
  return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
