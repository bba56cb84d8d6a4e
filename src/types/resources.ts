import type { components } from "../generated/types.ts";

type Schemas = components["schemas"];

/** A response type without null: the client removes fields that are null. An open enum's `string & {}` extends object. */
export type Present<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? Present<Item>[]
    : T extends object
      ? { [Field in keyof T]: Present<Exclude<T[Field], null>> }
      : T;

/**
 * What a resource's `data` is when nothing more is known of it.
 *
 * @see https://docs.clinia.com/explanation/sources/profile
 */
export type Data = Schemas["Data"];

/**
 * What may be sent as `data`: any object that JSON writes as an object. An array, a `Map`, a `Set` or a promise is none; an
 * interface of your own is.
 */
export type DataObject = object & { readonly [Symbol.iterator]?: never; readonly then?: never };

/**
 * A resource as the registry stores it.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export interface Resource<D extends DataObject = Data> extends Omit<Present<Schemas["Resource"]>, "data"> {
  /** Dynamic data attributes, based on the resource type. */
  data: D;
}

/**
 * What the registry knows of a resource besides its data.
 *
 * @see https://docs.clinia.com/api-reference/resources/create-a-resource-in-the-registry
 */
export type Meta = Present<Schemas["Meta"]>;

/**
 * How another system identifies the resource.
 *
 * @see https://docs.clinia.com/explanation/data-types/clinia-types
 */
export type Identifier = Present<Schemas["Identifier"]>;

/**
 * The time during which an identifier is or was in use.
 *
 * @see https://docs.clinia.com/explanation/data-types/clinia-types
 */
export type Period = Schemas["Period"];

/**
 * Resources that exist only within another one: for each key of the profile, an array.
 *
 * @see https://clinia.readme.io/docs/send-data-to-the-registry
 */
export type Contained = Record<string, ContainedResource[]>;

/**
 * A resource that exists only within another one.
 *
 * @see https://docs.clinia.com/api-reference/resources/upsert-a-contained-resource-in-the-registry
 */
export type ContainedResource = Present<Schemas["ContainedResource"]>;
