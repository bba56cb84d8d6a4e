import type { components } from "../generated/types.ts";
import type { Data } from "./resources.ts";

type Schemas = components["schemas"];

/**
 * What kind of error it is: one of those that Clinia documents, or one that came later.
 *
 * @see https://docs.clinia.com/explanation/errors
 */
export type ErrorType = Schemas["ErrorType"];

/**
 * An error as the registry describes it.
 *
 * @see https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry
 */
export interface ErrorBody extends Omit<Schemas["ErrorBody"], "details" | "Details" | "additionalContext"> {
  /** The individual errors, such as one per field. */
  details?: ErrorBody[];
  /** Additional information about the error. */
  additionalContext?: Data;
}
