import { errorTypes } from "../generated/constants.ts";

/** A known type of error, for a message: an unknown one could be any word, such as an id of the request. */
export function safeErrorType(type: string | undefined): (typeof errorTypes)[number] | undefined {
  return errorTypes.find((known) => known === type);
}
