import type { ErrorType } from "./generated/client.ts";
import type { components, operations } from "./generated/types.ts";

type Schemas = components["schemas"];

/** The name of an operation of the contract, which is the name of its method too. */
export type OperationId = keyof operations;

/**
 * The source of a request.
 *
 * @see https://docs.clinia.com/explanation/sources/data-source
 */
export type SourcePath = operations["bulkResources"]["parameters"]["path"];

/**
 * The `data` of a resource whose type is not given.
 *
 * @see https://docs.clinia.com/explanation/sources/profile
 */
export type Data = Schemas["Data"];

/**
 * The constraint of `data`: any object that JSON writes as an object with its fields. An interface fits. An array, a `Map`, a
 * `Set`, a promise, a `Date` and a function do not.
 */
export type DataObject = object & {
  readonly [Symbol.iterator]?: never;
  readonly then?: never;
  readonly getTime?: never;
  readonly apply?: never;
};

/** A response type without null: the client removes fields that are null. An open enum's `string & {}` extends object. */
export type WithoutNull<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? WithoutNull<Item>[]
    : T extends object
      ? { [Field in keyof T]: WithoutNull<Exclude<T[Field], null>> }
      : T;

/**
 * An error that the registry describes.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface ErrorBody extends Omit<Schemas["ErrorBody"], "type" | "details" | "Details" | "additionalContext"> {
  /** The type of the error. */
  type: ErrorType;
  /** The individual errors, such as one per field. */
  details?: ErrorBody[];
  /** Additional information about the error. */
  additionalContext?: Data;
}
