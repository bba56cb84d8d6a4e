import type { ErrorType } from "./generated/client.ts";
import type { components, operations } from "./generated/types.ts";

type Schemas = components["schemas"];

/** The name of an operation of the contract, and of its method. */
export type OperationId = keyof operations;

/**
 * The source of a request.
 *
 * @see https://docs.clinia.com/explanation/sources/data-source
 */
export type SourcePath = operations["bulkResources"]["parameters"]["path"];

/**
 * The default type of the `data` of a resource.
 *
 * @see https://docs.clinia.com/explanation/sources/profile
 */
export type Data = Schemas["Data"];

/**
 * The constraint on the type of `data`: an object, but not an array, `Map`, `Set`, promise, `Date` or function.
 */
export type DataObject = object & {
  readonly [Symbol.iterator]?: never;
  readonly then?: never;
  readonly getTime?: never;
  readonly apply?: never;
};

/** A response type without null: the client removes fields that are null. Strings come first, because `string & {}` extends object. */
export type WithoutNull<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? WithoutNull<Item>[]
    : T extends object
      ? { [Field in keyof T]: WithoutNull<Exclude<T[Field], null>> }
      : T;

/**
 * The body of an error response, or the error in a receipt.
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
