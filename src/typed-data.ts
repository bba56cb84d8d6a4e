import type { ContainedInput, Resource, ResourceOperation } from "./generated/client.ts";
import type { DataOf } from "./resource-check.ts";
import type { Data, DataObject } from "./types.ts";

/*
 * The types of a client with profiles. `P` maps resource types to their ProfileEntry; a type without one, or a string that is not known at
 * compile time, has plain `Data`.
 */

/** A resource type: editors suggest those with a profile. */
export type ResourceType<P> = (keyof P & string) | (string & {});

/** A path with a resource type. In an intersection with `string`, editors would not suggest the types. */
export type TypedPath<Path, Type> = Omit<Path, "resourceType"> & { resourceType: Type };

/** A body with the data of a profile. `Pick` keeps the comment of `data`, which editors show. */
export type TypedBody<Body, P, Type> = Omit<Body, "data" | "contained"> &
  (Type extends keyof P
    ? P[Type] extends { readonly data: unknown }
      ? Pick<P[Type], "data"> & ContainedOf<P[Type]>
      : never
    : { data: Data; contained?: ContainedInput | undefined });

/** `contained` is required if a profile requires a contained resource. */
type ContainedOf<Entry> = Entry extends { readonly contained: infer C }
  ? Partial<C> extends C
    ? { contained?: C | undefined }
    : { contained: C }
  : { contained?: undefined };

/** A stored resource with the data of a profile. */
export type TypedResource<P, Type extends string> = Type extends string
  ? Omit<Resource<DataOf<P, Type>>, "type" | "contained"> & { type: Type; contained?: StoredContained<P, Type> }
  : never;

type StoredContained<P, Type> = Type extends keyof P
  ? P[Type] extends { readonly contained: infer C }
    ? C
    : Resource["contained"]
  : Resource["contained"];

/** A result whose resources have the data of a profile. */
export type TypedResult<Result, P, Type extends string> = Result extends Resource
  ? TypedResource<P, Type>
  : Result extends { hits: (infer Hit)[] }
    ? Omit<Result, "hits"> & { hits: TypedResult<Hit, P, Type>[] }
    : Result extends { resource: Resource }
      ? Omit<Result, "resource"> & { resource: TypedResource<P, Type> }
      : Result extends { resource?: Resource }
        ? Omit<Result, "resource"> & { resource?: TypedResource<P, Type> }
        : Result;

/** Any operation on a resource. */
export type AnyResourceOperation = ResourceOperation<DataObject>;

/** Names the profile that an operation does not fit, and the wrong fields of its data, in the errors of the compiler. */
export interface DoesNotFitProfile<Type, Fields> {
  readonly doesNotFitProfile: readonly [Type, Fields];
}

/** The same operations, with {@link DoesNotFitProfile} for each that does not fit its profile. */
export type Checked<P, Operations> = Operations & {
  readonly [Index in keyof Operations]: Fitting<P, Operations[Index]>;
};

/** `unknown` if all operations fit their profiles, so that an intersection with it changes nothing; {@link DoesNotFitProfile} otherwise. */
export type Fitting<P, Operation> = [Misfit<P, Operation>] extends [never] ? unknown : Misfit<P, Operation>;

type Misfit<P, Operation> = Operation extends { create: infer Content } | { upsert: infer Content }
  ? Content extends { type: infer Type extends keyof P; data: infer D }
    ? P[Type] extends { readonly data: infer Expected }
      ? MisfitOf<Type, D, Widened<Expected>>
      : never
    : never
  : never;

/** With `string` for each code: TypeScript widens the codes of an object literal, before it is compared with a profile. */
type Widened<T> = unknown extends T
  ? T
  : T extends string
    ? string
    : T extends number
      ? number
      : T extends readonly (infer Item)[]
        ? Widened<Item>[]
        : { [Field in keyof T]: Widened<T[Field]> };

type MisfitOf<Type, D, Expected> = [D] extends [Expected]
  ? [UnknownFields<D, Expected>] extends [never]
    ? never
    : DoesNotFitProfile<Type, UnknownFields<D, Expected>>
  : // An indexed access, because the compiler would show the name of any other type in the place of the fields.
    DoesNotFitProfile<Type, WrongFields<D, Expected>[keyof WrongFields<D, Expected>]>;

/** The names of fields that a profile lacks, at any depth. Any data may be right: that of `JSON.parse`, for example. */
type UnknownFields<D, Expected> = 0 extends 1 & D
  ? never
  : Exclude<keyof D, keyof Expected> | UnknownWithin<D, Expected>;

type UnknownWithin<D, Expected> = 0 extends 1 & D
  ? never
  : D extends readonly (infer Item)[]
    ? UnknownWithin<Item, ItemOf<Expected>>
    : D extends object
      ? string extends KeysOf<Expected>
        ? never
        : | Exclude<keyof D, KeysOf<Expected>>
          | {
              [Field in keyof D & KeysOf<Expected>]: UnknownWithin<D[Field], FieldOf<Expected, Field>>;
            }[keyof D & KeysOf<Expected>]
      : never;

type ItemOf<T> = unknown extends T ? T : T extends readonly (infer Item)[] ? Item : never;
/** `string` for a type that is not known. */
type KeysOf<T> = T extends object ? keyof T : T extends null | undefined ? never : string;
type FieldOf<T, Field> = T extends object ? (Field extends keyof T ? T[Field] : never) : never;

/** The fields that are unknown, of a wrong type, or missing, each with its name. */
type WrongFields<D, Expected> = {
  [
    Field in keyof D as Field extends keyof Expected ? (D[Field] extends Expected[Field] ? never : Field) : Field
  ]: Field;
} & { [Field in Exclude<RequiredFields<Expected>, keyof D>]: Field };

type RequiredFields<T> = {
  [Field in keyof T]-?: Partial<Pick<T, Field>> extends Pick<T, Field> ? never : Field;
}[keyof T];
