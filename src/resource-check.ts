import type { Data, DataObject } from "./types.ts";

/*
 * The interface of profiles to the client and the embedded registry. `clinia-registry-client/profiles` implements it.
 */

/** A problem that a check found. Its sentence is the path and the message: `data.birthDate must be a day`. Contains no value. */
export interface ProfileProblem {
  /** The path of the value, such as `data.name[0].family` or `contained.contacts[1].data.telecom`. */
  readonly path: string;
  /** What the value must be, such as `must be a day, a month or a year, such as 2020-02-29`. */
  readonly message: string;
}

/** The options of a check. Without profiles, they have no effect. */
export interface ProfileCheckOptions {
  /**
   * Whether `data` may have fields that its profile lacks: `"refuse"` or `"allow"`. The registry returns fields that only its ingestion
   * pipeline sets: allow them to write back what you read. Default: `"refuse"`.
   */
  readonly unknownFields?: "refuse" | "allow" | undefined;
  /** Whether resources may have a type without a profile: `"refuse"` or `"allow"`. Default: `"refuse"`. */
  readonly otherTypes?: "refuse" | "allow" | undefined;
}

/** The `data` of a resource, and the resources that it contains. */
export interface CheckedResource {
  readonly data?: unknown;
  readonly contained?: unknown;
}

/** Checks resources before they are sent or stored. `P` has the types of the profiles: see {@link ProfileEntries}. */
export interface ResourceCheck<P = object> {
  /** Returns the problems of a resource of a type; none if it is valid. */
  check(type: string, resource: CheckedResource, options?: ProfileCheckOptions): readonly ProfileProblem[];
  /** Carries `P` for the compiler. Does not exist at run time. */
  readonly "~types"?: P | undefined;
}

/** The types of one profile: of `data`, and of `contained` if the profile has contained resources. */
export interface ProfileEntry {
  readonly data: DataObject;
  readonly contained?: object | undefined;
}

/** The constraint on a map from resource types to their {@link ProfileEntry}. A map, because an interface has no index signature. */
export type ProfileEntries<P> = { readonly [Type in keyof P]: ProfileEntry };

/** The type of the `data` of a resource type: of its profile, or {@link Data} without one. */
export type DataOf<P, Type extends string> = Type extends keyof P
  ? P[Type] extends { data: infer D extends DataObject }
    ? D
    : Data
  : Data;

/**
 * A schema of a library, such as Zod or Valibot.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult | PromiseLike<SchemaResult>;
    readonly types?: { readonly input: Input; readonly output: unknown } | undefined;
  };
}

/** The result of a schema: a value without issues is valid. */
interface SchemaResult {
  readonly issues?: readonly SchemaIssue[] | undefined;
}

/** A problem that a schema found. Its message may quote the value. */
export interface SchemaIssue {
  readonly message: string;
  /** The keys and indices from the root to the value, or objects with a `key`. */
  readonly path?: readonly unknown[] | undefined;
}

/** Schemas of `data` by resource type. */
export type StandardSchemas<S> = { readonly [Type in keyof S]: StandardSchema };

/** The {@link ProfileEntries} of schemas. */
export type EntriesOf<S> = {
  [Type in keyof S]: { data: S[Type] extends StandardSchema<infer Input extends DataObject> ? Input : Data };
};
